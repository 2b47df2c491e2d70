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


def bands(values: Array) -> dict[str, Array]:
    """Mean, median and the ends of the 50 % and 90 % bands along the first axis."""
    found = np.quantile(values, list(QUANTILES.values()), axis=0)
    return dict(zip(QUANTILES, found, strict=True)) | {"mean": values.mean(0)}


def interval(values: Array, confidence: float = 0.95) -> tuple[Array, Array]:
    """Ends of the interval of the mean along the first axis; NaN with fewer than two values.

    Student's t below 20 values; from 20 the bias-corrected accelerated bootstrap, whose resampling is fixed.
    """
    from scipy import stats

    count, mean = len(values), values.mean(0)
    if count < 2:
        return np.full(mean.shape, np.nan), np.full(mean.shape, np.nan)
    if count < BOOTSTRAP_FROM:
        half = stats.t.ppf(0.5 + confidence / 2, count - 1) * standard_error(values)
        return mean - half, mean + half
    flat = values.reshape(count, -1)
    low, high = flat.mean(0), flat.mean(0)
    # Resampling equal values has no spread to correct; their interval is the value itself.
    spread = np.ptp(flat, axis=0) > 0
    if spread.any():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = stats.bootstrap(
                (flat[:, spread],),
                np.mean,
                axis=0,
                confidence_level=confidence,
                n_resamples=RESAMPLES,
                method="BCa",
                rng=np.random.default_rng(0),
            ).confidence_interval
        low[spread], high[spread] = found.low, found.high
    return low.reshape(mean.shape), high.reshape(mean.shape)


def standard_error(values: Array) -> Array:
    """Standard error of the mean along the first axis, NaN with fewer than two values."""
    if len(values) < 2:
        return np.full(values.shape[1:], np.nan)
    return np.asarray(values.std(axis=0, ddof=1) / np.sqrt(len(values)))


def variance_ratio(on: Array, off: Array) -> Array:
    """Var(on - off) / (Var on + Var off) over pairs: 1 when pairing gains nothing, 0 when it is perfect."""
    if len(on) < 2:
        return np.full(on.shape[1:], np.nan)
    apart = on.var(axis=0, ddof=1) + off.var(axis=0, ddof=1)
    together = (on - off).var(axis=0, ddof=1)
    return np.where(apart > 0, together / np.where(apart > 0, apart, 1.0), np.nan)
