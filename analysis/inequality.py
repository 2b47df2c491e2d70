"""Inequality between places (不平衡): Theil's index, nested so that it adds up exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Theil:
    """T = sum_i s_i ln((s_i / p_i)): all places, between their groups, and within each group by its share."""

    total: float
    between: float
    within: float

    @property
    def gap(self) -> float:
        """How far the parts are from the whole; rounding only."""
        return abs(self.total - self.between - self.within)


def theil(amount: Floats, people: Floats) -> float:
    """Theil's T of an amount per head over places weighted by people; zero when all heads have the same."""
    share, heads = amount / amount.sum(), people / people.sum()
    there = share > 0
    return float((share[there] * np.log(share[there] / heads[there])).sum())


def nested_theil(amount: Floats, people: Floats, group: NDArray[np.int64]) -> Theil:
    """Theil's T of places and its exact parts: between groups, and within groups weighted by their share.

    T = T_between + sum_g (Y_g / Y) T_g. Source: Theil (1967).
    """
    groups = range(int(group.max()) + 1)
    amounts = np.array([amount[group == g].sum() for g in groups])
    heads = np.array([people[group == g].sum() for g in groups])
    inside = [theil(amount[group == g], people[group == g]) for g in groups]
    within = float((amounts / amounts.sum() * np.array(inside)).sum())
    return Theil(theil(amount, people), theil(amounts, heads), within)
