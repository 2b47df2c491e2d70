"""Moments of finished runs: pure functions of yearly values, and their table over the runs of a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.calibration.declared import Floats, Moment
from experiments.sweep.asking import Answer
from sim.indicators import BY_KEY, yearly

STATISTICS: Mapping[str, Callable[[Floats], float]] = {
    "level": lambda values: float(values[-1]),
    "mean": lambda values: float(values.mean()),
    "growth": lambda values: float((values[-1] / values[0]) ** (1.0 / (len(values) - 1)) - 1.0),
    "growth_sd": lambda values: float((values[1:] / values[:-1] - 1.0).std(ddof=1)),
    "slope": lambda values: float(np.polyfit(np.arange(len(values)), np.log(values), 1)[0]),
    "change": lambda values: float(values[-1] - values[0]),
}
"""Statistic -> function of the yearly values from the first year to the last."""


def needed(moment: Moment) -> tuple[str, ...]:
    """Keys of the series that a moment is computed from."""
    both = [BY_KEY[moment.indicator], *([BY_KEY[moment.over]] if moment.over else [])]
    return tuple(dict.fromkeys(key for item in both for key in item.needed))


def moment_of(moment: Moment, series: Mapping[str, Floats], first_quarter: int) -> float:
    """A moment of one run from its quarterly series; NaN where it has no value, as growth from zero has none."""
    years, values = yearly(BY_KEY[moment.indicator], series, first_quarter)
    if moment.over:
        values = values / yearly(BY_KEY[moment.over], series, first_quarter)[1]
    chosen = (years >= moment.from_year) & (years <= moment.to_year)
    with np.errstate(all="ignore"):
        found = STATISTICS[moment.statistic](np.asarray(values, np.float64)[chosen])
    return found if np.isfinite(found) else np.nan


def moments_of(
    answer: Answer, moments: Sequence[Moment], places: Sequence[str], first_quarter: int
) -> Floats:
    """Moments [runs, moments] of an answer; a row of NaN for a run that failed. `places`: id of each moment's."""
    keys = list(dict.fromkeys(key for moment in moments for key in needed(moment)))
    table = answer.table("series", ["run_id", "quarter", "place", *keys])
    at = table["place"].cast(pa.string())
    table = table.filter(pc.is_in(at, pa.array(sorted(set(places))))).sort_by(
        [("run_id", "ascending"), ("quarter", "ascending")]
    )
    ids, at = table["run_id"].to_numpy(), np.array(table["place"].cast(pa.string()).to_pylist(), dtype=object)
    columns = {key: table[key].to_numpy().astype(np.float64) for key in keys}
    rows = np.full((len(answer.runs), len(moments)), np.nan)
    for number, run in enumerate(answer.runs):
        first, end = np.searchsorted(ids, run.run_id), np.searchsorted(ids, run.run_id, "right")
        for position, (moment, place) in enumerate(zip(moments, places, strict=True)):
            here = np.flatnonzero(at[first:end] == place) + first
            if len(here):
                series = {key: columns[key][here] for key in needed(moment)}
                rows[number, position] = moment_of(moment, series, first_quarter)
    return rows
