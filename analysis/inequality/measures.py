"""Measures of inequality of an amount over units weighted by people: Theil's T, nested exactly; Lorenz and Gini.

Units are places, or the urban and the rural people of a place; people of one unit count as having the same. Arrays are
[..., units]; a unit in which nobody lives is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Array = NDArray[Any]


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


def theil(amount: Array, people: Array) -> Any:
    """Theil's T of an amount per head over units weighted by people; zero when all heads have the same.

    T = sum_i s_i ln(s_i / p_i), s and p the shares of the amount and of the people. Source: Theil (1967).
    """
    share, heads = _shares(amount, people)
    return (share * _log(share, heads)).sum(-1)


def nested_theil(amount: Array, people: Array, group: Array) -> Theil:
    """Theil's T of places and its exact parts: between groups, and within groups weighted by their share.

    T = T_between + sum_g (Y_g / Y) T_g. Source: Theil (1967).
    """
    between, within = theil_parts(amount, people, [group])
    return Theil(float(theil(amount, people)), float(between), float(within))


def theil_parts(amount: Array, people: Array, groupings: Sequence[Array]) -> list[Array]:
    """Parts of Theil's T that add up to it: between the coarsest groups, within each grouping, down to the units.

    groupings: group number of each unit, coarse to fine, each inside the one before. The part of grouping k within k-1 is
    sum_j s_j [ln(s_j / p_j) - ln(S_g(j) / P_g(j))], never below zero.
    """
    share, heads = _shares(amount, people)
    above, parts = np.zeros(np.broadcast_shapes(share.shape, heads.shape)), []
    for group in [*groupings, np.arange(share.shape[-1])]:
        inside = _log(_grouped(share, group), _grouped(heads, group))
        parts.append((share * (inside - above)).sum(-1))
        above = inside
    return parts


def lorenz(amount: Array, people: Array) -> tuple[Array, Array]:
    """The Lorenz curve: cumulative shares of people and of the amount, poorest heads first, [..., units + 1]."""
    share, heads = _shares(amount, people)
    with np.errstate(invalid="ignore", divide="ignore"):
        order = np.argsort(np.where(heads > 0, share / heads, 0.0), axis=-1, kind="stable")
    return tuple(_from_zero(np.take_along_axis(values, order, -1)) for values in (heads, share))  # type: ignore[return-value]


def gini(amount: Array, people: Array) -> Any:
    """Gini's coefficient over units weighted by people: twice the area between the Lorenz curve and equality.

    G = 1 - sum_i (P_i - P_(i-1)) (L_i + L_(i-1)). Inequality inside a unit is not in it.
    """
    across, up = lorenz(amount, people)
    return 1.0 - (np.diff(across) * (up[..., 1:] + up[..., :-1])).sum(-1)


def ratio(amount: Array, people: Array) -> Any:
    """Amount a head of the richest unit over that of the poorest."""
    with np.errstate(invalid="ignore", divide="ignore"):
        each = np.where(people > 0, amount / people, np.nan)
        return np.nanmax(each, -1) / np.nanmin(each, -1)


def _shares(amount: Array, people: Array) -> tuple[Array, Array]:
    """Shares of the amount and of the people, units without people as nothing."""
    people = np.asarray(people, np.float64)
    amount = np.where(people > 0, np.asarray(amount, np.float64), 0.0)
    return amount / amount.sum(-1, keepdims=True), people / people.sum(-1, keepdims=True)


def _log(share: Array, heads: Array) -> Array:
    """ln(s / p), nothing where there is no amount: s ln s goes to nothing with s."""
    there = (share > 0) & (heads > 0)
    return np.asarray(np.log(np.where(there, share, 1.0) / np.where(there, heads, 1.0)))


def _grouped(values: Array, group: Array) -> Array:
    """Of each unit the sum over its group."""
    _, rows = np.unique(group, return_inverse=True)
    member = (rows[:, None] == np.arange(rows.max() + 1)[None, :]).astype(np.float64)
    return np.asarray((values @ member)[..., rows])


def _from_zero(values: Array) -> Array:
    return np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, -1)], -1)
