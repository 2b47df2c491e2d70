"""A look at the outcomes of a sweep so far: how wide the intervals are, from the files alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.store import chunk_file
from experiments.sweep.plan import NO_POINT, Plan
from experiments.sweep.stopping import Look, Seen, StopOutcome
from sim.indicators import BY_KEY, yearly
from sim.region import find_place

Array = NDArray[np.float64]


def look(folder: Path, plan: Plan) -> Look:
    """Look at every declared outcome of a plan whose chunks are all made."""
    assert plan.rule is not None
    replicates = 1 + max(one.replicates[-1] for one in plan.all_rounds)
    columns = plan.columns()
    found = outcomes_by_run(folder, plan, plan.rule.outcomes)
    pairs = zip(plan.rule.outcomes, found, strict=True)
    return Look(replicates, tuple(_seen(plan, one, _sides(plan, columns, values)) for one, values in pairs))


def _sides(plan: Plan, columns: tuple[NDArray[Any], ...], values: Array) -> list[Array]:
    """Of every arm, its values [points, replicates]; one row where no factor touches it; NaN where a run failed."""
    arms, points, replicates = columns
    most = int(replicates.max()) + 1
    sides = []
    for number, (name, _) in enumerate(plan.arms):
        mine = arms == number
        side = np.full((1 if name in plan.fixed_arms else plan.points.num_rows, most), np.nan)
        side[np.maximum(points[mine], 0), replicates[mine]] = values[mine]
        sides.append(side)
    return sides


def _seen(plan: Plan, one: StopOutcome, sides: list[Array]) -> Seen:
    """The widest interval of an outcome over arms and points: of the differences to the first arm, or of it alone."""
    from scipy import stats

    assert plan.rule is not None
    upper = 0.5 + plan.rule.confidence_share / 2.0
    base, *others = sides
    shape = (max(len(side) for side in sides), base.shape[1])
    compared = [np.broadcast_to(other - base, shape) for other in others] or [base]
    names = [name for name, _ in plan.arms][1 if others else 0 :]
    differences = np.stack(compared, axis=1)  # [points, arms, replicates]
    count, spread = _count_and_sd(differences)
    half = np.where(count > 1, stats.t.ppf(upper, np.maximum(count - 1, 1)) * spread / np.sqrt(count), np.inf)
    wanted = np.full(half.shape, one.half_width, np.float64)
    if one.half_width is None:
        assert one.half_width_share is not None
        levels = one.half_width_share * np.abs(_mean(base))
        wanted[:] = np.broadcast_to(levels[:, None], half.shape)
    point, arm = np.unravel_index(int(np.argmax(half - wanted)), half.shape)
    widest, enough = float(half[point, arm]), float(wanted[point, arm])
    told = widest if np.isfinite(widest) else None
    where = int(point) if plan.varied_arms else NO_POINT
    return Seen(one.indicator, one.place, one.year, told, enough, names[arm], where, widest <= enough)


def _mean(values: Array) -> Array:
    """Means over replicates of what is there; 0 where nothing is."""
    return np.nansum(values, axis=-1) / np.maximum(1, np.isfinite(values).sum(axis=-1))


def _count_and_sd(values: Array) -> tuple[Array, Array]:
    """How many replicates are there, at least 1, and their standard deviation."""
    there = np.isfinite(values)
    count = np.maximum(1, there.sum(axis=-1))
    apart = np.where(there, values - _mean(values)[..., None], 0.0)
    return count, np.sqrt((apart**2).sum(axis=-1) / np.maximum(1, count - 1))


def outcomes_by_run(folder: Path, plan: Plan, outcomes: Sequence[StopOutcome]) -> list[Array]:
    """Each outcome of every run, NaN where a run failed; every chunk is read once."""
    places = [
        find_place(plan.region, one.place).id if one.place else plan.region.city_code for one in outcomes
    ]
    items = [BY_KEY[one.indicator] for one in outcomes]
    keys = {key for item in items for key in (*item.needed, item.weight) if key}
    found = [np.full(plan.size, np.nan) for _ in outcomes]
    wanted = pc.field("place").cast("string").isin(sorted(set(places)))
    for number in range(len(plan.chunks)):
        path = chunk_file(folder, "series", number)
        held = [key for key in pq.read_schema(path).names if key in keys]
        table = pq.read_table(path, columns=["run_id", "quarter", "place", *held]).filter(wanted)
        place, year = table["place"].cast("string").to_numpy(), table["quarter"].to_numpy() // 4
        runs, columns = table["run_id"].to_numpy(), {key: table[key].to_numpy() for key in held}
        for values, item, one, of in zip(found, items, outcomes, places, strict=True):
            chosen = np.flatnonzero((place == of) & (year == one.year))
            if chosen.size:
                mine = [key for key in held if key in item.needed or key == item.weight]
                series = {key: columns[key][chosen].reshape(-1, 4).T for key in mine}
                values[runs[chosen][::4]] = yearly(item, series, 4 * one.year)[1][0]
    return found
