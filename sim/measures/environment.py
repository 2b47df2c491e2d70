"""Statistics of the block environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables.environment import Facility

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World


def measure(world: World, now: Quarter, found: Found) -> None:
    """Index, facilities built and in order by town and county; room under energy quotas by county."""
    environment, opening = world.environment, world.opening
    numbers = world.scenario.parameters.environment
    in_order = np.zeros(world.towns.people.size)
    for column, cost in zip(environment.facilities.T, numbers.unit_costs, strict=True):
        in_order = in_order + cost * opening.base_price * column
    town = {
        "toilets_rebuilt": environment.built[:, Facility.TOILETS],
        "sports_grounds_rebuilt": environment.built[:, Facility.SPORTS_GROUNDS],
        "demonstration_belts": environment.built[:, Facility.BELTS] / numbers.belt_length_km,
        "amenity_in_order_real": in_order,
    }
    found.county |= {key: opening.towns_to_counties(values) for key, values in town.items()}
    people = opening.towns_to_counties(world.towns.people)
    weighted = opening.towns_to_counties(environment.index * world.towns.people)
    found.county["environment_index"] = weighted / np.maximum(people, 1.0)
    found.county["energy_headroom"] = environment.energy_headroom
    found.town |= town | {"environment_index": environment.index}
