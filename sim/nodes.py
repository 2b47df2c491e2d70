"""What can be changed of a place at once (节点变量): what each name means, in which unit, and what it takes from where.

People and land are conserved: graduates were plain adults, land for parks was farmland. A change returns what was done,
so that it can be undone by as much. What wears off by itself in the model loses its share every quarter.

variable          level    unit                         what changes
skilled_people    county   persons                      plain adults of its towns get higher education, or lose it
school_places     town     places                       school places
hospital_beds     town     beds                         hospital beds
school_quality    town     index, 1 the city's mean     quality of schools; goes back to what upkeep allows
hospital_quality  town     index, 1 the city's mean     quality of hospitals; the same
environment       town     standard deviations          index of the environment; goes back to what weighs on it
sights            town     visits a year                sights that their owners keep up
park_quality      park     share                        how well a park spills over, 0 to 1
planned_land      park     mu                           farmland of its county becomes planned land, or the reverse
serviced_land     park     mu                           planned land is serviced, or falls back
governance        village  index, 1 the mean            how well a village is led, 0 to 2
energy_quota      county   chance of room               energy quota for heavy projects
land_demand       county   factor on the market         demand for county land, 1 at the opening
rivals            outside  utility                      what its investors see in rival cities, while in force
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sim.headcount import count_people
from sim.rates import per_quarter
from sim.tables.residents import ADULT, PLAIN, SKILLED

if TYPE_CHECKING:
    from sim.world import World

Array = np.ndarray
MOST_GOVERNANCE = 2.0
"""Governance at which nothing leaks any more."""


def change(world: World, variable: str, rows: Array, amounts: Array) -> Array:
    """Change a variable of places by amounts as far as there is room; returns what was done, by row."""
    if not amounts.any():
        return np.zeros(rows.size)  # people counted anew would differ in their last bits
    return CHANGES[variable](world, rows, amounts)


def fading(world: World, variable: str) -> float:
    """Share of a change that wears off in a quarter by itself."""
    if variable in ("school_quality", "hospital_quality"):
        return world.scenario.parameters.services.quality_adjustment_per_quarter
    if variable == "environment":
        return float(per_quarter(world.scenario.parameters.environment.adjustment_per_year))
    return 0.0


def _between(
    table: str, column: str, least: float, most: float = np.inf
) -> Callable[[World, Array, Array], Array]:
    """Change of a plain column that stays between two limits."""

    def changed(world: World, rows: Array, amounts: Array) -> Array:
        values = getattr(getattr(world, table), column).copy()
        before = values[rows]
        values[rows] = np.clip(before + amounts, np.minimum(least, before), np.maximum(most, before))
        setattr(getattr(world, table), column, values)
        return values[rows] - before

    return changed


def _where_known(
    inner: Callable[[World, Array, Array], Array], known: Callable[[World], bool]
) -> Callable[[World, Array, Array], Array]:
    """Nothing happens in a region that does not give the block."""
    return lambda world, rows, amounts: inner(world, rows, amounts) if known(world) else np.zeros(rows.size)


def _skilled(world: World, rows: Array, amounts: Array) -> Array:
    """Plain adults of the county's towns become skilled, or the reverse, shared by how many there are."""
    residents, done = world.residents, np.zeros(rows.size)
    cohorts = residents.cohorts.copy()
    for number, county in enumerate(rows):
        towns = np.flatnonzero(world.opening.town_county == county)
        source = cohorts[towns, ADULT, PLAIN if amounts[number] > 0 else SKILLED]
        total = float(source.sum())
        if total > 0.0:
            done[number] = np.clip(amounts[number], -total, total)
            moved = done[number] * (source / total)
            cohorts[towns, ADULT, PLAIN] -= moved
            cohorts[towns, ADULT, SKILLED] += moved
    residents.cohorts = cohorts
    residents.skilled_share = residents.share_skilled(world.opening.town_county, world.opening.counties)
    count_people(world)
    return done


def _planned(world: World, rows: Array, amounts: Array) -> Array:
    """Farmland of the county becomes planned land, fallow first; planned land given back lies fallow."""
    parks, farms, done = world.parks, world.farms, np.zeros(rows.size)
    planned = parks.planned.copy()
    for number, park in enumerate(rows):
        county = world.region.parks[park].county
        taken = max(float(amounts[number]), -float(planned[park]))
        if farms.land()[county] > 0.0:
            taken = min(taken, float(farms.can_give_up()[county]))
            mu = np.zeros(farms.grain.size)
            mu[county] = taken
            farms.give_up(np.maximum(mu, 0.0))
            farms.fallow = farms.fallow + np.maximum(-mu, 0.0)
        planned[park] += taken
        done[number] = taken
    parks.planned = planned
    return done


def _serviced(world: World, rows: Array, amounts: Array) -> Array:
    """Planned land becomes serviced, or the reverse, as far as there is any."""
    parks = world.parks
    done = np.clip(amounts, -parks.serviced[rows], parks.planned[rows])
    planned, serviced = parks.planned.copy(), parks.serviced.copy()
    planned[rows], serviced[rows] = planned[rows] - done, serviced[rows] + done
    parks.planned, parks.serviced = planned, serviced
    return done


def _schools(world: World) -> bool:
    return world.services.known


CHANGES: dict[str, Callable[[World, Array, Array], Array]] = {
    "skilled_people": _where_known(_skilled, lambda world: world.residents.known),
    "school_places": _where_known(_between("services", "school_places", 0.0), _schools),
    "hospital_beds": _where_known(_between("services", "beds", 0.0), _schools),
    "school_quality": _where_known(_between("services", "school_quality", 0.0), _schools),
    "hospital_quality": _where_known(_between("services", "hospital_quality", 0.0), _schools),
    "environment": _where_known(
        _between("environment", "index", -np.inf), lambda world: bool(world.environment.load.any())
    ),
    "sights": _where_known(_between("visits", "sights", 0.0), lambda world: bool(world.visits.sights.any())),
    "park_quality": _between("parks", "quality", 0.0, 1.0),
    "planned_land": _planned,
    "serviced_land": _serviced,
    "governance": _between("villages", "governance", 0.0, MOST_GOVERNANCE),
    "energy_quota": _between("projects", "energy_quota", -1.0, 1.0),
    "land_demand": _between("treasury", "land_demand", 0.0),
}
"""Variable -> how it is changed; `rivals` acts on investors quarter by quarter instead."""
