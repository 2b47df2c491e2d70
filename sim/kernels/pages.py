"""Pages: BLOCK firms of ONE cell (county x sector), every field of a page behind the previous one in one array.

`f[page, FIELD * BLOCK + row]`: all fields of a page lie at constant distances, so there is nothing to prove about
aliasing, cell values are scalars of the page, and sums are plain reductions. Live firms stand in rows 0 … n-1;
free rows hold no orders, people or money, so no loop asks whether a firm is alive. Loops run to `rows(n)`, the live
rows rounded up to a full vector: half-empty pages cost nothing.
"""

from __future__ import annotations

from sim.kernels.maths import I8, I16, U64, F, rule

BLOCK = 1024
"""Rows of a page."""

# float32 fields
(ORDERS, PRODUCTIVITY, EFFICIENCY, PERSONS, CAPITAL, SALES, NOISE, HAZARD, MEMBERS) = range(9)
FLOATS = 9
# int64 fields, whole yuan
(CASH, LOANS, ORDERED) = range(3)
YUANS = 3
# int8 fields
(CONSTRAINED, RUNG, ILLIQUID, LEAVING, TITLES, LISTED_IN_STATISTICS, DIGITAL, ORIGIN) = range(8)
FLAGS = 8
# int16 fields
(BORN, TOWN, PARK) = range(3)
SHORTS = 3

INDIVIDUAL, PROPRIETOR, COMPANY, JOINT_STOCK, LISTED = range(5)
"""Rungs of a firm: 个体工商户, 个人独资企业, 公司, 股份公司, 上市公司."""

NATIVE, MOVED_INSIDE, FROM_OUTSIDE = range(3)
"""Origins of a firm: founded here 本地, moved from another county of the city 市内迁移, from outside 市外引进."""


@rule
def rows(live):
    """The live rows of a page rounded up to whole vectors of 64."""
    return min((live + 63) & ~63, BLOCK)


@rule
def copy_row(floats, yuans, flags, shorts, ids, target, source):
    """Copy every field of one row of a page onto another row of the same page."""
    for field in range(FLOATS):
        floats[field * BLOCK + target] = floats[field * BLOCK + source]
    for field in range(YUANS):
        yuans[field * BLOCK + target] = yuans[field * BLOCK + source]
    for field in range(FLAGS):
        flags[field * BLOCK + target] = flags[field * BLOCK + source]
    for field in range(SHORTS):
        shorts[field * BLOCK + target] = shorts[field * BLOCK + source]
    ids[target] = ids[source]


@rule
def clear_row(floats, yuans, flags, shorts, ids, row):
    """Make a row inert: zeros everywhere."""
    for field in range(FLOATS):
        floats[field * BLOCK + row] = F(0.0)
    for field in range(YUANS):
        yuans[field * BLOCK + row] = 0
    for field in range(FLAGS):
        flags[field * BLOCK + row] = I8(0)
    for field in range(SHORTS):
        shorts[field * BLOCK + row] = I16(0)
    ids[row] = U64(0)


@rule
def free_row(page, live, following, cell, used):
    """A page of the same chain with a free row, opening a fresh page when all are full; returns (page, used)."""
    while live[page] == BLOCK and following[page] >= 0:
        page = following[page]
    if live[page] == BLOCK:
        following[page] = used
        following[used] = -1
        cell[used] = cell[page]
        live[used] = 0
        page = used
        used += 1
    return page, used
