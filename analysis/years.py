"""Yearly values of an indicator at places and groups: the block of numbers that everything else reads
(C1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.places import Place
from sim.errors import InputError, Problem
from sim.indicators import BY_KEY, SHARE, Indicator, as_one, growth, unknown_indicator, yearly

GROWTH = "_growth"
How = Literal["pct", "abs", "ratio"]
NO_SIZE = (SHARE, "ratio", "log points", "log utility")
"""Units in which a difference says more than a share of the baseline."""
SIGNED = ("fiscal_balance", "net_migration", "natural_increase", "firms_moved_net", "misreport_log")
"""Balances: they may be below nought, or near it, and have no share."""
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class YearValues:
    """Values [runs, years, places] of an indicator, with what the axes mean."""

    key: str
    unit: str
    runs: Array
    years: Array
    places: tuple[Place, ...]
    values: Array


def split_key(key: str) -> tuple[Indicator, bool]:
    """The indicator of a key, and whether its growth is meant (`gdp_real_growth`)."""
    base = key if key in BY_KEY else key.removesuffix(GROWTH)
    if base not in BY_KEY:
        raise InputError([unknown_indicator("indicators", key)])
    return BY_KEY[base], base != key


def unit_of(key: str) -> str:
    """The unit of an indicator, or of its growth."""
    item, grows = split_key(key)
    return "share" if grows else item.unit


def usual_how(key: str) -> How:
    """Whether an effect is told relative to the baseline (`pct`), or as a difference in the unit of the indicator.

    The latter of growth, shares, ratios and logarithms, and of what may be below nought or near it.
    """
    item, grows = split_key(key)
    return "abs" if grows or item.unit in NO_SIZE or key in SIGNED else "pct"


def year_values(folder: Folder, key: str, places: Sequence[Place]) -> YearValues:
    """Whole years of an indicator, or of its growth, for every run of a folder.

    A group is the sum of its members, or the ratio of their sums; raises InputError when an indicator has no
    value at a place, or when it does not add up over a group.
    """
    item, grows = split_key(key)
    runs = folder.layout.runs
    columns = [_one_place(folder, item, place) for place in places]
    years = columns[0][0] if columns else np.zeros(0, np.int64)
    if not len(years):
        raise InputError(
            [Problem(str(folder.path), "its runs hold no whole year", "run at least to a fourth quarter")]
        )
    values = np.stack([values for _, values in columns], axis=2)
    if grows:
        values = np.moveaxis(growth(np.moveaxis(values, 1, 0)), 0, 1)[:, 1:]
        years = years[1:]
    return YearValues(key, unit_of(key), runs, years, tuple(places), values)


def _one_place(folder: Folder, item: Indicator, place: Place) -> tuple[Array, Array]:
    """Years and values [runs, years] of one place."""
    series: dict[str, Array] = {}
    level = "county" if place.level == "group" else place.level
    for needed in item.needed:
        cube = folder.cube(needed, level)
        known = {name: column for column, name in enumerate(cube.places)}
        absent = [member for member in place.members if member not in known]
        if absent:
            given = f"{place.name('both')}: {place.level}s were not recorded"
            raise InputError([Problem(str(folder.path), given, "run again with record=full")])
        found = cube.values[needed][:, :, [known[member] for member in place.members]]
        series[needed] = np.moveaxis(found, 0, 1)
    _require_known(folder, item, place, series)
    if len(place.members) > 1 or place.level == "group":
        series = as_one(item, series)
    else:
        series = {name: values[:, :, 0] for name, values in series.items()}
    years, values = yearly(item, series, int(folder.layout.quarters[0]))
    return years, values.T


def _require_known(folder: Folder, item: Indicator, place: Place, series: dict[str, Array]) -> None:
    if place.level == "group" and item.aggregation == "none":
        given = f"{item.key} of several places does not add up"
        allowed = f"ask for the members of {place.id} one by one"
    elif place.level != "group" and place.level not in item.levels:
        given = f"{item.key} is not measured for a {place.level}"
        allowed = f"ask for {' or '.join(item.levels)}"
    else:
        return
    raise InputError([Problem(str(folder.path), given, allowed, place.name("both"))])
