"""Production (生产): output is the least of orders, plant and people; unserved orders go to firms with room.

Source: own tests of the core economy; overtime lets people give 15 % more than their normal output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import rule
from sim.kernels.tables import Columns

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

TABLE = Columns(
    "demand", "persons_per_order", "adjustment", "fill", "output_per_capital", "output_per_person"
)
DEMAND, PERSONS_PER_ORDER, ADJUSTMENT, FILL, OUTPUT_PER_CAPITAL, OUTPUT_PER_PERSON = TABLE.numbers


@rule
def capacity(capital, persons, efficiency, output_per_capital, output_per_person):
    """Most a firm can make in a quarter, yuan: P min(K / (0.85 kappa), 1.15 A L)."""
    return min(capital * output_per_capital, efficiency * persons * output_per_person)


@rule
def deliver(ordered, able, taken):
    """Output: what was ordered or what the firm is able to; a share `taken` of spare room serves others' orders."""
    return able if ordered > able else ordered + (able - ordered) * taken


def capacity_table(world: World, now: Quarter) -> np.ndarray:
    """Constants of the capacity pass, one row a cell."""
    opening, production = world.opening, world.scenario.parameters.production
    now.output_per_capital = now.price / (opening.capital_per_output * production.utilisation_share)
    now.output_per_person = now.price * now.cell_productivity * production.overtime_factor
    return TABLE.fill(
        opening.cells,
        demand=now.orders_per_weight,
        persons_per_order=now.persons_per_order,
        adjustment=world.scenario.parameters.labour.adjustment_share,
        fill=now.fill[opening.county_of],
        output_per_capital=now.output_per_capital,
        output_per_person=now.output_per_person,
    )


def reallocate(world: World, now: Quarter) -> None:
    """Share of spare room that takes over unserved orders of the cell: min(1, excess / slack)."""
    share = world.scenario.parameters.production.reallocation_share
    now.taken = np.minimum(1.0, share * now.excess / np.maximum(now.slack, 1.0))
    now.reallocated = now.taken * now.slack
