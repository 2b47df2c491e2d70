"""The words at the top of a policy file: entries inherit them, so that several files merge without a clash."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sim.declared.terms import Described
from sim.errors import Problem, unknown_name
from sim.faults import KeyPath, Trace, check
from sim.reading import Sheet

POLICY_KINDS = ("pairings", "programmes", "events", "adopts")
"""The keys of a policy file under which its entries stand (C7)."""
WORDS = tuple(Described.model_fields)
"""What else may stand at its top: title, ledger, source, status, illustrative, note."""
DESCRIBED = ("pairings", "programmes", "events")
"""Kinds whose entries carry words of their own; an adopted target has those of its definition."""


def is_policy_file(sheet: Sheet) -> bool:
    """Whether a file holds policies rather than a scenario."""
    return bool(set(sheet.data) & set(POLICY_KINDS))


def words_of(sheet: Sheet) -> dict[str, Any]:
    """The words at the top of a policy file."""
    return {key: sheet.data[key] for key in WORDS if key in sheet.data}


def sound_words(sheet: Sheet) -> dict[str, Any]:
    """Those that are what they should be; the others are told once, not again for every entry."""
    return {
        key: given
        for key, given in words_of(sheet).items()
        if check(Described, {key: given}, Trace())[0] is not None
    }


def faults_at_the_top(sheets: Iterable[Sheet]) -> list[Problem]:
    """Keys that no policy file has, and words that are not what they should be; with file and line."""
    problems: list[Problem] = []
    for sheet in sheets:
        for key in sheet.data:
            if key not in (*POLICY_KINDS, *WORDS):
                known = [*POLICY_KINDS, *WORDS]
                problems.append(
                    unknown_name(sheet.where, key, known, f"policy.{key}", sheet.lines.get((key,)))
                )
        problems += check(Described, words_of(sheet), Trace((((), sheet),)))[1]
    return problems


def merged_policy(sheets: Iterable[tuple[KeyPath, Sheet]]) -> Any:
    """What policy files, and then scenarios, say about policy, later files over earlier ones; None if none does."""
    found: Any = None
    for package, sheet in sheets:
        if package == ("policy",):
            found = _over(found, {key: value for key, value in sheet.data.items() if key != "defaults"})
        elif "policy" in sheet.data and not package:
            found = _over(found, sheet.data["policy"])
    return found


def _over(below: Any, above: Any) -> Any:
    """One value over another: mappings key by key, anything else as a whole."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    changed = {key: _over(below[key], value) if key in below else value for key, value in above.items()}
    return {**below, **changed}


def inherit_words(data: dict[str, Any], sheets: Iterable[Sheet]) -> None:
    """Take the words at the top of policy files out of composed data and give them to the entries of each file."""
    policy = data.get("policy")
    if not isinstance(policy, dict):
        return
    for sheet in sheets:
        for key in [key for key in policy if key not in POLICY_KINDS and key in sheet.data]:
            del policy[key]
        words = sound_words(sheet)
        for kind in DESCRIBED:
            entries, given = policy.get(kind), sheet.data.get(kind)
            if not isinstance(given, dict) or not isinstance(entries, dict):
                continue
            for name in given:
                if isinstance(entries.get(name), dict):
                    entries[name] = {**words, **entries[name]}
