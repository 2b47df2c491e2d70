"""What a reader of Chinese meets at the command line: lists, signs and units of another keyboard."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from experiments import cli, compose
from experiments.folders import PACKAGED
from sim.declared.programme import Rule, Stock
from sim.declared.scope import Level, Variable
from sim.errors import InputError
from sim.full_width import full_width_signs
from sim.region import find_place
from sim.written import date_meant, number_meant


@pytest.mark.parametrize("noun", ["stocks", "rules", "levels", "variables"])
def test_the_words_of_policy_files_are_listed_with_their_chinese_names(
    noun: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["list", noun, "lang=zh"]) == cli.FINE
    head, *rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    words = {"stocks": Stock, "rules": Rule, "levels": Level, "variables": Variable}[noun]
    assert {row[0] for row in rows} == set(get_args(words))
    assert all(re.search("[\u4e00-\u9fff]", row[1]) for row in rows) and head[1] == "名称"


def test_scenarios_are_told_in_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "scenarios", "lang=zh"]) == cli.FINE
    for line in capsys.readouterr().out.splitlines()[1:]:
        about = line.split("\t")[2]
        assert re.search("[\u4e00-\u9fff]", about) and not re.search("[A-Za-z]{3,} [a-z]+ [a-z]+", about), (
            line
        )


def test_drawn_policies_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "policies", "first_secretaries", "lang=zh"]) == cli.FINE
    assert "（示意）" in capsys.readouterr().out


@pytest.mark.parametrize(
    "word", ["policy=［balance_fund］", "policy=[balance_fund，finance]", "fund：horizon=8", "horizon＝8"]
)
def test_full_width_signs_of_a_command_are_told(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        cli.main(["diff", "none", *(["balance_fund"] if word.startswith("policy=") else []), word, "lang=zh"])
        == cli.INPUT
    )
    said = capsys.readouterr().err
    assert "命令行" in said and "用了" in said and "请改为半角" in said, said


def test_a_town_wins_over_its_own_community() -> None:
    region = compose("none").region
    assert find_place(region, "沙堆").name_zh == "沙堆镇"
    with pytest.raises(InputError) as caught:
        find_place(region, "440799")
    assert "did you mean" not in str(caught.value)


def test_no_packaged_file_is_taken_for_full_width() -> None:
    files = list(PACKAGED.rglob("*.yaml"))
    assert files
    assert [
        fault for path in files for fault in full_width_signs(path.read_text(encoding="utf-8"), str(path))
    ] == []


def test_amounts_and_dates_as_people_write_them() -> None:
    numbers = {"3000万元": 3e7, "1.2亿": 1.2e8, "60%": 0.6, "百分之20": 0.2, "1,200,000": 1.2e6, "30 million": 3e7,
               "３００万": 3e6, "5 apples": None, "abc": None}  # fmt: skip
    assert {text: number_meant(text) for text in numbers} == numbers
    dates = {"2024年": "2024-01-01", "2024年6月": "2024-06-01", "2024.6.30": "2024-06-30", "2024Q3": "2024-07-01",
             "2024年二季度": "2024-04-01", "2024年13月": "", "soon": ""}  # fmt: skip
    assert {text: date_meant(text) for text in dates} == dates
