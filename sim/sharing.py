"""Whole things shared out fairly: by weight, floors first, what is left by largest remainder in order (law 1)."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import kernel

NO_LIMIT = 2**62
"""More yuan than there are: a place that may get any amount."""


def share_out(total: int, weights: np.ndarray, most: np.ndarray | None = None) -> np.ndarray:
    """Whole numbers in proportion to weights that sum to `total`, none above `most`; less when there is no room."""
    room = np.full(weights.size, total) if most is None else most
    counts = np.zeros(weights.size, np.int64)
    open_places = (weights > 0) & (room > 0)
    while counts.sum() < total and open_places.any():
        left = total - int(counts.sum())
        exact = left * _shares(np.where(open_places, weights, 0.0))
        floors = np.floor(exact).astype(np.int64)
        step = np.minimum(floors, room - counts)
        spare = left - int(step.sum())
        if spare < 0:  # the rounding of a share has lifted a floor by one
            step[np.flatnonzero(step)[spare:]] -= 1
        elif (step == floors).all():
            order = np.argsort(floors - exact, kind="stable")
            takers = order[(open_places & (counts + step < room))[order]]
            step[takers[:spare]] += 1
        counts = counts + step
        open_places = open_places & (counts < room)
    return counts


def _shares(weights: np.ndarray) -> np.ndarray:
    total = 0.0
    for weight in weights:
        total += float(weight)
    return weights / total


def share_each(totals: np.ndarray, starts: np.ndarray, weights: np.ndarray, most: np.ndarray) -> np.ndarray:
    """`share_out` of many totals at once, bit for bit: the parts of total i lie from starts[i] to starts[i+1]."""
    counts = np.zeros(weights.size, np.int64)
    _share_each(totals, starts, weights, most, counts)
    return counts


def split_within(totals: np.ndarray, group: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Whole numbers by row: total g goes to the rows of group g, floor(T W_i / W) - floor(T W_(i-1) / W).

    W_i is the sum of weights up to row i of the group. A group without weight gives nothing.
    """
    # Arrays that a kernel makes itself have a dtype of their own, with which np.add.at is thirty times as slow.
    whole, parts = np.zeros(totals.size), np.zeros(group.size, np.int64)
    _split_within(totals, group, weights, whole, parts)
    return parts


@kernel
def _split_within(totals, group, weights, whole, parts):
    for i in range(group.size):
        whole[group[i]] += weights[i]
    so_far = np.zeros(totals.size)
    given = np.zeros(totals.size, np.int64)
    for i in range(group.size):
        g = group[i]
        if whole[g] > 0.0 and totals[g] > 0:
            so_far[g] += weights[i]
            upto = np.int64(np.floor(totals[g] * (so_far[g] / whole[g])))
            parts[i] = upto - given[g]
            given[g] = upto


@kernel
def _share_each(totals, starts, weights, most, counts):
    for p in range(totals.size):
        first, last = starts[p], starts[p + 1]
        if totals[p] > 0:
            _share_one(totals[p], weights[first:last], most[first:last], counts[first:last])


@kernel
def _share_one(total, weights, room, counts):
    n = weights.size
    exact, floors, step = np.zeros(n), np.zeros(n, np.int64), np.zeros(n, np.int64)
    left = total
    while left > 0:
        whole, some = 0.0, False
        for i in range(n):
            if weights[i] > 0 and counts[i] < room[i]:
                whole += weights[i]
                some = True
        if not some:
            return
        spare, all_floors = left, True
        for i in range(n):
            is_open = weights[i] > 0 and counts[i] < room[i]
            exact[i] = left * ((weights[i] if is_open else 0.0) / whole)
            floors[i] = np.int64(np.floor(exact[i]))
            step[i] = min(floors[i], room[i] - counts[i])
            spare -= step[i]
            all_floors = all_floors and step[i] == floors[i]
        if spare < 0:
            _take_back(step, -spare)
        elif all_floors and spare > 0:
            order = np.argsort(floors - exact, kind="mergesort")
            for k in range(n):
                i = order[k]
                if spare > 0 and weights[i] > 0 and counts[i] + step[i] < room[i]:
                    step[i] += 1
                    spare -= 1
        for i in range(n):
            counts[i] += step[i]
            left -= step[i]


@kernel
def _take_back(step, excess):
    """The last of those who got something get one less."""
    for k in range(step.size):
        i = step.size - 1 - k
        if excess > 0 and step[i] > 0:
            step[i] -= 1
            excess -= 1
