"""Openings of farms, visits and environment: what the tables say, steady vintages, nothing where nothing is given."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.indicators import environment, farms, visits
from sim.opening.farms import steady_peel, steady_trees, trees_by_age
from sim.parameters.farming import Farming
from sim.region import read_region
from sim.run import measured
from sim.step import step
from sim.world import open_world
from tests.worlds import core_world_of, region_of, scenario_of, world_of

XINHUI = 2


def test_steady_trees_by_hand():
    # a tenth of the full-grown a quarter: 32 vintages of one and ten full-grown
    trees = steady_trees(np.array([42.0]), Farming(adult_tree_loss_per_year=0.4))
    assert trees[0, :32].tolist() == pytest.approx([1.0] * 32) and trees[0, 32] == pytest.approx(10.0)


def test_a_share_of_the_opening_is_younger_than_six_years():
    trees = trees_by_age(np.array([100.0]), Farming(young_area_share=0.8))
    assert trees.sum() == pytest.approx(100.0)
    assert trees[0, :24].sum() > 80.0
    np.testing.assert_allclose(trees[0, :24], trees[0, 0])


def test_steady_peel_is_sold_as_fast_as_it_is_dried():
    farming = Farming()
    peel = steady_peel(np.array([10.0]), farming)
    lost = farming.peel_loss_per_year / 4 * peel.sum()
    sold = farming.peel_release_per_year / 4 * peel[0, 12:].sum()
    assert lost + sold == pytest.approx(10.0)


def test_jiangmen_opens_with_the_figures_of_2022():
    found = measured(*first_quarter())
    county, city = found["county"], found["city"]
    assert county["citrus_area"][XINHUI] == pytest.approx(139_000, rel=0.01)
    assert 4 * county["chenpi_chain_output_reported"][XINHUI] == pytest.approx(19e9, rel=0.05)
    assert 4 * county["chenpi_value_added"][XINHUI] == pytest.approx(2.4e9, rel=0.05)
    assert 4 * city["visits"][0] == pytest.approx(26e6)
    assert 4 * city["tourism_spending"][0] == pytest.approx(26e6 * 600, rel=0.05)
    assert city["grain_yield"][0] == pytest.approx(450.0, rel=0.01)
    assert 900.0 < city["grain_yield_first_field"][0] < 1000.0
    assert city["chenpi_price_stock_ratio"][0] == pytest.approx(1.0)
    assert found["town"]["visits"].sum() == pytest.approx(city["visits"][0])
    assert city["agri_leading_firms_100m"][0] >= city["agri_leading_firms_1bn"][0]


def first_quarter():
    world = world_of("rest", region="jiangmen", firms_per_agent=100)
    return world, step(world)


def test_without_tables_the_blocks_are_empty_and_do_nothing():
    world = core_world_of(warmup=0, firms_per_agent=10)
    for _ in range(8):
        now = step(world)
        np.testing.assert_array_equal(now.export_factor, 1.0)
    assert not world.farms.land().any() and not world.environment.index.any()
    found = measured(world, now)
    for level in ("city", "county"):
        for key in (item.key for item in (*farms.INDICATORS, *visits.INDICATORS, *environment.INDICATORS)):
            assert np.isfinite(found[level][key]).all() if key in found[level] else level == "county", key
    assert found["city"]["visits"] == 0.0 and found["city"]["chenpi_value_added"] == 0


def test_a_stock_of_an_unknown_place_is_refused(tmp_path):
    shutil.copytree(region_of("pocket").folder, tmp_path / "pocket")
    file = Path(tmp_path / "pocket" / "opening" / "2022Q4" / "stocks" / "farms.csv")
    file.write_text(file.read_text().replace("990102,orchards,1000", "990109,orchards,1000"))
    with pytest.raises(InputError, match="990109"):
        open_world(read_region(tmp_path / "pocket"), scenario_of())
