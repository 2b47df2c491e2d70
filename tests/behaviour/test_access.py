"""Access: what a bridge does to minutes, reach, sales outside and purchases at home."""

import numpy as np
import pytest

from sim.behaviour import access, transport
from sim.calendar import parse_quarter
from sim.kernels.matrices import market_access
from sim.tables.network import SHUT
from tests.worlds import world_of


def test_reach_by_hand():
    # 1 000 at 5 + 15 minutes, 8 000 at 25 + 15: 1 000 / 20^3 + 8 000 / 40^3 = 0.125 + 0.125
    assert market_access(np.array([[5.0, 25.0]]), np.array([1000.0, 8000.0]), 15.0, 3.0)[0] == pytest.approx(
        0.25
    )


def test_before_any_link_all_is_as_at_the_opening():
    world = world_of()
    access.read_access(world)
    np.testing.assert_allclose(world.counties.access_freight, 1.0)
    np.testing.assert_allclose(world.access_exports, 1.0)
    np.testing.assert_allclose(world.purchases, world.opening.purchases)


def test_customers_find_a_bridge_by_and_by():
    world = world_of()
    access.read_access(world)
    world.quarter = parse_quarter("2024Q3")
    transport.read_network(world, world.begin_quarter())
    passenger = world.network.passenger
    trade = world.scenario.parameters.trade
    terms = (world.opening.market_mass, trade.terminal_minutes, trade.access_decay)
    goal = market_access(passenger, *terms) / world.opening.access_passenger
    assert (passenger <= world.region.travel_passenger).all() and (goal > 1).all()
    speed, left = trade.access_adjustment_per_quarter, 1.0
    for _ in range(3):
        access.read_access(world)
        left *= 1.0 - speed
        np.testing.assert_allclose(world.counties.access_passenger, goal ** (1.0 - left))
    # goods sell more outside, and people buy less at home
    freight = world.counties.access_freight
    np.testing.assert_allclose(world.access_exports[:2], freight[0] ** trade.access_export_elasticity)
    np.testing.assert_allclose(
        world.purchases[0], world.opening.purchases[0] * freight[:, None] ** -trade.access_purchase_elasticity
    )


def test_a_closed_link_changes_nothing():
    world = world_of("none", **{"world": "links_closed"})
    world.quarter = parse_quarter("2030Q1")
    transport.read_network(world, world.begin_quarter())
    access.read_access(world)
    assert (world.counties.access_passenger == 1.0).all() and (world.access_exports == 1.0).all()


def test_a_bridge_that_is_shut_again_is_forgotten_by_and_by():
    world = world_of()
    world.quarter = parse_quarter("2024Q3")
    for _ in range(4):
        transport.read_network(world, world.begin_quarter())
        access.read_access(world)
    reached = world.counties.access_passenger.copy()
    world.network.ordered[0] = SHUT
    transport.read_network(world, world.begin_quarter())
    access.read_access(world)
    speed = world.scenario.parameters.trade.access_adjustment_per_quarter
    np.testing.assert_allclose(world.counties.access_passenger, reached ** (1.0 - speed))
