"""The computed columns of the comparison table, of pairs that cross points and replicates."""

from __future__ import annotations

from typing import Any, Literal

from numpy.typing import NDArray

from analysis.crossed import Crossed
from analysis.partners import Pairs
from analysis.statistics import bands, correlation, share, variance_ratio
from analysis.years import How

Over = Literal["points", "pairs"]


def measures(
    pairs: Pairs, on: NDArray[Any], off: NDArray[Any], apart: NDArray[Any], how: How, over: Over
) -> dict[str, NDArray[Any]]:
    """The columns of the table that are computed, each [years, places]."""
    none = 1.0 if how == "ratio" else 0.0
    found, ours, theirs = (Crossed(values, pairs.points, pairs.replicates) for values in (apart, on, off))
    spread = found.units if over == "points" else apart
    low, high = found.interval()
    free = len(pairs) - found.point_count
    return bands(spread) | {
        "mean": found.mean,
        "se": found.error,
        "low": low,
        "high": high,
        "share_positive": share(spread > none, spread),
        "variance_ratio": variance_ratio(ours.within, theirs.within, free),
        "correlation": correlation(ours.within, theirs.within, free),
        "noise_share": found.noise_share,
        "p_value": found.p_value(none),
        "value": ours.mean,
        "value_baseline": theirs.mean,
    }
