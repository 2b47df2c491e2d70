"""Hiring (招工): every firm moves half-way to the people its orders need; a county's pool limits all alike.

Proportional, never a queue or a lottery, so that small changes stay small. Source: own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import F, rule
from sim.kernels.tables import Columns

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

TABLE = Columns("demand", "persons_per_order", "adjustment")
DEMAND, PERSONS_PER_ORDER, ADJUSTMENT = TABLE.numbers


@rule
def wanted_change(ordered, efficiency, persons, persons_per_order, adjustment):
    """Persons a firm wants more (or fewer): 1/2 (D / (P A) - L)."""
    return adjustment * (ordered * persons_per_order / efficiency - persons)


@rule
def hire(persons, wanted, fill):
    """People after hiring: vacancies are filled to the county's fill rate, dismissals take place in full."""
    return persons + (wanted * fill if wanted > F(0.0) else wanted)


def vacancy_table(world: World, now: Quarter) -> np.ndarray:
    """Constants of the vacancies pass, one row a cell."""
    now.persons_per_order = 1.0 / (now.price * now.cell_productivity)
    return TABLE.fill(
        world.opening.cells,
        demand=now.orders_per_weight,
        persons_per_order=now.persons_per_order,
        adjustment=world.scenario.parameters.labour.adjustment_share,
    )


def fill_vacancies(world: World, now: Quarter) -> None:
    """County fill rate of vacancies: min(1, (0.9 unemployed + dismissed) / vacancies)."""
    counties, share = world.counties, world.scenario.parameters.labour.reemployment_share
    unemployed = np.maximum(0.0, counties.labour_force + now.pool - counties.employment)
    vacancies = world.opening.by_county(now.vacancies)
    dismissed = world.opening.by_county(now.dismissals)
    now.fill = np.minimum(1.0, (share * unemployed + dismissed) / np.maximum(vacancies, 1e-9))
