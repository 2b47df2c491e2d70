"""Wrong policy files are refused with a sentence an analyst can act on, in both languages; nothing is written."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.cli import INPUT, main

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "bad_policies.yaml").read_text(encoding="utf-8")
)
SOUND: dict[str, dict[str, Any]] = {
    "programme": {
        "payers": {"east": 0.8, "city": 0.2},
        "scope": ["west"],
        "stocks": {"infrastructure": 1.0},
        "budget_yuan_per_year": 300000000,
        "start_date": "2024-01-01",
    },
    "pairing": {
        "level": "village",
        "donors": {"places": ["city"], "pick": "most", "by": "collective_income", "count": 8},
        "recipients": {"places": ["city"], "pick": "least", "by": "collective_income", "count": 8},
        "match": {"rule": "nearest"},
        "channels": {"knowhow": {"domain": "village", "intensity": 0.5}},
        "start_date": "2024-01-01",
    },
    "event": {"date": "2025-01-01", "link": {"link": "shenjiang", "change": "open"}},
}
KINDS = {"programme": "programmes", "pairing": "pairings", "event": "events"}


def policy_of(case: dict[str, Any]) -> str:
    """The text of a case's policy file."""
    if "whole" in case:
        return str(case["whole"])
    if "adopt" in case:
        changed = {"start_date": "2023-01-01", **case["adopt"]}
        return yaml.safe_dump({"adopts": {changed.pop("id"): changed}}, allow_unicode=True)
    (kind,) = set(KINDS) & set(case)
    entry = {**copy.deepcopy(SOUND[kind]), **case[kind]}
    kept = {key: value for key, value in entry.items() if value is not None}
    return yaml.safe_dump({KINDS[kind]: {"mine": kept}}, allow_unicode=True, sort_keys=False)


def test_there_are_enough_cases_with_names_of_their_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) >= 25
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS)
def test_the_entries_that_cases_spoil_are_sound(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(policy_of({kind: {}}), encoding="utf-8")
    assert main(["check", str(path)]) == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]).replace(" ", "-"))
def test_a_wrong_policy_is_refused(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(policy_of(case), encoding="utf-8")

    code = main(["check", "mine.yaml"])

    shown = capsys.readouterr()
    assert code == INPUT, shown.out
    assert shown.out == ""
    assert "Traceback" not in shown.err
    chinese, _, english = shown.err.partition("bqw: ")
    for words, text in ((case["en"], english), (case.get("zh", []), chinese)):
        for word in words:
            assert str(word) in text, shown.err
    said = [line for line in english.splitlines() if f"{case['key']}: " in line]
    assert said, shown.err
    assert "mine.yaml line " in said[0]
    if "line" in case:
        assert f"mine.yaml line {case['line']}," in said[0]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]
