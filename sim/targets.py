"""Stated targets (目标) read from their files: one file a target, its name the target's id, checked against a region.

Every scenario carries the definitions of its region; only those that a policy adopts decide numbers. A target of
another region is left out, as it is about places that are not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.declared.target import Adoption, Target
from sim.errors import InputError, Problem, unknown_name
from sim.faults import Trace, check
from sim.indicators import BY_KEY
from sim.reading import read_sheet
from sim.selection.scope import county_of, rows_of
from sim.tables.treasury import Figure

if TYPE_CHECKING:
    from sim.declared.scope import Level
    from sim.region import Region

FOLDER = Path(__file__).parent.parent / "scenarios" / "target"
"""The packaged definitions."""


FIGURES = {
    **dict.fromkeys(("gdp_nominal", "gdp_real", "gdp_real_per_head", "output_nominal"), Figure.GDP),
    **{f"value_added_{part}": Figure.GDP for part in ("primary", "secondary", "tertiary", "industry")},
    "firms_above_scale": Figure.FIRMS,
    **{f"village_income{part}": Figure.VILLAGES for part in ("", "_mean", "_median", "_min", "_max")},
}
"""Indicators that leaders report upward, and the figure whose misreport each carries; all others are seen as they
are, among them those that are reports already (`gdp_nominal_reported`)."""


def read_targets(folders: Iterable[Path] = (FOLDER,)) -> dict[str, Target]:
    """All targets of some folders by id, sorted; the first folder that has an id gives it.

    Raises InputError with every fault of every file: syntax, fields, an unknown indicator, a unit that does not fit.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            files.setdefault(path.stem, path)
    found: dict[str, Target] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        target, faults = _read(files[name])
        problems += faults
        if target is not None:
            found[name] = target
    if problems:
        raise InputError(problems)
    return found


def _read(path: Path) -> tuple[Target | None, list[Problem]]:
    try:
        sheet = read_sheet(path)
    except InputError as error:
        return None, error.problems
    trace = Trace(sheets=(((), sheet),))
    target, problems = check(Target, sheet.data, trace)
    if target is None:
        return None, problems
    return target, [
        Problem(fault.where, fault.given, fault.allowed, fault.key, trace.find((fault.key,))[1])
        for fault in faults_of(target, str(path))
    ]


def faults_of(target: Target, where: str) -> Iterator[Problem]:
    """What is wrong with a target whatever its region: indicators, level, unit."""
    for key, names in (("indicator", (target.indicator,)), ("also", target.also)):
        yield from (unknown_name(where, name, BY_KEY, key) for name in names if name not in BY_KEY)
    item = BY_KEY.get(target.indicator)
    if item is None:
        return
    if target.level not in item.levels:
        given = f"{target.indicator} is not measured for a {target.level}"
        yield Problem(where, given, f"read it for {' or '.join(item.levels)}", "level")
    if target.figure == "reported" and target.indicator not in FIGURES:
        allowed = f"leave figure out; reported upward are {', '.join(FIGURES)}"
        yield Problem(where, f"{target.indicator} is not reported upward", allowed, "figure")
    wanted = unit_of(target)
    if target.scored and target.unit != wanted:
        allowed = f"aggregation {target.aggregation} of {target.indicator} is in {wanted}"
        yield Problem(where, f"the text {target.unit!r} given", allowed, "unit")


def unit_of(target: Target) -> str:
    """Unit that the number of a target must have: the indicator's, or the aggregation's own."""
    own = {"share_of_city": "share", "share_of_places": "share", "mean_growth": "1/year"}
    own["count_places"] = "places"
    return own.get(target.aggregation, BY_KEY[target.indicator].unit)


def of_region(targets: Mapping[str, Target], region: Region) -> dict[str, Target]:
    """Targets that are about a region; raises InputError where one of them names a place it does not have."""
    mine = {name: one for name, one in targets.items() if one.region in ("", region.id)}
    problems: list[Problem] = []
    for name, target in mine.items():
        try:
            place_rows(region, target, f"target {name}")
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return mine


def place_rows(region: Region, target: Target, where: str) -> np.ndarray:
    """Rows at the target's level that must meet it, or are counted; sorted.

    A place above the level stands for all places of the level inside it. Raises InputError for unknown places.
    """
    if target.level == "city":
        if set(target.place) <= {"city", region.city_code, region.id}:
            return np.zeros(1, np.int64)
        raise InputError(
            [Problem(where, f"{', '.join(target.place)} given", "level: city needs city", "place")]
        )
    level: Level = target.level
    found = [
        rows_of(region, text, level, where, f"place.{number}") for number, text in enumerate(target.place)
    ]
    return np.unique(np.concatenate(found))


def holders_of(region: Region, target: Target | None, adoption: Adoption, where: str) -> np.ndarray:
    """Rows of the counties whose leaders answer for an adopted target, each once: those named, else its own places'.

    Of the whole city all; none where neither the holder nor the target is known. Raises InputError for unknown places.
    """
    if adoption.holder:
        named = [rows_of(region, text, "county", where, "holder") for text in adoption.holder]
        return np.unique(np.concatenate(named))
    if target is None:
        return np.zeros(0, np.int64)
    if target.level == "city":
        return np.arange(region.counties.n)
    return np.unique(county_of(region, target.level)[place_rows(region, target, where)])
