"""Identity of a scenario: every number counts, words do not, and no name a user gives is taken for a word."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.plain import plain_scenario
from sim.region import read_region

POCKET = read_region("pocket")
FUND = {
    "payers": {"990101": 1.0},
    "scope": ["990102"],
    "stocks": {"services": 1.0},
    "budget_yuan_per_year": 1_000_000,
    "start_date": "2023-01-01",
}


def hash_of(**changed):
    return plain_scenario(POCKET, changed).hash


@pytest.mark.parametrize("name", ["ledger", "title", "source", "status", "fund"])
def test_a_policy_counts_whatever_its_name(name):
    assert hash_of(policy={"programmes": {name: FUND}}) != hash_of()


@pytest.mark.parametrize("name", ["ledger", "title", "source", "status"])
def test_a_payer_and_a_link_count_whatever_their_names(name):
    trend = {"2023": {"real_growth_per_year": 0.04, "price_growth_per_year": 0.01}}
    paid = {"programmes": {"fund": {**FUND, "payers": {"990101": 0.5, name: 0.5}}}}
    other = {"programmes": {"fund": {**FUND, "payers": {"990101": 0.5, "other": 0.5}}}}
    assert hash_of(policy=paid) != hash_of(policy=other)
    assert hash_of(world={"trend": trend, "links": {name: "2026-01-01"}}) != hash_of(world={"trend": trend})


def test_words_do_not_count():
    described = {
        **FUND,
        "source": "a page",
        "status": "sourced",
        "title": {"en": "A fund"},
        "ledger": ["P05"],
    }
    plain = hash_of(policy={"programmes": {"fund": FUND}})
    assert hash_of(policy={"programmes": {"fund": described}}, title={"en": "mine"}) == plain


@pytest.mark.parametrize(
    "change", [{"horizon": 8}, {"opening_seed": 2}, {"parameters": {"labour": {"adjustment_share": 0.4}}}]
)
def test_every_number_counts(change):
    assert hash_of(**change) != hash_of()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start_date": "2023-01-02", "end_date": "2023-02-01"}, "no quarter begins"),
        ({"budget_yuan_per_year": 1.5}, "budget_yuan_per_year"),
    ],
)
def test_a_programme_that_says_nothing_is_refused(change, words):
    with pytest.raises(InputError, match=words):
        plain_scenario(POCKET, {"policy": {"programmes": {"fund": {**FUND, **change}}}})
