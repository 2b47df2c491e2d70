"""A world at rest stays at rest, a growing one stays on its path, and every quarter counts the same three ways."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder
from sim.behaviour.statistics import gdp_three_ways
from sim.kernels.maths import exp_array
from sim.loops.columns import T_VALUE_ADDED
from sim.step import step
from tests.worlds import world_of

QUARTERS = 44
IN_A_QUARTER, IN_ALL = 1e-6, 5e-6

WORLDS = [
    pytest.param(("pocket", 1), id="pocket"),
    pytest.param(("jiangmen", 10), id="jiangmen by tens"),
    pytest.param(("jiangmen", 1), id="jiangmen", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("place", WORLDS)
@pytest.mark.parametrize("arm", ["rest", "balanced"])
def test_every_county_stays_on_its_path(arm, place):
    world = world_of(arm, region=place[0], firms_per_agent=place[1])
    start = world.opening.by_county(world.opening.base_gdp)
    people = world.towns.people.copy()
    before = None
    for _ in range(QUARTERS):
        now = step(world)
        level = gdp_three_ways(world, now) / now.nominal
        if before is None:
            before = first = level
            np.testing.assert_allclose(level / level.sum(), start / start.sum(), rtol=IN_ALL)
        assert np.abs(level / before - 1.0).max() <= IN_A_QUARTER
        before = level
    assert np.abs(before / first - 1.0).max() <= IN_ALL
    assert world.firms.column("members").sum() == world.opening.firms.column("members").sum()
    np.testing.assert_array_equal(world.towns.people, people)
    np.testing.assert_allclose(exp_array(world.counties.log_wage), 1.0, atol=1e-6)
    np.testing.assert_allclose(world.cells.fill, 1.0, atol=1e-5)


@pytest.mark.parametrize("arm", ["rest", "balanced"])
def test_stocks_keep_their_ratio_to_the_trend(arm):
    """Everybody's cash but that of the levels above and the outside, who hold what the region earns or lacks."""
    world = world_of(arm)
    ledger, before = world.ledger, world.ledger.cash.copy()
    for _ in range(QUARTERS):
        now = step(world)
    trend = world.opening.trend
    grown = trend.nominal[now.t + 1] / trend.nominal[0]
    open_ends = np.concatenate([ledger.account[Holder.UP], ledger.account[Holder.RX]])
    inside = np.setdiff1d(np.arange(before.size), open_ends)
    np.testing.assert_allclose(ledger.cash[inside] / grown, before[inside], rtol=2e-5, atol=50)
    np.testing.assert_allclose(ledger.cash[open_ends].sum() / grown, before[open_ends].sum(), rtol=2e-5)
    debts = world.counties.debt / world.opening.county_state.debt
    np.testing.assert_allclose(debts, grown if arm == "balanced" else 1.0, rtol=1e-5)


@pytest.mark.parametrize("region", ["pocket", "jiangmen"])
def test_output_income_and_expenditure_are_the_same_to_the_yuan(region):
    world = world_of(region=region, firms_per_agent=100)
    for _ in range(3):
        now = step(world)
        by_output = gdp_three_ways(world, now)  # raises LedgerError when a way differs
        in_towns = np.zeros(world.opening.counties, np.int64)
        np.add.at(in_towns, world.region.town_county, now.town_sums[:, T_VALUE_ADDED])
        np.testing.assert_array_equal(by_output, in_towns)


def test_the_first_quarter_is_the_base_year_on_its_path():
    world = world_of("balanced")
    now = step(world)
    expected = world.opening.output * (1.0 - world.opening.materials_share)
    made = now.accounts[:, 0] - now.accounts[:, 1]
    np.testing.assert_allclose(made, expected, rtol=1e-6)
    trend = world.opening.trend
    flow = world.opening.base_gdp * trend.quarter_flow_share(world.region.base_year)
    np.testing.assert_allclose(expected, flow, rtol=1e-12)
