"""Faults read as well in Chinese as in English."""

from __future__ import annotations

import re

import pytest

from experiments.chinese import ALL_PHRASES, chinese, translated
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
        (
            Problem(
                "x",
                "fund has 4 finished runs and none has 6; 2 of none have no partner (replicates 1, 2)",
                "finish the runs, or leave such pairs out with complete_pairs=True, which may bias",
            ),
            "x：fund 完成 4 次、none 完成 6 次；none 有 2 次没有伙伴（replicates 1, 2）；"
            "请做完运行，或用 complete_pairs=True 略去这些对（可能有偏）",
        ),
        (
            Problem("export", "xarray and h5netcdf are not installed", "pip install 'baiqianwan[export]'"),
            "export：没有安装 xarray and h5netcdf；pip install 'baiqianwan[export]'",
        ),
    ],
)
def test_sentences(problem: Problem, sentence: str) -> None:
    assert chinese(problem) == sentence


def test_a_phrase_that_is_not_listed_stays_as_it_is() -> None:
    assert translated("something never said before") == "something never said before"


def test_every_group_of_a_pattern_is_used_in_order() -> None:
    for pattern, words in ALL_PHRASES:
        groups = re.compile(pattern).groups
        used = {int(number) for number in re.findall(r"\{(\d)", words)}
        assert used <= set(range(groups)), pattern
        assert words
