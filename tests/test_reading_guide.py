"""The guide to reading a report names every part of the report and the fields of the explorer, in both languages."""

from __future__ import annotations

import re
import shlex

import pytest

from analysis.labels import say
from experiments.cli import FINE, main
from tests.made import made_folder, made_plan

PAGES = {"en": "read-a-report.md", "zh": "read-a-report.zh-CN.md"}
BLOCK = re.compile(r"```\n(.*?)```", re.S)
SECTIONS = ("summary", "inputs", "targets", "places", "people", "money", "why", "uncertainty", "method")
FIELDS = ("indicator", "place", "show", "year")


def text(root, lang):
    return (root / "docs" / "guide" / PAGES[lang]).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", PAGES)
def test_every_part_of_the_pages_is_explained_in_their_order(root, lang):
    page = text(root, lang)
    heads = [page.find(f"\n**{say(f'report_{name}', lang)}") for name in SECTIONS]
    assert -1 not in heads and heads == sorted(heads)
    for name in FIELDS:
        assert f"**{say(f'explorer_{name}', lang)}**".lower() in page.lower()


@pytest.mark.slow
def test_the_commands_run(root, tmp_path, monkeypatch):
    assert BLOCK.findall(text(root, "en")) == BLOCK.findall(text(root, "zh"))
    monkeypatch.chdir(tmp_path)
    made_folder(tmp_path / "results" / "first", made_plan(2))
    [commands] = BLOCK.findall(text(root, "en"))
    assert [main(shlex.split(line)[1:]) for line in commands.splitlines()] == [FINE, FINE]
    assert {path.name for path in (tmp_path / "results" / "first").glob("*.html")} == {
        "report.html",
        "explorer.html",
    }
