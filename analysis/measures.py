"""The computed columns of the comparison table, of pairs that cross points and replicates."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from analysis.crossed import Crossed
from analysis.partners import Pairs
from analysis.statistics import bands, correlation, share, variance_ratio
from analysis.years import How, YearValues
from sim.errors import InputError, unknown_name

Over = Literal["points", "pairs"]
HOWS = ("pct", "abs", "ratio")


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


def apart_of(on: YearValues, off: YearValues, how: str) -> YearValues:
    """How far values are from those of the baseline, pair by pair."""
    how = known_how(how)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = on.values - off.values if how == "abs" else on.values / off.values
    values = found - 1.0 if how == "pct" else found
    unit = on.unit if how == "abs" else "share" if how == "pct" else "ratio"
    return YearValues(on.key, unit, on.runs, on.years, on.places, values)


def known_how(how: str) -> How:
    """A way of telling a difference; raises InputError for one that is none."""
    if how not in HOWS:
        raise InputError([unknown_name("comparison", how, HOWS, "how")])
    return how  # type: ignore[return-value]
