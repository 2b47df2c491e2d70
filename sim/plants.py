"""A new plant as a row of firms: its id and what it begins with. Not a behaviour: projects put their plants here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import EPOCH
from sim.chance import Use, draws
from sim.kernels.maths import exp_array
from sim.kernels.pages import COMPANY, FROM_OUTSIDE
from sim.kernels.philox import laplace_each
from sim.tables.rows import add_rows

if TYPE_CHECKING:
    from sim.world import World

TOWN_BIT, QUARTER_BIT, SECTOR_BIT = 34, 24, 18
"""Where the parts of a firm's id begin (C3)."""
RESERVED = 1 << 17
"""Highest running numbers of a town, quarter and sector, kept for plants; births count from below."""
WORD = (1 << 64) - 1


def plant_id(town_code: int, quarter: int, sector: int, number: int) -> int:
    """Id of the `number`-th plant of a town, quarter and sector (C3): counted down from the highest number."""
    if not 0 <= number < RESERVED:
        raise ValueError(
            f"plant {number} of one sector in one town and quarter has no id: they hold {RESERVED}"
        )
    running = (1 << SECTOR_BIT) - 1 - number
    return town_code << TOWN_BIT | (quarter - EPOCH) << QUARTER_BIT | sector << SECTOR_BIT | running


def running_number(lead: int) -> int:
    """Number of a lead's plant, below `RESERVED`: the last mixing steps of splitmix64 on the lead's id."""
    mixed = (lead ^ lead >> 30) * 0xBF58476D1CE4E5B9 & WORD
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & WORD
    return (mixed ^ mixed >> 31) % RESERVED


def plant_ids(world: World, lead: np.ndarray, park: np.ndarray, sector: np.ndarray) -> np.ndarray:
    """Ids of the plants that open now, in the order of their leads' ids: each from its own lead (law C3).

    Another plant changes them only if it has the same town, sector and running number and an earlier lead; the
    later one then takes the next number. Ids hold the quarter, so nobody older can have the same.
    """
    taken: set[int] = set()
    ids: list[int] = []
    for i in range(lead.size):
        town = int(world.region.towns.ids[world.region.parks[park[i]].town])
        number = running_number(int(lead[i]))
        while (found := plant_id(town, world.quarter, int(sector[i]), number)) in taken:
            number = (number + 1) % RESERVED
        taken.add(found)
        ids.append(found)
    return np.array(ids, np.uint64)


def put_plants(
    world: World,
    cell: np.ndarray,
    firm: np.ndarray,
    park: np.ndarray,
    *,
    weight: np.ndarray,
    sales: np.ndarray,
    capital: np.ndarray,
    cash: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Add the rows: part of their orders, all their machines, working capital, nobody hired yet.

    Productivity is drawn as an entrant's; luck and the hazard of closing come with next January's look at sizes.
    """
    sd = world.scenario.parameters.productivity.sd_share * world.opening.noise_scale[cell]
    uniform = draws(world.key, firm, world.quarter, Use.ENTRANT)[:, 2]
    productivity = sd * laplace_each(np.ascontiguousarray(uniform))
    town = np.array([place.town for place in world.region.parks], np.int64)
    return add_rows(
        world.firms,
        cell,
        firm,
        orders=weight,
        productivity=productivity,
        efficiency=exp_array(productivity),
        capital=capital,
        sales=sales,
        members=1.0,
        cash=cash,
        rung=COMPANY,
        origin=FROM_OUTSIDE,
        born=world.quarter - EPOCH,
        town=town[park],
        park=park + 1,
    )
