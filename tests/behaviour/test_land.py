"""County land and loans for homes: worked by hand in the pocket region, land conserved, a slump, no land at all."""

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import land
from sim.step import step
from sim.world import open_world
from tests.worlds import core_world_of, region_of, scenario_of, with_rules, world_of


def planned(change=None, **rules):
    """A quarter's land market at opening prices: 2 mu a quarter at 1 m yuan each, 10 in reserve."""
    world = open_world(region_of("pocket"), with_rules(scenario_of("rest"), land=rules))
    treasury = world.treasury
    treasury.land_turnover[:], treasury.land_price[:] = 2.0, 1e6
    treasury.land_reserve[:] = world.opening.blocks.treasury.land_reserve[:] = 10.0
    treasury.mortgages[:], treasury.mortgage_lending[:] = 40_000_000, 600_000.0
    now = world.begin_quarter()
    world.ledger.open_quarter()
    if change:
        change(world)
    land.plan(world, now)
    return world, now


def flow(world, kind, holder):
    return world.ledger.flows[world.ledger.slot(kind), world.ledger.account[holder]].tolist()


def test_a_usual_quarter_by_hand():
    world, now = planned()
    market = now.land
    assert market.sold.tolist() == market.requisitioned.tolist() == [2.0, 2.0]
    # 40 % to villages, 40 % into works, 20 % left for the budget
    assert market.revenue.tolist() == [2_000_000] * 2
    assert market.compensation.tolist() == market.works.tolist() == [800_000] * 2
    # 6 % a year repaid, 4.3 % a year interest on 40 m, cut to the yuan
    assert market.repaid.tolist() == [600_000] * 2 and market.interest.tolist() == [429_999] * 2
    land.pay(world, now)
    assert flow(world, Kind.LAND_SALES, Holder.HH) == [-2_000_000] * 2
    assert flow(world, Kind.LAND_COMPENSATION, Holder.CG) == [-800_000] * 2
    assert flow(world, Kind.HOUSEHOLD_INTEREST, Holder.HH) == [-429_999] * 2
    assert world.treasury.land_kept.tolist() == [400_000.0] * 2
    assert world.treasury.mortgages.tolist() == [40_000_000] * 2
    assert now.works.tolist() == [800_000] * 2 and now.orders[0].amount.tolist() == [800_000] * 2


def test_incomes_move_sales_by_their_elasticity():
    def richer(world):
        world.counties.income = world.counties.income * 1.1

    _, now = planned(richer, income_elasticity=2.0)
    np.testing.assert_allclose(now.land.sold, 2.0 * 1.21, rtol=1e-9)
    assert now.land.lent.tolist() == [726_000] * 2


def test_market_access_lifts_the_price():
    def linked(world):
        world.counties.access_passenger[:] = [1.21, 1.0]

    _, now = planned(linked, price_access_elasticity=0.5)
    assert now.land.revenue.tolist() == pytest.approx([2_200_000, 2_000_000], abs=1)


def test_no_more_is_sold_than_lies_ready_and_no_more_taken_than_the_quota():
    def boom(world):
        world.treasury.land_demand[:] = 20.0

    world, now = planned(boom)
    assert now.land.sold.tolist() == [10.0, 10.0]
    assert now.land.requisitioned.tolist() == [3.0, 3.0]
    land.pay(world, now)
    assert world.treasury.land_reserve.tolist() == [3.0, 3.0]


@pytest.mark.parametrize("region", ["pocket", "jiangmen"])
def test_land_is_conserved(region):
    world = world_of(region=region, firms_per_agent=1000)

    def whole():
        treasury = world.treasury
        return treasury.land_reserve + treasury.land_sold - treasury.land_requisitioned

    before = whole()
    world.treasury.land_demand[0] = 3.0
    for _ in range(8):
        step(world)
    np.testing.assert_allclose(whole(), before, rtol=1e-9)
    assert (world.treasury.land_reserve >= 0).all() and (world.treasury.land_sold > 0).all()


def test_nobody_gives_loans_back_to_the_bank_when_the_trend_shrinks():
    def shrinking(world):
        world.treasury.mortgage_lending[:] = -100_000.0

    _, now = planned(shrinking)
    assert now.land.lent.tolist() == [0, 0] and now.land.repaid.tolist() == [700_000] * 2


def test_the_bank_holds_its_capital_for_loans_to_homes_and_parks_too():
    world = world_of()
    for _ in range(3):
        step(world)
        loans = int(world.cells.loans.sum() + world.cells.estate_loans.sum())
        loans += int(world.treasury.mortgages.sum() + world.parks.debt.sum())
        bonds = int(world.counties.debt.sum()) + world.city.debt
        assert loans + bonds + int(world.ledger.of(Holder.BK)[0]) == int(0.08 * loans)


def test_a_region_without_land_sells_none():
    world = core_world_of()
    for _ in range(3):
        now = step(world)
        assert now.land.revenue.sum() == now.land.lent.sum() == now.land.interest.sum() == 0
        assert not world.ledger.flows[[Kind.LAND_SALES, Kind.LAND_COMPENSATION, Kind.HOUSEHOLD_LOANS]].any()
    assert world.treasury.land_kept.tolist() == [0.0, 0.0]
