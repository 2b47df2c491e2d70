"""Firms that give (结对企业): where each of them is this quarter, in which county, and which have closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.quarter import Entry
from sim.tables.rows import find_rows

if TYPE_CHECKING:
    from sim.pairs.sides import Side
    from sim.quarter import Quarter
    from sim.world import World


def cells(world: World, donors: Side) -> np.ndarray:
    """Cell of each firm of a side, -1 of places."""
    if donors.level != "firm":
        return np.full(donors.n, -1, np.int64)
    return np.asarray(donors.county * world.opening.sectors + donors.sector, np.int64)


def introduce(world: World, now: Quarter, pairing: str, donors: Side) -> None:
    """Tell for the record what firms they are that give: their town, and the number of their sector."""
    if donors.level != "firm":
        return
    towns = world.region.towns.ids
    now.entries += [
        Entry(pairing, "sector", float(sector), towns[town] if town >= 0 else "", str(int(firm)))
        for firm, town, sector in zip(donors.rows, donors.town, donors.sector, strict=True)
    ]


def look(world: World) -> None:
    """Find every firm that gives: one that moved gives from its present county, one that closed gives no more.

    Each is looked for where it was last, then in its cell, then in its sector's cells of other counties.
    """
    state, opening = world.pair_state, world.opening
    mine = np.flatnonzero((state.cell >= 0) & ~state.gone)
    if not mine.size:
        return
    ids, cell = state.donor[mine], state.cell[mine]
    page, row = find_rows(world.firms, cell, ids, state.page[mine], state.row[mine])
    for county in range(opening.counties):
        lost = np.flatnonzero(page < 0)
        if lost.size:
            there = county * opening.sectors + opening.sector_of[cell[lost]]
            page[lost], row[lost] = find_rows(world.firms, there, ids[lost])
    found = page >= 0
    cell = np.where(found, world.firms.cell[page], cell)
    changed = {
        "cell": cell,
        "page": page,
        "row": row,
        "gone": ~found,
        "donor_county": opening.county_of[cell],
    }
    for name, values in changed.items():
        column = getattr(state, name).copy()
        column[mine] = values
        setattr(state, name, column)
