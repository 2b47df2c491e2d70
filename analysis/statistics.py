"""The few statistics that tables and figures share: bands, intervals of a mean, variance ratio of pairs."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

QUANTILES = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}
BOOTSTRAP_FROM = 20
"""Pairs from which the interval is bootstrapped (BCa); below, Student's t."""
RESAMPLES = 1999
MOST_RESAMPLED = 2e7
"""Resampled values held at once; columns and resamples go block by block beyond."""


def bands(values: Array) -> dict[str, Array]:
    """Mean, median and the ends of the 50 % and 90 % bands along the first axis."""
    found = np.quantile(values, list(QUANTILES.values()), axis=0)
    return dict(zip(QUANTILES, found, strict=True)) | {"mean": values.mean(0)}


def share(holds: Array, values: Array) -> Array:
    """Share of values along the first axis of which something holds; NaN where one of them is no number."""
    return np.where(np.isnan(values).any(0), np.nan, holds.mean(0))


def interval(values: Array, confidence: float = 0.95) -> tuple[Array, Array]:
    """Ends of the interval of the mean along the first axis; NaN with fewer than two values.

    Student's t below 20 values; from 20 the bias-corrected accelerated bootstrap, whose resampling is fixed.
    """
    from scipy.special import stdtrit

    count, mean = len(values), values.mean(0)
    if count < 2:
        return np.full(mean.shape, np.nan), np.full(mean.shape, np.nan)
    if count < BOOTSTRAP_FROM:
        half = stdtrit(count - 1, 0.5 + confidence / 2) * standard_error(values)
        return mean - half, mean + half
    flat = values.reshape(count, -1)
    low, high = flat.mean(0), flat.mean(0)
    # Resampling equal values has no spread to correct; their interval is the value itself.
    spread = np.ptp(flat, axis=0) > 0
    columns = np.flatnonzero(spread)
    block = max(1, int(MOST_RESAMPLED / (RESAMPLES * count)))
    for first in range(0, len(columns), block):
        chosen = columns[first : first + block]
        low[chosen], high[chosen] = _bootstrapped(flat[:, chosen], confidence)
    return low.reshape(mean.shape), high.reshape(mean.shape)


def _bootstrapped(values: Array, confidence: float) -> tuple[Array, Array]:
    """BCa ends of the interval of the mean along the first axis, the same resamples for every column."""
    from scipy import stats

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = stats.bootstrap(
            (values,),
            np.mean,
            axis=0,
            confidence_level=confidence,
            n_resamples=RESAMPLES,
            method="BCa",
            batch=max(1, min(RESAMPLES, int(MOST_RESAMPLED / values.size))),
            rng=np.random.default_rng(0),
        ).confidence_interval
    return found.low, found.high


def standard_error(values: Array) -> Array:
    """Standard error of the mean along the first axis, NaN with fewer than two values."""
    if len(values) < 2:
        return np.full(values.shape[1:], np.nan)
    return np.asarray(values.std(axis=0, ddof=1) / np.sqrt(len(values)))


def variance_ratio(on: Array, off: Array, free: int | None = None) -> Array:
    """Var(on - off) / (Var on + Var off) over pairs: 1 when pairing gains nothing, 0 when it is perfect.

    `free`: degrees of freedom where values are deviations from more than one mean; NaN with none.
    """
    apart, together = _sum_of_squares(on) + _sum_of_squares(off), _sum_of_squares(on - off)
    known = (apart > 0) & ((len(on) - 1 if free is None else free) > 0)
    return np.where(known, together / np.where(known, apart, 1.0), np.nan)


def correlation(on: Array, off: Array, free: int | None = None) -> Array:
    """Pearson's correlation over pairs: what sharing chance achieved; NaN where either side does not vary."""
    own = np.sqrt(_sum_of_squares(on) * _sum_of_squares(off))
    joint = ((on - on.mean(0)) * (off - off.mean(0))).sum(0)
    known = (own > 0) & ((len(on) - 1 if free is None else free) > 0)
    return np.where(known, np.clip(joint / np.where(known, own, 1.0), -1.0, 1.0), np.nan)


def _sum_of_squares(values: Array) -> Array:
    return np.asarray(((values - values.mean(0)) ** 2).sum(0))


def holm(p_values: Array) -> Array:
    """p adjusted for how many were looked at, after Holm (1979), valid whatever depends on what; NaN stays out.

    Sorted p(1) <= ... <= p(m): the largest (m - i + 1) p(i) so far, at most 1. Taking those below 5 % as effects, the
    chance that even one of them is none is at most 5 %.
    """
    found = np.full(len(p_values), np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    steps = np.arange(len(order), 0, -1) * p_values[order]
    found[order] = np.minimum(np.maximum.accumulate(steps), 1.0) if len(order) else steps
    return found
