"""The guide to paired runs: its commands and its Python run at small size, its table is what the page makes."""

from __future__ import annotations

import re
import shlex

import pytest

from experiments import pairing
from experiments.cli import main, read_page, read_variance_ratios
from tests.made import made_folder, made_plan

BLOCK = re.compile(r"```(python)?\n(.*?)```", re.S)
PAGES = ("paired-runs.md", "paired-runs.zh-CN.md")


@pytest.mark.slow
def test_the_guide_runs_as_it_stands(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = [(root / "docs" / "guide" / name).read_text(encoding="utf-8") for name in PAGES]
    blocks = [BLOCK.findall(text) for text in texts]
    assert [(kind, block.replace("lang=zh", "lang=en")) for kind, block in blocks[1]] == blocks[0]
    for python, block in blocks[0]:
        if python:
            exec(compile(block, PAGES[0], "exec"), {})  # the file is ours
            continue
        for line in block.splitlines():
            words = shlex.split(line)[1:]
            assert "…" in words or main(words) == 0, line
    assert list((tmp_path / "results" / "pairs" / "exports").iterdir())


def test_both_guides_hold_the_same_table_and_say_why_where_it_is_too_much(root):
    texts = [(root / "docs" / "guide" / name).read_text(encoding="utf-8") for name in PAGES]
    rows = [
        [
            line.split("|")[3:]
            for line in text.split(pairing.BEGIN)[1].split(pairing.END)[0].splitlines()
            if "|" in line
        ][2:]
        for text in texts
    ]
    assert rows[0] == rows[1] and len(rows[0]) == 21
    over = [cell for row in rows[0] for cell in row if "**" in cell]
    assert over == [" **0.2297** "] and all("Xinhui" in texts[0] and "拐点" in texts[1] for _ in over)


def test_variance_ratios_are_those_of_the_table(tmp_path):
    folder = made_folder(tmp_path / "made", made_plan(horizon=8))
    rows = read_variance_ratios(folder)
    assert len(rows) == 2 * 4 and {row["scenario"] for row in rows} == {"balance_fund"}
    # A county without villagers has no rural income, and no ratio of it.
    assert not any(row["variance_ratio"] >= 0.01 for row in rows)
    assert sum(row["shown"] == "–" for row in rows) == 1
    for lang in ("zh", "en"):
        table = pairing.ratios_table(rows, lang)
        assert table.count("\n") == 3 and pairing.NAMES["revenue_own"][lang] in table and "**" not in table
    assert len(read_page("pairing", folder, "both").tables) == 2


@pytest.mark.slow
def test_a_fund_a_park_and_a_link_pair_as_well_as_asked(tmp_path):
    folder = pairing.made(tmp_path / "pairing", replicates=12, firms_per_agent=1000)
    for row in read_variance_ratios(folder):
        if row["indicator"] in ("gdp_real", "revenue_own"):
            assert not row["variance_ratio"] > pairing.ALLOWED[row["scenario"]], row
