"""People whom programmes bring or teach (人才与技能培训): who comes from outside, who at home becomes skilled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.headcount import count_people
from sim.tables.residents import ADULT, PLAIN, SKILLED, Talent

if TYPE_CHECKING:
    from sim.world import World


def recruit(world: World, kind: Talent, yuan: np.ndarray, price: float, cost: float) -> np.ndarray:
    """Spend yuan by county on talent of a kind; returns persons, who come from outside as skilled adults.

    A person costs `cost` yuan at opening prices. Doctoral platforms are counted and bring nobody by themselves.
    """
    residents = world.residents
    came = yuan / (cost * price)
    residents.talent[:, kind] += came
    if kind == Talent.DOCTORAL_PLATFORMS or not came.any():
        return came
    county, people = world.opening.town_county, world.towns.people
    by_town = came[county] * people / world.counties.people[county]
    outside = world.city.outside_people
    world.city.outside_people = outside - by_town.sum() * (outside / outside.sum())
    world.towns.people = people + by_town
    if residents.known:
        residents.cohorts[:, ADULT, SKILLED] += by_town
    count_people(world)
    return came


def train(world: World, yuan: np.ndarray, price: float, cost: float) -> np.ndarray:
    """Adults without higher education become skilled for yuan by county, all of them at most; returns persons.

    They live where they lived: towns share by their adults without higher education. A person costs `cost` yuan at
    opening prices. The labour force counts them at the end of the quarter.
    """
    residents, county, counties = world.residents, world.opening.town_county, world.opening.counties
    plain = residents.cohorts[:, ADULT, PLAIN]
    there = np.bincount(county, plain, counties)
    taught = np.minimum(yuan / (cost * price), there)
    by_town = (taught / np.where(there > 0.0, there, 1.0))[county] * plain
    residents.cohorts[:, ADULT, PLAIN] -= by_town
    residents.cohorts[:, ADULT, SKILLED] += by_town
    return taught
