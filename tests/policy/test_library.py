"""Every policy of the library is well formed, says where it comes from, and composes with the baseline."""

from __future__ import annotations

import re
from functools import cache

import pytest

from experiments import compose
from experiments.folders import PACKAGED
from sim.calendar import parse_quarter
from sim.declared.policy import Policy
from sim.declared.terms import Described
from sim.faults import Trace, check
from sim.reading import Sheet, read_sheet

NAMES = sorted(path.stem for path in (PACKAGED / "policy").glob("*.yaml"))
BUNDLES = sorted(path.stem for path in (PACKAGED / "scenario").glob("*.yaml"))
KINDS = ("programmes", "pairings", "events", "adopts")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@cache
def sheet_of(name: str) -> Sheet:
    return read_sheet(PACKAGED / "policy" / f"{name}.yaml")


@cache
def policy_of(name: str) -> Policy:
    """The entries of one file alone: a pairing may pay only into a programme of its own file."""
    data = {kind: sheet_of(name).data.get(kind, {}) for kind in KINDS}
    policy, problems = check(Policy, data, Trace((((), sheet_of(name)),)))
    assert policy is not None, problems
    return policy


def described(name: str) -> Described:
    words = {key: value for key, value in sheet_of(name).data.items() if key in Described.model_fields}
    found, problems = check(Described, words, Trace((((), sheet_of(name)),)))
    assert found is not None, problems
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_what_it_is_and_where_it_comes_from(name):
    first, second = sheet_of(name).text.splitlines()[:2]
    assert first.startswith("# ") and not CHINESE.search(first), "first a line in English"
    assert second.startswith("# ") and CHINESE.search(second), "then one in Chinese"
    words = described(name)
    assert words.title.zh and words.title.en and words.source and words.ledger
    assert bool(words.note.zh) == bool(words.note.en)
    assert words.note.zh or not words.illustrative, "say by which rule its members are drawn"
    assert set(sheet_of(name).data) <= {*KINDS, *Described.model_fields}


@pytest.mark.parametrize("name", NAMES)
def test_the_entries_of_a_file_stand_on_their_own(name):
    policy = policy_of(name)
    assert policy.names
    first = parse_quarter("2022Q1")
    assert all(entry.first >= first for entry in [*policy.programmes.values(), *policy.pairings.values()])
    assert all(event.date is None or event.date.year >= 2022 for event in policy.events.values())


def test_no_id_stands_in_two_files():
    owners: dict[str, list[str]] = {}
    for name in NAMES:
        for entry in {*policy_of(name).names}:
            owners.setdefault(entry, []).append(name)
    assert {entry: files for entry, files in owners.items() if len(files) > 1} == {}


def test_the_whole_library_composes_with_the_baseline():
    scenario = compose("none", policy=NAMES, firms_per_agent=1000).scenario
    assert set(scenario.policy.names) == {entry for name in NAMES for entry in policy_of(name).names}
    for entries in (scenario.policy.programmes, scenario.policy.pairings, scenario.policy.events):
        for name, entry in entries.items():
            assert entry.title.zh and entry.title.en and entry.source and entry.ledger, name


@pytest.mark.parametrize("name", BUNDLES)
def test_every_bundle_composes_and_has_a_name_in_both_languages(name):
    title = compose(name, firms_per_agent=1000).scenario.title
    assert title.zh and title.en
