"""Whole things shared out fairly: by weight, floors first, what is left by largest remainder in order (law 1)."""

from __future__ import annotations

import numpy as np


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
