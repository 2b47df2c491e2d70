"""The guide to writing a policy works as it stands: its files are written, its commands and its Python are run."""

from __future__ import annotations

import re
import shlex

import pytest

from experiments.cli import FINE, INPUT, main

PAGES = {"en": "write-a-policy.md", "zh": "write-a-policy.zh-CN.md"}
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.S)


def blocks(root, lang):
    return BLOCK.findall((root / "docs" / "guide" / PAGES[lang]).read_text(encoding="utf-8"))


def said(text):
    return text.startswith(("bqw:", "bqw："))


def test_both_languages_show_the_same_blocks(root):
    shown = [[block for block in blocks(root, lang) if not said(block[1])] for lang in PAGES]
    assert shown[0] == shown[1] and len(shown[0]) == 10


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_shows_what_the_check_says(root, tmp_path, monkeypatch, capsys, lang):
    monkeypatch.chdir(tmp_path)
    file, command, message = (text for _, text in blocks(root, lang)[:3])
    write(tmp_path, file)
    assert main([*shlex.split(command)[1:], f"lang={lang}"]) == INPUT
    assert capsys.readouterr().err == message


def write(folder, text):
    path = folder / re.match(r"# (\S+)\n", text)[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_the_guide_runs(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    codes, names = [], {}
    for kind, text in blocks(root, "en"):
        if kind == "yaml":
            write(tmp_path, text)
        elif kind == "python":
            exec(compile(text, "guide", "exec"), names)
        elif not said(text):
            codes += [main(shlex.split(line)[1:]) for line in text.splitlines()]
    shown = capsys.readouterr().out
    assert codes == [INPUT] + [FINE] * 6
    assert "School places for the west" in shown and "policy.programmes.western_schools.by" in shown
    for table in ("Budgets that pay", "Money of policies", "Stated targets"):
        assert table in shown
    table = names["cost_table"](names["arm"])
    assert set(table["purse"]) == {"local", "above"}
    assert table["yuan"].sum() == pytest.approx(9.5 * 120e6)
