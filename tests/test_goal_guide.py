"""The guides to goals and back-tests work as they stand: same blocks in both languages, commands and Python run."""

from __future__ import annotations

import re
import shlex

import pytest

from experiments.cli import FINE, main

BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.S)


def blocks(root, name):
    text = (root / "docs" / "guide" / name).read_text(encoding="utf-8")
    return [(kind, body) for kind, body in BLOCK.findall(text) if kind != "text"]


@pytest.mark.parametrize("name", ["goal", "backtest"])
def test_both_languages_show_the_same_blocks(root, name):
    assert blocks(root, f"{name}.md") == blocks(root, f"{name}.zh-CN.md")


@pytest.mark.slow
def test_the_guide_to_goals_runs(root, tmp_path, monkeypatch, capsys):
    run(root, "goal.md", tmp_path, monkeypatch)
    said = capsys.readouterr().out
    assert "The cheapest mix" in said and "最省的组合" in said and "frontier.png" in said


@pytest.mark.slow
def test_the_guide_to_back_tests_runs(root, tmp_path, monkeypatch, capsys):
    run(root, "backtest.md", tmp_path, monkeypatch)
    assert "the model is" in capsys.readouterr().out


def test_the_card_of_the_guide_says_which_version_made_it(root):
    for name, words in (
        ("backtest.md", "made by: baiqianwan"),
        ("backtest.zh-CN.md", "程序版本: baiqianwan"),
    ):
        text = (root / "docs" / "guide" / name).read_text(encoding="utf-8")
        assert words in text and "firms_per_agent=100 replicates=10" in text


def run(root, name, folder, monkeypatch):
    monkeypatch.chdir(folder)
    for kind, text in blocks(root, name):
        if kind == "python":
            exec(compile(text, "guide", "exec"), {})  # the file is ours
        elif not kind:
            for line in text.splitlines():
                assert main(shlex.split(line)[1:]) == FINE, line
