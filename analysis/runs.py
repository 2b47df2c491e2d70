"""The notebook's way in: `runs = load("results/first")`, then look, select, compare."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.compare import Comparison, compare
from analysis.folder import Folder
from analysis.geo import checked_map
from analysis.series import KEYS
from analysis.years import How
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import BY_KEY

if TYPE_CHECKING:
    from analysis.attribution import Attribution
    from analysis.sensitivity import Found

EARLY, LATE = -(2**15), 2**15
"""Quarter numbers before and after any."""
Wanted = str | Iterable[str] | None


class UnfinishedWarning(UserWarning):
    """A folder lacks runs that its design asks for."""


def load(folder: str | Path, map_file: str | Path | None = None) -> Runs:
    """Open a result folder; raises InputError when it holds no results this version can read.

    map_file: a GeoJSON map of one's own that every map, report and explorer of it is drawn on; InputError where it
    lacks a county. Of a sweep under way what is finished can be read; an UnfinishedWarning says how many runs are
    missing.
    """
    runs = Runs(checked_map(Folder(folder), map_file))
    if runs.folder.missing:
        warnings.warn(f"{folder}: {runs.folder.unfinished('en')}", UnfinishedWarning, stacklevel=2)
    return runs


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of a folder, or a part of them."""

    folder: Folder
    chosen_scenarios: tuple[str, ...] | None = None
    chosen_places: tuple[str, ...] | None = None
    chosen_quarters: tuple[int, int] | None = None
    """First and last quarter number."""
    chosen_indicators: tuple[str, ...] | None = None

    @cached_property
    def scenarios(self) -> pd.DataFrame:
        """The scenarios: name, title in both languages, runs finished, failed and missing, hash."""
        runs, manifest, design = self.folder.runs, self.folder.manifest, self.folder.design["scenario"]
        rows = []
        for name in self.chosen_scenarios or self.folder.scenarios:
            states = runs.loc[runs["scenario"] == name, "status"]
            counts = {state: int((states == state).sum()) for state in ("finished", "failed")}
            counts["missing"] = int((design == name).sum()) - len(states)
            identity = manifest["identity"]["scenarios"][name]
            rows.append({"scenario": name, **manifest["titles"][name], **counts, "hash": identity[:12]})
        return pd.DataFrame(rows)

    @property
    def design(self) -> pd.DataFrame:
        """The runs asked for: run_id, point_id, scenario, seed, replicate, scenario_hash, a column a factor."""
        return self.folder.design

    @property
    def points(self) -> pd.DataFrame:
        """The points of a sweep: point_id, a column a factor."""
        return self.folder.points

    @property
    def failures(self) -> pd.DataFrame:
        """The runs that failed: run_id, scenario, point_id, replicate, error."""
        runs = self.folder.runs
        columns = ["run_id", "scenario", "point_id", "replicate", "error"]
        return runs.loc[runs["status"] != "finished", columns].reset_index(drop=True)

    @property
    def places(self) -> pd.DataFrame:
        """All places and groups: level, id, names, the place above, members of a group."""
        return self.folder.places.frame

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators recorded: key, zh, en, unit, kind, better."""
        items = [BY_KEY[key] for key in self.chosen_indicators or self.folder.keys]
        columns = ("key", "zh", "en", "unit", "kind", "better")
        return pd.DataFrame([{column: getattr(item, column) for column in columns} for item in items])

    @property
    def inputs(self) -> Inputs:
        """What went in; `inputs.diff("none", "balance_fund")` says what differs."""
        return Inputs(self.folder)

    def sel(
        self,
        scenario: Wanted = None,
        place: Wanted = None,
        year: int | slice | None = None,
        quarter: str | slice | None = None,
        indicator: Wanted = None,
    ) -> Runs:
        """A part of the runs; a place is an id, a name, a level or a group, a quarter is written `2023Q1`."""
        chosen = self
        if indicator is not None:
            keys = (indicator,) if isinstance(indicator, str) else tuple(indicator)
            unknown = [key for key in keys if key not in self.folder.keys]
            if unknown:
                where = str(self.folder.path)
                raise InputError(unknown_name(where, key, self.folder.keys, "indicator") for key in unknown)
            chosen = replace(chosen, chosen_indicators=keys)
        if scenario is not None:
            names = (scenario,) if isinstance(scenario, str) else tuple(scenario)
            unknown = [name for name in names if name not in self.folder.scenarios]
            if unknown:
                where = str(self.folder.path)
                known = self.folder.scenarios
                raise InputError(unknown_name(where, name, known, "scenario") for name in unknown)
            chosen = replace(chosen, chosen_scenarios=names)
        if place is not None:
            found = self.folder.places.several(place)
            chosen = replace(chosen, chosen_places=tuple(place.id for place in found))
        if year is not None:
            first, last = (year.start, year.stop) if isinstance(year, slice) else (year, year)
            limits = (
                EARLY if first is None else 4 * _year(first),
                LATE if last is None else 4 * _year(last) + 3,
            )
            chosen = replace(chosen, chosen_quarters=self._held(limits, year))
        if quarter is not None:
            first, last = (quarter.start, quarter.stop) if isinstance(quarter, slice) else (quarter, quarter)
            limits = (
                EARLY if first is None else _quarter(first),
                LATE if last is None else _quarter(last),
            )
            chosen = replace(chosen, chosen_quarters=self._held(limits, quarter))
        return chosen

    def _held(self, limits: tuple[int, int], asked: object) -> tuple[int, int]:
        """First and last quarter number, of which some must have been simulated."""
        held = self.folder.layout.quarters
        first, last = int(held[0]), int(held[-1])
        if limits[1] < first or limits[0] > last or limits[0] > limits[1]:
            allowed = " to ".join(f"{number // 4}Q{number % 4 + 1}" for number in (first, last))
            given = f"{asked!r} holds no quarter of these runs"
            raise InputError([Problem(str(self.folder.path), given, f"they hold {allowed}")])
        return limits

    @property
    def data(self) -> pd.DataFrame:
        """Tidy quarterly data: scenario, replicate, quarter, level, place, a column an indicator.

        A sweep's has point_id and a column a factor beside them. Only what was selected is read.
        """
        runs = self.folder.design[["run_id", "scenario", "replicate"]]
        if self.folder.factors:
            runs = self.folder.design[["run_id", "scenario", "point_id", "replicate", *self.folder.factors]]
        if self.chosen_scenarios is not None:
            runs = runs[runs["scenario"].isin(self.chosen_scenarios)]
        wanted: list[Any] = []
        if self.chosen_scenarios is not None:
            wanted.append(pc.field("run_id").isin(runs["run_id"].tolist()))
        if self.chosen_places is not None:
            members = [m for p in self.chosen_places for m in self.folder.places.find(p).members]
            wanted.append(pc.field("place").cast(pa.string()).isin(members))
        if self.chosen_quarters is not None:
            first, last = self.chosen_quarters
            wanted.append((pc.field("quarter") >= first) & (pc.field("quarter") <= last))
        columns = None if self.chosen_indicators is None else (*KEYS, *self.chosen_indicators)
        frame = self.folder.rows("series", columns, wanted).to_pandas()
        frame = runs.merge(frame, on="run_id")
        numbers, rows = np.unique(frame["quarter"], return_inverse=True)
        names = np.array([f"{number // 4}Q{number % 4 + 1}" for number in numbers], object)
        frame["quarter"] = names[rows] if len(names) else frame["quarter"].astype(object)
        return frame.drop(columns="run_id").reset_index(drop=True)

    def compare(self, baseline: str, how: How = "pct", complete_pairs: bool = False) -> Comparison:
        """The scenarios against a baseline, in pairs; refuses runs without a partner, with counts.

        complete_pairs: leave out the pairs of which a run failed or is not made yet, and count them; what is left may
        be a biased sample, for runs seldom fail by chance.
        """
        names = self.chosen_scenarios or tuple(self.folder.scenarios)
        return compare(
            self.folder, baseline, names, how, self.chosen_years, self.chosen_places, complete_pairs
        )

    @property
    def chosen_years(self) -> tuple[int, ...] | None:
        """The whole years selected; nothing where all are. Raises InputError where only parts of years are."""
        if self.chosen_quarters is None:
            return None
        first, last = self.chosen_quarters
        held = np.unique(self.folder.layout.quarters // 4)
        years = tuple(int(year) for year in held if first <= 4 * year and 4 * year + 3 <= last)
        if not years:
            given = "no whole year is selected"
            raise InputError([Problem(str(self.folder.path), given, "comparisons are of whole years")])
        return years

    def targets(self) -> pd.DataFrame:
        """Every stated target held against every scenario: share of runs that meet it, interval, year first met."""
        from analysis.targets import board

        return board(self.folder, self.chosen_scenarios or tuple(self.folder.scenarios))

    def attribution(self, members: Iterable[str] = ()) -> Attribution:
        """What each member of a policy package brings, of the folder that `bqw attribute` made.

        `members` are told one by one and the others together; all of them one by one when left out.
        """
        from analysis.attribution import Attribution

        return Attribution(self.folder, tuple(members))

    def sensitivity(
        self,
        indicator: str,
        place: str = "city",
        year: int | None = None,
        scenario: str | None = None,
        baseline: str | None = None,
        what: str = "effect",
        how: str | None = None,
    ) -> Found:
        """Which assumptions decide an outcome, of a sweep over priors: `.table`, `.robust`, `.noise`, `.plot()`."""
        from analysis.sensitivity import sensitivity

        return sensitivity(self, indicator, place, year, scenario, baseline, what, how)

    def to_iamc(self, path: str | Path) -> Path:
        """Write the yearly means over runs as an IAMC table (model, scenario, region, variable, unit, years)."""
        from analysis.export.formats import write_whole
        from analysis.export.iamc import iamc_table

        table = iamc_table(self)
        write_whole(
            Path(path), lambda file: table.to_csv(file, index=False, encoding="utf-8", lineterminator="\n")
        )
        return Path(path)

    def to_xarray(self) -> Any:
        """Quarterly values as an xarray Dataset over run, quarter and place; InputError when it is not installed."""
        from analysis.export.netcdf import dataset

        return dataset(self)

    def _repr_html_(self) -> str:
        from analysis.looks import runs_html

        return runs_html(self)


@dataclass(frozen=True, eq=False)
class Inputs:
    """The resolved scenarios of a folder."""

    folder: Folder

    def diff(self, one: str, other: str) -> pd.DataFrame:
        """What differs between two scenarios: key, value there, value here; titles and sources left out."""
        left, right = (dict(_flat(self.folder.scenario(name))) for name in (one, other))
        keys = [key for key in dict.fromkeys((*left, *right)) if left.get(key) != right.get(key)]
        rows = [{"key": key, one: left.get(key), other: right.get(key)} for key in keys]
        return pd.DataFrame(rows, columns=["key", one, other])


WORDS = frozenset({"title", "source", "status", "ledger"})


def _flat(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in WORDS:
                yield from _flat(value, f"{key}.{name}" if key else str(name))
    else:
        yield key, node


def _year(year: object) -> int:
    if isinstance(year, int | np.integer) and not isinstance(year, bool):
        return int(year)
    raise InputError([Problem("year", f"{year!r} is not a year", "write it like 2033, or slice(2026, 2033)")])


def _quarter(text: str) -> int:
    year, letter, number = str(text).partition("Q")
    if not (letter and year.isdigit() and number in ("1", "2", "3", "4")):
        raise InputError([Problem("quarter", f"{text!r} is not a quarter", "write it like 2023Q1")])
    return 4 * int(year) + int(number) - 1
