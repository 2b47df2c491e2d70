"""Ways in which parks fail: too much land for too little demand, and land that nobody keeps up."""

from __future__ import annotations

import numpy as np
import pytest

from sim.run import measured
from sim.step import step
from sim.tables.treasury import Goal
from tests.worlds import parks_world


def run_of(quarters: int, pressure: float = 0.0, **rules: float):
    """Indicators of the last quarter."""
    world = parks_world("balanced", parks=rules)
    for _ in range(quarters):
        world.treasury.pressure[:, Goal.PARKS] = pressure
        now = step(world)
    return world, measured(world, now)


def test_over_capacity_phases_by_order_leave_dead_land_and_debt():
    """Targets order phases that no project asks for: vacant land and debt over revenue rise, quality does not."""
    _, calm = run_of(20, orders_per_year=2.0)
    world, pressed = run_of(20, pressure=1.0, orders_per_year=2.0)
    for key in ("park_vacancy", "land_vacant", "park_debt_revenue_ratio", "dead_capital", "park_support"):
        assert (pressed["county"][key] > 1.15 * calm["county"][key]).all(), key
    assert (pressed["county"]["park_occupancy"] < calm["county"]["park_occupancy"]).all()
    assert (pressed["county"]["land_in_use"] == calm["county"]["land_in_use"]).all()
    assert any(event.note == "by order" for event in world.events)


def test_unpaid_running_costs_eat_the_stock():
    """A county that pays no deficit: land kept, of all that money ever serviced, falls, and so does quality."""
    _, kept = run_of(24)
    _, worn = run_of(24, support_limit_share_of_revenue=0.0, debt_limit_share=0.1)
    assert (kept["county"]["land_kept_share"] == 1.0).all()
    assert (worn["county"]["land_kept_share"] < 0.995).all()
    assert (worn["county"]["park_upkeep_share"] < 0.9).all()
    assert (worn["county"]["park_quality"] < kept["county"]["park_quality"]).all()


def test_dead_capital_on_the_back_of_an_envelope():
    """35 % of 10 000 mu serviced at 0.6 m lie vacant: 2.1 bn yuan dead."""
    world = parks_world()
    parks = world.parks
    parks.serviced[0], parks.idle[0], parks.in_use[0], parks.sold[0] = 2500.0, 1000.0, 6500.0, 0.0
    found = measured(world, step(world))["park"]
    assert found["park_vacancy"][0] == pytest.approx(0.35)
    assert found["dead_capital"][0] == pytest.approx(2.1e9, rel=1e-3)
    np.testing.assert_allclose(found["land_developed"][0], 10_000.0)
