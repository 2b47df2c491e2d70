"""The notebook's way in: `runs = load("results/first")`, then look, select, compare."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.asked import Years, asked_years, whole
from analysis.compare import Comparison, compare
from analysis.folder import Folder
from analysis.geo import checked_map
from analysis.inputs import Inputs
from analysis.places import Place
from analysis.quarters import quarter_values
from analysis.series import KEYS
from analysis.years import GROWTH, How
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import BY_KEY

if TYPE_CHECKING:
    from analysis.attribution import Attribution
    from analysis.sensitivity import Found

Wanted = str | Iterable[str] | None


class UnfinishedWarning(UserWarning):
    """A folder lacks runs that its design asks for."""


class PartialYearWarning(UserWarning):
    """Of a year only some quarters are selected, and a comparison leaves it out."""


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
    chosen_quarters: tuple[int, ...] | None = None
    """Numbers of the quarters selected."""
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
        year: Years = None,
        quarter: str | slice | None = None,
        indicator: Wanted = None,
    ) -> Runs:
        """A part of the runs; a place is an id, a name, a level or a group, a quarter is written `2023Q1`.

        Years are a number, several, or a slice with both its ends; InputError for what is not there.
        """
        chosen = self
        if indicator is not None:
            chosen = replace(chosen, chosen_indicators=self._keys(_several(indicator, "indicator")))
        if scenario is not None:
            names = _several(scenario, "scenario")
            unknown = [name for name in names if name not in self.folder.scenarios]
            if unknown:
                where = str(self.folder.path)
                known = self.folder.scenarios
                raise InputError(unknown_name(where, name, known, "scenario") for name in unknown)
            chosen = replace(chosen, chosen_scenarios=names)
        if place is not None:
            found = self.folder.places.several(_several(place, "place"))
            chosen = replace(chosen, chosen_places=tuple(place.id for place in found))
        if year is not None:
            held = [int(number) for number in self.folder.layout.quarters]
            years = asked_years(list(dict.fromkeys(number // 4 for number in held)), year, "sel")
            chosen = replace(chosen, chosen_quarters=tuple(n for n in held if n // 4 in years))
        if quarter is not None:
            chosen = replace(chosen, chosen_quarters=self._quarters(quarter))
        return chosen

    def _keys(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Keys of indicators that were recorded; growth is of years, and these are quarters."""
        problems = []
        for key in keys:
            if key not in self.folder.keys and key.removesuffix(GROWTH) in self.folder.keys:
                given, allowed = (
                    f"{key} is of years, and these are quarters",
                    f"ask compare(…).table({key!r})",
                )
                problems.append(Problem(str(self.folder.path), given, allowed, "indicator"))
            elif key not in self.folder.keys:
                problems.append(unknown_name(str(self.folder.path), key, self.folder.keys, "indicator"))
        if problems:
            raise InputError(problems)
        return keys

    def _quarters(self, asked: str | slice) -> tuple[int, ...]:
        """Numbers of the quarters asked for, of which some must have been simulated."""
        held = [int(number) for number in self.folder.layout.quarters]
        first, last = (asked.start, asked.stop) if isinstance(asked, slice) else (asked, asked)
        low, high = (
            held[0] if first is None else _quarter(first),
            held[-1] if last is None else _quarter(last),
        )
        found = tuple(number for number in held if low <= number <= high)
        if not found:
            allowed = f"they hold {quarter_name(held[0])} to {quarter_name(held[-1])}"
            given = f"{quarter_name(low)} to {quarter_name(high)} holds no quarter of these runs"
            raise InputError([Problem(str(self.folder.path), given, allowed, "quarter")])
        return found

    @property
    def data(self) -> pd.DataFrame:
        """Tidy quarterly data: scenario, replicate, quarter, level, place, a column an indicator.

        A group has rows of its own, the sum of its members or the ratio of their sums.
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
        places = None if self.chosen_places is None else self.folder.places.several(self.chosen_places)
        if places is not None:
            single = [place.id for place in places if place.level != "group"]
            wanted.append(pc.field("place").cast(pa.string()).isin(pa.array(single, pa.string())))
        if self.chosen_quarters is not None:
            wanted.append(pc.field("quarter").isin(self.chosen_quarters))
        columns = None if self.chosen_indicators is None else (*KEYS, *self.chosen_indicators)
        frame = self.folder.rows("series", columns, wanted).to_pandas()
        groups = [place for place in places or () if place.level == "group"]
        if groups:
            frame = pd.concat([frame, self._of_groups(groups)], ignore_index=True)[[*frame.columns]]
        frame = runs.merge(frame, on="run_id")
        numbers, rows = np.unique(frame["quarter"], return_inverse=True)
        names = np.array([quarter_name(int(number)) for number in numbers], object)
        frame["quarter"] = names[rows] if len(names) else frame["quarter"].astype(object)
        return frame.drop(columns="run_id").reset_index(drop=True)

    def _of_groups(self, groups: Sequence[Place]) -> pd.DataFrame:
        """Rows of groups as the series have them; empty where an indicator does not add up."""
        from analysis.export.blocks import preloaded

        layout = self.folder.layout
        quarters = [int(number) for number in layout.quarters]
        axes = (layout.runs, quarters, [place.id for place in groups])
        index = pd.MultiIndex.from_product(axes, names=["run_id", "quarter", "place"])
        found = {key: quarter_values(self.folder, key, groups) for key in preloaded(self, groups)}
        columns = {key: np.nan if values is None else values.ravel() for key, values in found.items()}
        frame = pd.DataFrame(columns, index).reset_index().assign(level="group")
        if self.chosen_quarters is not None:
            frame = frame[frame["quarter"].isin(self.chosen_quarters)]
        return frame

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
        """The whole years selected, None where all are; a PartialYearWarning names those of which a part is.

        Raises InputError where only parts of years are selected.
        """
        if self.chosen_quarters is None:
            return None
        held = sorted({int(number) // 4 for number in self.folder.layout.quarters})
        counts = {year: sum(number // 4 == year for number in self.chosen_quarters) for year in held}
        whole = tuple(year for year, count in counts.items() if count == 4)
        part = [str(year) for year, count in counts.items() if 0 < count < 4]
        if not whole:
            given = f"no whole year is selected, of {', '.join(part)} a part"
            raise InputError([Problem(str(self.folder.path), given, "comparisons are of whole years")])
        if part:
            told = (
                f"only a part of {', '.join(part)} is selected and falls out: comparisons are of whole years"
            )
            warnings.warn(told, PartialYearWarning, stacklevel=3)
        return whole

    def targets(self) -> pd.DataFrame:
        """Every stated target held against every scenario: share of runs that meet it, interval, year first met.

        Of years selected those due in them; InputError where places are.
        """
        from analysis.targets import board

        whole("targets", {"places": self.chosen_places})
        found, years = (
            board(self.folder, self.chosen_scenarios or tuple(self.folder.scenarios)),
            self.chosen_years,
        )
        return found if years is None else found[found["date"].isin(years)].reset_index(drop=True)

    def attribution(self, members: Iterable[str] = ()) -> Attribution:
        """What each member of a policy package brings, of the folder that `bqw attribute` made.

        `members` are told one by one and the others together; all of them one by one when left out.
        """
        from analysis.attribution import Attribution

        found = Attribution(self.folder, tuple(members))
        found.members  # noqa: B018  a folder of another kind is refused here, not at the first number
        return found

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
        """Write the yearly means over runs as an IAMC table (model, scenario, region, variable, unit, years).

        Raises InputError where the name does not end in .csv, the file cannot be written, or no run of a scenario
        finished.
        """
        from analysis.export.iamc import write_means
        from analysis.saving import named, write_whole

        target = named(path, [".csv"], "to_iamc", "an IAMC table is a CSV file, like means.csv")
        return write_whole(target, lambda temporary: write_means(self, temporary))

    def to_xarray(self) -> Any:
        """Quarterly values as an xarray Dataset over run, quarter and place; InputError when it is not installed."""
        from analysis.export.netcdf import dataset

        return dataset(self)

    def __repr__(self) -> str:
        from analysis.looks import runs_text

        return runs_text(self)

    def _repr_html_(self) -> str:
        from analysis.looks import runs_html

        return runs_html(self)


def _several(wanted: str | Iterable[str], what: str) -> tuple[str, ...]:
    """Names, one or several; raises InputError where there is none, or something else than text."""
    names = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    wrong = [name for name in names if not isinstance(name, str)]
    if not names or wrong:
        given = f"{wrong[0]!r} is no text" if wrong else f"no {what} is named"
        raise InputError([Problem("sel", given, f"name one or several, or leave {what}= out", what)])
    return names


def quarter_name(number: int) -> str:
    """A quarter as people write it: 2023Q1."""
    return f"{number // 4}Q{number % 4 + 1}"


def _quarter(text: str) -> int:
    year, letter, number = str(text).partition("Q")
    if not (letter and year.isdigit() and number in ("1", "2", "3", "4")):
        raise InputError([Problem("quarter", f"{text!r} is not a quarter", "write it like 2023Q1")])
    return 4 * int(year) + int(number) - 1
