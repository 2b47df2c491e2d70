"""Opening of titles: known counts are met, the true sizes stay, and a region without counts has none."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour.upgrade import log_gain
from sim.step import step
from sim.tables.recognition import HIDDEN, IN_STATISTICS, NEVER, Title
from tests.worlds import core_world_of, world_of

ITEMS = {
    "high_tech_firms": Title.HIGH_TECH,
    "specialised_firms": Title.SPECIALISED,
    "little_giants": Title.LITTLE_GIANT,
    "key_giants": Title.KEY_GIANT,
}


def industrial(world):
    return world.opening.industry[world.firms.cells_of_rows()]


@pytest.mark.parametrize("place", [("pocket", 1), ("pocket", 10), ("jiangmen", 100)])
def test_counts_of_titles_are_met_in_every_county(place):
    world = world_of(region=place[0], firms_per_agent=place[1])
    from sim.region import read_opening

    stocks = read_opening(world.region, "2022Q4").stocks
    county = world.opening.county_of[world.firms.cells_of_rows()]
    titles = world.firms.column("titles")
    for item, title in ITEMS.items():
        found = np.bincount(county[(titles & title) != 0], minlength=world.opening.counties)
        np.testing.assert_array_equal(found, stocks.of(item, world.region.counties.ids), err_msg=item)
    digital = np.bincount(county[world.firms.column("digital") > 0], minlength=world.opening.counties)
    np.testing.assert_array_equal(digital, stocks.of("digital_firms", world.region.counties.ids))


def test_the_known_count_is_of_listed_firms_and_as_many_are_truly_above_scale():
    world = world_of(region="jiangmen", firms_per_agent=100)
    listed, sales = world.firms.column("listed"), world.firms.column("sales")
    single = world.firms.column("members") == 1
    above = industrial(world) & single & (sales >= world.opening.above_scale_threshold)
    assert (listed == IN_STATISTICS).sum() == world.opening.above_scale_industrial == above.sum()
    hidden = listed == HIDDEN
    assert (
        hidden.sum()
        == (listed[~above] == IN_STATISTICS).sum()
        == pytest.approx(0.086 * above.sum(), rel=0.01)
    )
    assert above[hidden].all() and sales[hidden].max() < 2 * world.opening.above_scale_threshold
    assert world.recognition.above_scale.sum() == above.sum()


def test_a_giant_is_specialised_and_only_industry_holds_titles():
    world = world_of(region="jiangmen", firms_per_agent=100)
    titles = world.firms.column("titles")
    for upper, lower in ((Title.LITTLE_GIANT, Title.SPECIALISED), (Title.KEY_GIANT, Title.LITTLE_GIANT)):
        assert ((titles & upper) == 0)[(titles & lower) == 0].all()
    assert industrial(world)[titles != 0].all()


def test_joining_small_firms_moves_no_title():
    held = []
    for joined in (1, 50):
        world = world_of(firms_per_agent=joined)
        columns = world.firms.by_id("ids", "titles", "listed", "digital")
        some = (columns["titles"] != 0) | (columns["listed"] != 0)
        held.append({name: values[some].tolist() for name, values in columns.items()})
    assert held[0] == held[1]


def test_a_region_without_counts_has_no_titles_and_nothing_happens():
    world = core_world_of()
    for _ in range(5):
        step(world)
        assert not world.ledger.flows[[Kind.AWARDS, Kind.UPGRADE_SUBSIDY, Kind.LISTING_EQUITY]].any()
    for name in ("titles", "listed", "digital"):
        assert not world.firms.column(name).any()
    assert world.recognition.active == 0 and not log_gain(world).any()
    assert (world.recognition.specialised_score == NEVER).all()


def test_the_usual_subsidies_are_a_part_of_what_counties_spend():
    world = world_of()
    step(world)
    paid = -world.ledger.flows[Kind.UPGRADE_SUBSIDY, world.ledger.account[Holder.CG]]
    np.testing.assert_allclose(paid, world.recognition.upgrade_subsidies, atol=1)
    at_home = world.ledger.flows[Kind.UPGRADE_SUBSIDY, world.ledger.account[Holder.HH]]
    np.testing.assert_array_equal(at_home, np.floor(0.4 * paid))


@pytest.mark.parametrize("arm", ["rest", "balanced"])
def test_at_rest_titles_rest_and_lift_nobody(arm):
    world = world_of(arm)
    before = {name: world.firms.column(name) for name in ("titles", "listed", "rung")}
    for _ in range(12):
        step(world)
        assert np.abs(log_gain(world)).max() < 1e-7
    for name, values in before.items():
        np.testing.assert_array_equal(world.firms.column(name), values)
