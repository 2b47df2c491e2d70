"""Faults in Chinese: each English phrase beside its translation; a phrase not listed stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from experiments.chinese_answers import ANSWER_PHRASES
from experiments.chinese_calibration import CALIBRATION_PHRASES
from experiments.chinese_designs import DESIGN_PHRASES, place_in_chinese
from experiments.chinese_engines import ENGINE_PHRASES
from experiments.chinese_goal import GOAL_PHRASES
from experiments.chinese_maps import MAP_PHRASES
from experiments.chinese_names import with_chinese_name, yuan_words
from experiments.chinese_phrases import PHRASES
from experiments.chinese_policies import LEVELS, POLICY_PHRASES
from experiments.chinese_reading import READING_PHRASES
from experiments.chinese_runner import RUNNER_PHRASES
from experiments.chinese_sensitivity import SENSITIVITY_PHRASES
from experiments.chinese_watch import WATCH_PHRASES
from experiments.chinese_yaml import parser_words
from experiments.wording import KINDS_OF_TARGETS
from sim.errors import Problem

KINDS = (
    (r"a whole number", "整数"),
    (r"a number", "数"),
    (r" of at least (\S+)", "，至少 {0}"),
    (r" above (\S+) up to below (\S+)", "，大于 {0}、小于 {1}"),
    (r" above (\S+) up to (\S+)", "，大于 {0}、至多 {1}"),
    (r" above (\S+)", "，大于 {0}"),
    (r" from (\S+) to below (\S+)", "，不小于 {0}、小于 {1}"),
    (r" below (\S+)", "，小于 {0}"),
    (r" up to (\S+)", "，至多 {0}"),
    (r" from (\S+) to (\S+)", "，{0} 到 {1}"),
    (r"a quarter like (\S+)", "季度，如 {0}"),
    (r"a date like (\S+)", "日期，如 {0}"),
    (r"a group of keys", "一组键"),
    (r"a list in \[brackets\]", "[方括号] 内的列表"),
    (r"one of (.+)", "{0} 之一"),
    (r"the name of a region", "区域名称"),
    (r"text", "文字"),
    (r"true or false", "true 或 false"),
)


def chinese(problem: Problem) -> str:
    """The sentence of a fault in Chinese."""
    place = place_in_chinese(re.sub("^command line", "命令行", problem.where))
    if problem.line is not None:
        place += f" 第 {problem.line} 行"
    if problem.key:
        place = f"{place}，{problem.key}" if place else problem.key
    return f"{place}：{translated(problem.given)}；{translated(problem.allowed)}"


ALL_PHRASES: tuple[tuple[str, str], ...] = (
    *ENGINE_PHRASES,
    *MAP_PHRASES,
    *GOAL_PHRASES,
    *SENSITIVITY_PHRASES,
    *POLICY_PHRASES,
    *READING_PHRASES,
    *ANSWER_PHRASES,
    *PHRASES,
    *DESIGN_PHRASES,
    *RUNNER_PHRASES,
    *CALIBRATION_PHRASES,
    *WATCH_PHRASES,
)
"""Every phrase that is told in Chinese; the first that fits counts."""


def translated(phrase: str) -> str:
    """A phrase in Chinese, or as it is when it is not listed."""
    for pattern, words in ALL_PHRASES:
        found = re.fullmatch(pattern, phrase, re.DOTALL)
        if found:
            text = words
            for position, part in enumerate(found.groups()):
                text = text.replace(f"{{{position}}}", part or "")
                for form, wording in FORMS.items():
                    if f"{{{position}:{form}}}" in text:
                        text = text.replace(f"{{{position}:{form}}}", wording(part or ""))
            return text
    return phrase


def _kind(phrase: str) -> str:
    for pattern, words in KINDS:
        found = re.search(pattern, phrase)
        if found:
            phrase = phrase[: found.start()] + words.format(*found.groups()) + phrase[found.end() :]
    return phrase


FORMS: dict[str, Callable[[str], str]] = {
    "kind": _kind,
    "level": lambda part: LEVELS.get(part, part),
    "phrase": translated,
    "yaml": parser_words,
    "yuan": yuan_words,
    "named": with_chinese_name,
    "sizes": lambda part: part.replace(" is ", "写作 ").replace(", ", "，"),
    "sides": lambda part: part.replace("[donor, recipient]", "[帮扶方, 受助方]"),
    "kind_of_target": lambda part: KINDS_OF_TARGETS.get(part, (part,))[0],
    "quoted": lambda part: f"“{part}”" if part else "",
    "more": lambda part: re.sub(r" and (\d+) more$", r"，另有 \1 个", part),
}
"""How a part of a phrase is put into its translation: `{0:yuan}`."""
