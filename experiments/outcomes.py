"""Single numbers of a run (结果量): an indicator of a place or a group of counties in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, Problem
from sim.indicators import BY_KEY, LEVELS, Indicator, growth, indicator, together, yearly
from sim.indicators.kinds import RECORDS
from sim.region import Region, find_place
from sim.result import Result
from sim.scenario import Scenario

WHERE = "outcome"
GROWTH = "_growth"


@dataclass(frozen=True)
class Outcome:
    """An indicator (or its growth, `gdp_real_growth`) of a place in a year.

    `place` is an id, a name or a group such as `west`; the whole region where it is empty. `year` is the last whole one
    where it is left out.
    """

    key: str
    place: str = ""
    year: int | None = None
    name: str = ""
    """What the number is called; KEY, KEY.PLACE or KEY.PLACE.YEAR where it is empty."""

    @property
    def called(self) -> str:
        """The name of the number."""
        parts = (self.key, self.place, "" if self.year is None else str(self.year))
        return self.name or ".".join(part for part in parts if part)

    @property
    def item(self) -> Indicator:
        """The indicator; raises InputError with the nearest key."""
        return indicator(self.key if self.key in BY_KEY else self.key.removesuffix(GROWTH), WHERE)

    def columns(self, region: Region) -> tuple[str, list[int]]:
        """The level that is read and the columns of its places; raises InputError."""
        if not self.place:
            return "city", [0]
        place = find_place(region, self.place, WHERE, "place")
        if place.level == "group":
            return "county", list(region.groups[place.index].members)
        if place.level not in LEVELS:
            given = f"{self.place!r} is a {place.level}"
            raise InputError([Problem(WHERE, given, "name the city, a county, a town, a park or a village")])
        return place.level, [place.index]

    def of(self, result: Result) -> float:
        """The number of a run."""
        level, columns = self.columns(result.region)
        item, kept = self.item, result.values[level]
        series = _as_one(item, {key: kept[key][:, columns] for key in item.needed})
        years, values = yearly(item, series, result.first_quarter)
        if self.item.key != self.key:
            values = growth(values)
        return float(values[-1 if self.year is None else years.tolist().index(self.year)])


def record_for(outcomes: Sequence[Outcome], region: Region, scenario: Scenario) -> str:
    """The narrowest record that holds these outcomes; raises InputError with every one that no run has."""
    problems: list[Problem] = []
    widths = list(RECORDS)
    needed = 0
    for outcome in outcomes:
        try:
            needed = max(needed, _width(outcome, region, scenario, widths))
        except InputError as error:
            problems += error.problems
    names = [outcome.called for outcome in outcomes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.append(Problem(WHERE, f"two outcomes are called {name!r}", "give one of them another name"))
    if problems:
        raise InputError(problems)
    return widths[needed]


def _width(outcome: Outcome, region: Region, scenario: Scenario, widths: list[str]) -> int:
    level, columns = outcome.columns(region)
    item = outcome.item
    if len(columns) > 1 and item.aggregation == "none":
        given = f"{item.key} of several places does not add up"
        raise InputError([Problem(WHERE, given, f"ask for the members of {outcome.place} one by one")])
    fitting = [
        at for at, width in enumerate(widths) if all(BY_KEY[key].kept(level, width) for key in item.needed)
    ]
    if not fitting:
        given = f"{item.key} is not measured for a {level}"
        raise InputError([Problem(WHERE, given, f"ask for {' or '.join(item.levels)}")])
    first = -(-scenario.start_quarter // 4) + (item.key != outcome.key)
    last = (scenario.start_quarter + scenario.horizon) // 4 - 1
    if last < first or not first <= (last if outcome.year is None else outcome.year) <= last:
        given = f"{outcome.key} of {outcome.year if outcome.year is not None else 'the last year'}"
        allowed = f"whole years of the run: {first} to {last}" if first <= last else "run more quarters"
        raise InputError([Problem(WHERE, given, allowed, "year")])
    return fitting[0]


def _as_one(item: Indicator, series: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Several places as one; of a ratio its parts are added, the ratio comes after."""
    if next(iter(series.values())).shape[1] == 1:
        return {key: values[:, 0] for key, values in series.items()}
    if item.numerator:
        return {key: np.asarray(values.sum(1)) for key, values in series.items()}
    merged = {item.key: together(item, series)}
    return merged | ({item.weight: np.asarray(series[item.weight].sum(1))} if item.weight else {})
