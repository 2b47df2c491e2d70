"""The back-test scored (回测评分): forecasts of a past that is known, the model's beside those of a random walk.

A point is one published figure after the start. Forecasts of it are equally likely values: the runs of each arm, and
the quantiles of random walks fitted to the record up to the start. All scores are relative to the figure observed, so
that places of different size can be pooled.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.walk import Rise, Walk, crps, fitted, rises
from analysis.years import year_values
from sim.errors import InputError, Problem

Array = NDArray[Any]
RECORD = "observed.parquet"
DRIFT, FLAT = "drift", "flat"
"""The random walks: with the drift of the record, and without one."""


@dataclass(frozen=True)
class Point:
    """One figure to be forecast, and what each forecaster says of it."""

    indicator: str
    level: str
    place: str
    year: int
    observed: float
    grade: str
    says: dict[str, Array]


@dataclass(frozen=True)
class Series:
    """An indicator of a place: its record, what it is scored from, and the walk fitted to what was known."""

    indicator: str
    level: str
    place: str
    record: pd.DataFrame
    anchor: int
    """Year of the figure that walks start from."""
    rebased: bool
    """Whether the basis changed after the start: all start from the first figure of the new basis."""
    known: tuple[int, ...]
    """Years of the record up to the start."""
    walk: Walk | None


@dataclass(frozen=True)
class Score:
    """How a forecaster did on some points, relative to the figures observed; NaN without points."""

    points: int
    mape: float
    rmse: float
    inside: int
    """Points inside the 90 % band; -1 where there is no band."""
    crps: float


class Backtest:
    """A folder with runs from an earlier opening and a record of what was observed."""

    def __init__(self, folder: Folder) -> None:
        """Raises InputError where the folder holds no record."""
        self.folder = folder
        file = folder.path / RECORD
        if not file.is_file():
            raise InputError(
                [Problem(str(folder.path), "holds no record to compare with", "make it with bqw backtest")]
            )
        self.record = pq.read_table(file).to_pandas()
        self.start = -(-folder.first_quarter // 4)
        """First whole year of the runs: what is known ends before it."""

    @cached_property
    def series(self) -> list[Series]:
        """Every series with a figure after the start, the city's first."""
        known = self.record[self.record["year"] < self.start]
        told: dict[tuple[str, str], list[Rise]] = {}
        for (key, place), rows in known.groupby(["indicator", "place"], sort=False):
            told[str(key), str(place)] = rises(zip(rows["year"], rows["value"], rows["basis"], strict=True))
        found = []
        for (key, place), rows in self.record.groupby(["indicator", "place"], sort=False):
            one = self._series(str(key), str(place), rows.sort_values("year"), told)
            if one is not None:
                found.append(one)
        return sorted(found, key=lambda one: (one.level != "city", KEYS.index(one.indicator), one.place))

    def _series(
        self, key: str, place: str, rows: pd.DataFrame, told: dict[tuple[str, str], list[Rise]]
    ) -> Series | None:
        after, before = rows[rows["year"] >= self.start], rows[rows["year"] < self.start]
        if after.empty or key not in KEYS:
            return None
        same = before[before["basis"] == after["basis"].iloc[-1]]
        rebased = same.empty and not before.empty
        anchor = int(after["year"].iloc[0] if same.empty else same["year"].iloc[-1])
        own = told.get((key, place), [])
        kin = [each for (other, there), each in told.items() if other == key and there != place]
        walk = fitted(own, kin)
        level = str(rows["level"].iloc[0])
        return Series(key, level, place, rows, anchor, rebased, tuple(before["year"]), walk)

    @cached_property
    def points(self) -> list[Point]:
        """Every figure that is scored: those after the start, less those that a series is rebased on."""
        return [point for one in self.series for point in self._points(one)]

    def _points(self, one: Series) -> list[Point]:
        record = one.record.set_index("year")
        paths = self.paths(one)
        found = []
        for year in record.index[record.index >= self.start]:
            if one.rebased and year <= one.anchor:
                continue
            says = {name: path[year] for name, path in paths.items() if year in path}
            row = record.loc[year]
            found.append(
                Point(one.indicator, one.level, one.place, int(year), row["value"], row["grade"], says)
            )
        return found

    def paths(self, one: Series) -> dict[str, dict[int, Array]]:
        """What each forecaster says of a series, year by year: arm or walk -> year -> values."""
        found = {name: self._of_model(one, name) for name in self.folder.scenarios}
        if one.walk is not None:
            first = float(one.record.set_index("year")["value"][one.anchor])
            last = self.start + len(next(iter(found.values()), {})) - 1
            for name in (DRIFT, FLAT):
                found[name] = {
                    year: one.walk.forecast(first, year - one.anchor, name == DRIFT)
                    for year in range(max(one.anchor + 1, self.start), last + 1)
                }
        return found

    def _of_model(self, one: Series, arm: str) -> dict[int, Array]:
        found = year_values(self.folder, one.indicator, [self.folder.places.find(one.place)])
        runs = self.folder.runs.set_index("run_id")
        mine = [
            row
            for row, run in enumerate(found.runs)
            if runs.loc[run, "scenario"] == arm and runs.loc[run, "status"] == "finished"
        ]
        values = np.asarray(found.values[mine, :, 0], np.float64)
        years = [int(year) for year in found.years]
        if one.rebased and one.anchor in years:
            base = float(one.record.set_index("year")["value"][one.anchor])
            values = values * (base / values[:, years.index(one.anchor)])[:, None]
        return {year: values[:, column] for column, year in enumerate(years)}


KEYS = ("gdp_nominal", "firms_above_scale", "population")
"""Indicators that are scored, in the order of the card."""


def score(points: Sequence[Point], name: str) -> Score:
    """Mean absolute and root mean square error of the median, cover of the 90 % band, mean CRPS."""
    mine = [point for point in points if name in point.says]
    if not mine:
        return Score(0, math.nan, math.nan, 0, math.nan)
    off = np.array([float(np.median(point.says[name])) / point.observed - 1.0 for point in mine])
    wide = all(point.says[name].size > 1 for point in mine)
    inside = sum(band(point.says[name])[0] <= point.observed <= band(point.says[name])[1] for point in mine)
    ranked = np.mean([crps(point.says[name], point.observed) / point.observed for point in mine])
    return Score(
        len(mine),
        float(np.abs(off).mean()),
        float(np.sqrt((off**2).mean())),
        inside if wide else -1,
        float(ranked),
    )


def skill(mine: float, other: float) -> float:
    """1 - score / score of the other: above 0 better, below 0 worse, 1 perfect."""
    return 1.0 - mine / other if other > 0 else math.nan


def band(values: Array) -> tuple[float, float]:
    """Ends of the 90 % band."""
    low, high = np.quantile(values, (0.05, 0.95))
    return float(low), float(high)
