"""The model held against the record: a run from an earlier opening, and what was observed before and since."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pyarrow as pa

from experiments.composing import Composed, compose
from experiments.running import run_many
from sim.calendar import parse_quarter
from sim.region import Region

HISTORY = "history"
"""The scenario that starts from the earlier opening."""
OBSERVED = "observed.parquet"
"""The record in a result folder, so that the folder can be read without the region's data."""


@dataclass(frozen=True)
class Variable:
    """A variable of the region's series: the indicator it is the record of, and its unit in the indicator's."""

    indicator: str
    unit: float = 1.0
    breaks: int = 9999
    """Year from which its figures are of another definition or basis than those before."""


VARIABLES = {
    "gdp": Variable("gdp_nominal", 1e8),
    "above_scale_industrial_firms": Variable("firms_above_scale", breaks=2011),  # threshold of sales raised
    "resident_population": Variable("population", breaks=2020),  # estimates before the census of 2020
    "census_population": Variable("population", breaks=2020),
}
GRADES = ("A", "B", "C", "")
"""From the surest to the recalled."""
CENSUSES = (2010, 2020)
CENSUS_SOURCE = "CENSUS_LEIII"


@dataclass(frozen=True)
class Figure:
    """A published figure of a place and year, in the indicator's unit."""

    level: str
    place: str
    indicator: str
    year: int
    value: float
    basis: int
    """0 before the break in its definition, 1 since: figures of one basis can be compared."""
    source: str
    grade: str
    note: str


def held_against_the_record(arm: Composed, folder: Path) -> tuple[Path | None, dict[str, dict[int, float]]]:
    """Run the past beside a finished validation and read the record; nothing where the region has no such opening."""
    settings = arm.settings
    same = [f"region={arm.region.folder}", f"firms_per_agent={arm.scenario.firms_per_agent}"]
    same += [f"replicates={settings.replicates}", f"seed={settings.seed}", f"workers={settings.workers}"]
    past = compose(HISTORY, *same, f"out={folder.parent / (folder.name + '-' + HISTORY)}")
    observed = recorded(arm.region)
    if not opens_before(past) or not observed:
        return None, {}
    return run_many([past]).folder, observed


def opens_before(arm: Composed) -> bool:
    """Whether the region has an opening for the quarter before an arm starts."""
    before = parse_quarter(arm.scenario.start) - 1
    return before in [parse_quarter(opening) for opening in arm.region.openings]


def recorded(region: Region) -> dict[str, dict[int, float]]:
    """Yearly figures of the city from the region's series, the surest where there are several."""
    found: dict[str, dict[int, float]] = {}
    for one in figures(region):
        if one.place == region.city_code:
            found.setdefault(one.indicator, {})[one.year] = one.value
    return found


def figures(region: Region) -> list[Figure]:
    """The record of the city and its counties by place, indicator and year: the surest figure of each."""
    best: dict[tuple[str, str, int], Figure] = {}
    for one in (*_of_series(region), *_of_censuses(region)):
        known = best.get((one.place, one.indicator, one.year))
        if known is None or GRADES.index(one.grade) < GRADES.index(known.grade):
            best[one.place, one.indicator, one.year] = one
    return [best[key] for key in sorted(best)]


def figures_table(found: list[Figure]) -> pa.Table:
    """The record as a table: a row a figure, columns as in `Figure`."""
    kinds = {"year": pa.int16(), "basis": pa.int16(), "value": pa.float64()}
    columns = {
        field.name: pa.array([getattr(one, field.name) for one in found], kinds.get(field.name, pa.string()))
        for field in fields(Figure)
    }
    return pa.table(columns)


def _of_series(region: Region) -> Iterator[Figure]:
    levels = {region.city_code: "city", **dict.fromkeys(region.counties.ids, "county")}
    for row in _rows(region, "series.csv"):
        variable, place = VARIABLES.get(row["variable"]), row["area_code"]
        if variable and place in levels and row["value"] and row["year"]:
            year, grade = int(float(row["year"])), row["grade"]
            value = float(row["value"]) * variable.unit
            basis = int(year >= variable.breaks)
            yield Figure(
                levels[place],
                place,
                variable.indicator,
                year,
                value,
                basis,
                row["source"],
                grade,
                row["note"],
            )


def _of_censuses(region: Region) -> Iterator[Figure]:
    """Counties' people at the censuses, which stand with the counties themselves."""
    people = VARIABLES["census_population"]
    for row in _rows(region, "counties.csv"):
        for year in CENSUSES:
            if value := row.get(f"census_population_{year}"):
                basis = int(year >= people.breaks)
                place = row["county_code"]
                yield Figure(
                    "county", place, people.indicator, year, float(value), basis, CENSUS_SOURCE, "A", "census"
                )


def _rows(region: Region, name: str) -> list[dict[str, str]]:
    file = Path(region.folder) / name
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
