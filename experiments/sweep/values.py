"""From the unit cube to the values of a factor: one rule for every kind of design."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.sweep.factor import Factor


def column(factor: Factor, share: np.ndarray, whole: bool = False) -> np.ndarray:
    """Values of a factor at shares 0 to 1 of its range: x = a + u (b - a), or log x = log a + u (log b - log a).

    Of n values the k-th is taken for u in [k/n, (k+1)/n); whole numbers of a uniform range are values in that sense. Of
    a log-uniform one, from a to b, the number is that below exp(log a + u (log(b + 1) - log a)): b has its part too.
    """
    if factor.values:
        return chosen(listed(factor.values), share)
    assert factor.low is not None and factor.high is not None
    low, high = whole_ends(factor) if whole else (factor.low, factor.high)
    if factor.distribution == "log_uniform":
        from sim.kernels.maths import exp_array, log_array

        ends = log_array(np.array([low, high + whole]))
        found = exp_array(ends[0] + share * (ends[1] - ends[0]))
        return np.clip(np.floor(found), low, high).astype(np.int64) if whole else np.clip(found, low, high)
    if whole:
        return np.minimum(low + np.floor(share * (high - low + 1)), high).astype(np.int64)
    return low + share * (high - low)


def whole_ends(factor: Factor) -> tuple[float, float]:
    """The first and the last whole number of a range; the last lies below the first where there is none."""
    assert factor.low is not None and factor.high is not None
    return float(np.ceil(factor.low)), float(np.floor(factor.high))


def chosen(values: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The value that a share falls on, each having an equal part of the range."""
    at = np.minimum((share * len(values)).astype(np.int64), len(values) - 1)
    return values[at]


def listed(values: tuple[Any, ...]) -> np.ndarray:
    """Values as an array of one kind: truth, whole numbers, numbers or text."""
    if all(isinstance(value, bool) for value in values):
        return np.array(values, np.bool_)
    if any(isinstance(value, str | bool) for value in values):
        return np.array([str(value) for value in values], object)
    numbers = np.array(values, np.float64)
    fits = np.isfinite(numbers).all() and (np.abs(numbers) < 2**53).all()
    return numbers.astype(np.int64) if fits and (numbers == np.rint(numbers)).all() else numbers
