"""The README is true: its examples run, and the five lines make the picture that stands below them.

`KEEP_PICTURES=1 pytest tests/test_readme.py` draws its pictures anew; look at them before they are committed.
"""

from __future__ import annotations

import base64
import os
import re

import pytest

from tests.analysis.looks import assert_looks
from tests.browser import CHROMIUM, Browser

NAMES = {"en": "README.md", "zh": "README.zh-CN.md"}
PYTHON = re.compile(r"```python\n(.*?)```", re.S)
SHOWN = re.compile(r"```python\n([^`]*?)```\n\n!\[([^\]]+)\]\(docs/pictures/([\w-]+)\.png\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
DPI = 150
MOST_BYTES, MOST_OF_A_PAGE = 150_000, 200_000


@pytest.fixture(scope="module")
def texts(root):
    return {lang: (root / name).read_text(encoding="utf-8") for lang, name in NAMES.items()}


def test_pictures_are_there_small_and_told_to_those_who_do_not_see_them(root, texts):
    for lang, text in texts.items():
        found = PICTURE.findall(text)
        assert [path for _, path in found] == [
            f"docs/pictures/{name}-{lang}.png" for name in ("explorer", "difference")
        ]
        for told, path in found:
            assert len(told) > 30 and bool(re.search("[一-鿿]", told)) == (lang == "zh")
            assert (root / path).stat().st_size <= MOST_OF_A_PAGE


def test_both_readmes_show_the_same_examples(texts):
    examples, in_chinese = (PYTHON.findall(text) for text in texts.values())
    assert len(examples) == 2 and [one.replace(', lang="zh"', "") for one in in_chinese] == examples
    [(five, _, _)] = SHOWN.findall(texts["en"])
    assert five == examples[0] and len([line for line in five.splitlines() if line]) == 5


def test_the_example_for_those_who_know_mesa_runs(texts):
    exec(compile(PYTHON.findall(texts["en"])[1], NAMES["en"], "exec"), {})  # the file is ours


@pytest.mark.slow
def test_the_five_lines_make_the_picture_below_them(root, texts, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    from matplotlib import pyplot

    for lang, text in texts.items():
        [(lines, _, name)] = SHOWN.findall(text)
        made: dict = {}
        exec(compile(lines, NAMES[lang], "exec"), made)  # the file is ours
        assert_looks(made["ax"].figure, name, folder=root / "docs" / "pictures", dpi=DPI, most=MOST_BYTES)
        pyplot.close("all")
        if os.environ.get("KEEP_PICTURES") and CHROMIUM:
            page = made["c"].explore(tmp_path / "explorer.html", lang=lang)
            (root / "docs" / "pictures" / f"explorer-{lang}.png").write_bytes(upper_half(page))


def upper_half(page) -> bytes:
    """What the explorer shows above its table, of the west."""
    with Browser(1200, 900) as browser:
        browser.open(page)
        browser.value("change({ place: 'west' }); new Promise(requestAnimationFrame)")
        bottom = browser.value("document.querySelector('.charts').getBoundingClientRect().bottom")
        part = {"x": 0, "y": 0, "width": 1200, "height": bottom + 6, "scale": 1}
        return base64.b64decode(
            browser.send("Page.captureScreenshot", clip=part, captureBeyondViewport=True)["data"]
        )
