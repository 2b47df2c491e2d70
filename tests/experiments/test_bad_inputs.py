"""Every wrong input is refused with one typed error: sentences, exit code 2, nothing written (law 5)."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.cli import INPUT, main

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "bad_inputs.yaml").read_text(encoding="utf-8"))


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _words(command: str) -> list[str]:
    words = shlex.split(command)
    named = any("region=" in word for word in words)
    return words if words[:1] != ["run"] or named else ["run", "region=pocket", *words[1:]]


def test_there_are_enough_cases_with_names_of_their_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]).replace(" ", "-"))
def test_bad_input_is_refused(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in case.get("files", {}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = _everything(tmp_path)

    code = main(_words(case["command"]))

    shown = capsys.readouterr()
    assert code == INPUT, shown.err
    assert shown.out == ""
    assert "Traceback" not in shown.err
    for word in case["words"]:
        assert str(word) in shown.err
    said = "\n".join(line for line in shown.err.splitlines() if not line.startswith("改好后请再查一次"))
    chinese, _, english = said.partition("bqw: ")
    for head, text, colon, semicolon in (("bqw：", chinese, "：", "；"), ("", english, ": ", "; ")):
        first, *sentences = text.splitlines()
        assert first.startswith(head)
        assert sentences
        assert all(line.startswith("  ") and colon in line and semicolon in line for line in sentences)
    assert _everything(tmp_path) == before
