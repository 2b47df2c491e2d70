"""Orchards and peel: lags, land, tonnes, the price of what is released, and what counts in GDP."""

import numpy as np
import pytest

from sim import crops
from sim.kernels.vintages import age_peel, age_trees, full_grown
from sim.parameters.farming import Farming
from sim.step import step
from sim.tables.farms import Works
from sim.world import open_world
from tests.worlds import region_of, scenario_of, with_rules, world_of

WEST = 1
"""The county of the pocket region that has crops."""
STILL = {"young_area_share": 0.0, "past_return_log_points": 0.0, "demand_growth_per_year": 0.0}


def started(**farming):
    """A pocket world without warm-up, its orchards steady but for what is changed."""
    scenario = with_rules(scenario_of(warmup=0, firms_per_agent=10), farming=STILL | farming)
    return open_world(region_of("pocket"), scenario)


def test_trees_bear_after_the_lag_and_fully_at_the_end():
    trees = np.eye(5)
    # first yield 0.4 at age 2, then evenly to one at age 4
    assert full_grown(trees, 2, 0.4).tolist() == pytest.approx([0.0, 0.0, 0.4, 0.7, 1.0])


def test_trees_a_quarter_older():
    found = age_trees(np.array([[4.0, 3.0, 10.0]]), np.array([5.0]), np.array([2.0]))
    assert found.tolist() == [[5.0, 4.0, 11.0]]


def test_peel_a_quarter_older_by_hand():
    peel = np.array([[100.0, 100.0, 50.0]])
    left, sold, lost, worth = age_peel(peel, np.array([7.0]), 1, 0.4, 0.1, 1.5)
    # aged 1: 40 sold, 10 lost, 50 left; the oldest: 20 sold, 5 lost, 25 left; the youngest is not fit for sale
    assert left.tolist() == [[7.0, 90.0, 75.0]]
    assert (sold[0], lost[0], worth[0]) == (60.0, 25.0, 40.0 + 20.0 * 1.5)


def test_the_opening_is_what_the_tables_say():
    farms = world_of("rest").farms
    assert farms.area.tolist() == pytest.approx([0.0, 1000.0])
    assert (4 * farms.fruit[WEST], 4 * farms.dried[WEST]) == pytest.approx((1200.0, 60.0))
    assert farms.traceable_share()[WEST] == pytest.approx(0.5)
    # 70 m yuan of chain output on 7 m of value added
    assert farms.chain_multiple == pytest.approx(10.0)
    assert 4 * (farms.sold + farms.lost)[WEST] == pytest.approx(60.0)


def test_a_young_wave_bears_later_what_it_was_planted_for():
    world = started(young_area_share=0.5)
    for _ in range(24):
        step(world)
    farms, before = world.farms, world.opening.blocks.farms
    assert farms.fruit[WEST] > 1.2 * before.fruit[WEST]
    assert farms.log_prices[0] < 0.0


def test_peel_is_conserved_to_the_tonne():
    world = started(demand_growth_per_year=0.2, young_area_share=0.4)
    for _ in range(12):
        stock = world.farms.peel_stock()
        step(world)
        farms = world.farms
        np.testing.assert_allclose(
            stock + farms.dried - farms.sold - farms.lost, farms.peel_stock(), rtol=1e-12
        )
        assert (farms.peel >= 0.0).all()


def test_land_is_conserved_and_farmland_is_planted_up_to_the_guarantee():
    world = started(demand_growth_per_year=0.3, past_return_log_points=0.5, area_adjustment_years=1.0)
    land, before = world.farms.land(), world.opening.blocks.farms
    for _ in range(20):
        step(world)
        farms = world.farms
        np.testing.assert_allclose(farms.land() + world.treasury.land_requisitioned, land, rtol=1e-12)
        for name in ("trees", "grain", "fallow", "slopes", "other_crops"):
            assert (getattr(farms, name) >= 0.0).all(), name
        assert (farms.grain >= 0.98 * before.grain - 1e-6).all()
        assert farms.area[WEST] <= before.guarantee[WEST] + before.slopes[WEST]
    assert farms.area[WEST] > 1099.0
    np.testing.assert_allclose(farms.area, farms.trees.sum(1))


