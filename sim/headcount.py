"""People of a county and how many of them look for or have work: counted anew after moves, births and returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.world import World


def count_people(world: World) -> None:
    """People of the counties from their towns, and their labour force.

    LF = p N (a / a_opening), a the active persons per resident by age and skill. Who has work does not count as gone
    before the firm has noticed.
    """
    counties, opening, residents = world.counties, world.opening, world.residents
    counties.people = opening.towns_to_counties(world.towns.people)
    force = opening.participation * counties.people
    if residents.known:
        rules = world.scenario.parameters.residents
        active = residents.activity(rules, opening.town_county, opening.counties) / counties.people
        force = force * (active / residents.activity_reference)
    counties.labour_force = np.maximum(force, counties.employment + residents.net_commuters())
