"""The one comparison table: paired differences of scenarios, read by every table, figure and sentence.

Two runs are a pair when they have the same point and replicate in scenarios that agree in region, start, horizon,
scale and opening. The baseline is chosen here, when reading; it is never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.crossed import Crossed
from analysis.folder import Folder
from analysis.partners import Pairs, pairs_of
from analysis.places import Place
from analysis.statistics import bands, correlation, holm, variance_ratio
from analysis.years import How, YearValues, unit_of, year_values
from sim.errors import InputError, Problem, unknown_name

if TYPE_CHECKING:
    from analysis.figures.plotter import Plotter

HOWS = ("pct", "abs", "ratio")
Over = Literal["points", "pairs"]
OVERS = ("points", "pairs")
Years = int | Iterable[int] | slice | None


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
        """Figures of this comparison: `plot.fan(key, place=)`, `plot.difference(key, by=)`."""
        from analysis.figures.plotter import Plotter

        return Plotter(self)

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
        wanted = year if year is not None else self.years
        rows = [row for key in keys for row in chosen._rows(key, places, how or self.how, wanted, over)]
        frame = pd.DataFrame(rows)
        if len(frame):
            frame.insert(
                frame.columns.get_loc("p_value") + 1, "p_adjusted", holm(frame["p_value"].to_numpy())
            )
        return frame

    def differences(
        self, key: str, places: Sequence[Place], scenario: str, how: How | None = None
    ) -> YearValues:
        """The paired differences themselves, [pairs, years, places]."""
        return self._apart(*self.levels(key, places, scenario), how)

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

    def _apart(self, on: YearValues, off: YearValues, how: How | None) -> YearValues:
        how = _known_how(how or self.how)
        with np.errstate(invalid="ignore", divide="ignore"):
            found = on.values - off.values if how == "abs" else on.values / off.values
        values = found - 1.0 if how == "pct" else found
        unit = on.unit if how == "abs" else "share" if how == "pct" else "ratio"
        return YearValues(on.key, unit, on.runs, on.years, on.places, values)

    def _rows(
        self, key: str, places: Sequence[Place], how: How, wanted: Years, over: Over
    ) -> Iterable[dict[str, Any]]:
        for scenario in self.scenarios:
            on, off = (_of_years(values, wanted) for values in self.levels(key, places, scenario))
            found = self._apart(on, off, how)
            head = {"scenario": scenario, "baseline": self.baseline}
            measures = _measures(self.pairs[scenario], on.values, off.values, found.values, how, over)
            for column, place in enumerate(places):
                for row, year in enumerate(found.years):
                    yield {
                        **head,
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
                        "points": len(np.unique(self.pairs[scenario].points)),
                        **{name: float(values[row, column]) for name, values in measures.items()},
                    }

    def _repr_html_(self) -> str:
        counted = ", ".join(_counted(name, pairs) for name, pairs in self.pairs.items())
        return f"<b>{' , '.join(self.scenarios)}</b> against <b>{self.baseline}</b> ({self.how}); {counted}"


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


def _measures(
    pairs: Pairs, on: NDArray[Any], off: NDArray[Any], apart: NDArray[Any], how: How, over: Over
) -> dict[str, NDArray[Any]]:
    """The columns of the table that are computed, each [years, places]."""
    none = 1.0 if how == "ratio" else 0.0
    found, ours, theirs = (Crossed(values, pairs.points, pairs.replicates) for values in (apart, on, off))
    spread = found.units if over == "points" else apart
    low, high = found.interval()
    free = len(pairs) - found.point_count
    return bands(spread) | {
        "mean": found.mean,
        "se": found.error,
        "low": low,
        "high": high,
        "share_positive": (spread > none).mean(0),
        "variance_ratio": variance_ratio(ours.within, theirs.within, free),
        "correlation": correlation(ours.within, theirs.within, free),
        "noise_share": found.noise_share,
        "p_value": found.p_value(none),
        "value": ours.mean,
        "value_baseline": theirs.mean,
    }


def _unlike(folder: Folder, baseline: str, scenario: str) -> Iterable[Problem]:
    """What two scenarios must share to be compared, and do not."""
    ours, theirs = (folder.manifest["pairing"][name] for name in (scenario, baseline))
    for key in ours:
        if ours[key] != theirs[key]:
            given = f"{scenario} has {ours[key]} and {baseline} has {theirs[key]}"
            yield Problem(str(folder.path), given, "runs pair only when this agrees", key)


def _counted(name: str, pairs: Pairs) -> str:
    points = len(np.unique(pairs.points))
    said = f"{name}: {len(pairs)} pairs" + (f" at {points} points" if points > 1 else "")
    return said + (f", {pairs.left_out} left out" if pairs.left_out else "")


def _known_how(how: str) -> How:
    if how not in HOWS:
        raise InputError([unknown_name("comparison", how, HOWS, "how")])
    return how  # type: ignore[return-value]


def _of_years(found: YearValues, year: Years) -> YearValues:
    """The years asked for; raises InputError where one is not among them."""
    if year is None:
        return found
    known = [int(one) for one in found.years]
    if isinstance(year, slice):
        wanted = {one for one in known if (year.start or one) <= one <= (year.stop or one)}
    else:
        wanted = {year} if isinstance(year, int | np.integer) else set(year)
    absent = sorted(wanted - set(known))
    if absent or not wanted:
        given = f"{', '.join(str(one) for one in absent) or year} is not among the years"
        raise InputError([Problem("comparison", given, f"{known[0]} to {known[-1]}", "year")])
    kept = [row for row, one in enumerate(known) if one in wanted]
    return replace(found, years=found.years[kept], values=found.values[:, kept])
