"""Far from the middle: cells without firms, hard times, long horizons; stocks wear out, rates stay rates."""

from __future__ import annotations

import numpy as np
import pytest

from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import Run, run


@pytest.fixture(scope="module")
def pocket():
    return read_region("pocket")


@pytest.fixture(scope="module")
def jiangmen():
    return read_region("jiangmen")


def test_a_cell_may_lose_all_its_firms(pocket):
    """Demand that nobody serves is imported; the books go on."""
    rules = {"exit": {"scale": 2.0}, "entry": {"net_growth_per_year": 0.0, "replacement_per_year": 0.0}}
    running = Run.start(pocket, plain_scenario(pocket, {"parameters": rules, "horizon": 160}))
    while not running.finished:
        running.step()
    live = np.bincount(running.world.firms.cells_of_rows(), minlength=running.world.opening.cells)
    assert (live == 0).any()
    result = running.finish()
    assert np.isfinite(result.series("gdp_real")).all()
    assert (result.values["county"]["imports"][-1] > 0).all()


def test_unemployment_is_never_below_zero(pocket):
    rules = {
        "migration": {"outside_per_year": 0.1, "income_elasticity": 3.0},
        "labour": {"wage_to_unemployment_per_quarter": 0.3, "reemployment_share": 1.0},
    }
    scenario = plain_scenario(pocket, {"parameters": rules, "horizon": 60, "firms_per_agent": 1000})
    result = run(pocket, scenario)
    rate = result.values["county"]["unemployment_rate"]
    assert rate.min() >= -1e-6 and rate.max() < 1.0  # persons are float32


def test_public_capital_from_a_grant_wears_out(jiangmen):
    fund = {
        "payers": {"up": 1.0},
        "scope": ["west"],
        "stocks": {"infrastructure": 1.0},
        "budget_yuan_per_year": 300_000_000,
        "start_date": "2024-01-01",
        "end_date": "2025-01-01",
    }
    settings = {"firms_per_agent": 100}
    with_fund = plain_scenario(jiangmen, {**settings, "policy": {"programmes": {"fund": fund}}})
    one, other = run(jiangmen, with_fund), run(jiangmen, plain_scenario(jiangmen, settings))
    west = list(jiangmen.group("west").members)
    extra = (one.values["county"]["public_capital_real"] - other.values["county"]["public_capital_real"])[
        :, west
    ].sum(1)
    assert extra[7] == pytest.approx(3e8, rel=0.1)
    assert extra[-1] < 0.75 * extra[7]


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_the_first_year_has_its_size_whatever_the_opening_seed(jiangmen, seed):
    scenario = plain_scenario(jiangmen, {"firms_per_agent": 10, "opening_seed": seed, "horizon": 4})
    results = [run(jiangmen, scenario, 0, replicate, "headline") for replicate in range(6)]
    base = next(r.value for r in results[0].opening if r.level == "city" and r.item == "gdp_nominal")
    assert np.mean([r.series("gdp_real").sum() for r in results]) / (1.05 * base) == pytest.approx(
        1, abs=0.005
    )


def test_people_are_conserved_over_the_whole_run(jiangmen):
    running = Run.start(jiangmen, plain_scenario(jiangmen, {"firms_per_agent": 100}))
    world = running.world
    before = world.towns.people.sum() + world.city.outside_people.sum()
    while not running.finished:
        running.step()
        before += (world.residents.births - world.residents.deaths).sum()
    after = world.towns.people.sum() + world.city.outside_people.sum()
    assert after == pytest.approx(before, rel=1e-12)
    assert (world.towns.people > 0).all()


def test_known_areas_of_towns_fit_their_counties(jiangmen):
    for county, area in enumerate(jiangmen.county_area):
        mine = jiangmen.town_area[jiangmen.town_county == county]
        assert np.nansum(mine) <= area
