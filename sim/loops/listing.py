"""Firms that went public this January sell their shares: rare rows, found by their mark."""

from __future__ import annotations

import numpy as np

from sim.behaviour import pay
from sim.kernels.maths import I8, I64, kernel
from sim.kernels.pages import BLOCK, CASH, ORDERED, SALES, TITLES
from sim.tables import Firms
from sim.tables.recognition import Title

NEWLY_PUBLIC = int(Title.NEWLY_PUBLIC)


@kernel
def shares_loop(floats, yuans, flags, cell, live, used, of_sales, invested, sums):
    """Equity into cash, a part of it into the next investment order, the mark taken off; yuan by cell."""
    for page in range(used):
        x, q, z = floats[page], yuans[page], flags[page]
        for j in range(live[page]):
            titles = z[TITLES * BLOCK + j]
            if titles & NEWLY_PUBLIC:
                equity = pay.share_of(of_sales, I64(x[SALES * BLOCK + j]))
                order = pay.share_of(invested, equity)
                q[CASH * BLOCK + j] += equity
                q[ORDERED * BLOCK + j] += order
                z[TITLES * BLOCK + j] = I8(titles & ~NEWLY_PUBLIC)
                sums[cell[page], 0] += equity
                sums[cell[page], 1] += order


def sell_shares(firms: Firms, of_sales: float, invested: float) -> tuple[np.ndarray, np.ndarray]:
    """Equity raised and machines ordered out of it, yuan by cell."""
    sums = np.zeros((firms.head.size, 2), np.int64)
    shares_loop(
        firms.floats, firms.yuans, firms.flags, firms.cell, firms.live, firms.used,
        np.float32(of_sales), np.float32(invested), sums,
    )  # fmt: skip
    return sums[:, 0], sums[:, 1]
