"""Faults read as well in Chinese as in English."""

from __future__ import annotations

import re

import pytest

from experiments.chinese import PHRASES, chinese, translated
from experiments.chinese_engines import ENGINE_PHRASES
from experiments.chinese_policies import POLICY_PHRASES
from sim.errors import Problem


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("command line", "'horizn' is not known", "did you mean 'horizon'?", "horizn"),
            "命令行，horizn：不认识 'horizn'；是否想写 'horizon'？",
        ),
        (
            Problem(
                "a.yaml",
                "the text '8' given",
                "a whole number from 1 to 400 (quarters) is allowed",
                "horizon",
                3,
            ),
            "a.yaml 第 3 行，horizon：给的是文字 '8'；应为整数，1 到 400 (quarters)",
        ),
        (
            Problem(
                "out",
                "holds other results: seed is 0 there and 1 now",
                "choose another folder with out=, or remove this one",
            ),
            "out：存有其他结果：seed 原为 0，现为 1；用 out= 另选文件夹，或删去此文件夹",
        ),
    ],
)
def test_sentences(problem: Problem, sentence: str) -> None:
    assert chinese(problem) == sentence


def test_a_phrase_that_is_not_listed_stays_as_it_is() -> None:
    assert translated("something never said before") == "something never said before"


def test_every_group_of_a_pattern_is_used_in_order() -> None:
    for pattern, words in (*POLICY_PHRASES, *ENGINE_PHRASES, *PHRASES):
        groups = re.compile(pattern).groups
        used = {int(number) for number in re.findall(r"\{(\d)", words)}
        assert used <= set(range(groups)), pattern
        assert words
