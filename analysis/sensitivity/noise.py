"""How much of what indices see is chance: replicates at a point against points, and what noise alone would show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.sensitivity.sample import Array

CONFIDENCE = 0.95
DRAWS = 20_000
"""Draws of noise from which a quantile is taken."""


@dataclass(frozen=True)
class Noise:
    """Variance of an outcome over a design, split; every share is NaN with one replicate.

    outcome[point, replicate] = mean + assumptions[point] + chance[replicate] + both[point, replicate]. The second is
    the same at every point, since the replicates are, and leaves indices alone; the third does not.
    """

    replicates: int
    single_run: float
    """Share of the variance of one run that is chance: (chance + both) / all."""
    seen: float
    """Share of the variance between the points' means that is chance: (both / replicates) / (assumptions + that)."""


def split(values: Array) -> Noise:
    """Two-way analysis of variance, points by replicates, of outcomes [points, replicates] without a gap."""
    points, replicates = values.shape
    if replicates < 2 or points < 2:
        return Noise(replicates, float("nan"), float("nan"))
    at_point, of_replicate = values.mean(1), values.mean(0)
    rest = values - at_point[:, None] - of_replicate[None, :] + values.mean()
    both = float((rest**2).sum() / ((points - 1) * (replicates - 1)))
    seen = float(at_point.var(ddof=1))
    assumptions = max(0.0, seen - both / replicates)
    chance = max(0.0, float(of_replicate.var(ddof=1)) - both / points)
    whole = assumptions + chance + both
    if seen <= 0.0 or whole <= 0.0:
        return Noise(replicates, float("nan") if whole <= 0.0 else (chance + both) / whole, float("nan"))
    return Noise(replicates, (chance + both) / whole, min(1.0, both / replicates / seen))


def standard_errors(differences: Array) -> Array:
    """Standard error of a mean difference between two points, pooled over the blocks of a design, by factor.

    `differences` [blocks, factors, replicates] are differences of the same replicate at both points. NaN with one
    replicate. A factor that moves nothing has none: the same chance gives the same bits.
    """
    replicates = differences.shape[2]
    if replicates < 2:
        return np.full(differences.shape[1], np.nan)
    return np.asarray(np.sqrt(differences.var(axis=2, ddof=1).mean(0) / replicates))


def floor_of_mean_size(errors: Array, blocks: int, replicates: int) -> Array:
    """The mean of `blocks` absolute differences that noise alone stays below in 95 of 100 cases.

    A difference that is noise alone is normal with the standard error e, which is itself estimated with
    blocks (replicates - 1) degrees of freedom.
    """
    if replicates < 2:
        return np.full(np.shape(errors), np.nan)
    return np.asarray(errors * _quantile_of_mean_size(blocks, blocks * (replicates - 1)))


@lru_cache(maxsize=64)
def _quantile_of_mean_size(blocks: int, freedom: int) -> float:
    """95 % quantile of mean |z| over an estimated standard error, by drawing; the draws are always the same."""
    rng = np.random.default_rng(1)
    sizes = np.abs(rng.standard_normal((DRAWS, blocks))).mean(1)
    return float(np.quantile(sizes / np.sqrt(rng.chisquare(freedom, DRAWS) / freedom), CONFIDENCE))


def floor_of_mean_square(errors: Array, blocks: int, replicates: int) -> Array:
    """The mean of `blocks` squared differences that noise alone stays below in 95 of 100 cases: e^2 F(n, n (r - 1))."""
    from scipy import stats

    if replicates < 2:
        return np.full(np.shape(errors), np.nan)
    return np.asarray(errors**2 * float(stats.f.ppf(CONFIDENCE, blocks, blocks * (replicates - 1))))
