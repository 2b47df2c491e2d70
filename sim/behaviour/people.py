"""Moves of people between towns and outside (人口流动).

Net moves between two places are the symmetric base flow times 2 sinh(d/2), d the gain in attraction:
1.5 ln(wage beside the trend) - (unemployment beside its opening rate); outside nodes follow the trend, d = 0. Base
flows fall with travel time^-2.2 (Zhang & Zhao 2011) and sum to 1 % of residents a year inside and 4 % across the
border (tests of the core economy). People are conserved: nobody is born or dies here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.matrices import move_people

if TYPE_CHECKING:
    from sim.world import World


def migrate(world: World) -> None:
    """Move people for a quarter; the labour force of a county moves with its people."""
    rules, counties, opening = world.scenario.parameters.migration, world.counties, world.opening
    if rules.inside_per_year == 0.0 and rules.outside_per_year == 0.0:
        return
    attraction = rules.income_elasticity * counties.last_log_wage - counties.attraction_gap
    of_place = np.concatenate(
        [attraction[world.region.town_county], np.zeros(world.city.outside_people.size)]
    )
    people = np.concatenate([world.towns.people, world.city.outside_people])
    move_people(people, opening.base_moves, of_place)
    towns = world.towns.people.size
    world.towns.people, world.city.outside_people = people[:towns], people[towns:]
    counties.people = opening.towns_to_counties(world.towns.people)
    # Who has work does not count as gone before the firm has noticed.
    counties.labour_force = np.maximum(opening.participation * counties.people, counties.employment)
