"""The guide to adding a behaviour works as it stands: its blocks, put into a copy of the program, run and pass."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"```(?:python|text)\n(# .*?)\n(.*?)```", re.S)
"""Lines inside a call are marked text, as a formatter would take them for statements."""
COPIED = ("sim", "scenarios", "experiments", "tests/worlds.py", "pyproject.toml")
PAGES = ("add-a-behaviour.md", "add-a-behaviour.zh-CN.md")


def apply(page: str, folder: Path) -> list[str]:
    """Put every block of a page where its first line says; gives the new files."""
    new = []
    for place, body in BLOCK.findall(page):
        name, _, anchor = place.removeprefix("# ").partition(", after: ")
        if name.startswith("new file: "):
            path = folder / name.removeprefix("new file: ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
            new.append(path.relative_to(folder).as_posix())
            continue
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        at = next((number for number, line in enumerate(lines) if line.strip() == anchor), None)
        assert at is not None, f"{name}: no line {anchor!r}"
        indent = re.match(r"\s*", lines[at])[0] + ("    " if anchor.endswith("(") else "")
        lines[at + 1 : at + 1] = [indent + line for line in body.splitlines()]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return new


def test_both_languages_show_the_same_blocks(root):
    pages = [(root / "docs" / "guide" / name).read_text(encoding="utf-8") for name in PAGES]
    blocks = [BLOCK.findall(page) for page in pages]
    assert blocks[0] == blocks[1] and len(blocks[0]) > 10


@pytest.mark.parametrize("arguments", [("-m", "pytest", "-q", "-p", "no:cacheprovider")])
def test_the_guide_runs(root, tmp_path, arguments):
    for name in COPIED:
        source, target = root / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "jiangmen"))
        else:
            shutil.copy(source, target)
    new = apply((root / "docs" / "guide" / PAGES[0]).read_text(encoding="utf-8"), tmp_path)
    (test,) = (name for name in new if name.startswith("tests/"))
    # Uncompiled: the same bits, and nothing to compile for a copy that is thrown away.
    variables = {"PYTHONPATH": str(tmp_path), "NUMBA_DISABLE_JIT": "1", "PATH": ""}
    done = subprocess.run(
        [sys.executable, *arguments, test],
        cwd=tmp_path,
        env=variables,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
