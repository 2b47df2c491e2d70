"""Firms that close: rare rows, done while their page is still in the cache."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import I64, U64, kernel
from sim.kernels.pages import (
    BLOCK,
    CAPITAL,
    CASH,
    ILLIQUID,
    LEAVING,
    LOANS,
    MEMBERS,
    ORDERED,
    clear_row,
    copy_row,
)
from sim.loops.columns import (
    CLOSED,
    EXIT_HOUSEHOLDS,
    EXIT_LOANS,
    EXIT_OVERDRAFT,
    EXIT_REPAID,
    INSOLVENT,
    ORDERS_PLACED,
    POOL,
)
from sim.loops.fixed import FIXED


@kernel
def close_firms(x, q, z, short, ids, live, keep_capital, patience, s):
    """Close the firms whose lottery came up or who stayed without cash; the page's last firm takes the free row.

    Cash repays the loan first, the rest goes to the owners; a negative balance is the bank's loss; loans left over
    go to the cell's estate; the machines to its pool of used capital. Returns the live rows.
    """
    eight = z.view(
        np.uint64
    )  # rare events: eight flags at a time, from the back so that moved rows have been seen
    group = BLOCK // 8 - 1
    while group >= 0:
        if eight[LEAVING * (BLOCK // 8) + group] != U64(0) or eight[ILLIQUID * (BLOCK // 8) + group] != U64(
            0
        ):
            for j in range(8 * group + 7, 8 * group - 1, -1):
                insolvent = z[ILLIQUID * BLOCK + j] >= patience
                if (z[LEAVING * BLOCK + j] != 0 or insolvent) and j < live:
                    cash, owed = q[CASH * BLOCK + j], q[LOANS * BLOCK + j]
                    repaid = min(max(cash, I64(0)), owed)
                    members = I64(x[MEMBERS * BLOCK + j])
                    s[EXIT_REPAID] += repaid
                    s[EXIT_OVERDRAFT] += max(-cash, I64(0))
                    s[EXIT_HOUSEHOLDS] += max(cash, I64(0)) - repaid
                    s[EXIT_LOANS] += owed - repaid
                    s[POOL] += I64(x[CAPITAL * BLOCK + j] * keep_capital * FIXED)
                    s[ORDERS_PLACED] -= q[ORDERED * BLOCK + j]
                    s[CLOSED] += members
                    s[INSOLVENT] += members if insolvent else I64(0)
                    live -= 1
                    copy_row(x, q, z, short, ids, j, live)
                    clear_row(x, q, z, short, ids, live)
        group -= 1
    return live
