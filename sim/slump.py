"""A firm's orders cut or raised at once (单一企业冲击): what happens to a named firm rather than to a sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables.rows import Row, find_rows, read_row, write_row

if TYPE_CHECKING:
    from sim.world import World


def slump(world: World, firm: int, factor: float) -> bool:
    """Leave a firm only so much of its orders; False when it is no longer there.

    Its cell's references stay, so the county misses what the firm no longer sells outside.
    """
    for cell in range(world.opening.cells):
        page, row = find_rows(world.firms, np.array([cell]), np.array([firm], np.uint64))
        if page[0] >= 0:
            at = Row(int(page[0]), int(row[0]))
            orders = read_row(world.firms, at, "orders")
            write_row(world.firms, at, "orders", orders * factor)
            name = world.region.counties.names_zh[world.opening.county_of[cell]]
            world.log("firm_slump", name, int(orders * (1.0 - factor)), f"orders cut to {factor:g}")
            return True
    return False
