"""People who come back, and the firms they found (返乡创业).

Of those registered in a town who live elsewhere, m_ret x strength come home in a year, strength between 0 and 1: the
programme in force + 1.5 ln(wage beside the trend) + 0.15 (effort for villages - 1). What comes home without them is in
the base flows of moves. One in ten founds a firm in the next quarter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.headcount import count_people
from sim.rates import per_quarter
from sim.tables.residents import ADULT
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def strength(world: World) -> np.ndarray:
    """How strongly a county calls its people home, from none to a full programme."""
    rules, residents = world.scenario.parameters.residents, world.residents
    effort = world.treasury.effort[:, Goal.VILLAGES] - 1.0
    call = residents.welcome + rules.return_to_effort * effort
    return np.clip(call + rules.return_to_wage_elasticity * world.counties.last_log_wage, 0.0, 1.0)


def come_home(world: World, now: Quarter) -> None:
    """Returnees of the quarter leave the outside nodes for their towns; a programme is paid anew every quarter.

    The last move of people in a quarter: net migration and the labour force of the next are counted here.
    """
    rules, residents, county = world.scenario.parameters.residents, world.residents, world.opening.town_county
    if not residents.known:
        return
    back = per_quarter(rules.return_per_year) * strength(world)[county] * residents.away
    residents.welcome = np.zeros(world.opening.counties)
    residents.returnees = back
    residents.returnee_firms = rules.returnee_founder_share * world.opening.towns_to_counties(back)
    if back.any():
        _arrive(world, back)
    natural = residents.births - residents.deaths
    residents.net_migration = world.towns.people - residents.people_before - natural
    residents.people_before = world.towns.people.copy()
    count_people(world)


def _arrive(world: World, back: np.ndarray) -> None:
    residents = world.residents
    world.city.outside_people = world.city.outside_people - _from_nodes(world, back)
    world.towns.people = world.towns.people + back
    residents.away = residents.away - back
    mix = residents.outside_mix[ADULT]
    residents.cohorts[:, ADULT] += back[:, None] * (mix / mix.sum())


def _from_nodes(world: World, back: np.ndarray) -> np.ndarray:
    """Who comes from which node: as people move between the town and the nodes, else by the nodes' people."""
    towns, people = back.size, world.city.outside_people
    ties = world.opening.base_moves[:towns, towns:]
    total = ties.sum(1)
    share = np.where(
        total[:, None] > 0, ties / np.where(total > 0, total, 1.0)[:, None], people / people.sum()
    )
    return (back[:, None] * share).sum(0)
