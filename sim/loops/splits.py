"""A row of several firms that has grown out of the small sizes becomes so many rows of one firm each.

Members get their own ids, so from then on their own luck; money is shared in whole yuan, the first rows taking what
is left over; the cell's totals do not move.
"""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import I64, U64, F, kernel
from sim.kernels.pages import (
    BLOCK,
    CAPITAL,
    FLAGS,
    FLOATS,
    MEMBERS,
    ORDERS,
    PERSONS,
    SALES,
    SHORTS,
    YUANS,
    free_row,
)
from sim.tables import Firms


@kernel
def rows_to_split(floats, live, cell, used, limit, cells):
    """New rows that splitting would add, by cell."""
    added = np.zeros(cells, np.int64)
    for page in range(used):
        x = floats[page]
        for j in range(live[page]):
            members = x[MEMBERS * BLOCK + j]
            if members > F(1.0) and x[SALES * BLOCK + j] >= limit * members:
                added[cell[page]] += I64(members) - 1
    return added


@kernel
def splits_loop(floats, yuans, flags, shorts, ids, cell, live, following, used, limit):
    """Split every row above the limit of yearly sales a firm; returns the pages in use."""
    last = used
    for page in range(last):
        x = floats[page]
        for j in range(live[page]):
            count = I64(x[MEMBERS * BLOCK + j])
            if count > 1 and x[SALES * BLOCK + j] >= limit * F(count):
                target = page
                for member in range(count - 1, -1, -1):
                    if member:
                        target, used = free_row(target, live, following, cell, used)
                        row = live[target]
                        live[target] = row + 1
                    else:
                        target, row = page, j
                    for field in range(FLOATS):
                        value = x[field * BLOCK + j]
                        whole = field in (ORDERS, PERSONS, CAPITAL, SALES)
                        floats[target, field * BLOCK + row] = value / F(count) if whole else value
                    floats[target, MEMBERS * BLOCK + row] = F(1.0)
                    for field in range(YUANS):
                        total = yuans[page, field * BLOCK + j]
                        share = total // count
                        yuans[target, field * BLOCK + row] = share + (
                            1 if member < total - share * count else 0
                        )
                    for field in range(FLAGS):
                        flags[target, field * BLOCK + row] = flags[page, field * BLOCK + j]
                    for field in range(SHORTS):
                        shorts[target, field * BLOCK + row] = shorts[page, field * BLOCK + j]
                    ids[target, row] = ids[page, j] + U64(member)
    return used


def split_grown(firms: Firms, limit: float) -> None:
    """Split the rows whose firms have grown beyond the limit, yuan of yearly sales."""
    added = rows_to_split(firms.floats, firms.live, firms.cell, firms.used, F(limit), firms.head.size)
    if not added.any():
        return
    firms.room(added)
    firms.used = splits_loop(
        firms.floats, firms.yuans, firms.flags, firms.shorts, firms.ids,
        firms.cell, firms.live, firms.following, firms.used, F(limit),
    )  # fmt: skip
