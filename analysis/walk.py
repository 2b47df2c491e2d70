"""Random walks with drift (带漂移的随机游走): what a forecaster without a model would say, from the record alone.

The logarithm of a yearly figure y rises by d a year, with shocks of standard deviation s a year:
    log y(T + h) = log y(T) + d h + e,   e ~ N(0, s^2 (h + h^2 / n)),
n the years the drift was seen over: the second part is the drift's own uncertainty (Hyndman & Athanasopoulos,
Forecasting, 5.2). Years between figures may differ; a rise over m years counts as m years.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[Any]
DRAWS = 999
"""Points that stand for a forecast: its quantiles at (i + 1/2) / 999."""
ENOUGH = 3
"""Rises from which a series tells its own standard deviation."""

Rise = tuple[float, float]
"""Years, and the change of the logarithm over them."""


@dataclass(frozen=True)
class Walk:
    """A random walk fitted to a record."""

    drift: float
    """Change of the logarithm a year."""
    spread: float
    """Standard deviation of a year's shock; NaN where no record tells it."""
    seen: float
    """Years of the record."""
    rises: int
    pooled: bool = False
    """Whether the spread is that of all series of its kind."""

    def forecast(self, anchor: float, ahead: float, drifting: bool = True) -> Array:
        """What it says so many years after a figure, as `DRAWS` equally likely values; one value without a spread."""
        middle = math.log(anchor) + (self.drift * ahead if drifting else 0.0)
        if math.isnan(self.spread):
            return np.array([math.exp(middle)])
        wide = self.spread * math.sqrt(ahead + (ahead * ahead / self.seen if drifting else 0.0))
        return np.exp(middle + wide * stats.norm.ppf((np.arange(DRAWS) + 0.5) / DRAWS))


def rises(record: Iterable[tuple[int, float, int]]) -> list[Rise]:
    """Rises between neighbouring figures (year, value, basis) of one basis."""
    known = sorted(record)
    return [
        (float(later - year), math.log(grown / value))
        for (year, value, basis), (later, grown, other) in pairwise(known)
        if basis == other
    ]


def squares(found: Sequence[Rise]) -> tuple[float, int]:
    """Squared shocks about a series' own drift, a year each, and their degrees of freedom."""
    years = sum(span for span, _ in found)
    drift = sum(rise for _, rise in found) / years if years else 0.0
    total = sum((rise - drift * span) ** 2 / span for span, rise in found)
    return total, max(len(found) - 1, 0)


def fitted(found: Sequence[Rise], kin: Sequence[Sequence[Rise]] = ()) -> Walk | None:
    """The walk of a series; with fewer than three rises the spread is that of all series of its kind (`kin`).

    None where the record holds no rise at all.
    """
    if not found:
        return None
    years = sum(span for span, _ in found)
    drift = sum(rise for _, rise in found) / years
    own, free = squares(found)
    if len(found) >= ENOUGH:
        return Walk(drift, math.sqrt(own / free), years, len(found))
    pooled = [squares(each) for each in (found, *kin)]
    free = sum(count for _, count in pooled)
    spread = math.sqrt(sum(total for total, _ in pooled) / free) if free else math.nan
    return Walk(drift, spread, years, len(found), pooled=True)


def crps(samples: Array, observed: float) -> float:
    """Continuous ranked probability score of equally likely values x against y, in y's unit; smaller is better.

    mean |x - y| - mean |x - x'| / 2 over pairs of different values (the fair estimate, Ferro 2014).
    """
    count = samples.size
    off = float(np.abs(samples - observed).mean())
    if count < 2:
        return off
    ranks = 2.0 * np.arange(1, count + 1) - count - 1
    return off - float((ranks * np.sort(samples)).sum()) / (count * (count - 1))
