"""Jiangmen's opening meets what is known of 2022, and is the same whatever number of firms a row stands for."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.accounts import Holder
from sim.opening import Opening, open_region
from sim.region import RUNGS, OpeningData, Region, read_opening
from tests.worlds import region_of, scenario_of

BUNDLES = (1, 10, 100)
ENTITIES = 676_364
ABOVE_SCALE_INDUSTRY = 3_264


@cache
def opening_of(firms_per_agent: int, arm: str = "none") -> Opening:
    return open_region(region(), scenario_of(arm, region="jiangmen", firms_per_agent=firms_per_agent))


def region() -> Region:
    return region_of("jiangmen")


@pytest.fixture(scope="module")
def data() -> OpeningData:
    return read_opening(region(), "2022Q4")


@pytest.fixture(params=BUNDLES)
def opening(request: pytest.FixtureRequest) -> Opening:
    return opening_of(request.param)


def by_cell(opening: Opening, name: str) -> np.ndarray:
    """Exact sums of a whole-number column by cell."""
    total = np.zeros(opening.cells, np.int64)
    np.add.at(total, opening.firms.cells_of_rows(), opening.firms.column(name).astype(np.int64))
    return total


def summed(opening: Opening, name: str) -> np.ndarray:
    return np.bincount(
        opening.firms.cells_of_rows(), opening.firms.column(name).astype(np.float64), opening.cells
    )


def above_scale(opening: Opening) -> np.ndarray:
    """Whether the firms of a row sell twenty million yuan a year or more."""
    return opening.firms.column("sales") >= 2e7 * opening.firms.column("members")


def table(opening: Opening, values: np.ndarray) -> np.ndarray:
    return values.reshape(opening.counties, opening.sectors)


def test_value_added_of_counties_and_the_city(opening, data):
    counties = opening.by_county(opening.base_gdp)
    np.testing.assert_allclose(counties, data.county_gdp, rtol=1e-12)
    assert abs(counties.sum() - 377_341e6) < 1.0
    # Taishan, Xinhui, Heshan as published or derived
    for name, million in (("taishan", 51_650), ("xinhui", 93_864), ("heshan", 47_116)):
        at = region().counties.slugs.index(name)
        assert abs(counties[at] - million * 1e6) < 1.0


def test_broad_sectors_where_they_are_known(opening, data):
    broad = np.array(region().sectors.broad)
    value_added = table(opening, opening.base_gdp)
    parts = np.stack([value_added[:, broad == group].sum(1) for group in range(3)], 1)
    known = ~np.isnan(data.county_broad).any(1)
    assert known.sum() == 3
    np.testing.assert_allclose(parts[known], data.county_broad[known], rtol=1e-4)
    np.testing.assert_allclose(parts.sum(0), [32_461e6, 172_364e6, 172_516e6], rtol=1e-9)
    assert (np.abs(parts.sum(0) - data.city_broad) < 1.0).all()


def test_sectors_of_the_city(opening, data):
    sectors = table(opening, opening.base_gdp).sum(0)
    assert (np.abs(sectors - data.sector_value_added) < 1.0).all()
    assert (opening.base_gdp > 0).all()


def test_people_at_work_by_county_and_activity(opening, data):
    persons = table(opening, summed(opening, "persons"))
    for activity, inside in enumerate(data.activity_sectors):
        np.testing.assert_allclose(persons[:, list(inside)].sum(1), data.employment[:, activity], rtol=2e-6)
    np.testing.assert_allclose(opening.county_state.employment, data.employment.sum(1), rtol=1e-12)
    rate = 1.0 - opening.county_state.employment / opening.county_state.labour_force
    np.testing.assert_allclose(rate, data.facts.unemployment_rate)


def test_all_market_entities_and_all_above_scale_firms(opening):
    assert by_cell(opening, "members").sum() == ENTITIES == opening.market_entities
    firms = opening.firms
    large = above_scale(opening) & opening.industry[firms.cells_of_rows()]
    assert large.sum() == ABOVE_SCALE_INDUSTRY == opening.above_scale_industrial
    assert (firms.column("members")[large] == 1).all()


def test_above_scale_firms_of_the_other_sectors(opening, data):
    firms, sectors = opening.firms, np.array(region().sectors.codes)
    large = above_scale(opening)
    of_sector = opening.sector_of[firms.cells_of_rows()]
    for number in np.flatnonzero(~np.isnan(data.above_scale_firms)):
        assert (large & (of_sector == number)).sum() == data.above_scale_firms[number], sectors[number]


def test_rungs_of_large_firms(opening, data):
    firms, large = opening.firms, above_scale(opening)
    sales, rung = firms.column("sales")[large], firms.column("rung")[large]
    for name, least in (("joint_stock", 1e8), ("listed", 5e8)):
        at = RUNGS.index(name)
        assert (rung == at).sum() == np.floor(data.rung_share_above_scale[at] * large.sum() + 0.5)
        assert (sales[rung == at] >= least * (1 - 1e-6)).all()


@pytest.mark.parametrize("bundle", BUNDLES[1:])
@pytest.mark.parametrize("name", ["cash", "loans", "members"])
def test_cells_hold_the_same_to_the_yuan_at_every_bundle(bundle, name):
    np.testing.assert_array_equal(by_cell(opening_of(1), name), by_cell(opening_of(bundle), name))


@pytest.mark.parametrize("bundle", BUNDLES[1:])
def test_orders_people_and_plant_of_cells_are_the_same_at_every_bundle(bundle):
    for name in ("orders", "sales", "capital", "persons"):
        np.testing.assert_allclose(summed(opening_of(1), name), summed(opening_of(bundle), name), rtol=1e-6)


def test_orders_of_a_cell_are_its_output(opening):
    np.testing.assert_allclose(summed(opening, "orders"), opening.output, rtol=1e-6)
    needed = opening.capital_per_output * opening.output
    np.testing.assert_allclose(summed(opening, "capital"), needed, rtol=1e-6)
    assert (opening.firms.column("sales") > 0).all() and (opening.firms.column("orders") > 0).all()


def test_bundles_join_only_what_is_small_and_alike(opening):
    firms = opening.firms
    members = firms.column("members")
    bundled = members > 1
    assert members.max() <= max(BUNDLES)
    assert (firms.column("sales")[bundled] / members[bundled] < 2e6 * (1 + 1e-6)).all()


def test_ids_say_where_and_name_one_firm(opening):
    ids, firms = opening.firms.column("ids"), opening.firms
    assert np.unique(ids).size == firms.rows
    codes = np.array([int(code) for code in region().towns.ids], np.uint64)
    np.testing.assert_array_equal(ids >> np.uint64(34), codes[firms.column("town")])
    np.testing.assert_array_equal(
        (ids >> np.uint64(18)) % np.uint64(64), opening.sector_of[firms.cells_of_rows()]
    )
    assert not ((ids >> np.uint64(24)) % np.uint64(1024)).any()
    last = ids % np.uint64(1 << 18) + firms.column("members").astype(np.uint64)
    assert last.max() <= 1 << 18


def test_towns_lie_in_the_county_of_their_firms(opening):
    firms = opening.firms
    county = region().town_county[firms.column("town")]
    np.testing.assert_array_equal(county, opening.county_of[firms.cells_of_rows()])
    assert np.unique(firms.column("town")).size == region().towns.n
    small = np.bincount(opening.group_cell, opening.group_members, opening.cells)
    np.testing.assert_array_equal(small, small_firms(opening))


def small_firms(opening: Opening) -> np.ndarray:
    """Entities below the above-scale line by cell."""
    firms = opening.firms
    small = firms.column("members") * ~above_scale(opening)
    return np.bincount(firms.cells_of_rows(), small, opening.cells)


def test_money_of_everybody_sums_to_zero(opening):
    assert opening.cash.sum() == 0
    firms = opening.cash[opening.plan.of(Holder.F)]
    np.testing.assert_array_equal(firms, by_cell(opening, "cash"))
    np.testing.assert_array_equal(opening.cells_state.loans, by_cell(opening, "loans"))
    for holder in (Holder.HH, Holder.F, Holder.TG, Holder.CG, Holder.CI):
        assert (opening.cash[opening.plan.of(holder)] > 0).all()
    assert (opening.firms.column("cash") >= 0).all()


def test_every_cell_sells_some_of_its_output_outside(opening):
    share = opening.cells_state.export_reference / opening.output
    assert (share >= 0.03 * (1 - 1e-9)).all() and (share < 1).all()
    assert (opening.purchases >= 0).all() and (opening.purchases.sum(2) <= 1 + 1e-12).all()


def test_people_of_villages_towns_counties_and_the_city_are_the_same_people(opening):
    r = region()
    in_towns = np.bincount(r.village_town, r.village_population, r.towns.n)
    np.testing.assert_allclose(in_towns, r.town_population, rtol=1e-9)
    in_counties = np.bincount(r.town_county, r.town_population, r.counties.n)
    np.testing.assert_allclose(in_counties, r.county_population, rtol=1e-9)
    np.testing.assert_allclose(opening.county_state.people, in_counties, rtol=1e-12)
    np.testing.assert_allclose(opening.town_state.people.sum(), r.county_population.sum(), rtol=1e-9)


def test_only_flows_hang_on_the_trend():
    """GDP, people at work, sizes and plant are those of 2022 whatever growth is expected."""
    growing, still = opening_of(100, "balanced"), opening_of(100, "rest")
    np.testing.assert_array_equal(growing.base_gdp, still.base_gdp)
    for name in ("sales", "members", "rung", "constrained", "town", "ids"):
        np.testing.assert_array_equal(growing.firms.column(name), still.firms.column(name))
    np.testing.assert_allclose(summed(growing, "persons"), summed(still, "persons"), rtol=1e-6)
    assert growing.firms.column("ordered").sum() > still.firms.column("ordered").sum()
