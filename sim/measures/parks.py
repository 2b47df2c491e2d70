"""Statistics of the block parks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder
from sim.tables.parks import Item
from sim.tables.plots import Stage

if TYPE_CHECKING:
    from sim.measures.found import Found, Values
    from sim.quarter import Quarter
    from sim.world import World


SHARES = (
    ("park_occupancy", "land_in_use", "land_developed"),
    ("park_vacancy", "land_vacant", "land_developed"),
    ("land_kept_share", "land_developed", "land_ever_developed"),
    ("park_upkeep_share", "park_running_paid", "park_running_due"),
)
"""Shares of a place: key, part, whole."""


def measure(world: World, now: Quarter, found: Found) -> None:
    """Land, money and quality by park and county; renewal by county."""
    here = _parks(world, now)
    county, counties = world.opening.plan.county_of_park, world.opening.counties
    weight = here["land_in_use"]
    for key, values in here.items():
        total = np.zeros(counties, values.dtype)
        np.add.at(total, county, values)
        found.county[key] = total
    quality = world.parks.quality
    found.county["park_quality"] = _over(
        np.bincount(county, quality * weight, counties), found.county["land_in_use"]
    )
    found.park |= here | {"park_quality": quality}
    for places in (found.park, found.county):
        for key, part, whole in SHARES:
            places[key] = _over(places[part], places[whole])
    found.county |= _renewal(world, now)


def _over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Part over whole, nought of nothing."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), 0.0)


def _parks(world: World, now: Quarter) -> Values:
    parks, rules = world.parks, world.scenario.parameters.parks
    developed, money = parks.developed(), parks.money
    vacant = parks.serviced + parks.idle
    there = (developed > 0.0).astype(np.float64)
    return {
        "land_planned": parks.planned,
        "land_building": parks.building.sum(1),
        "land_serviced": parks.serviced,
        "land_sold": parks.sold,
        "land_in_use": parks.in_use,
        "land_idle": parks.idle,
        "land_developed": developed,
        "land_vacant": vacant,
        "land_decayed": parks.decayed,
        "land_ever_developed": developed + parks.decayed,
        "dead_capital": np.floor(vacant * rules.service_cost_yuan_per_mu * now.price).astype(np.int64),
        "park_debt": parks.debt,
        "park_cash": world.ledger.of(Holder.PK),
        "park_plant_floor": parks.plant_floor,
        "park_rent": money[Item.RENT_HOME] + money[Item.RENT_OUTSIDE],
        "park_interest": money[Item.INTEREST],
        "park_support": money[Item.SUPPORT],
        "park_running_due": money[Item.RUNNING_DUE],
        "park_running_paid": money[Item.RUNNING_PAID],
        "park_investment": money[Item.WORKS],
        "parks": there,
        "parks_spilling": there * (parks.quality >= rules.quality_threshold_share),
    }


def _renewal(world: World, now: Quarter) -> Values:
    plots, rules, counties = world.plots, world.scenario.parameters.renewal, world.opening.counties

    def by_county(values: np.ndarray) -> np.ndarray:
        return np.bincount(plots.county, values, counties)

    closed, renewed = by_county(plots.in_stage(Stage.CLOSED)), by_county(plots.in_stage(Stage.RENEWED))
    displaced = rules.firms_per_mu * (closed + renewed)
    rent = np.zeros(counties, np.int64)
    np.add.at(rent, plots.county, plots.village_rent)
    paid = np.zeros(counties, np.int64)
    if "renewal" in now.claims:
        paid = now.claims["renewal"].granted[:-1]
    return {
        "renewal_closed": closed,
        "renewal_renewed": renewed,
        "renewal_floor": by_county(plots.floor()),
        "renewal_investment": plots.invested.copy(),
        "renewal_support": paid,
        "renewal_village_rent": rent,
        "firms_displaced": displaced,
        "firms_lost_renewal": rules.lost_share * displaced,
    }
