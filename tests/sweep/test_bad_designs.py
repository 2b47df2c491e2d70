"""Every wrong design is refused before anything runs: sentences in both languages, exit code 2, nothing written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.cli import INPUT, main

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "bad_designs.yaml").read_text(encoding="utf-8"))


def test_cases_have_names_of_their_own() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]).replace(" ", "-"))
def test_bad_design_is_refused(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in case.get("files", {}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = shlex.split(case["command"])
    more = ["region=pocket"] if words[0] == "sweep" and len(words) > 1 else []

    code = main([*words, *more])

    shown = capsys.readouterr()
    assert code == INPUT, shown.err
    assert shown.out == ""
    assert "Traceback" not in shown.err
    for word in case["words"]:
        assert str(word) in shown.err
    chinese = shown.err.partition("bqw: ")[0]
    for line in chinese.splitlines()[1:]:
        said = line.partition("：")[2]
        left = re.sub(r"'[^']*'|`[^`]*`|\([^)]*\)|[\w.*=\[\]{}:/→<>-]*[._=\[{][\w.*=\[\]{}:/-]*", "", said)
        assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", left), line
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(case.get("files", {}))
