"""Which coalitions of a package are run: all of them up to eight members, those of sampled orders beyond."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_EXACT = 8
"""Members up to which every coalition is run: 2^8 = 256."""


@dataclass(frozen=True)
class Coalitions:
    """Rows of members that are in, and the orders they were drawn from (none where all are there)."""

    rows: NDArray[np.bool_]
    orders: tuple[tuple[int, ...], ...] = ()


def all_coalitions(members: int) -> Coalitions:
    """Every coalition; member k is in row r where bit k of r is set, so row 0 is nobody and the last one all."""
    numbers = np.arange(2**members)
    return Coalitions((numbers[:, None] >> np.arange(members)) & 1 == 1)


def sampled_coalitions(members: int, orders: int, seed: int, interactions: bool = True) -> Coalitions:
    """The coalitions that sampled orders pass through, sorted: each order and its reverse (antithetic).

    With `interactions` also those with two neighbours of an order exchanged, which their joint effect needs.
    """
    random = np.random.default_rng([seed, members])
    drawn: list[tuple[int, ...]] = []
    for _ in range(-(-orders // 2)):
        order = tuple(int(one) for one in random.permutation(members))
        drawn += [order, order[::-1]]
    masks = {0}
    for order in drawn:
        mask = 0
        for position, member in enumerate(order):
            if interactions and position + 1 < members:
                masks.add(mask | 1 << order[position + 1])
            mask |= 1 << member
            masks.add(mask)
    rows = [[mask >> member & 1 == 1 for member in range(members)] for mask in sorted(masks)]
    return Coalitions(np.array(rows, np.bool_), tuple(drawn))


def coalitions(members: int, orders: int, seed: int, interactions: bool = True) -> Coalitions:
    """All coalitions of few members, sampled ones of many."""
    if members <= MOST_EXACT:
        return all_coalitions(members)
    return sampled_coalitions(members, orders, seed, interactions)
