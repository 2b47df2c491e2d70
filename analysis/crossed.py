"""Statistics of pairs over points and replicates, which cross: every point meets the same replicates of chance.

The difference of point p and replicate r is d = mean + a(p) + b(r) + e(p, r). Points are the sampling unit: the spread
over the prior is that of the means over replicates, the pairs of a point never count as so many independent ones.
What replicates share, b(r), does not shrink with more points; the error of the mean holds it too. With one replicate
nobody can know it, so the mean of several points then has no error, interval or p.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.statistics import interval, standard_error

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Crossed:
    """Values [pairs, ...] with the point and the replicate of each pair; pairs may be missing here and there."""

    values: Array
    points: Array
    replicates: Array

    @cached_property
    def _point_rows(self) -> tuple[Array, int]:
        ids, rows = np.unique(self.points, return_inverse=True)
        return rows, len(ids)

    @cached_property
    def _replicate_rows(self) -> tuple[Array, int]:
        ids, rows = np.unique(self.replicates, return_inverse=True)
        return rows, len(ids)

    @property
    def point_count(self) -> int:
        """Number of points."""
        return self._point_rows[1]

    @cached_property
    def counts(self) -> Array:
        """Pairs of each point."""
        return np.bincount(self._point_rows[0], minlength=self.point_count)

    @cached_property
    def point_means(self) -> Array:
        """Mean of each point over its replicates, points in the order of their numbers."""
        return _means(self.values, *self._point_rows)

    @cached_property
    def within(self) -> Array:
        """What each pair differs from the mean of its point by."""
        return self.values - self.point_means[self._point_rows[0]]

    @cached_property
    def point_errors(self) -> Array:
        """Standard error of each point's mean from its own replicates; NaN for a point with one pair."""
        rows, count = self._point_rows
        squares = _sums(self.within**2, rows, count)
        counts = self.counts.reshape(-1, *[1] * (self.values.ndim - 1)).astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.sqrt(np.where(counts > 1, squares / ((counts - 1) * counts), np.nan))

    def point_half_widths(self, confidence: float = 0.95) -> Array:
        """Half widths of the intervals of the points' means, by Student's t; NaN for a point with one pair."""
        from scipy.special import stdtrit

        free = np.maximum(self.counts - 1, 1).reshape(-1, *[1] * (self.values.ndim - 1))
        return np.asarray(stdtrit(free, 0.5 + confidence / 2) * self.point_errors)

    @cached_property
    def noise(self) -> Array:
        """Variance between pairs of one point, pooled over points; NaN with one replicate."""
        free = len(self.values) - self.point_count
        if free < 1:
            return np.full(self.values.shape[1:], np.nan)
        return np.asarray((self.within**2).sum(0) / free)

    @cached_property
    def noise_share(self) -> Array:
        """Share of the variance between point means that is noise of replicates, at most 1; NaN where unknown."""
        if self.point_count < 2:
            return np.full(self.values.shape[1:], np.nan)
        between = self.point_means.var(axis=0, ddof=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = self.noise * (1.0 / self.counts).mean() / between
        return np.where(between > 0, np.minimum(share, 1.0), np.nan)

    @cached_property
    def shared_error(self) -> Array:
        """Standard error of the mean from what all points have in common in a replicate.

        sqrt(variance of the replicates' means / replicates), what is chance of single pairs not taken off: that part is
        small with many points, and taking it off would leave nothing by luck where replicates are few. Zero at one
        point, whose pairs are the units; NaN where no point has two pairs.
        """
        rows, count = self._replicate_rows
        if self.point_count < 2:
            return np.zeros(self.values.shape[1:])
        if count < 2 or len(self.values) == self.point_count:
            return np.full(self.values.shape[1:], np.nan)
        return standard_error(_means(self.within, rows, count))

    @cached_property
    def mean(self) -> Array:
        """Mean of the points' means; the mean over pairs where there is one point."""
        return np.asarray(self.units.mean(0))

    @property
    def units(self) -> Array:
        """Values of what is sampled: points where there are several, else pairs."""
        return self.point_means if self.point_count > 1 else self.values

    @cached_property
    def error(self) -> Array:
        """Standard error of the mean; NaN with fewer than two units, or one replicate of several points."""
        return np.sqrt(standard_error(self.units) ** 2 + self.shared_error**2)

    @cached_property
    def freedom(self) -> Array:
        """Degrees of freedom of the error, after Satterthwaite (1946) where points and shared chance both err.

        (own^2 + shared^2)^2 / (own^4 / (units - 1) + shared^4 / (replicates - 1)); NaN where there is no error.
        """
        own, shared = standard_error(self.units) ** 2, self.shared_error**2
        units, replicates = len(self.units), self._replicate_rows[1]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(
                (own + shared) ** 2 / (own**2 / max(1, units - 1) + shared**2 / max(1, replicates - 1))
            )

    def interval(self, confidence: float = 0.95) -> tuple[Array, Array]:
        """Ends of the interval of the mean; NaN where its error is not known.

        Of several points Student's t with the degrees of freedom of `freedom`, as for p; of one point the interval of
        `statistics.interval` over its pairs. With two replicates that differ much it holds the mean in nine cases of
        ten rather than in nineteen of twenty; with four and more as stated.
        """
        if self.point_count < 2:
            return interval(self.units, confidence)
        from scipy.special import stdtrit

        half = np.where(self.error == 0.0, 0.0, stdtrit(self.freedom, 0.5 + confidence / 2) * self.error)
        return self.mean - half, self.mean + half

    def p_value(self, none: float = 0.0) -> Array:
        """Two-sided p of a mean of `none` by Student's t; 1 where every unit is `none`, NaN where no error is known."""
        from scipy.special import stdtr

        apart = np.abs(self.mean - none)
        with np.errstate(invalid="ignore", divide="ignore"):
            found = 2.0 * stdtr(self.freedom, -apart / self.error)
        return np.where(self.error == 0.0, np.where(apart > 0, 0.0, 1.0), found)


def _sums(values: Array, rows: Array, count: int) -> Array:
    """Sums of the values of each row number, of which every one occurs."""
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(count))
    return np.asarray(np.add.reduceat(values[order], starts, axis=0))


def _means(values: Array, rows: Array, count: int) -> Array:
    counts = np.bincount(rows, minlength=count)
    return _sums(values, rows, count) / counts.reshape(-1, *[1] * (values.ndim - 1))
