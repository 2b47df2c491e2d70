"""The one comparison table: paired differences of scenarios, read by every table, figure and sentence.

Two runs are a pair when they have the same point and replicate in scenarios that agree in region, start, horizon,
scale and opening. The baseline is chosen here, when reading; it is never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.asked import Years, of_years, places_inside, whole
from analysis.folder import Folder
from analysis.measures import Over, apart_of, known_how, measures
from analysis.partners import Pairs, pairs_of
from analysis.places import Place
from analysis.statistics import holm
from analysis.years import How, YearValues, unit_of, year_values
from sim.errors import InputError, Problem, unknown_name

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.attribution import Attribution
    from analysis.figures.plotter import Plotter
    from analysis.flows import Flows
    from analysis.runs import Runs
    from analysis.story import Story
    from analysis.why import Why

OVERS = ("points", "pairs")
OF_PLACE = (("level", "level"), ("place", "id"), ("name_zh", "zh"), ("name_en", "en"))


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scenarios of a folder against a baseline, in pairs.

    how: `pct` relative difference as a share (0.01 is one per cent), `abs` difference in the indicator's
    unit, `ratio` scenario over baseline.
    """

    folder: Folder
    baseline: str
    scenarios: tuple[str, ...]
    how: How
    pairs: dict[str, Pairs]
    years: tuple[int, ...] | None = None
    places: tuple[str, ...] | None = None

    @cached_property
    def plot(self) -> Plotter:
        """Figures of this comparison: `plot.fan(key, place=)` draws, `plot.fan_data(…)` is the table behind it."""
        from analysis.figures.plotter import Plotter

        return Plotter(self)

    @cached_property
    def story(self) -> Story:
        """What pages tell of it, computed once."""
        from analysis.story import Story

        return Story(self)

    def report(
        self,
        path: str | Path,
        lang: str = "zh",
        map_file: str | Path | None = None,
        package: str | Path | None = None,
    ) -> Path:
        """Write the report as one HTML file, in zh, en or both.

        map_file: a GeoJSON map of one's own. package: a folder of `bqw attribute`, for its waterfalls.
        """
        from analysis.pages.files import write_page

        self.require_whole("a page")
        return write_page(self, "report", path, lang, map_file, package)

    def explore(self, path: str | Path, lang: str = "zh", map_file: str | Path | None = None) -> Path:
        """Write the explorer as one HTML file; `map_file` as for the report."""
        from analysis.pages.files import write_page

        self.require_whole("a page")
        return write_page(self, "explorer", path, lang, map_file)

    def to_excel(self, path: str | Path, lang: str = "both") -> Path:
        """Write the workbook of these scenarios; a file that is there is replaced."""
        from analysis.export.formats import write_workbook

        return write_workbook(self, path, lang)

    def one(self, scenario: str | None = None) -> str:
        """The scenario that a table or figure of one tells of: the one asked for, else the first that is listed.

        Raises InputError for one that is not compared.
        """
        name = scenario or self.scenarios[0]
        if name not in self.pairs:
            raise InputError([unknown_name("comparison", name, self.pairs, "scenario")])
        return name

    def targets(self) -> pd.DataFrame:
        """Every stated target held against the baseline and every scenario; of years chosen those due in them."""
        return self._runs.targets()

    def attribution(self, members: Iterable[str] = ()) -> Attribution:
        """What each member of a policy package brings, of the folder that `bqw attribute` made."""
        return self._runs.attribution(members)

    def flows(
        self, scenario: str | None = None, policy: str | None = None, until: int | None = None
    ) -> Flows:
        """Who paid whom for what: sources and uses of the money of policies, less the baseline's, to the yuan.

        Summed from the start to the end of `until`, the last year chosen or the last there is where it is left out.
        """
        from analysis.flows import flows_between

        if until is None and self.years:
            if self.years[0] > int(self.folder.layout.quarters[0]) // 4 + 1:
                given = f"flows are summed from the start, and the years chosen begin in {self.years[0]}"
                allowed = f"name the last year: flows(until={self.years[-1]})"
                raise InputError([Problem("comparison", given, allowed, "year")])
            until = self.years[-1]
        key = (self.one(scenario), policy, until)
        if key not in self._flows:
            self._flows[key] = flows_between(self, *key)
        return self._flows[key]

    @cached_property
    def _flows(self) -> dict[tuple[str, str | None, int | None], Flows]:
        return {}

    def why(
        self,
        place: str,
        indicator: str,
        year: int | None = None,
        scenario: str | None = None,
        lang: str = "en",
    ) -> Why:
        """Why a place gained, and who paid: the effect, flows across its border, payers, mechanisms."""
        from analysis.why import why

        return why(self, place, indicator, year or (self.years[-1] if self.years else None), scenario, lang)

    @property
    def _runs(self) -> Runs:
        """The runs compared, the baseline first."""
        from analysis.runs import Runs

        quarters = None
        if self.years is not None:
            held = self.folder.layout.quarters
            quarters = tuple(int(number) for number in held if number // 4 in self.years)
        return Runs(self.folder, (self.baseline, *self.scenarios), self.places, quarters)

    def in_years(self, found: YearValues, year: Years = None) -> YearValues:
        """Values of the years asked for, else of those chosen, else of all."""
        return of_years(found, year, self.years)

    def inside(self, level: str) -> list[Place]:
        """The places of a level that are chosen or lie in one that is; all where none is chosen."""
        return places_inside(self.folder.places, self.places, level)

    def require_whole(self, what: str, of: Sequence[str] = ("years", "places")) -> None:
        """Raise InputError where some years or places are chosen, of what is told of all of them."""
        chosen: dict[str, object] = {"years": self.years, "places": self.places}
        whole(what, {name: chosen[name] for name in of})

    def at(self, point: int) -> Comparison:
        """The pairs of one point of a sweep: what is left to vary is chance."""
        return replace(self, pairs={name: pairs.at(point) for name, pairs in self.pairs.items()})

    def table(
        self,
        indicator: str | Iterable[str],
        year: Years = None,
        by: str | Iterable[str] | None = None,
        how: How | None = None,
        point: int | None = None,
        over: Over = "points",
    ) -> pd.DataFrame:
        """The comparison table of one or several indicators; a row a scenario, place and year.

        by: a level (`county`), a place or group, or several; counties when left out. point: the pairs of one point of
        a sweep, so that bands are those of chance. over: what median, bands and share_positive of several points are
        over: `points`, the spread over the prior with replicates averaged first, or `pairs`, prior and chance together.

        Columns: scenario, baseline, level, place, name_zh, name_en, year, indicator, how, unit, unit_of_level, n
        (pairs), points (1 where there is one or none), median, q05, q25, q75, q95, mean, se, low, high (95 % interval
        of the mean; points are the sampling unit where there are several; NaN where these have one replicate only),
        share_positive, variance_ratio and correlation (of pairs at one point: what sharing chance achieved; NaN without
        a second replicate), noise_share (of the variance between points that is noise of replicates), p_value (mean is
        no difference, Student's t), p_adjusted (Holm's, over all rows of this table), value, value_baseline.
        """
        keys = [indicator] if isinstance(indicator, str) else list(indicator)
        if over not in OVERS:
            raise InputError([unknown_name("comparison", str(over), OVERS, "over")])
        chosen = self if point is None else self.at(point)
        places = self.folder.places.several(by if by is not None else self.places)
        frames = [frame for key in keys for frame in chosen._frames(key, places, how or self.how, year, over)]
        frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        if len(frame):
            after = frame.columns.get_loc("p_value") + 1
            frame.insert(after, "p_adjusted", holm(frame["p_value"].to_numpy()))
        return frame

    def differences(
        self, key: str, places: Sequence[Place], scenario: str, how: How | None = None
    ) -> YearValues:
        """The paired differences themselves, [pairs, years, places]."""
        return apart_of(*self.levels(key, places, scenario), how or self.how)

    def levels(self, key: str, places: Sequence[Place], scenario: str) -> tuple[YearValues, YearValues]:
        """Values of the scenario and of the baseline, row by row in pairs."""
        if scenario not in self.pairs:
            raise InputError([unknown_name("comparison", scenario, self.pairs, "scenario")])
        found = year_values(self.folder, key, places)

        def pick(ids: NDArray[Any]) -> YearValues:
            values = found.values[np.searchsorted(found.runs, ids)].astype(np.float64)
            return YearValues(key, found.unit, ids, found.years, found.places, values)

        pairs = self.pairs[scenario]
        return pick(pairs.on), pick(pairs.off)

    def inequality(
        self, indicator: str, level: str | None = None, year: Years = None, how: How = "abs"
    ) -> pd.DataFrame:
        """Theil's index with its exact parts, Gini, richest over poorest, and the effect on each in pairs.

        level: `group`, `urban_rural`, `county`, `town` or `village`; all that were recorded when left out.
        """
        from analysis.inequality.tables import inequality_table

        self.require_whole("inequality", ["places"])
        return inequality_table(self, indicator, level, year, how)

    def winners(
        self, indicator: str, year: int | None = None, level: str = "county", counts: bool = False
    ) -> pd.DataFrame:
        """Places whose effect is surely up, surely down or uncertain, with the people living there; or their counts."""
        from analysis.inequality.tables import winners_table

        return winners_table(self, indicator, year, level, counts)

    def ranks(
        self, indicator: str, year: Years = None, level: str = "county", against: bool = False
    ) -> pd.DataFrame:
        """Ranks of places and their changes; or in what share of runs a place stands above another (`against`)."""
        from analysis.inequality.tables import ranks_table

        return ranks_table(self, indicator, year, level, against)

    def _frames(
        self, key: str, places: Sequence[Place], how: How, wanted: Years, over: Over
    ) -> Iterable[pd.DataFrame]:
        """Rows of one indicator, a table a scenario: place by place, year by year."""
        for scenario in self.scenarios:
            on, off = (self.in_years(values, wanted) for values in self.levels(key, places, scenario))
            found = apart_of(on, off, how)
            told = measures(self.pairs[scenario], on.values, off.values, found.values, how, over)
            years = [int(year) for year in found.years]
            columns: dict[str, Any] = {
                "scenario": scenario,
                "baseline": self.baseline,
                **{name: [getattr(place, of) for place in places for _ in years] for name, of in OF_PLACE},
                "year": years * len(places),
                "indicator": key,
                "how": how,
                "unit": found.unit,
                "unit_of_level": unit_of(key),
                "n": len(found.runs),
                "points": len(np.unique(self.pairs[scenario].points)),
                **{name: values.T.ravel() for name, values in told.items()},
            }
            yield pd.DataFrame(columns)

    def __repr__(self) -> str:
        from analysis.looks import comparison_text

        return comparison_text(self)

    def _repr_html_(self) -> str:
        from analysis.looks import comparison_html

        return comparison_html(self)


def compare(
    folder: Folder,
    baseline: str,
    scenarios: Sequence[str],
    how: How = "pct",
    years: tuple[int, ...] | None = None,
    places: tuple[str, ...] | None = None,
    complete_pairs: bool = False,
) -> Comparison:
    """Pair the runs of scenarios with those of the baseline.

    Raises InputError, with counts, when any run has no partner or scenarios differ in what pairs must share;
    `complete_pairs` leaves out the pairs of which a run failed or is not made yet, and counts them.
    """
    known_how(how)
    unknown, where = (
        [name for name in (baseline, *scenarios) if name not in folder.scenarios],
        str(folder.path),
    )
    if unknown:
        raise InputError(unknown_name(where, name, folder.scenarios, "scenario") for name in unknown)
    others = tuple(name for name in scenarios if name != baseline)
    if not others:
        given = f"only {baseline} is there to compare"
        raise InputError([Problem(str(folder.path), given, f"scenarios here: {', '.join(folder.scenarios)}")])
    problems = [problem for name in others for problem in _unlike(folder, baseline, name)]
    pairs = {}
    for name in others:
        try:
            pairs[name] = pairs_of(folder, name, baseline, complete_pairs)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return Comparison(folder, baseline, others, how, pairs, years, places)


def _unlike(folder: Folder, baseline: str, scenario: str) -> Iterable[Problem]:
    """What two scenarios must share to be compared, and do not."""
    ours, theirs = (folder.manifest["pairing"][name] for name in (scenario, baseline))
    for key in ours:
        if ours[key] != theirs[key]:
            given = f"{scenario} has {ours[key]} and {baseline} has {theirs[key]}"
            yield Problem(str(folder.path), given, "runs pair only when this agrees", key)
