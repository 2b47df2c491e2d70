"""The guide to sweeps works as it stands: its design is written, its commands and its Python are run."""

from __future__ import annotations

import re
import shlex

import pytest

from experiments.cli import FINE, main

PAGES = {"en": "sweeps.md", "zh": "sweeps.zh-CN.md"}
BLOCK = re.compile(r"```(\w+)( no-run)?\n(.*?)```", re.S)


def blocks(root, lang):
    return BLOCK.findall((root / "docs" / "guide" / PAGES[lang]).read_text(encoding="utf-8"))


def test_both_languages_show_the_same_blocks(root):
    assert blocks(root, "en") == blocks(root, "zh")
    assert len(blocks(root, "en")) >= 8


@pytest.mark.slow
def test_the_guide_runs(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for kind, apart, text in blocks(root, "en"):
        if apart or "--shard" in text:
            continue
        if kind == "yaml":
            path = tmp_path / re.match(r"# (\S+)\n", text)[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif kind == "python":
            names: dict[str, object] = {}
            exec(compile(text, "guide", "exec"), names)
            if "finished" in names:
                means = names["finished"].groupby("scenario")["gdp_real"].mean()
                assert sorted(means.index) == ["balance_fund", "none"] and means.notna().all()
        else:
            for line in text.splitlines():
                assert main(shlex.split(line)[1:]) == FINE, line
    shown = capsys.readouterr().out
    assert "15 × 1 × 2 + 1 × 2 = 32" in shown and "'place': 3" in shown.replace("Frozen", "")
