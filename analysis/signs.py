"""Robust effects (稳健): the sign of the paired effect holds in nine of ten draws from the prior.

Every point of a sweep is a draw; its effect is the mean of its pairs over replicates. A point whose own interval
crosses zero has an uncertain sign: the share of them is told, and whether the verdict stands when all of them count
against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare import Comparison, How
from analysis.crossed import Crossed
from analysis.targets import wilson

Array = NDArray[Any]
Verdict = Literal["positive", "negative", "not robust"]
HOLDS_IN = 0.9
"""Share of the points in which the sign must hold."""


@dataclass(frozen=True)
class Robust:
    """How surely an effect has a sign across points."""

    verdict: Verdict
    share: float
    """Share of the points with the more frequent sign."""
    low: float
    high: float
    """Wilson's 95 % interval of that share."""
    points: int
    uncertain: float
    """Share of the points whose own 95 % interval crosses zero; NaN with one replicate."""
    despite_noise: bool
    """Whether the verdict stands when every point of uncertain sign counts against it; False with one replicate."""


def robust(found: Crossed, none: float = 0.0) -> Robust:
    """The verdict on one outcome: values [pairs] with their points; `none` is the value of no effect."""
    from scipy import stats

    apart, count = found.point_means - none, found.point_count
    signs = {"positive": apart > 0, "negative": apart < 0}
    name: Verdict = "positive" if signs["positive"].sum() >= signs["negative"].sum() else "negative"
    held = int(signs[name].sum())
    low, high = wilson(held, count)
    share = held / count
    known = found.counts > 1
    free = np.maximum(found.counts - 1, 1)
    certain = np.abs(apart) > stats.t.ppf(0.975, free) * np.where(known, found.point_errors, np.inf)
    # A point where every pair is the same has no error and is as certain as its sign.
    certain |= known & (found.point_errors == 0) & (apart != 0)
    sure = float((signs[name] & certain).mean())
    return Robust(
        verdict=name if share >= HOLDS_IN else "not robust",
        share=share,
        low=low,
        high=high,
        points=count,
        uncertain=float(1.0 - certain.mean()) if known.any() else np.nan,
        despite_noise=bool(sure >= HOLDS_IN),
    )


COLUMNS = ("scenario", "baseline", "indicator", "level", "place", "name_zh", "name_en", "year")


def robust_table(
    comparison: Comparison,
    indicator: str | Iterable[str],
    year: int | None = None,
    by: str | Iterable[str] | None = None,
    how: How | None = None,
) -> pd.DataFrame:
    """A row a scenario, indicator and place in a year (the last when left out), with the columns of `Robust`."""
    keys = [indicator] if isinstance(indicator, str) else list(indicator)
    places = comparison.folder.places.several(by if by is not None else comparison.places)
    none = 1.0 if (how or comparison.how) == "ratio" else 0.0
    rows = []
    for key in keys:
        for scenario in comparison.scenarios:
            found, pairs = comparison.differences(key, places, scenario, how), comparison.pairs[scenario]
            at = len(found.years) - 1 if year is None else list(found.years).index(year)
            for column, place in enumerate(places):
                crossed = Crossed(found.values[:, at, column], pairs.points, pairs.replicates)
                named = (place.level, place.id, place.zh, place.en)
                head = (scenario, comparison.baseline, key, *named, int(found.years[at]))
                rows.append(dict(zip(COLUMNS, head, strict=True)) | vars(robust(crossed, none)))
    return pd.DataFrame(rows)


def strongest_factor(points: pd.DataFrame, effect: Array) -> tuple[str, float]:
    """The factor whose rank goes most with the effect's over points, and Spearman's correlation.

    An empty name where no factor or no effect varies. Words are ranked by the mean effect of their points, without
    a sign of their own: their correlation is at least 0.
    """
    best, strength = "", 0.0
    for name in points.columns.drop("point_id"):
        column = points[name]
        if not pd.api.types.is_numeric_dtype(column):
            column = pd.Series(effect, column.index).groupby(column.astype(str)).transform("mean")
        found = _spearman(column.to_numpy(np.float64), effect)
        if abs(found) > abs(strength):
            best, strength = str(name), found
    return best, strength


def _spearman(one: Array, other: Array) -> float:
    """Correlation of ranks, ties sharing theirs; 0 where a side does not vary."""
    ranks = [pd.Series(values).rank().to_numpy() for values in (one, other)]
    if any(np.ptp(rank) == 0 for rank in ranks):
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])


def surely(strength: float, points: int, factors: int) -> bool:
    """Whether a rank correlation is more than the strongest of so many unrelated factors shows by chance in 5 %.

    Under no relation it is about normal with variance 1 / (points - 1); Bonferroni over factors.
    """
    from scipy import stats

    if points < 4:
        return False
    return bool(abs(strength) > stats.norm.ppf(1.0 - 0.025 / max(1, factors)) / np.sqrt(points - 1.0))
