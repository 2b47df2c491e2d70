"""`bqw list indicators` and `bqw list targets`: what is measured and what was promised, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.wording import KINDS_OF_TARGETS, choose
from sim.declared.target import Target
from sim.indicators import INDICATORS
from sim.indicators.kinds import Indicator
from sim.targets import read_targets

Head = list[str]
Rows = list[list[str]]

LEVELS = {"city": "市", "county": "县", "town": "镇", "park": "园区", "village": "村"}
KINDS = {"stock": "存量", "flow": "流量", "ratio": "比率", "count": "计数", "index": "指数"}
BETTER = {"up": "越高越好", "down": "越低越好", "neutral": "中性"}
UNITS = {
    "yuan": "元",
    "yuan of 2022": "元（2022年价）",
    "yuan a head": "元/人",
    "yuan of 2022 a head": "元/人（2022年价）",
    "persons": "人",
    "firms": "户",
    "share": "份额",
    "index": "指数",
    "minutes": "分钟",
    "mu": "亩",
    "villages": "村",
    "places": "个",
    "tonnes": "吨",
}
"""Units in Chinese; one that is not listed stays as it is."""


def indicators(lang: str) -> tuple[Head, Rows]:
    """Key, names, unit, levels, kind, better: in one language, or as the registry has them where both are asked for."""
    if lang == "both":
        head = ["key", "中文", "English", "unit", "levels", "kind", "better"]
        return head, [
            [item.key, item.zh, item.en, item.unit, ", ".join(item.levels), item.kind, item.better]
            for item in INDICATORS
        ]
    words = zip(
        ["键", "名称", "单位", "层级", "类型", "好坏"],
        ["key", "name", "unit", "levels", "kind", "better"],
        strict=True,
    )
    head = [choose(zh, en, lang) for zh, en in words]
    return head, [[item.key, choose(item.zh, item.en, lang), *_words(item, lang)] for item in INDICATORS]


def _words(item: Indicator, lang: str) -> list[str]:
    """Unit, levels, kind and better side."""
    return [
        choose(UNITS.get(item.unit, item.unit), item.unit, lang, " "),
        choose("、".join(LEVELS[level] for level in item.levels), ", ".join(item.levels), lang, " "),
        choose(KINDS[item.kind], item.kind, lang, " "),
        choose(BETTER[item.better], item.better, lang, " "),
    ]


def indicators_on_screen(lang: str) -> Iterator[str]:
    """Two lines an indicator: the key with its names, then unit, levels, kind and better side."""
    for item in INDICATORS:
        yield f"[bold]{item.key}[/bold]  {choose(item.zh, item.en, lang)}"
        yield "    " + " | ".join(_words(item, lang))


GOALS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


def goal_of(target: Target) -> str:
    """What a target asks for, in the model's unit."""
    number = "?" if target.number is None else f"{target.number:,.12g}"
    return f"{GOALS[target.op]} {number} {target.unit}"


def date_of(target: Target) -> str:
    """The year of its date, or its years; empty where it has none."""
    if target.by_year is not None:
        return str(target.by_year)
    return f"{target.from_year}-{target.to_year}" if target.from_year is not None else ""


def targets(lang: str) -> tuple[Head, Rows]:
    """Number, what, places, goal, by when, the indicators that show it, how it is scored and what to know about it."""
    words = (
        ("编号", "id"), ("目标", "target"), ("地区", "place"), ("要求", "goal"), ("期限", "by"), ("指标", "shown by"),
        ("计量", "scored"), ("说明", "note"),
    )  # fmt: skip
    rows = [
        [
            name,
            choose(target.title.zh, target.title.en, lang, " "),
            ", ".join(target.place),
            goal_of(target),
            date_of(target),
            ", ".join((target.indicator, *target.also)),
            choose(*KINDS_OF_TARGETS[target.kind], lang, " "),
            choose(target.why.zh, target.why.en, lang, " ") if target.why.en else "",
        ]
        for name, target in read_targets().items()
    ]
    return [choose(zh, en, lang, " ") for zh, en in words], rows


def targets_on_screen(lang: str) -> Iterator[str]:
    """A target with its goal, then the indicators that show it or come nearest, and what to know about it."""
    for row in targets(lang)[1]:
        name, title, places, goal, date, shown, kind, note = row
        by = f" ({date})" if date else ""
        yield f"[bold]{name}[/bold]  {title}, {places}: {goal}{by}"
        yield f"    {kind}: {shown}" + (f" ({note})" if note else "")


ON_SCREEN = {"indicators": indicators_on_screen, "targets": targets_on_screen}
IN_A_PIPE = {"indicators": indicators, "targets": targets}
