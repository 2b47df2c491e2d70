"""What is wanted: stated targets by id, or goals written on the spot, held against runs by the one rule of scoring."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.declared.terms import Title
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE
from sim.indicators import BY_KEY, Indicator, as_one, yearly
from sim.indicators.scores import Aim, distance, met, path
from sim.region import Region, find_place
from sim.scenario import Scenario
from sim.selection.scope import level_named, rows_of
from sim.targets import place_rows

KEY = "targets"
WRITTEN = re.compile(r"\s*(\w+)@([^@]+)@(\d{4})\s*(>=|<=|==|>|<)\s*([-+.\deE]+)\s*")
"""`gdp_real@west@2030>=1.2e11`: indicator, place, year, sign, number in the indicator's unit."""
SIGNS = {">=": "ge", ">": "gt", "<=": "le", "<": "lt", "==": "eq"}


@dataclass(frozen=True)
class Wanted:
    """Something to be met: where it is read, and the rule that says whether it is."""

    name: str
    title: Title
    indicator: str
    level: str
    places: tuple[str, ...]
    """Ids of the places that must meet it, or are counted."""
    together: bool
    """Whether the places count as one, as a group does."""
    unit: str
    aim: Aim

    def judged(self, series: pa.Table, city: str) -> dict[int, float]:
        """Run id -> what is held against the number at the date, NaN where it cannot be said."""
        item = BY_KEY[self.indicator]
        if not series.num_rows:
            return {}
        runs, years, values = _yearly(series, item, self.level, self.places, self.together)
        whole = None
        if self.aim.aggregation == "share_of_city":
            whole = _yearly(series, item, "city", (city,), False)[2][:, :, 0]
        at = int(np.flatnonzero(years == self.aim.last)[0])
        found = path(self.aim, years, values, whole)[:, at]
        return {int(run): float(value) for run, value in zip(runs, found, strict=True)}

    def met(self, value: float) -> bool:
        """Whether a value meets it."""
        return bool(met(self.aim, np.array(value)))

    def distance(self, value: float) -> float:
        """How far a value is from the number, relative to it; 1 where it cannot be said."""
        found = float(distance(self.aim, np.array(value)))
        return 1.0 if np.isnan(found) else found


def columns_of(wanted: Iterable[Wanted]) -> list[str]:
    """Columns of the series that goals are read from."""
    needed = dict.fromkeys(key for one in wanted for key in BY_KEY[one.indicator].needed)
    return ["run_id", "quarter", "level", "place", *needed]


