"""How a stated target is scored from yearly values (目标评分): one rule for those who run and those who read.

Values are arrays [..., years, places]. `path` gives, year by year, what would be held against the number if it were
judged then; `met` holds it. Only plain arithmetic is used, so that scores are the same bits everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.indicators.kinds import Array

OVER_YEARS = ("mean", "mean_growth", "every_year", "sum")
"""Aggregations over all years from the first to the last."""
COUNTED = ("count_places", "share_of_places")
"""Aggregations that count the places inside."""
ROOT_STEPS = 80
"""Steps of Newton's method for a mean growth rate: far more than doubles need."""
NORMAL_95 = 1.959963984540054
"""Quantile of the normal distribution for an interval of 95 %."""


@dataclass(frozen=True)
class Aim:
    """The numbers of a target that decide whether it is met."""

    aggregation: str
    op: str
    number: float
    first: int
    """First year that counts; the year of the date itself where a level is judged."""
    last: int
    """Year at whose end it is judged."""
    threshold: float = 0.0

    @classmethod
    def of(cls, target: Mapping[str, Any]) -> Aim:
        """From the fields of a target as a file or a resolved scenario gives them; it must be one that is scored."""
        last = target.get("by_year") or target["to_year"]
        return cls(
            aggregation=target["aggregation"],
            op=target["op"],
            number=float(target["number"]),
            first=int(target.get("from_year") or last),
            last=int(last),
            threshold=float(target.get("threshold") or 0.0),
        )


def path(aim: Aim, years: Array, values: Array, whole: Array | None = None) -> Array:
    """What is held against the number if judged in each year [..., years]; NaN where it cannot be said.

    Level, share of the city (`whole` [..., years]): the place that is farthest from meeting it. Mean, sum, mean growth
    (v_t / v_first)^(1 / (t - first)) - 1, every year (the worst year): from the first year to that one, of the place
    farthest away. Counts: places with v >= threshold, or their share.
    """
    values = np.asarray(values, np.float64)
    if aim.aggregation in COUNTED:
        reached = (values >= aim.threshold).sum(-1)
        count = reached if aim.aggregation == "count_places" else reached / max(values.shape[-1], 1)
        return np.where(np.isnan(values).all(-1), np.nan, count)
    if aim.aggregation == "share_of_city":
        with np.errstate(invalid="ignore", divide="ignore"):
            values = values / np.asarray(whole, np.float64)[..., None]
    if aim.aggregation in OVER_YEARS:
        values = _since(aim, np.asarray(years), values)
    return _farthest(aim, values)


def met(aim: Aim, value: Array) -> Array:
    """Whether a value meets the target; NaN never does."""
    with np.errstate(invalid="ignore"):
        return np.asarray(
            {
                "ge": value >= aim.number,
                "gt": value > aim.number,
                "le": value <= aim.number,
                "lt": value < aim.number,
                "eq": np.abs(value - aim.number) <= 1e-9 * max(1.0, abs(aim.number)),
            }[aim.op]
        )


def distance(aim: Aim, value: Array) -> Array:
    """How far a value is from the number, relative to it: 0 where it is met, never more than 1; NaN stays."""
    size = max(abs(aim.number), 1e-9)
    short = {"ge": aim.number - value, "le": value - aim.number}.get(_side(aim), np.abs(value - aim.number))
    return np.where(met(aim, value), 0.0, np.clip(short / size, 0.0, 1.0))


def first_met(aim: Aim, years: Array, judged: Array) -> Array:
    """Year in which a path [..., years] first meets the target, NaN where it never does.

    A mean, a growth rate and what must hold in every year are decided at their end; all else may be met before.
    """
    years = np.asarray(years)
    good = met(aim, judged) & (years >= (aim.first if aim.aggregation in OVER_YEARS else years.min()))
    if aim.aggregation in ("mean", "mean_growth", "every_year"):
        good &= years == aim.last
    return np.where(good.any(-1), years[good.argmax(-1)], np.nan)


def wilson(met_by: int, runs: int, quantile: float = NORMAL_95) -> tuple[float, float]:
    """Ends of Wilson's interval of a share k / n.

    (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n); NaN without runs (Wilson 1927).
    """
    if runs == 0:
        return math.nan, math.nan
    share, square = met_by / runs, quantile**2
    centre = share + square / (2 * runs)
    half = quantile * math.sqrt(share * (1 - share) / runs + square / (4 * runs**2))
    low, high = ((centre + side * half) / (1 + square / runs) for side in (-1, 1))
    # At the ends the interval touches 0 or 1, where rounding would leave a trace.
    return (0.0 if met_by == 0 else low), (1.0 if met_by == runs else high)


def _side(aim: Aim) -> str:
    return {"gt": "ge", "lt": "le"}.get(aim.op, aim.op)


def _farthest(aim: Aim, values: Array) -> Array:
    """The place that is farthest from meeting it [...]."""
    if _side(aim) == "ge":
        return np.asarray(values.min(-1))
    if _side(aim) == "le":
        return np.asarray(values.max(-1))
    worst = np.abs(values - aim.number).argmax(-1)
    return np.asarray(np.take_along_axis(values, worst[..., None], -1)[..., 0])


def _since(aim: Aim, years: Array, values: Array) -> Array:
    """Mean, sum, mean growth or worst year of each place since the first year [..., years, places]."""
    found = np.full(values.shape, np.nan)
    begin = np.flatnonzero(years == aim.first)
    if not begin.size:
        return found
    at = int(begin[0])
    since = values[..., at:, :]
    count = np.arange(1, since.shape[-2] + 1)[:, None]
    if aim.aggregation == "sum":
        found[..., at:, :] = np.cumsum(since, axis=-2)
    elif aim.aggregation == "mean":
        found[..., at:, :] = np.cumsum(since, axis=-2) / count
    elif aim.aggregation == "every_year":
        worst = {"ge": np.minimum, "le": np.maximum}.get(_side(aim))
        found[..., at:, :] = _farthest_so_far(aim, since) if worst is None else worst.accumulate(since, -2)
    else:
        for later in range(1, since.shape[-2]):
            with np.errstate(invalid="ignore", divide="ignore"):
                ratio = since[..., later, :] / since[..., 0, :]
            found[..., at + later, :] = _root(ratio, later) - 1.0
    return found


def _farthest_so_far(aim: Aim, since: Array) -> Array:
    """For an exact number: the year so far whose value lies farthest from it."""
    worst = since.copy()
    for year in range(1, since.shape[-2]):
        nearer = np.abs(since[..., year, :] - aim.number) < np.abs(worst[..., year - 1, :] - aim.number)
        worst[..., year, :] = np.where(nearer, worst[..., year - 1, :], since[..., year, :])
    return worst


def _root(value: Array, degree: int) -> Array:
    """The positive root of a degree, by Newton's method in plain arithmetic; NaN where there is none."""
    value = np.where(value > 0.0, value, np.nan)
    root = np.maximum(value, 1.0)
    for _ in range(ROOT_STEPS):
        power = np.ones_like(root)
        for _ in range(degree - 1):
            power = power * root
        with np.errstate(invalid="ignore", over="ignore"):
            root = ((degree - 1) * root + value / power) / degree
    return root
