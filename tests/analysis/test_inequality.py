"""Theil's index adds up over any nesting; Gini and Lorenz agree; tables tell winners and ranks by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inequality import gini, lorenz, nested_theil, theil, theil_parts
from analysis.inequality.measures import ratio
from analysis.inequality.tables import ranks
from analysis.inequality.units import partition
from sim.errors import InputError

AMOUNTS = st.lists(st.floats(1.0, 1e9), min_size=4, max_size=30)


def test_equal_heads_have_no_inequality_and_one_rich_place_has_ln_of_its_share():
    assert theil(np.array([2.0, 4.0]), np.array([1.0, 2.0])) == 0.0
    assert theil(np.array([1.0, 0.0]), np.array([1.0, 3.0])) == pytest.approx(np.log(4.0))


@given(amounts=AMOUNTS, seed=st.integers(0, 99))
def test_between_and_within_add_up(amounts, seed):
    rng = np.random.default_rng(seed)
    amount, people = np.array(amounts), rng.uniform(1.0, 1e6, len(amounts))
    group = np.arange(len(amounts)) % 3
    found = nested_theil(amount, people, group)
    assert found.gap <= 1e-12
    assert found.total >= -1e-12 and found.between >= -1e-12


@given(amounts=AMOUNTS, seed=st.integers(0, 99), empty=st.booleans())
def test_parts_of_nested_groupings_add_up_to_the_whole(amounts, seed, empty):
    rng = np.random.default_rng(seed)
    amount = np.array([amounts, rng.permutation(amounts)])
    people = rng.uniform(1.0, 1e6, amount.shape)
    if empty:
        people[:, 0] = amount[0, 1] = 0.0
    coarse = np.arange(len(amounts)) % 2
    fine = coarse + 2 * (np.arange(len(amounts)) % 4 // 2)
    parts = theil_parts(amount, people, [coarse, fine])
    assert len(parts) == 3
    np.testing.assert_allclose(sum(parts), theil(amount, people), atol=1e-12)
    assert min(part.min() for part in parts) >= -1e-12


def test_the_part_within_is_the_share_of_each_group_times_its_own_index():
    amount, people, group = (
        np.array([1.0, 3.0, 2.0, 6.0]),
        np.array([1.0, 1.0, 2.0, 1.0]),
        np.array([0, 0, 1, 1]),
    )
    own = [theil(amount[group == g], people[group == g]) for g in (0, 1)]
    assert nested_theil(amount, people, group).within == pytest.approx(4 / 12 * own[0] + 8 / 12 * own[1])


@given(amounts=AMOUNTS, seed=st.integers(0, 99))
def test_gini_is_half_the_mean_difference_between_heads(amounts, seed):
    amount = np.array(amounts)
    people = np.random.default_rng(seed).uniform(1.0, 9.0, len(amounts))
    each, heads = amount / people, people / people.sum()
    apart = (np.abs(each[:, None] - each[None, :]) * heads[:, None] * heads[None, :]).sum()
    assert gini(amount, people) == pytest.approx(apart / 2 / (amount.sum() / people.sum()), abs=1e-9)


def test_lorenz_starts_with_the_poorest_and_ends_with_all():
    people, amount = lorenz(np.array([6.0, 1.0, 3.0]), np.array([1.0, 1.0, 2.0]))
    np.testing.assert_allclose(people, [0.0, 0.25, 0.75, 1.0])
    np.testing.assert_allclose(amount, [0.0, 0.1, 0.4, 1.0])
    assert ratio(np.array([6.0, 1.0, 3.0]), np.array([1.0, 1.0, 2.0])) == 6.0


def test_levels_that_were_not_recorded_are_told_with_a_reason(comparison):
    table = comparison.inequality("gdp_real", year=2025)
    reasons = table.drop_duplicates("level").set_index("level")["reason"]
    assert reasons["village"] == "villages were not recorded"
    assert reasons["urban_rural"].startswith("gdp_real is not kept apart")
    assert set(table.loc[table["measure"].notna(), "level"]) == {"group", "county", "town"}
    with pytest.raises(InputError, match="record=full"):
        comparison.inequality("gdp_real", "village")
    with pytest.raises(InputError, match="no amount that is divided among people"):
        comparison.inequality("unemployment_rate")
    with pytest.raises(InputError, match="county"):
        comparison.inequality("gdp_real", "countys")


def test_parts_of_the_table_add_up_and_differences_are_those_of_pairs(comparison):
    table = comparison.inequality("gdp_real", "town")
    for _, mine in table[table["measure"] == "theil"].groupby("year"):
        by_part = mine.set_index("part")["value"]
        assert by_part.drop("").sum() == pytest.approx(by_part[""], abs=1e-15)
        assert set(by_part.index) == {"", "group", "county", "town"}
    np.testing.assert_allclose(table["mean"], table["value"] - table["value_baseline"], atol=1e-15)
    assert {"q05", "q95", "low", "high", "n", "value_q05", "value_baseline_q95"} <= set(table.columns)


def test_urban_and_rural_people_of_counties(comparison):
    table = comparison.inequality("income_disposable_per_head", "urban_rural", 2025)
    parts = table[table["measure"] == "theil"].set_index("part")["value"]
    assert list(parts.index) == ["", "urban_rural", "county"]
    assert parts["urban_rural"] + parts["county"] == pytest.approx(parts[""])


def test_winners_and_losers_are_counted_with_their_people(comparison):
    table = comparison.winners("gdp_real", 2025)
    assert dict(zip(table["place"], table["direction"], strict=True)) == {"990101": "down", "990102": "up"}
    assert list(table["judged"]) == ["worse", "better"]
    counts = comparison.winners("gdp_real", counts=True).set_index("direction")
    assert counts.loc["up", "ids"] == ["990102"] and counts.loc["uncertain", "places"] == 0
    assert counts["people_share"].sum() == pytest.approx(1.0)
    assert counts["people"].sum() == pytest.approx(table["people"].sum())


def test_ranks_by_hand():
    np.testing.assert_allclose(ranks(np.array([[3.0, 1.0, 1.0], [np.nan, 2.0, 1.0]]))[0], [3.0, 1.5, 1.5])
    found = ranks(np.array([np.nan, 2.0, 1.0]))
    assert np.isnan(found[0]) and list(found[1:]) == [2.0, 1.0]


def test_who_stands_above_whom_adds_up_to_one(comparison):
    table = comparison.ranks("gdp_real", 2025)
    assert sorted(table["rank"]) == [1.0, 2.0] and list(table["name_en"]) == ["Hekou", "Shanqian"]
    pairs = comparison.ranks("gdp_real", 2025, against=True).set_index(["place", "other"])
    for side in ("share_above", "share_above_baseline"):
        assert pairs.loc[("990101", "990102"), side] + pairs.loc[("990102", "990101"), side] == 1.0
    better = table.set_index("place")["rank"]
    above = pairs["share_above"]
    assert (above[("990101", "990102")] > 0.5) == (better["990101"] < better["990102"])


def test_groups_that_overlap_count_once(comparison):
    from analysis.places import Places

    frame = comparison.folder.places.frame
    more = frame[frame["place"] == "east"].assign(place="both", members=[["990101", "990102"]])
    found = partition(Places(pd.concat([frame, more], ignore_index=True)))
    assert [place.id for place in found] == ["east", "west"]
    alone = partition(Places(frame[frame["place"] != "west"]))
    assert [place.id for place in alone] == ["east", "990102"]


def test_the_years_of_a_selection_are_those_of_its_winners(comparison):
    assert set(replace(comparison, years=(2024,)).winners("gdp_real")["year"]) == {2024}