def read_wanted(texts: Iterable[str], scenario: Scenario, region: Region, record: str) -> tuple[Wanted, ...]:
    """Every goal of a list; raises InputError with all that is wrong with them."""
    found, problems = [], []
    for text in texts:
        try:
            one = _one(text, scenario, region)
            problems += _unfit(one, scenario, record)
            found.append(one)
        except InputError as error:
            problems += error.problems
    if not found and not problems:
        problems = [Problem(COMMAND_LINE, "no goal is given", f"write {KEY}=[T001] or {EXAMPLE}", KEY)]
    names = [one.name for one in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems += [
        Problem(COMMAND_LINE, f"{name} is given twice", "keep one of the two", KEY) for name in twice
    ]
    if problems:
        raise InputError(problems)
    return tuple(found)


EXAMPLE = "'gdp_real@west@2030>=1.2e11'"


def _one(text: str, scenario: Scenario, region: Region) -> Wanted:
    if "@" not in text:
        return _of_target(text.strip(), scenario, region)
    parts = WRITTEN.fullmatch(text)
    if parts is None:
        allowed = f"write indicator@place@year, a sign and a number, like {EXAMPLE}"
        raise InputError([Problem(COMMAND_LINE, f"{text!r} cannot be read", allowed, KEY)])
    key, place, year, sign, number = parts.groups()
    try:
        aim = Aim("level", SIGNS[sign], float(number), int(year), int(year))
    except ValueError:
        raise InputError([Problem(COMMAND_LINE, f"{number!r} is no number", "write 1.2e11", KEY)]) from None
    return _written(text.replace(" ", ""), key, place.strip(), aim, region)


def _of_target(name: str, scenario: Scenario, region: Region) -> Wanted:
    if name not in scenario.targets:
        raise InputError([unknown_name(COMMAND_LINE, name, scenario.targets, KEY)])
    target = scenario.targets[name]
    if not target.scored:
        given = f"{name} is {target.kind}, so no run is held against it"
        raise InputError([Problem(COMMAND_LINE, given, "take one of kind measured or proxy", KEY)])
    rows = place_rows(region, target, COMMAND_LINE)
    ids = _ids(region, target.level)
    aim = Aim.of(target.model_dump())
    places = tuple(ids[row] for row in rows)
    return Wanted(name, target.title, target.indicator, target.level, places, False, target.unit, aim)


def _written(name: str, key: str, place: str, aim: Aim, region: Region) -> Wanted:
    if key not in BY_KEY:
        raise InputError([unknown_name(COMMAND_LINE, key, BY_KEY, KEY)])
    item, level = BY_KEY[key], level_named(region, place)
    at, together = ("county", True) if level == "group" else (level, False)
    if at not in item.levels or (together and item.aggregation == "none"):
        given = f"{key} is not measured for a {level}"
        raise InputError([Problem(COMMAND_LINE, given, f"ask for {' or '.join(item.levels)}", KEY)])
    if at == "city":
        places, names = (region.city_code,), (region.name_zh, region.name_en)
    else:
        ids = _ids(region, at)
        places = tuple(ids[row] for row in rows_of(region, place, at, COMMAND_LINE, KEY))  # type: ignore[arg-type]
        names = _names(region, place)
    title = Title(zh=f"{names[0]}{item.zh}", en=f"{item.en}, {names[1]}")
    return Wanted(name, title, key, at, places, together, item.unit, aim)


def _names(region: Region, text: str) -> tuple[str, str]:
    for group in region.groups:
        if text in (group.key, group.name_zh, group.name_en):
            return group.name_zh, group.name_en
    place = find_place(region, text)
    if place.level == "county":
        return region.counties.names_zh[place.index], region.counties.names_en[place.index]
    return place.name_zh, place.slug or place.name_zh


def _ids(region: Region, level: str) -> list[str]:
    if level == "city":
        return [region.city_code]
    if level == "park":
        return [park.id for park in region.parks]
    return list({"county": region.counties, "town": region.towns, "village": region.villages}[level].ids)


def _unfit(one: Wanted, scenario: Scenario, record: str) -> list[Problem]:
    """Why runs of this scenario cannot be held against a goal."""
    problems = []
    if any(not BY_KEY[key].kept(one.level, record) for key in BY_KEY[one.indicator].needed):
        given = f"{one.name} needs {one.indicator} of every {one.level}, which record={record} does not keep"
        problems.append(Problem(COMMAND_LINE, given, "set a wider record", "record"))
    first, last = scenario.start_quarter, scenario.start_quarter + scenario.horizon
    whole = range(-(-first // 4), last // 4)
    for year in dict.fromkeys((one.aim.first, one.aim.last)):
        if year not in whole:
            given = f"{one.name} is judged over {year}, and the runs hold {whole.start} to {whole.stop - 1}"
            problems.append(Problem(COMMAND_LINE, given, "set start and horizon", KEY))
    return problems


def _yearly(
    series: pa.Table, item: Indicator, level: str, places: tuple[str, ...], together: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Runs, years, and values [runs, years, places] of an indicator."""
    wanted = pc.and_(
        pc.equal(series["level"].cast(pa.string()), level),
        pc.is_in(series["place"].cast(pa.string()), pa.array(places)),
    )
    frame = series.filter(wanted).to_pandas().astype({"place": str})
    frame = frame.sort_values(["run_id", "quarter"], kind="stable")
    runs, quarters = frame["run_id"].unique(), np.sort(frame["quarter"].unique())
    shape = (len(runs), len(quarters), -1)
    values = {key: np.moveaxis(frame[key].to_numpy().reshape(shape), 0, 1) for key in item.needed}
    if together:
        values = {key: found[..., None] for key, found in as_one(item, values).items()}
    years, found = yearly(item, values, int(quarters[0]))
    return runs, years, np.moveaxis(np.asarray(found, np.float64), 0, 1)
