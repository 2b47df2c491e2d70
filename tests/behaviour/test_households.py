"""Households: what they plan to spend, what they receive."""

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import households
from sim.loops import columns
from sim.step import step
from tests.worlds import core_world_of


def test_consumption_and_housing_by_hand():
    world = core_world_of()
    now = world.begin_quarter()
    now.growth_into = 0.01
    world.counties.income = np.array([1000.0, 0.0])
    world.opening.propensity[:] = 0.5
    world.ledger.cash[world.ledger.account[Holder.HH]] = [2000, 100]
    world.ledger.open_quarter()
    households.plan(world, now)
    # 0.5 * 1 010 + 0.03 * 2 000 = 565; 0.08 * 1 010 = 80.8; without income 0.03 * 100 = 3
    assert now.consumption.tolist() == [565, 3]
    assert now.housing.tolist() == [80, 0]


def test_nobody_consumes_less_than_nothing():
    world = core_world_of()
    now = world.begin_quarter()
    world.counties.income = np.array([-1000.0, 0.0])
    world.ledger.cash[world.ledger.account[Holder.HH]] = [-500, 0]
    world.ledger.open_quarter()
    households.plan(world, now)
    assert now.consumption.tolist() == [0, 0] and now.housing.tolist() == [0, 0]


def test_income_is_what_was_paid_to_households_for_work_wealth_and_support():
    world = core_world_of()
    step(world)
    now = step(world)
    ledger = world.ledger
    homes = ledger.account[Holder.HH]
    kinds = (Kind.WAGES, Kind.SOCIAL_CONTRIBUTIONS, Kind.PENSIONS, Kind.DEPOSIT_INTEREST, Kind.DIVIDENDS)
    kinds += (Kind.CAPITAL_CALLS, Kind.TRANSFERS_TO_HOUSEHOLDS)
    kinds += (Kind.PLANT_RENT, Kind.LAND_RENT, Kind.VILLAGE_DIVIDENDS, Kind.LEAKAGE)
    flows = sum(ledger.flows[ledger.slot(kind), homes] for kind in kinds)
    np.testing.assert_array_equal(now.income, flows)
    np.testing.assert_array_equal(world.counties.income, flows)


def test_contributions_pensions_and_interest():
    world = core_world_of()
    now = step(world)
    ledger, wages = world.ledger, world.opening.by_county(now.accounts[:, columns.WAGES])
    homes = ledger.account[Holder.HH]

    def received(kind):
        return ledger.flows[ledger.slot(kind), homes]

    np.testing.assert_array_equal(received(Kind.WAGES), wages)
    np.testing.assert_array_equal(received(Kind.SOCIAL_CONTRIBUTIONS), -(wages // 10))
    # pensions of the first quarter go by people: 4 000 to 2 000
    pensions = received(Kind.PENSIONS)
    assert pensions[0] == pytest.approx(2 * pensions[1], abs=1.01)
    interest = np.floor(0.25 * 0.017 * ledger.held(Holder.HH)).astype(np.int64)
    np.testing.assert_array_equal(received(Kind.DEPOSIT_INTEREST), interest)


def test_dividends_stay_or_leave_and_owners_are_called():
    world = core_world_of()
    ledger = world.ledger
    for _ in range(4):
        now = step(world)
        s = now.accounts
        homes = ledger.flows[ledger.slot(Kind.DIVIDENDS), ledger.account[Holder.HH]]
        np.testing.assert_array_equal(homes, world.opening.by_county(s[:, columns.DIVIDENDS_HOUSEHOLDS]))
        assert (s[:, columns.DIVIDENDS_HOUSEHOLDS] <= s[:, columns.DIVIDENDS]).all()
        assert (s[:, columns.CALLS_HOUSEHOLDS] <= s[:, columns.CALLS]).all()
        # In farming all calls go to households (the pocket region's rule), elsewhere only those of constrained firms.
        np.testing.assert_array_equal(s[[0, 3], columns.CALLS_HOUSEHOLDS], s[[0, 3], columns.CALLS])
