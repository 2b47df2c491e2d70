"""PROGRAMME: budgets by quarter, payers who cannot pay, splits to the yuan, groups, dates."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.accounts import Holder, Kind
from sim.behaviour import budgets
from sim.calendar import parse_quarter
from sim.errors import InputError
from sim.programmes.collecting import county_shares
from sim.programmes.compiled import members
from sim.quarter import Quarter
from sim.requests import Rank
from sim.sharing import share_out
from sim.step import step
from sim.world import World, open_world
from tests.worlds import programme, region_of, region_with, scenario_of, with_policy, with_rules

POCKET = region_of("pocket")


def world_with(**programmes: dict) -> World:
    return open_world(POCKET, with_policy(scenario_of(warmup=0), **programmes))


def compiled(**changes):
    return open_world(POCKET, with_policy(scenario_of(), one=programme(10, **changes))).programmes[0]


def test_a_split_by_hand():
    # 10 by 1/3: 3.33 each, the odd yuan to the first; 7 by 0.26 0.74: 1.82 and 5.18, floors 1 and 5, the largest rest
    assert share_out(10, np.array([1, 1, 1]) / 3).tolist() == [4, 3, 3]
    assert share_out(7, np.array([0.26, 0.74])).tolist() == [2, 5]
    assert share_out(0, np.array([0.5, 0.5])).tolist() == [0, 0]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_a_split_is_exact_and_fair(amount, weights):
    shares = np.array(weights) / sum(weights)
    parts = share_out(amount, shares)
    assert parts.sum() == amount and (parts >= 0).all()
    assert (np.abs(parts - amount * shares) <= 1.0 + 1e-3).all()


PLAN = compiled()


@given(st.integers(0, 10**11), st.integers(0, 40))
def test_four_quarters_make_a_year(budget, start):
    plan = replace(PLAN, path=((PLAN.first, budget),))
    quarters = [plan.planned(plan.first + start + n) for n in range(4)]
    assert sum(quarters) == budget and max(quarters) - min(quarters) <= 1


def test_it_runs_from_its_start_to_its_end():
    plan = compiled(start_date="2024-06-30", end_date="2025-07-01")
    first, end = parse_quarter("2024Q3"), parse_quarter("2025Q3")
    assert [plan.planned(q) > 0 for q in (first - 1, first, end - 1, end)] == [False, True, True, False]


def test_payers_share_by_revenue_and_recipients_by_heads_or_alike():
    payers = {"east": 0.4, "west": 0.2, "city": 0.1, "up": 0.3}
    world = world_with(one=programme(12, payers=payers, scope=["east", "west"], start_date="2022-01-01"))
    plan = world.programmes[0]
    assert plan.payer_shares.tolist() == [0.4, 0.2, 0.1] and plan.above_share == 0.3
    step(world)
    np.testing.assert_allclose(county_shares(world)[0], [2 / 3, 1 / 3])
    payers = {"990101": 0.4, "山前县": 0.6}
    world = world_with(one=programme(12, payers=payers, scope=["east", "west"], rule="equal"))
    step(world)
    assert world.programmes[0].payer_shares.tolist() == [0.4, 0.6, 0.0]
    assert county_shares(world)[0].tolist() == [0.5, 0.5]


def test_a_town_cannot_be_named():
    with pytest.raises(InputError, match="town"):
        members(POCKET, "qiaotou", "here")


def test_what_is_paid_in_is_paid_out():
    world = world_with(fund=programme(4e6), second=programme(400_001, payers={"west": 1.0}, scope=["east"]))
    for _ in range(4):
        now = step(world)
        plan, ledger = now.programmes, world.ledger
        assert plan.names == ("fund", "second")
        paid = plan.contributions.sum(1) + plan.from_above
        np.testing.assert_array_equal(paid, plan.grants.sum(1))
        assert ledger.of(Holder.FD)[0] == 0
        np.testing.assert_array_equal(plan.infrastructure[0], np.floor(0.6 * plan.grants[0]))
        # east 50 %, city 25 %, above 25 % of a million; the west receives
        assert plan.contributions[0].tolist() == [500_000, 0, 250_000]
        assert plan.from_above.tolist() == [250_000, 0] and plan.grants[0].tolist() == [0, 1_000_000]
        for name in plan.names:
            for kind in (Kind.PROGRAMME_CONTRIBUTIONS, Kind.PROGRAMME_GRANTS):
                assert ledger.flows[ledger.slot(kind, name)].sum() == 0
        spent = sum(
            ledger.flows[ledger.slot(kind, "fund"), ledger.account[Holder.CG]]
            for kind in (Kind.GOVERNMENT_PURCHASES, Kind.GOVERNMENT_INVESTMENT)
        )
        assert spent.tolist() == [0, -1_000_000]


def test_the_gap_is_closed_by_cuts_or_bonds():
    plain = step(world_with()).budgets
    now = step(world_with(fund=programme(4e6)))
    assert now.budgets.spending.tolist() == (plain.spending - [500_000, 0]).tolist()
    assert now.budgets.city_spending == plain.city_spending - 250_000
    assert now.gap_cuts.tolist() == [500_000, 0, 250_000] and now.gap_bonds.tolist() == [0, 0, 0]


def poor_payers(alone: bool = False, **programmes: dict) -> World:
    """Payers that may neither borrow nor draw on their cash; services come first with 60 % of usual spending.

    Alone, no block asks them for money but the programmes.
    """
    rules = {"bond_quota_share_of_gdp": 0.0, "cash_floor_share": 1.0}
    scenario = with_policy(with_rules(scenario_of(warmup=0), government=rules), **programmes)
    return open_world(region_with() if alone else POCKET, scenario)


def of_last_rank(now: Quarter, what: str = "granted") -> np.ndarray:
    """What a county's claims of the last rank ask or get: subsidies and awards are cut together with programmes."""
    return np.array([getattr(one, what)[0] for one in now.claims.values() if one.rank == Rank.PROGRAMMES])


