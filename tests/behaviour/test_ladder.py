"""Rungs: who may climb, at which chance, and never down."""

import itertools

import numpy as np
import pytest

from sim.behaviour.ladder import climb, rates_by_cell, yearly_rates
from sim.kernels.maths import I8, F
from sim.parameters import Ladder
from sim.tables.treasury import Goal
from tests.worlds import world_of

RATES = yearly_rates(Ladder())
INDIVIDUAL, PROPRIETOR, COMPANY, JOINT_STOCK, LISTED = range(5)


@pytest.mark.parametrize(
    ("rung", "sales", "chance", "kind", "after"),
    [
        (INDIVIDUAL, 1e5, 0.0039, 0.86, PROPRIETOR),  # 0.4 % a year convert, 87 % of them to sole proprietors
        (INDIVIDUAL, 1e5, 0.0039, 0.88, COMPANY),
        (INDIVIDUAL, 1e12, 0.0041, 0.0, INDIVIDUAL),
        (PROPRIETOR, 0.0, 0.019, 0.5, COMPANY),
        (PROPRIETOR, 0.0, 0.021, 0.5, PROPRIETOR),
        (COMPANY, 1e8, 0.009, 0.5, JOINT_STOCK),
        (COMPANY, 0.99e8, 0.0, 0.5, COMPANY),
        (JOINT_STOCK, 5e8, 0.004, 0.5, LISTED),
        (JOINT_STOCK, 4.9e8, 0.0, 0.5, JOINT_STOCK),
        (LISTED, 1e12, 0.0, 0.0, LISTED),
    ],
)
def test_a_january(rung, sales, chance, kind, after):
    assert climb(I8(rung), F(sales), F(chance), F(kind), False, RATES) == after


def test_nobody_falls_and_nobody_jumps_to_the_stock_exchange():
    for rung, sales, chance, kind in itertools.product(
        range(5), (0.0, 2e8, 1e10), (1e-7, 0.003, 0.5), (0.1, 0.9)
    ):
        after = int(climb(I8(rung), F(sales), F(chance), F(kind), False, RATES))
        assert rung <= after <= rung + (2 if rung == INDIVIDUAL else 1)


def test_a_high_tech_firm_is_likelier_to_go_public():
    firm = (I8(JOINT_STOCK), F(5e8), F(0.014), F(0.5))
    assert climb(*firm, False, RATES) == JOINT_STOCK
    assert climb(*firm, True, RATES) == LISTED  # 0.5 % a year, three times


def test_a_campaign_raises_the_rate_of_its_county_alone():
    """p = p0 + (p1 - p0) campaign: 0.4 % without, 3.5 % at full campaign; effort twice the usual is half of one."""
    world = world_of()
    world.recognition.campaign[0] = 1.0
    world.treasury.effort[1, Goal.LADDER] = 2.0
    rates = rates_by_cell(world)[:, 0].reshape(world.opening.counties, -1)
    np.testing.assert_allclose(rates[0], 0.035, rtol=1e-6)
    np.testing.assert_allclose(rates[1], 0.004 + 0.5 * 0.031, rtol=1e-6)


def test_climbing_by_itself_adds_neither_orders_nor_productivity():
    """A January in which everybody climbs leaves every other column as it is without climbing."""
    from sim.loops.january import reassess

    eager = Ladder(individual_to_enterprise_per_year=0.05, proprietor_to_company_per_year=0.2)
    world = world_of()
    rules = world.scenario.parameters.model_copy(update={"ladder": eager})
    still, moved = world.firms, world.firms.copy()
    reassess(still, rules, world.quarter, world.key, climbing=False)
    reassess(moved, rules, world.quarter, world.key, climbing=True)
    np.testing.assert_array_equal(still.floats, moved.floats)
    np.testing.assert_array_equal(still.yuans, moved.yuans)
    before, after = still.column("rung"), moved.column("rung")
    assert (after >= before).all() and (after > before).any()
