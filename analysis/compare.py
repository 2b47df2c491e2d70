"""The one comparison table: paired differences of scenarios, read by every table, figure and sentence.

Two runs are a pair when they have the same replicate in scenarios that agree in region, start, horizon,
scale and opening. The baseline is chosen here, when reading; it is never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.places import Place
from analysis.statistics import bands, interval, standard_error, variance_ratio
from analysis.years import YearValues, unit_of, year_values
from sim.errors import InputError, Problem, unknown_name

if TYPE_CHECKING:
    from analysis.figures.plotter import Plotter

How = Literal["pct", "abs", "ratio"]
HOWS = ("pct", "abs", "ratio")


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
    pairs: dict[str, tuple[NDArray[Any], NDArray[Any]]]
    """Scenario -> run ids of the scenario and of the baseline, one row a pair."""
    years: tuple[int, ...] | None = None
    places: tuple[str, ...] | None = None

    @cached_property
    def plot(self) -> Plotter:
        """Figures of this comparison: `plot.fan(key, place=)`, `plot.difference(key, by=)`."""
        from analysis.figures.plotter import Plotter

        return Plotter(self)

    def table(
        self,
        indicator: str | Iterable[str],
        year: int | Iterable[int] | slice | None = None,
        by: str | Iterable[str] | None = None,
        how: How | None = None,
    ) -> pd.DataFrame:
        """The comparison table of one or several indicators; a row a scenario, place and year.

        by: a level (`county`), a place or group, or several; counties when left out. Columns: scenario,
        baseline, level, place, name_zh, name_en, year, indicator, how, unit, median, q05, q25, q75, q95,
        mean, se, low, high (95 % interval of the mean), share_positive, n, variance_ratio, value,
        value_baseline.
        """
        keys = [indicator] if isinstance(indicator, str) else list(indicator)
        places = self.folder.places.several(by if by is not None else self.places)
        rows = [row for key in keys for row in self._rows(key, places, how or self.how)]
        return _of_years(pd.DataFrame(rows), year if year is not None else self.years)

    def differences(
        self, key: str, places: Sequence[Place], scenario: str, how: How | None = None
    ) -> YearValues:
        """The paired differences themselves, [pairs, years, places]."""
        on, off = self.levels(key, places, scenario)
        how = _known_how(how or self.how)
        with np.errstate(invalid="ignore", divide="ignore"):
            found = {"abs": on.values - off.values, "ratio": on.values / off.values}
            found["pct"] = found["ratio"] - 1.0
        unit = on.unit if how == "abs" else "share" if how == "pct" else "ratio"
        return YearValues(key, unit, on.runs, on.years, on.places, found[how])

    def levels(self, key: str, places: Sequence[Place], scenario: str) -> tuple[YearValues, YearValues]:
        """Values of the scenario and of the baseline, row by row in pairs."""
        if scenario not in self.pairs:
            raise InputError([unknown_name("comparison", scenario, self.pairs, "scenario")])
        found = year_values(self.folder, key, places)
        of_run = {int(run): row for row, run in enumerate(found.runs)}

        def pick(ids: NDArray[Any]) -> YearValues:
            rows = [of_run[int(run)] for run in ids]
            values = found.values[rows].astype(np.float64)
            return YearValues(key, found.unit, ids, found.years, found.places, values)

        on, off = self.pairs[scenario]
        return pick(on), pick(off)

    def _rows(self, key: str, places: Sequence[Place], how: How) -> Iterable[dict[str, Any]]:
        for scenario in self.scenarios:
            on, off = self.levels(key, places, scenario)
            found = self.differences(key, places, scenario, how)
            low, high = interval(found.values)
            measures = bands(found.values) | {
                "se": standard_error(found.values),
                "low": low,
                "high": high,
                "share_positive": (found.values > (1.0 if how == "ratio" else 0.0)).mean(0),
                "variance_ratio": variance_ratio(on.values, off.values),
                "value": on.values.mean(0),
                "value_baseline": off.values.mean(0),
            }
            for column, place in enumerate(places):
                for row, year in enumerate(found.years):
                    yield {
                        "scenario": scenario,
                        "baseline": self.baseline,
                        "level": place.level,
                        "place": place.id,
                        "name_zh": place.zh,
                        "name_en": place.en,
                        "year": int(year),
                        "indicator": key,
                        "how": how,
                        "unit": found.unit,
                        "unit_of_level": unit_of(key),
                        "n": len(found.runs),
                        **{name: float(values[row, column]) for name, values in measures.items()},
                    }

    def _repr_html_(self) -> str:
        counted = ", ".join(f"{name}: {len(on)} pairs" for name, (on, _) in self.pairs.items())
        return f"<b>{' , '.join(self.scenarios)}</b> against <b>{self.baseline}</b> ({self.how}); {counted}"


def compare(
    folder: Folder,
    baseline: str,
    scenarios: Sequence[str],
    how: How = "pct",
    years: tuple[int, ...] | None = None,
    places: tuple[str, ...] | None = None,
) -> Comparison:
    """Pair the runs of scenarios with those of the baseline.

    Raises InputError, with counts, when any run has no partner or scenarios differ in what pairs must share.
    """
    _known_how(how)
    unknown = [name for name in (baseline, *scenarios) if name not in folder.scenarios]
    if unknown:
        raise InputError(
            unknown_name(str(folder.path), name, folder.scenarios, "scenario") for name in unknown
        )
    others = tuple(name for name in scenarios if name != baseline)
    if not others:
        given = f"only {baseline} is there to compare"
        raise InputError([Problem(str(folder.path), given, f"scenarios here: {', '.join(folder.scenarios)}")])
    problems = [problem for name in others for problem in _unpaired(folder, baseline, name)]
    if problems:
        raise InputError(problems)
    pairs = {name: (_runs_of(folder, name), _runs_of(folder, baseline)) for name in others}
    return Comparison(folder, baseline, others, how, pairs, years, places)


def _unpaired(folder: Folder, baseline: str, scenario: str) -> Iterable[Problem]:
    ours, theirs = (folder.manifest["pairing"][name] for name in (scenario, baseline))
    for key in ours:
        if ours[key] != theirs[key]:
            given = f"{scenario} has {ours[key]} and {baseline} has {theirs[key]}"
            yield Problem(str(folder.path), given, "runs pair only when this agrees", key)
    done = {name: _finished(folder, name) for name in (scenario, baseline)}
    for one, other in ((scenario, baseline), (baseline, scenario)):
        alone = sorted(set(done[one]["replicate"]) - set(done[other]["replicate"]))
        if alone:
            listed = ", ".join(str(number) for number in alone[:10]) + (" …" if len(alone) > 10 else "")
            given = (
                f"{one} has {len(done[one])} finished runs and {other} has {len(done[other])}; "
                f"{len(alone)} of {one} have no partner (replicates {listed})"
            )
            yield Problem(str(folder.path), given, f"make the missing runs of {other}")


def _finished(folder: Folder, scenario: str) -> pd.DataFrame:
    runs = folder.runs
    return runs[(runs["scenario"] == scenario) & (runs["status"] == "finished")].sort_values("replicate")


def _runs_of(folder: Folder, scenario: str) -> NDArray[Any]:
    return np.asarray(_finished(folder, scenario)["run_id"], np.int64)


def _known_how(how: str) -> How:
    if how not in HOWS:
        raise InputError([unknown_name("comparison", how, HOWS, "how")])
    return how  # type: ignore[return-value]


def _of_years(frame: pd.DataFrame, year: int | Iterable[int] | slice | None) -> pd.DataFrame:
    if year is None or frame.empty:
        return frame
    known = frame["year"].unique()
    if isinstance(year, slice):
        wanted = {y for y in known if (year.start or y) <= y <= (year.stop or y)}
    else:
        wanted = {year} if isinstance(year, int) else set(year)
    absent = sorted(wanted - set(known))
    if absent or not wanted:
        given = f"{', '.join(str(y) for y in absent) or year} is not among the years"
        raise InputError([Problem("comparison", given, f"{known.min()} to {known.max()}", "year")])
    return frame[frame["year"].isin(wanted)].reset_index(drop=True)
