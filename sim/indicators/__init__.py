"""The one registry of indicators (指标): what is measured of a place, in which unit, how it adds up (C5).

Pure data and the rule of the year: the model fills them, result folders carry them, readers take words from
here. One file a block of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, Problem, unknown_name
from sim.indicators import (
    economy,
    environment,
    farms,
    government,
    knowhow,
    parks,
    projects,
    recognition,
    residents,
    transport,
    villages,
    visits,
)
from sim.indicators.kinds import (
    FIRMS,
    INDEX,
    LEVELS,
    PERSONS,
    REAL_YUAN,
    RECORDS,
    SHARE,
    YUAN,
    Aggregation,
    Array,
    Better,
    Indicator,
    Kind,
)

__all__ = [
    "BY_KEY",
    "FIRMS",
    "INDEX",
    "INDICATORS",
    "LEVELS",
    "PERSONS",
    "REAL_YUAN",
    "RECORDS",
    "SHARE",
    "YUAN",
    "Aggregation",
    "Better",
    "Indicator",
    "Kind",
    "as_one",
    "at_level",
    "growth",
    "indicator",
    "together",
    "unknown_indicator",
    "yearly",
]

INDICATORS: tuple[Indicator, ...] = (
    *economy.INDICATORS,
    *government.INDICATORS,
    *parks.INDICATORS,
    *projects.INDICATORS,
    *recognition.INDICATORS,
    *villages.INDICATORS,
    *farms.INDICATORS,
    *residents.INDICATORS,
    *visits.INDICATORS,
    *environment.INDICATORS,
    *transport.INDICATORS,
    *knowhow.INDICATORS,
)
"""Every indicator, in the order of the tables.

Public money has two bases. A budget (revenue, transfers, spending, interest, bonds, debt, cash, programmes) belongs
to a government: a county's figures hold the county and its towns, the city's hold all and the city's own. Purchases
and investment of governments belong to the place where they are made, whoever pays.
"""

BY_KEY: dict[str, Indicator] = {item.key: item for item in INDICATORS}


def indicator(key: str, where: str = "indicators") -> Indicator:
    """The indicator of a key; raises InputError with the nearest key when there is none."""
    if key not in BY_KEY:
        raise InputError([unknown_indicator(where, key)])
    return BY_KEY[key]


def unknown_indicator(where: str, key: str, known: Iterable[str] = BY_KEY) -> Problem:
    """The fault of a key that no indicator has, with the nearest one by key or by its name in either language."""
    called: dict[str, str] = {}
    for name in known:
        item = BY_KEY[name]
        called.setdefault(item.zh, name)
        called.setdefault("_".join(re.findall(r"\w+", item.en)), name)
    return unknown_name(where, key, known, called=called)


def at_level(level: str, record: str = "full") -> tuple[Indicator, ...]:
    """Indicators that a record of that width keeps at a level of places."""
    return tuple(item for item in INDICATORS if item.kept(level, record))


def together(item: Indicator, series: Mapping[str, Array], axis: int = -1) -> Array:
    """Several places as one along an axis of places; NaN where the indicator does not add up."""
    if item.aggregation == "ratio":
        return _over(item, {key: np.asarray(series[key]).sum(axis) for key in item.needed})
    values = np.asarray(series[item.key])
    if item.aggregation == "sum":
        return values.sum(axis)
    if item.aggregation == "mean" and item.weight:
        return _weighted(values, np.asarray(series[item.weight]), axis)
    return np.full(values.sum(axis).shape, np.nan)


def as_one(item: Indicator, series: Mapping[str, Array]) -> dict[str, Array]:
    """Series of several places [..., places] as those of one: parts of a ratio are summed, its year comes after."""
    if item.numerator:
        return {key: np.asarray(series[key]).sum(-1) for key in item.needed}
    merged = {item.key: together(item, series)}
    return merged | ({item.weight: np.asarray(series[item.weight]).sum(-1)} if item.weight else {})


def yearly(
    item: Indicator, series: Mapping[str, Array], first_quarter: int
) -> tuple[NDArray[np.int64], Array]:
    """Whole calendar years of quarterly series [quarters, ...] that begin at `first_quarter` (C1).

    Flows are summed, stocks and counts taken at Q4, indices averaged. A ratio comes from the year's sums,
    in which a stock stands with its mean over the year; a share without parts is the mean weighted by its
    weight.
    """
    skip = -first_quarter % 4
    count = max(0, (len(series[item.needed[0]]) - skip) // 4)

    def of(key: str) -> Array:
        values = np.asarray(series[key])
        return values[skip : skip + 4 * count].reshape(count, 4, *values.shape[1:])

    if item.numerator:
        values = _over(item, {key: _of_year(BY_KEY[key], of(key)) for key in item.needed})
    elif item.kind == "flow":
        values = of(item.key).sum(1)
    elif item.kind in ("stock", "count"):
        values = of(item.key)[:, 3]
    elif item.kind == "ratio" and item.weight in series:
        values = _weighted(of(item.key), of(item.weight), 1)
    else:
        values = of(item.key).mean(1)
    return (first_quarter + skip) // 4 + np.arange(count), values


def growth(values: Array) -> Array:
    """Growth on the year before along the first axis, NaN in the first year."""
    values = np.asarray(values, np.float64)
    grown = np.full(values.shape, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        grown[1:] = values[1:] / values[:-1] - 1.0
    return grown


def _of_year(item: Indicator, quarters: Array) -> Array:
    return quarters.sum(1) if item.kind == "flow" else quarters.mean(1)


def _weighted(values: Array, weight: Array, axis: int) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((values * weight).sum(axis) / weight.sum(axis))


def _over(item: Indicator, sums: Mapping[str, Array]) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sum(sign * sums[key] for key, sign in item.numerator) / sums[item.denominator])
