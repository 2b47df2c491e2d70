"""Credit beside public debt: neutral at the opening, by hand at more debt, bounded."""

import numpy as np
import pytest

from sim.behaviour import crowding
from sim.step import step
from tests.worlds import core_world_of, world_of


def test_the_opening_is_neutral():
    world = world_of()
    now = world.begin_quarter()
    crowding.read_credit(world, now)
    credit = world.scenario.parameters.credit
    assert (now.loan_rate == credit.loan_rate_per_year).all()
    assert (now.loan_limit == credit.loan_limit_share_of_capital).all()
    assert (now.capital_wish == 1.0).all()


def test_debt_of_a_tenth_of_gdp_by_hand():
    world = core_world_of()
    now = world.begin_quarter()
    world.counties.debt[0] += int(0.1 * world.treasury.gdp_year[0])
    crowding.read_credit(world, now)
    first = world.opening.county_of == 0
    # omega 0.02 x 0.1 = 0.2 points; the elasticity of 0.5 to a user cost of 4.5 % and 5 % wear
    np.testing.assert_allclose(now.loan_rate[first], 0.045 + 0.002, rtol=1e-6)
    cost = 0.045 + 4 * world.opening.depreciation[first]
    np.testing.assert_allclose(now.capital_wish[first], 1 - 0.5 * 0.002 / cost, rtol=1e-6)
    loans = world.cells.loans[first].sum()
    limit = 0.5 * (1 - 0.5 * 0.1 * world.treasury.gdp_year[0] / loans)
    np.testing.assert_allclose(now.loan_limit[first], limit, rtol=1e-6)
    assert (now.loan_rate[~first] == 0.045).all()


def test_the_pool_never_dries_up_and_no_rate_is_below_zero():
    world = core_world_of()
    world.counties.debt[:] = [int(1e12), 0]
    now = world.begin_quarter()
    crowding.read_credit(world, now)
    assert now.loan_limit.min() == pytest.approx(0.2 * 0.5) and now.loan_rate.min() >= 0.0
    assert now.capital_wish.min() >= 0.5 and now.capital_wish.max() <= 1.5
    step(world)


def test_debt_of_parks_counts():
    world = world_of()
    if not world.parks.debt.size:
        pytest.skip("no parks in this region")
    before = crowding.excess(world)
    world.parks.debt[0] += 10_000_000
    more = crowding.excess(world) - before
    county = world.opening.plan.county_of_park[0]
    assert more[county] == pytest.approx(1e7 / world.treasury.gdp_year[county])
    assert np.delete(more, county).tolist() == [0.0]