def test_last_years_rise_is_held_back_but_not_without_limit():
    farming = Farming()
    flat, rise, boom = np.zeros(6), np.zeros(6), np.zeros(6)
    rise[:4], boom[:4] = 0.2, 50.0
    assert crops.release(farming, flat) == 0.35 / 4
    # expected 0.1, held below 0.6: 0.1 / (1 + 1/6)
    assert crops.release(farming, rise) == pytest.approx(0.35 / 4 * np.exp(-0.1 / (1 + 0.1 / 0.6)))
    assert crops.release(farming, boom) > 0.35 / 4 * np.exp(-0.6)


def test_traceability_drives_out_fakes_and_lifts_the_price():
    world, other = started(), started()
    share = crops.genuine_share(world.farms, Farming())
    assert share == pytest.approx(1.0 - 0.3 * 0.5)
    mu = world.farms.build(Works.TRACEABILITY, np.array([1e6, 100_000.0]), 400.0)
    assert mu.tolist() == [0.0, 250.0]  # the east has no orchards
    for _ in range(2):
        step(world), step(other)
    assert world.farms.log_prices[0] > other.farms.log_prices[0] + 0.03


def test_works_without_running_costs_wear_twice_as_fast():
    world, other = started(), started()
    for each in (world, other):
        each.farms.build(Works.TRACEABILITY, np.array([0.0, 40_000.0]), 400.0)
    other.farms.pay_upkeep(Works.TRACEABILITY, np.array([0.0, 100.0 * 60.0 / 4]))
    step(world), step(other)
    assert world.farms.works[WEST, Works.TRACEABILITY] == pytest.approx(500.0 + 100.0 * (1 - 2 * 0.15 / 4))
    assert other.farms.works[WEST, Works.TRACEABILITY] == pytest.approx(500.0 + 100.0 * (1 - 0.15 / 4))


def test_a_programme_plants_what_it_pays_for_where_there_is_land():
    world, other = started(), started()
    assert world.farms.pay_planting(np.array([0.0, 500_000.0]), 10_000.0).tolist() == [0.0, 50.0]
    step(world), step(other)
    assert world.farms.area[WEST] - other.farms.area[WEST] == pytest.approx(50.0)
    assert world.farms.trees[WEST, 0] - other.farms.trees[WEST, 0] == pytest.approx(50.0)


def test_manors_are_counted_in_parts_while_they_are_built():
    farms = started().farms
    for _ in range(2):
        farms.build_manors(np.array([0.0, 0.0, 5e6, 0.0]), 20e6)
    assert farms.manors.tolist() == [0.0, 0.0, 1.5, 0.0]


def test_only_sales_beside_the_openings_reach_the_economy():
    world = started(demand_growth_per_year=0.3)
    now = step(world)
    farms, before, opening = world.farms, world.opening.blocks.farms, world.opening
    fresh, processed = crops.relative_sales(farms, before, Farming())
    price = np.exp(farms.log_prices[0])
    assert (fresh[WEST], processed[WEST]) == pytest.approx((price, price))
    expected = np.ones(opening.cells)
    expected[3:5] += farms.chenpi_orders[3:5] * (price - 1.0) / opening.cells_state.export_reference[3:5]
    np.testing.assert_allclose(now.export_factor, expected)
    # 5 m of yearly value added, a quarter of it, half of output: 2.5 m of orders a quarter
    assert farms.chenpi_orders[3] == pytest.approx(2.5e6, rel=0.05)


def test_nothing_moves_before_the_start():
    world = world_of(firms_per_agent=10)
    before = world.opening.blocks.farms
    for _ in range(world.scenario.warmup):
        step(world)
    np.testing.assert_array_equal(world.farms.trees, before.trees)
    assert world.farms.demand == 1.0
    step(world)
    assert world.farms.demand > 1.0


def test_xinhui_of_2023_and_2024_as_reported():
    world = world_of(region="jiangmen", firms_per_agent=100)
    for _ in range(world.scenario.warmup + 4):
        step(world)
    xinhui = world.region.counties.index("440705")
    assert world.farms.area[xinhui] == pytest.approx(143_000, rel=0.02)
    for _ in range(4):
        step(world)
    assert 4 * world.farms.dried[xinhui] == pytest.approx(9_000, rel=0.1)
