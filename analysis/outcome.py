"""An outcome of a sweep in one word, `gdp_real@west@2033`, and a condition on it, `gdp_real@west@2033 < 0.5 %`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.folder import NO_POINT, Folder
from analysis.labels import choose, indicator_name
from analysis.places import Place
from analysis.years import How, split_key, unit_of, usual_how, year_values
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import REAL_YUAN, SHARE, YUAN

Array = NDArray[Any]
OUTCOME = re.compile(r"\s*(?P<key>\w+)\s*(?:@\s*(?P<place>[^@<>=]+?)\s*)?(?:@\s*(?P<year>\d{4})\s*)?")
CONDITION = re.compile(
    OUTCOME.pattern
    + r"(?P<sign><=|>=|<|>)\s*(?P<number>[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)\s*(?P<unit>%|亿元|万元|bn|m)?\s*"
)
SIGNS: dict[str, Callable[[Array, float], Array]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
YUAN_OF = {"亿元": 1e8, "万元": 1e4, "bn": 1e9, "m": 1e6}
WHERE = "outcome"


@dataclass(frozen=True)
class Outcome:
    """An indicator at a place in a year; the last year where none is said."""

    key: str
    place: str = "city"
    year: int | None = None

    @classmethod
    def read(cls, text: str) -> Outcome:
        """Read `INDICATOR@PLACE@YEAR`; raises InputError."""
        found = OUTCOME.fullmatch(text)
        if found is None:
            raise InputError([Problem(WHERE, f"{text!r} is no outcome", "write it like gdp_real@west@2033")])
        return cls._of(found)

    @classmethod
    def _of(cls, found: re.Match[str]) -> Outcome:
        split_key(found["key"])
        year = found["year"]
        return cls(found["key"], found["place"] or "city", int(year) if year else None)

    def where(self, folder: Folder) -> Place:
        """Its place."""
        return folder.places.find(self.place)

    def name(self, folder: Folder, lang: str) -> str:
        """The outcome in words."""
        when = f" {self.year}" if self.year else ""
        return f"{self.where(folder).name(lang)} · {indicator_name(self.key, lang)}{when}"


@dataclass(frozen=True, eq=False)
class Values:
    """Values [points, replicates] of an arm, NaN where no run finished; which were asked for, and which finished."""

    values: Array
    planned: Array
    finished: Array

    @property
    def failed(self) -> Array:
        """Runs asked for that did not finish, by point and replicate."""
        return np.asarray(self.planned & ~self.finished)


def outcome_values(folder: Folder, outcome: Outcome, scenario: str) -> Values:
    """The outcome of every run of an arm by point and replicate; an arm that no factor touches serves every point.

    Raises InputError for an unknown arm or year, and for a folder without points.
    """
    if scenario not in folder.scenarios:
        raise InputError([unknown_name(str(folder.path), scenario, folder.scenarios, "scenario")])
    found = year_values(folder, outcome.key, [outcome.where(folder)])
    years = [int(year) for year in found.years]
    year = years[-1] if outcome.year is None else outcome.year
    if year not in years:
        given = f"{year} is not among the years"
        raise InputError([Problem(str(folder.path), given, f"{years[0]} to {years[-1]}", "year")])
    values = found.values[:, years.index(year), 0].astype(np.float64)
    read = by_point(folder, scenario, dict(zip(found.runs.tolist(), values.tolist(), strict=True)))
    if unknown := int((read.finished & np.isnan(read.values)).sum()):
        given = f"{outcome.key} has no value in {unknown} of {int(read.finished.sum())} finished runs of {scenario}"
        raise InputError([Problem(str(folder.path), given, "choose another place, year or indicator")])
    return read


def last_year(folder: Folder, outcome: Outcome) -> int:
    """The last whole year of an outcome."""
    return int(year_values(folder, outcome.key, [outcome.where(folder)]).years[-1])


def by_point(folder: Folder, scenario: str, of_run: dict[int, float]) -> Values:
    """Values of runs put where their points and replicates are."""
    runs = folder.design
    points = int(runs["point_id"].max()) + 1
    if points < 1:
        given = "holds no points: nothing varies in it"
        raise InputError([Problem(str(folder.path), given, "make a sweep first; see bqw sweep --help")])
    ours = runs[runs["scenario"] == scenario]
    shape = (points, int(runs["replicate"].max()) + 1)
    values, planned, finished = np.full(shape, np.nan), np.zeros(shape, bool), np.zeros(shape, bool)
    for run, point, replicate in ours[["run_id", "point_id", "replicate"]].itertuples(index=False):
        at = slice(None) if point == NO_POINT else point
        planned[at, replicate], finished[at, replicate] = True, run in of_run
        values[at, replicate] = of_run.get(run, np.nan)
    return Values(values, planned, finished)


def effect(folder: Folder, outcome: Outcome, scenario: str, baseline: str, how: How = "abs") -> Values:
    """Paired differences from a baseline at the same point and replicate; the one reader of effects by point.

    how: `abs`, or `pct` relative to the baseline. Raises InputError where a baseline of nought has no share.
    """
    on, off = (outcome_values(folder, outcome, name) for name in (scenario, baseline))
    planned, finished = on.planned & off.planned, on.finished & off.finished
    if how == "abs":
        return Values(on.values - off.values, planned, finished)
    if nought := int((off.values[finished] == 0.0).sum()):
        given = f"{outcome.key} is zero in {nought} of {int(finished.sum())} runs of {baseline}"
        allowed = "no share of it can be told; write how=abs, or a bound in the unit of the indicator"
        raise InputError([Problem(str(folder.path), given, allowed, "how")])
    with np.errstate(invalid="ignore", divide="ignore"):
        return Values(on.values / off.values - 1.0, planned, finished)


def how_against(folder: Folder, outcome: Outcome, baseline: str) -> How:
    """How effects on an outcome are told where nobody says: as usual, but never a share of a baseline of nought."""
    how = usual_how(outcome.key)
    return "abs" if how == "pct" and (outcome_values(folder, outcome, baseline).values == 0.0).any() else how


@dataclass(frozen=True)
class Condition:
    """A bound on an outcome: a level, or an effect where a baseline is named."""

    outcome: Outcome
    sign: str
    number: float
    unit: str = ""

    @classmethod
    def read(cls, text: str) -> Condition:
        """Read `OUTCOME < NUMBER [% | bn | m | 亿元 | 万元]`; raises InputError."""
        found = CONDITION.fullmatch(text)
        if found is None:
            allowed = 'write it like "gdp_real@west@2033 < 0.5 %" with one of < <= > >='
            raise InputError([Problem(WHERE, f"{text!r} is no condition", allowed)])
        return cls(Outcome._of(found), found["sign"], float(found["number"]), found["unit"] or "")

    def bound(self, effects: bool) -> float:
        """The number in the unit of the values; raises InputError where the unit does not fit them."""
        unit = unit_of(self.outcome.key)
        key = self.outcome.key
        if self.unit == "%":
            if not effects and unit != SHARE:
                given, allowed = (
                    f"{key} is no share, but % is given",
                    "name a baseline= for relative differences",
                )
                raise InputError([Problem(WHERE, given, allowed, key)])
            return self.number / 100.0
        if self.unit:
            if unit not in (YUAN, REAL_YUAN):
                given, allowed = f"{key} is no money, but {self.unit} is given", f"its unit is {unit}"
                raise InputError([Problem(WHERE, given, allowed, key)])
            return self.number * YUAN_OF[self.unit]
        return self.number

    def values(self, folder: Folder, scenario: str, baseline: str = "") -> Values:
        """What is held against the bound."""
        if not baseline:
            return outcome_values(folder, self.outcome, scenario)
        share = self.unit == "%" and usual_how(self.outcome.key) == "pct"
        return effect(folder, self.outcome, scenario, baseline, "pct" if share else "abs")

    def holds(self, values: Array, effects: bool) -> Array:
        """Where values meet the condition."""
        return np.asarray(SIGNS[self.sign](values, self.bound(effects)))

    def text(self, folder: Folder, lang: str, baseline: str = "") -> str:
        """The condition in words."""
        unit = self.unit and f" {self.unit}"
        against = choose(f"（相对{baseline}）", f" (against {baseline})", lang, "") if baseline else ""
        return f"{self.outcome.name(folder, lang)} {self.sign} {self.number:g}{unit}{against}"


def varied_arms(folder: Folder) -> list[str]:
    """Arms with runs of their own at every point."""
    runs = folder.design
    held = set(runs.loc[runs["point_id"] != NO_POINT, "scenario"])
    return [name for name in folder.scenarios if name in held]


def chosen_arm(folder: Folder, scenario: str, baseline: str = "") -> str:
    """The arm asked for, or the only one that varies; raises InputError where there are several."""
    if scenario:
        return scenario
    arms = [name for name in varied_arms(folder) if name != baseline]
    if len(arms) == 1:
        return arms[0]
    given = f"{len(arms)} arms vary from point to point: {', '.join(arms)}" if arms else "no arm varies"
    raise InputError([Problem(str(folder.path), given, "name one with scenario=", "scenario")])
