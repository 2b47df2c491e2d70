"""Allocation rules by hand, on the four towns and nine villages of the pocket region."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.absorption import capacity
from sim.accounts import Kind
from sim.errors import InputError
from sim.selection import allocation
from sim.selection.variables import read
from sim.sharing import NO_LIMIT, share_each, share_out, split_within
from sim.step import step
from tests.policy.funds import POCKET, check_identity, entry, world_with
from tests.worlds import programme

TOWNS = POCKET.towns.ids


def of_towns(budget=4_000_000, **changes):
    plain = {"payers": {"up": 1.0}, "scope": ["city"], "stocks": {"toilets": 1.0}, "rule": "equal"}
    return programme(budget, **(plain | changes))


def granted(world):
    now = step(world)
    check_identity(world, now, np.zeros(world.layout.count, np.int64))
    return now.programmes.granted.tolist()


def test_equal_and_per_head():
    assert granted(world_with(fund=of_towns())) == [250_000] * 4
    # 2500, 1500, 1200 and 800 people
    heads = granted(world_with(fund=of_towns(6_000 * 4, rule="per_head")))
    assert heads == [2500, 1500, 1200, 800]


def test_parks_by_area():
    world = world_with(fund=of_towns(rule="per_head", stocks={"park_quality": 1.0}))
    area = world.parks.area().copy()
    np.testing.assert_allclose(granted(world), 1e6 * area / area.sum(), atol=1)


def test_a_list_gives_by_weight_and_nothing_to_those_not_named():
    weights = {TOWNS[1]: 3.0, TOWNS[2]: 1.0}
    assert granted(world_with(fund=of_towns(rule="list", weights=weights))) == [0, 750_000, 250_000, 0]


def test_the_most_specific_name_decides_whatever_the_order():
    weights = {"city": 1.0, "east": 2.0, TOWNS[0]: 5.0}
    for names in (list(weights), list(reversed(weights))):
        world = world_with(fund=of_towns(rule="list", weights={name: weights[name] for name in names}))
        step(world)
        east = np.asarray(POCKET.town_county) == 0
        expected = np.where(east, 2.0, 1.0)
        expected[0] = 5.0
        assert world.programme_state.weights.tolist() == expected.tolist()


def test_a_place_that_two_names_weigh_is_refused():
    twice = {TOWNS[0]: 1.0, POCKET.towns.names_zh[0]: 2.0}
    with pytest.raises(InputError, match="both weigh"):
        world_with(fund=of_towns(rule="list", weights=twice))


def test_an_open_bid_without_a_variable_looks_at_what_places_can_do():
    boldness = {"stocks": {"bid_promise_range": 0.0, "bid_least_promise": 1.0}}
    fund = of_towns(rule="open_bid", winners=2, stocks={"village_look": 1.0})
    world = world_with(boldness, fund=fund)
    rows = world.programmes[0].rows
    can = np.minimum(world.villages.governance[rows], 1.0) * capacity(world)[world.programmes[0].county]
    step(world)
    won = np.flatnonzero(world.programme_state.promises)
    assert set(won) == set(np.argsort(-can, kind="stable")[:2])
    np.testing.assert_array_equal(world.programme_state.promises[won], can[won])


def test_a_promise_that_is_just_met_is_not_fined():
    exact = {"stocks": {"bid_promise_range": 0.0, "bid_least_promise": 1.0, "bid_tolerance_share": 0.0}}
    fund = of_towns(40_003, rule="open_bid", winners=4, build_lag_quarters=2, end_date="2024-01-01")
    world = world_with(exact, fund=fund)
    back = 0
    for _ in range(13):
        now = step(world)
        back += int(now.programmes.paid_back.sum())
    assert world.programme_state.promises.any() and back == 0


def test_need_is_the_gap_times_people():
    assert allocation.need(np.array([1.0, 3.0]), np.array([10.0, 20.0]), 2.0).tolist() == [10.0, 0.0]
    world = world_with(fund=of_towns(rule="need", by="revenue_per_head"))
    values = read(world, "town", "revenue_per_head")
    weights = np.maximum(values.mean() - values, 0.0) * POCKET.town_population
    np.testing.assert_allclose(granted(world), 1e6 * weights / weights.sum(), atol=1)


def test_where_nobody_is_in_need_nobody_is_asked():
    world = world_with(fund=of_towns(rule="need", by="people", below=1.0))
    now = step(world)
    assert now.programmes.planned.tolist() == [0] and not now.entries


def test_merit_is_what_lies_above_the_least():
    found = allocation.merit(np.array([5.0, 2.0, 9.0]), np.ones(3, bool))
    assert found.tolist() == [3.0, 0.0, 7.0]
    assert allocation.merit(np.array([2.0, 2.0]), np.ones(2, bool)).tolist() == [1.0, 1.0]
    shares = granted(world_with(fund=of_towns(rule="merit", by="people")))
    # 1700, 700, 400 and 0 above the least
    np.testing.assert_allclose(shares, 1e6 * np.array([17, 7, 4, 0]) / 28, atol=1)


def test_a_tournament_is_won_by_the_most_and_of_equals_by_the_first():
    assert allocation.most(np.array([1.0, 3.0, 3.0, 2.0]), 2).tolist() == [0, 1, 1, 0]
    assert allocation.most(np.array([3.0, 3.0, 3.0]), 2).tolist() == [1, 1, 0]
    shares = granted(world_with(fund=of_towns(rule="tournament", by="people", winners=2)))
    assert shares == [500_000, 500_000, 0, 0]


def test_a_tournament_is_decided_anew_each_january():
    world = world_with(fund=of_towns(rule="tournament", by="people", winners=1))
    step(world)
    world.towns.people[3] = 1e6
    for _ in range(3):
        assert step(world).programmes.granted[0] > 0  # the year's winner stays
    assert step(world).programmes.granted.tolist()[:3] == [0, 0, 0]


def test_an_open_bid_is_won_by_the_highest_promise_and_recorded():
    world = world_with(fund=of_towns(rule="open_bid", winners=2))
    now = step(world)
    promises = world.programme_state.promises
    assert (promises > 0).sum() == 2 and (promises[promises > 0] <= 1.25).all()
    assert sorted(now.programmes.granted.tolist()) == [0, 0, 500_000, 500_000]
    written = {e.place: e.value for e in now.entries if e.item == "promised"}
    assert written == {TOWNS[at]: promises[at] for at in np.flatnonzero(promises)}
    assert not [e for e in step(world).entries if e.item == "promised"]


def test_who_breaks_its_promise_pays_a_tenth_back_two_years_later():
    fund = of_towns(
        rule="open_bid", winners=4, leakage_share=0.5, build_lag_quarters=2, end_date="2024-01-01"
    )
    world = world_with(fund=fund)
    state, back = world.programme_state, []
    for _ in range(13):
        idle = state.idle.copy()
        now = step(world)
        check_identity(world, now, idle)
        back.append(int(now.programmes.paid_back.sum()))
        if back[-1]:
            assert entry(now, "paid_back") == entry(now, "returned") == back[-1]
    # half of four million arrived as 125,000 a place and quarter; promises lie between 0.75 and 1.25 of what arrived
    broken = np.flatnonzero(state.promises > 1.0)
    assert 0 < broken.size < 4
    assert back[:12] == [0] * 12 and back[12] == broken.size * 50_000
    assert world.ledger.slot(Kind.FUND_RETURNS, "fund") > 0


def test_first_come_until_the_budget_is_spent():
    order = np.array([2, 0, 1])
    assert allocation.queue(order, 10.0, 25.0).tolist() == [10.0, 5.0, 10.0]
    # a million a year at 300,000 a place: three in full, one 100,000; a quarter pays a quarter of it
    world = world_with(fund=of_towns(1_000_000, rule="first_come", award_yuan=300_000))
    assert sorted(granted(world)) == [25_000, 75_000, 75_000, 75_000]
    # two million are more than four awards: 200,000 a quarter wait
    rich = world_with(fund=of_towns(2_000_000, rule="first_come", award_yuan=300_000))
    assert granted(rich) == [75_000] * 4
    assert rich.programme_state.idle.tolist() == [200_000]


def test_who_begins_in_the_middle_of_a_year_awards_in_the_quarters_left():
    fund = of_towns(1_000_000, rule="first_come", award_yuan=200_000, start_date="2023-07-01")
    world = world_with(fund=fund)
    for _ in range(3):
        now = step(world)
    assert sorted(now.programmes.granted.tolist()) == [0, 50_000, 100_000, 100_000]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"stocks": {"toilets": 0.5, "training": 0.5}}, "several levels"),
        ({"rule": "need", "by": "governance"}, "governance"),
        ({"rule": "list", "weights": {"nowhere": 1.0}}, "nowhere"),
        ({"owner": "village", "running_cost_share_per_year": 0.1}, "builds by town"),
        (
            {"stocks": {"training": 1.0}, "owner": "town", "running_cost_share_per_year": 0.1},
            "builds by county",
        ),
        ({"payers": {"qiaotou": 1.0}}, "is a town"),
        ({"scope": ["990102001"]}, "990102001"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(changes, said):
    with pytest.raises(InputError, match=said):
        world_with(fund=of_towns(**changes))


@given(
    st.integers(0, 10**12),
    st.lists(st.tuples(st.floats(0, 1e6), st.integers(0, 10**12)), min_size=1, max_size=9),
    st.booleans(),
)
def test_many_splits_at_once_are_the_same_splits(total, rows, limited):
    weights, most = np.array([w for w, _ in rows]), np.array([m for _, m in rows], np.int64)
    most = most if limited else np.full(most.size, NO_LIMIT)
    starts = np.array([0, weights.size, 2 * weights.size])
    totals = np.array([total, total // 3])
    both = share_each(totals, starts, np.tile(weights, 2), np.tile(most, 2))
    alone = [share_out(int(one), weights, most if limited else None) for one in totals]
    np.testing.assert_array_equal(both, np.concatenate(alone))


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0.1, 1e6)), min_size=1, max_size=9))
def test_a_split_within_groups_is_exact(rows):
    group, weights = np.array([g for g, _ in rows]), np.array([w for _, w in rows])
    totals = np.array([1_000_003, 7, 0])
    found = split_within(totals, group, weights)
    for number, total in enumerate(totals):
        if (group == number).any():
            assert found[group == number].sum() == total
