"""Moves of people between towns and outside (人口流动).

Net moves between two places are the symmetric base flow times 2 sinh(d/2), d the gain in attraction:
1.5 ln(wage beside the trend) - (unemployment beside its opening rate) + services + 0.03 environment - 0.25 ln(housing
beside the trend), all beside the opening; outside nodes follow the trend, d = 0. Base flows fall with travel
time^-2.2 (Zhang & Zhao 2011) and with the cost of a registration elsewhere, and sum to 1 % of residents a year inside
and 4 % across the border (tests of the core economy). Adults and graduates move more than children and the old. People
are conserved: nobody is born or dies here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.headcount import count_people
from sim.kernels.matrices import move_people
from sim.tables.residents import OLD, SKILLED, YOUNG

if TYPE_CHECKING:
    from sim.parameters.society import Migration
    from sim.world import World


def mobility(rules: Migration) -> np.ndarray:
    """Readiness to move by age and skill [6], an adult without higher education being one."""
    table = np.ones((3, 2))
    table[YOUNG], table[OLD] = rules.young_mobility, rules.old_mobility
    table[:, SKILLED] *= rules.skilled_mobility
    return table.ravel()


def attraction(world: World) -> np.ndarray:
    """Log utility of the towns and the outside nodes beside the opening's."""
    rules, counties = world.scenario.parameters.migration, world.counties
    work = rules.income_elasticity * counties.last_log_wage - counties.attraction_gap
    life = world.services.attraction + rules.environment_utility * world.environment.index
    homes = rules.housing_cost_elasticity * world.residents.housing_cost
    of_towns = work[world.region.town_county] + life - homes
    return np.concatenate([of_towns, np.zeros(world.city.outside_people.size)])


def migrate(world: World) -> None:
    """Move people for a quarter; the labour force of a county moves with its people."""
    rules, residents = world.scenario.parameters.migration, world.residents
    if rules.inside_per_year == 0.0 and rules.outside_per_year == 0.0:
        return
    before, outside = world.towns.people, world.city.outside_people
    people = np.concatenate([before, outside])
    towns = before.size
    kinds = residents.outside_mix.size if residents.known else 0
    groups = np.zeros((people.size, kinds))
    if kinds:
        groups[:towns] = residents.cohorts.reshape(towns, kinds)
        groups[towns:] = outside[:, None] * residents.outside_mix.ravel()
    move_people(people, world.opening.base_moves, attraction(world), groups, mobility(rules))
    world.towns.people, world.city.outside_people = people[:towns], people[towns:]
    if kinds:
        residents.cohorts = groups[:towns].reshape(residents.cohorts.shape)
        _register(world, people[:towns] - before, before)
        return  # who works is counted when births and returnees have been added
    count_people(world)


def _register(world: World, came: np.ndarray, before: np.ndarray) -> None:
    """Of those who leave on balance, the part that is registered in the town is away from then on.

    Who comes on balance is registered elsewhere: who comes home is counted among the returnees.
    """
    residents = world.residents
    own = np.clip((residents.registered - residents.away) / np.maximum(before, 1e-9), 0.0, 1.0)
    residents.away = np.clip(residents.away + own * np.maximum(-came, 0.0), 0.0, residents.registered)