def spare_for_the_last_rank(plain: Quarter, services: int) -> int:
    """What is left of a county's income beyond services, where all that was asked could be granted."""
    assert np.array_equal(of_last_rank(plain), of_last_rank(plain, "asked"))
    return int(plain.budgets.spending[0] + of_last_rank(plain).sum() - services)


def test_a_payer_without_money_pays_what_it_has_and_the_cut_is_remembered():
    plain = step(poor_payers())
    world = poor_payers(fund=programme(4e9, payers={"east": 1.0}))
    now = step(world)
    services = int(budgets.services_floor(world, now)[0])
    spare = spare_for_the_last_rank(plain, services)
    asked, granted = of_last_rank(now, "asked"), of_last_rank(now)
    assert 1_000_000_000 in asked and (asked > 0).sum() > 1
    assert (np.abs(granted - asked * (spare / asked.sum())) <= 1).all()
    # what cutting to whole yuan leaves goes to services
    assert now.budgets.spending[0] - services == spare - granted.sum() < asked.size
    paid = granted[asked == 1_000_000_000][0]
    assert now.programmes.contributions[0].tolist() == [paid, 0, 0]
    assert now.programmes.cut.tolist() == [1_000_000_000 - paid]
    assert [event.event for event in world.events if event.event.startswith("programme")] == ["programme_cut"]


def test_alone_a_programme_takes_all_that_services_leave():
    plain = step(poor_payers(alone=True)).budgets
    world = poor_payers(alone=True, fund=programme(4e9, payers={"east": 1.0}))
    now = step(world)
    services = budgets.services_floor(world, now)[0]
    assert now.programmes.contributions[0].tolist() == [plain.spending[0] - services, 0, 0]
    assert now.budgets.spending[0] == services
    assert [event.event for event in world.events] == ["programme_cut"]


def test_programmes_are_cut_pro_rata():
    payers = {"east": 1.0}
    now = step(poor_payers(a=programme(4e9, payers=payers), b=programme(8e9, payers=payers)))
    first, second = now.programmes.contributions[:, 0]
    assert first > 0 and abs(second - 2 * first) <= 2


def test_cash_and_bonds_pay_before_a_programme_is_cut():
    world = world_with(fund=programme(4e9, payers={"east": 1.0}))
    now = step(world)
    short, plain = now.shortfall, step(world_with())
    assert short.cash[0] > 0 and short.bonds[0] > 0
    spare = spare_for_the_last_rank(plain, int(budgets.services_floor(world, now)[0]))
    asked, granted = of_last_rank(now, "asked"), of_last_rank(now)
    missing = spare + short.cash[0] + short.bonds[0] - granted.sum()
    assert 0 <= missing < asked.size  # cut to whole yuan
    assert now.programmes.contributions[0, 0] == granted[asked == 1_000_000_000][0]
    # a year's bonds stay within 4 % of GDP: 80 % of it the counties', 1 % a quarter of 400 m, less the planned
    assert now.budgets.bonds[0] <= 0.01 * 0.8 * world.treasury.gdp_year[0] * 1.05


def test_nothing_moves_in_the_warm_up_nor_with_a_budget_of_nothing():
    busy, idle, plain = world_with(fund=programme(4e6)), world_with(fund=programme(0)), world_with()
    assert step(busy, policies=False).programmes.grants.sum() == 0
    step(idle), step(plain)
    for world in (busy, idle):
        np.testing.assert_array_equal(world.ledger.cash, plain.ledger.cash)
        np.testing.assert_array_equal(world.firms.yuans, plain.firms.yuans)
