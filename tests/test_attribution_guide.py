"""The guide to attribution, discovery and robustness works as it stands, in both languages."""

from __future__ import annotations

import re
import shlex

import pytest

from experiments.cli import FINE, main

PAGES = ("attribution.md", "attribution.zh-CN.md")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)


def blocks(root, page):
    return BLOCK.findall((root / "docs" / "guide" / page).read_text(encoding="utf-8"))


def test_both_languages_show_the_same_blocks(root):
    one, other = (blocks(root, page) for page in PAGES)
    assert one == other and len(one) == 6


@pytest.mark.slow
def test_the_guide_runs(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = {}
    for kind, text in blocks(root, PAGES[0]):
        if kind == "yaml":
            (tmp_path / re.match(r"# (\S+)\n", text)[1]).write_text(text, encoding="utf-8")
        elif kind == "python":
            exec(compile(text, "guide", "exec"), names)
        else:
            for line in text.splitlines():
                assert main(shlex.split(line)[1:]) == FINE, line
    said = capsys.readouterr().out
    for words in (
        "8 coalitions (all) x 3 replicates",
        "Shapley",
        "size.rural_roads",
        "CART",
        "Largest regret",
    ):
        assert words in said
    assert names["table"]["member"].nunique() == 4 and len(names["pairs"]) == 3
    assert list(names["two"]["member"]) == ["finance", "rest", "total"]
    assert names["ax"].get_title(loc="left").startswith("Shanqian")
    assert (tmp_path / "results/mine/attribution-gdp_real-income_rural.png").is_file()
    assert (tmp_path / "results/roads/discovery.png").is_file()
