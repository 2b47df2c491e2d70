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

from analysis.compare import Comparison
from analysis.crossed import Crossed
from analysis.years import How
from sim.indicators.scores import wilson

Array = NDArray[Any]
Verdict = Literal["positive", "negative", "not robust", "too few"]
HOLDS_IN = 0.9
"""Share of the points in which the sign must hold."""
FEWEST = 20
"""Points below which no verdict is given: nine of ten would be one sign by luck too easily."""


@dataclass(frozen=True)
class Robust:
    """How surely an effect has a sign across points, draws of the assumptions."""

    verdict: Verdict
    share: float
    """Share of the points with the more frequent sign."""
    low: float
    high: float
    """Wilson's 95 % interval of that share."""
    points: int
    """Points that count as independent; those of a trajectory are not and count together."""
    positive: float
    negative: float
    """Shares of points above and below no effect; one of none is neither."""
    uncertain: float
    """Share of the points whose own 95 % interval crosses zero; NaN with one replicate, or where it was not asked."""
    despite_noise: bool
    """Whether the verdict stands when every point of uncertain sign counts against it; False where none is known."""


def robust(
    effects: Array, none: float = 0.0, draws: int | None = None, certain: Array | None = None
) -> Robust:
    """The verdict on the effects [points], NaN left out; `none` is the value of no effect.

    draws: how many of the points are independent, all where it is left out. certain: whether a point's own replicates
    leave its sign in no doubt.
    """
    known = np.isfinite(effects)
    apart = effects[known] - none
    count = len(apart) if draws is None else draws
    if not len(apart):
        return Robust("too few", np.nan, np.nan, np.nan, 0, np.nan, np.nan, np.nan, False)
    above, below = apart > 0, apart < 0
    positive, negative = float(above.mean()), float(below.mean())
    name: Verdict = "positive" if positive >= negative else "negative"
    share = max(positive, negative)
    low, high = wilson(round(share * count), count)
    sure = np.zeros(len(apart), bool) if certain is None else certain[known]
    held = float((sure & (above if name == "positive" else below)).mean())
    return Robust(
        verdict="too few" if count < FEWEST else name if share >= HOLDS_IN else "not robust",
        share=share,
        low=low,
        high=high,
        points=count,
        positive=positive,
        negative=negative,
        uncertain=np.nan if certain is None else float(1.0 - sure.mean()),
        despite_noise=held >= HOLDS_IN and count >= FEWEST,
    )


def robust_points(found: Crossed, none: float = 0.0) -> Robust:
    """The verdict on one outcome: values [pairs] with their points and replicates."""
    known = found.counts > 1
    if not known.any():
        return robust(found.point_means, none)
    apart = found.point_means - none
    certain = known & (np.abs(apart) > np.nan_to_num(found.point_half_widths()))
    return robust(found.point_means, none, certain=certain)


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
                rows.append(dict(zip(COLUMNS, head, strict=True)) | vars(robust_points(crossed, none)))
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
