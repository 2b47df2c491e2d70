"""Every policy of the library is well formed, says where it comes from, and composes with the baseline."""

from __future__ import annotations

import re

import pytest

from experiments import compose
from experiments.folders import PACKAGED
from experiments.lint import once_read
from sim.calendar import parse_quarter
from sim.declared.terms import Described
from sim.faults import Trace, check
from tests.policy.library import BUNDLES, KINDS, NAMES, bundled, policy_of, sheet_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")


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
    assert all(scenario.targets[name].scored for name in scenario.policy.adopts), "only these can be judged"


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_has_a_name_in_both_languages_and_policies_that_exist(name):
    title = once_read(PACKAGED / "scenario" / f"{name}.yaml").data["title"]
    assert title["zh"] and title["en"]
    names = bundled(name)
    assert names == sorted(set(names)) and set(names) <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in BUNDLES if len(bundled(name)) < 8])
def test_a_small_bundle_composes(name):
    compose(name, firms_per_agent=1000)


def test_the_plan_is_the_library_without_what_no_text_states():
    assert set(NAMES) - set(bundled("plan")) == {"anchor_slump"}
    assert set(bundled("local_money_only")) == set(bundled("plan"))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in BUNDLES if len(bundled(name)) >= 8])
def test_a_large_bundle_composes(name):
    compose(name, firms_per_agent=1000)


@pytest.mark.slow
def test_without_money_from_above_the_plan_is_as_large_and_others_pay_as_before():
    plan = compose("plan", firms_per_agent=1000).scenario.policy.programmes
    local = compose("local_money_only", firms_per_agent=1000).scenario.policy.programmes
    private = ("owners", "outside")
    for name, programme in plan.items():
        other = local[name]
        assert other.payers.get("up", 0.0) == 0.0, name
        assert all(programme.payers.get(one) == other.payers.get(one) for one in private), name
        assert other.model_copy(update={"payers": programme.payers}) == programme, name
