"""Renewal of old village parks: who begins, what stands still, who pays, what comes after."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import renewal
from sim.behaviour.renewal import gains
from sim.step import step
from sim.tables.plots import Stage
from tests.worlds import parks_world

M2 = 2000 / 3


def world_with(**rules: float):
    return parks_world(renewal=rules)


def test_the_opening_has_plots_of_the_towns_with_their_collectives():
    plots = parks_world().plots
    assert plots.town.tolist() == [1, 1, 2] and plots.county.tolist() == [0, 0, 1]
    assert np.bincount(plots.town, plots.area)[1:].tolist() == pytest.approx([20.0, 10.0])
    assert plots.village.tolist() == [2, 3, 5]  # villages, not communities
    assert ((plots.threshold >= 0) & (plots.threshold <= 0.6)).all()


def test_gain_by_hand():
    """(3 x 2700 - 0.65 x 1200) x 666.67 m2 / 3.9 m - 1 = 0.2513 of the cost."""
    world = parks_world()
    assert gains(world) == pytest.approx(np.full(3, (3 * 2700 - 0.65 * 1200) * M2 / 3.9e6 - 1))
    world.parks.in_use[0] = 0.0  # empty plants in the parks press the value of floor
    assert gains(world)[0] < gains(world)[2]


def test_nothing_begins_when_owners_hold_out_and_support_moves_them():
    world = world_with(starts_per_year=2.0)
    world.plots.threshold[:] = 0.4
    for _ in range(4):
        step(world)
    assert (world.plots.stage == Stage.OLD).all()
    world.plots.support(np.array([100_000_000.0, 0.0]), price=1.0)
    for _ in range(8):
        step(world)
    assert (world.plots.stage[:2] == Stage.CLOSED).all() and world.plots.stage[2] == Stage.OLD
    assert world.plots.fund[0] == pytest.approx(100e6 - 0.3 * 3.9e6 * 20)


def test_a_plot_closes_for_two_years_owners_and_county_pay_then_the_collective_earns():
    world = world_with(starts_per_year=2.0)
    plots, ledger = world.plots, world.ledger
    plots.threshold[:] = [0.0, 9.0, 9.0]
    area = plots.area[0]
    while plots.stage[0] == Stage.OLD:
        now = step(world)
    a_quarter = int(area * 3.9e6 / 8)
    homes = ledger.account[Holder.HH]
    assert -ledger.flows[Kind.RENEWAL_INVESTMENT, homes].sum() == a_quarter
    assert ledger.flows[Kind.PROJECT_SUBSIDY, homes].tolist() == [int(0.1 * a_quarter), 0]
    moving = area * 2.5 / 1000
    industry = world.opening.industry & (world.opening.county_of == 0)
    np.testing.assert_allclose(now.export_factor[industry], 1 - (0.2 + 0.8 * 0.25) * moving)
    assert (now.export_factor[~industry] == 1.0).all()
    for _ in range(8):
        now = step(world)
    assert plots.stage[0] == Stage.RENEWED and plots.floor_area_ratio[0] == 3.0
    assert plots.filled[0] == pytest.approx(0.8 * 0.65 / 3.0)
    np.testing.assert_allclose(now.export_factor[industry], 1 - 0.2 * moving)  # a fifth never comes back
    gained = 0.05 * moving * plots.filled[0] * 3.0 / 0.65
    np.testing.assert_allclose(now.log_productivity[industry], gained)
    rent = int(0.3 * area * 3.0 * M2 * plots.filled[0] * 14 * 3)
    assert ledger.flows[Kind.PLANT_RENT, ledger.account[Holder.VC][2]] == pytest.approx(rent, abs=1)
    step(world)
    assert plots.filled[0] == pytest.approx(0.1733 + 0.08 * (0.8 - 0.1733), abs=1e-3)


def test_money_for_renewal_balances_every_quarter():
    world = parks_world("none", renewal={"starts_per_year": 2.0})
    for _ in range(24):
        step(world)  # raises LedgerError otherwise
    assert (world.plots.stage == Stage.RENEWED).any()


def test_plots_that_begin_together_share_the_support_there_is():
    """Support for one plot and a half moves two owners when it is all theirs, and one when another took it first."""
    world = world_with(starts_per_year=2.0)
    plots = world.plots
    plots.threshold[:], world.treasury.effort[:] = 1.6, 4.0  # so keen that everybody willing begins at once
    first, second = (0.3 * 3.9e6 * plots.area[plot] for plot in (0, 1))
    needed = (0.4 - gains(world)[0]) * 3.9e6 * plots.area[1]
    plots.support(np.array([first + 0.9 * needed, 0.0]), price=1.0)
    renewal.plan(world, world.begin_quarter())
    assert plots.stage[:2].tolist() == [Stage.CLOSED, Stage.OLD]
    assert plots.fund[0] == pytest.approx(0.9 * needed) and second > needed
