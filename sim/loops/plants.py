"""A new plant as a row of firms: its id, its size class, what it begins with."""

from __future__ import annotations

import numpy as np

from sim.behaviour import enter, leave, orders
from sim.calendar import EPOCH
from sim.chance import Use, draws
from sim.kernels.maths import F, exp_array
from sim.kernels.pages import COMPANY, FROM_OUTSIDE
from sim.kernels.philox import laplace32
from sim.loops.january import size_rules
from sim.tables import Firms
from sim.tables.rows import Row, add_row
from sim.world import World

RUNNING_NUMBERS = 1 << 18
RESERVED = 1 << 10
"""Highest running numbers of a town, quarter and sector, kept for plants; births count from below."""


def plant_id(town_code: int, quarter: int, sector: int, number: int) -> int:
    """Id of the `number`-th plant of a town, quarter and sector (C3): counted down from the highest number."""
    if not 0 <= number < RESERVED:
        raise ValueError(f"{number} plants of one sector open in one town and quarter; ids hold {RESERVED}")
    return int(enter.firm_id(town_code, quarter - EPOCH, sector)) | (RUNNING_NUMBERS - 1 - number)


def productivity_of(world: World, firm_id: int, sector_scale: float) -> float:
    """Log productivity of a new plant, drawn as an entrant's."""
    sd = world.scenario.parameters.productivity.sd_share * sector_scale
    uniform = draws(world.key, np.array([firm_id], np.uint64), world.quarter, Use.ENTRANT)[0, 2]
    return sd * float(laplace32(F(uniform)))


def put_plant(
    world: World, firms: Firms, cell: int, firm_id: int, town: int, park: int, weight: float, sales: float,
    capital: float, cash: int,
) -> Row:  # fmt: skip
    """Add the row: part of its orders, all its machines, working capital, nobody hired yet.

    `sales`: yuan a year of the whole plant, by which its noise and its hazard are set until January.
    """
    by_age, noise, death = size_rules(world.scenario.parameters)
    productivity = productivity_of(world, firm_id, float(world.opening.noise_scale[cell]))
    return add_row(
        firms,
        cell,
        firm_id,
        orders=weight,
        productivity=productivity,
        efficiency=float(exp_array(np.array([productivity]))[0]),
        capital=capital,
        sales=sales,
        noise=float(orders.noise_scale(F(sales), noise[0], noise[1], noise[2], noise[3])),
        hazard=float(leave.hazard(F(sales), by_age[0], death[0], death[1], death[2], death[3])),
        members=1.0,
        cash=cash,
        rung=COMPANY,
        origin=FROM_OUTSIDE,
        born=world.quarter - EPOCH,
        town=town,
        park=park + 1,
    )
