"""Every name a policy may give is a stock; money for it changes what it is for, and no money changes nothing."""

from __future__ import annotations

from functools import cache
from typing import get_args

import numpy as np
import pytest

from sim.accounts import Kind
from sim.declared.programme import Stock as Name
from sim.saving import world_arrays
from sim.selection.scope import ids_of
from sim.stocks import STOCKS
from sim.tables.recognition import Step
from tests.worlds import world_of

SPENDING_ALONE = ("infrastructure", "services", "social_floor")
"""Public capital, demand and income: what they do is seen where their money flows."""
MOVES = {
    "awards": "recognition/awards_added",
    "upgrades": "recognition/upgrade_fund",
    "digital": "recognition/digital_fund",
    "renewal": "plots/fund",
    "loan_interest": "treasury/interest_subsidy",
    "promotion": "projects/promotion",
    "project_subsidy": "projects/subsidy_added",
    "energy_quota": "projects/energy_quota",
    "research": "recognition/research_gain",
    "returnees": "residents/welcome",
    "training": "residents/cohorts",
    "managers": "residents/talent",
    "health_staff": "residents/talent",
    "scientists": "residents/talent",
    "doctoral_platforms": "residents/talent",
    "consumption": "counties/vouchers",
    "orchards": "farms/planting_paid",
    "traceability": "farms/works",
    "high_standard_farmland": "farms/works",
    "demonstration_fields": "farms/works",
    "ponds": "farms/works",
    "specialities": "farms/works",
    "chenpi_manors": "farms/manors",
    "school_places": "services/school_places",
    "hospital_beds": "services/beds",
    "school_quality": "services/school_quality",
    "hospital_quality": "services/hospital_quality",
    "service_points": "services/points",
    "sights": "visits/new_sights",
    "toilets": "environment/facilities",
    "sports_grounds": "environment/facilities",
    "belts": "environment/facilities",
    "environment_works": "environment/facilities",
    "village_assets": "villages/granted",
    "village_supervision": "villages/supervision",
    "village_governance": "villages/lift",
    "village_look": "villages/amenity",
    "village_services": "villages/service_minutes",
    "village_land": "villages/leased_land",
    "serviced_land": "parks/building",
    "standard_plants": "parks/raising",
    "park_quality": "parks/quality",
}
"""The state each stock moves first."""


@cache
def opened():
    world = world_of(warmup=0)
    world.recognition.research_true[:] = 10_000_000
    world.villages.idle_land[:] = np.where(world.villages.collective, 5.0, 0.0)
    world.recognition.steps[:, Step.LISTED] = 4
    return world


def yuan_of(world, stock, amount):
    """So many yuan for every place of the stock's level that can take them."""
    given = np.full(len(ids_of(world.region, stock.level)), amount, np.int64)
    return given * world.villages.collective if stock.level == "village" else given


def built(name, amount, cost=None):
    """State before and after, and the quarter."""
    world = opened().fork()
    stock, now, before = STOCKS[name], world.begin_quarter(), world_arrays(world)
    before = {key: np.array(value) for key, value in before.items()}
    stock.build(world, now, yuan_of(world, stock, amount), stock.cost(world) if cost is None else cost)
    return before, {key: np.array(value) for key, value in world_arrays(world).items()}, now


def test_the_names_of_policy_files_are_the_stocks():
    assert tuple(STOCKS) == tuple(stock.name for stock in STOCKS.values())
    assert set(get_args(Name)) == set(STOCKS) == {*SPENDING_ALONE, *MOVES}


@pytest.mark.parametrize("name", STOCKS)
def test_a_stock_says_what_it_is(name):
    stock, world = STOCKS[name], opened()
    assert stock.zh and stock.en and stock.unit and stock.does
    assert (stock.unit == "yuan") == (stock.cost(world) == 0.0)
    assert (stock.basket is not None) == (stock.receiver in ("market", "collective"))
    if stock.receiver == "market":
        assert stock.kind in (Kind.GOVERNMENT_PURCHASES, Kind.GOVERNMENT_INVESTMENT)


@pytest.mark.parametrize("name", STOCKS)
def test_no_money_changes_nothing_bit_for_bit(name):
    before, after, now = built(name, 0)
    for key, value in before.items():
        assert value.tobytes() == after[key].tobytes(), key
    assert not now.orders


@pytest.mark.parametrize("name", MOVES)
def test_money_moves_what_it_is_for_and_little_else(name):
    before, after, _ = built(name, 1_000_000)
    moved = {key for key, value in before.items() if value.tobytes() != after[key].tobytes()}
    assert MOVES[name] in moved
    tables = {key.split("/")[0] for key in moved}
    people = {"residents", "towns", "counties", "city"}
    assert tables <= (
        people if name in ("managers", "health_staff", "scientists") else {MOVES[name].split("/")[0]}
    )


@pytest.mark.parametrize("name", SPENDING_ALONE)
def test_spending_alone_leaves_nothing(name):
    before, after, _ = built(name, 1_000_000)
    assert all(value.tobytes() == after[key].tobytes() for key, value in before.items())


@pytest.mark.parametrize("name", [name for name, stock in STOCKS.items() if stock.cost(opened()) > 0.0])
def test_a_dearer_unit_buys_less(name):
    cost = STOCKS[name].cost(opened())
    before, usual, _ = built(name, 10_000)
    _, dearer, _ = built(name, 10_000, 4.0 * cost)
    key = MOVES[name]
    more, less = (np.abs(after[key] - before[key]).sum() for after in (usual, dearer))
    assert 0.0 < less < more
    if name not in ("village_supervision", "village_governance", "village_services", "park_quality"):
        assert less == pytest.approx(more / 4.0, rel=1e-4)


@pytest.mark.parametrize("name", STOCKS)
def test_land_and_people_are_conserved(name):
    world = opened().fork()
    stock, now = STOCKS[name], world.begin_quarter()

    def held():
        return (
            world.parks.area(),
            world.farms.land(),
            world.villages.construction_land(),
            np.array([world.towns.people.sum() + world.city.outside_people.sum()]),
            world.residents.cohorts.sum((1, 2)) - world.towns.people,
        )

    before = held()
    stock.build(world, now, yuan_of(world, stock, 10**9), stock.cost(world))
    for one, other in zip(before, held(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-6)


@pytest.mark.parametrize("name", [name for name, stock in STOCKS.items() if stock.upkeep])
def test_what_is_kept_up_lasts_longer(name):
    from sim.step import step

    stock, left = STOCKS[name], []
    for upkeep in (0, 10**8):
        world = opened().fork()
        stock.build(world, world.begin_quarter(), yuan_of(world, stock, 1_000_000), stock.cost(world))
        assert stock.upkeep is not None
        stock.upkeep(world, world.begin_quarter(), yuan_of(world, stock, upkeep))
        step(world, policies=False)
        left.append(np.array(world_arrays(world)[MOVES[name]]).sum())
    assert left[0] < left[1]


def test_the_page_tells_every_stock_in_both_languages():
    from experiments.stocks_page import IN_CHINESE, default_cost, stocks

    assert list(IN_CHINESE) == list(STOCKS)
    assert all((IN_CHINESE[name][0] == "元") == (STOCKS[name].unit == "yuan") for name in STOCKS)
    assert stocks("en").count("\n") == stocks("zh").count("\n") == len(STOCKS) + 1
    assert [default_cost(stock) for stock in STOCKS.values()] == [
        stock.cost(opened()) for stock in STOCKS.values()
    ]
