"""Grain, ponds, specialities: yields by hand, the floor, what works bring and cost."""

import numpy as np
import pytest

from sim import crops
from sim.behaviour import fields
from sim.parameters.farming import Farming
from sim.step import step
from sim.tables.farms import Works
from tests.worlds import world_of


def test_yields_of_the_opening_and_of_better_fields():
    world = world_of("rest", firms_per_agent=10)
    farms, farming = world.farms, Farming()
    # 2 000 mu x 2 crops x 450 kg a year
    assert 4 * farms.grain_tonnes[0] == pytest.approx(1800.0)
    ordinary = 450.0 / (1.0 + 0.15 * 0.5)
    assert farms.rice_yield[0] == pytest.approx(ordinary)
    farms.build(Works.HIGH_STANDARD, np.array([3_000.0 * 500, 0.0]), 3_000.0)
    assert 4 * crops.grain_harvest(farms, farming)[0] == pytest.approx(4 * ordinary * (1.0 + 0.15 * 0.75))
    farms.build(Works.DEMONSTRATION, np.array([1_500.0 * 1000, 0.0]), 1_500.0)
    more = 0.15 * 0.75 + 1.15 * 0.06 * 0.5
    assert 4 * crops.grain_harvest(farms, farming)[0] == pytest.approx(4 * ordinary * (1.0 + more))


def test_no_more_works_than_land():
    farms = world_of("rest", firms_per_agent=10).farms
    assert farms.build(Works.HIGH_STANDARD, np.array([1e12, 1e12]), 3_000.0).tolist() == [1000.0, 3000.0]
    assert farms.build(Works.HIGH_STANDARD, np.array([1e12, 1e12]), 3_000.0).tolist() == [0.0, 0.0]


def test_dear_labour_leaves_land_fallow_down_to_the_floor():
    world = world_of("rest", firms_per_agent=10)
    land = world.farms.land()
    for _ in range(20):
        world.counties.log_wage[:] = 0.3
        fields.sow(world, world.begin_quarter())
    before = world.opening.blocks.farms
    np.testing.assert_allclose(world.farms.grain, 0.98 * before.grain)
    assert (world.farms.fallow > before.fallow).all()
    for _ in range(40):
        world.counties.log_wage[:] = -0.3
        fields.sow(world, world.begin_quarter())
    assert world.farms.fallow.tolist() == [0.0, 0.0]
    np.testing.assert_allclose(world.farms.land(), land)


def test_ponds_and_specialities_sell_more_with_works():
    world = world_of("rest", firms_per_agent=10)
    farms, farming = world.farms, world.scenario.parameters.farming
    caught = crops.pond_catch(farms, farming)
    farms.build(Works.POND_FACILITIES, np.array([8_000.0 * 100, 0.0]), 8_000.0)
    # 100 of 1 000 mu bear 30 % more
    assert crops.pond_catch(farms, farming)[0] == pytest.approx(1.03 * caught[0])
    farms.build(Works.SPECIALITIES, np.array([1_000_000.0, 0.0]), 1.0)
    now = world.begin_quarter()
    fields.sow(world, now)
    kept = 1.0 - 2 * 0.08 / 4
    orders = 0.4 / 4 * 1e6 * kept / 0.5
    orders += farms.pond_orders[0] * 0.03 * kept
    assert now.export_factor[0] - 1.0 == pytest.approx(
        orders / world.opening.cells_state.export_reference[0], rel=0.05
    )
    np.testing.assert_array_equal(now.export_factor[1:3], 1.0)


def test_at_rest_fields_change_nothing():
    world = world_of("rest", firms_per_agent=10)
    now = step(world)
    np.testing.assert_allclose(now.export_factor, 1.0, atol=1e-8)
