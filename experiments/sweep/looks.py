"""A look at the outcomes of a sweep so far: how wide the intervals are, from the files alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.half_width import half_width
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
    return Look(replicates, tuple(_seen(folder, plan, one) for one in plan.rule.outcomes))


def _seen(folder: Path, plan: Plan, one: StopOutcome) -> Seen:
    """The widest interval of an outcome over arms and points."""
    assert plan.rule is not None
    values = outcome_by_run(folder, plan, one)
    widest: tuple[float, float, str, int] | None = None
    for scenario, point, differences, base in _compared(plan, values):
        count = differences.size
        half = half_width(differences, plan.rule.confidence_share) if count > 1 else np.inf
        wanted = one.half_width
        if wanted is None:
            assert one.half_width_share is not None
            wanted = one.half_width_share * (abs(float(base.mean())) if base.size else 0.0)
        if widest is None or half - wanted > widest[0] - widest[1]:
            widest = (half, wanted, scenario, point)
    assert widest is not None
    half, wanted, scenario, point = widest
    told = half if np.isfinite(half) else None
    return Seen(one.indicator, one.place, one.year, told, wanted, scenario, point, half <= wanted)


def _compared(plan: Plan, values: Array) -> Iterator[tuple[str, int, Array, Array]]:
    """Every arm at every point: name, point, differences to the first arm, values of the first arm."""
    names = [name for name, _ in plan.arms]
    of: dict[tuple[str, int], dict[int, float]] = {}
    columns = zip(*(column.tolist() for column in plan.columns()), values.tolist(), strict=True)
    for arm, point, replicate, value in columns:
        if np.isfinite(value):
            of.setdefault((names[arm], point), {})[replicate] = value
    for point in range(plan.points.num_rows) if plan.varied_arms else (NO_POINT,):
        sides = [of.get((name, NO_POINT if name in plan.fixed_arms else point), {}) for name in names]
        base, *others = sides
        levels = np.array(list(base.values()), np.float64)
        if not others:
            yield names[0], point, levels, levels
        for name, other in zip(names[1:], others, strict=True):
            pairs = [other[one] - base[one] for one in base if one in other]
            yield name, point, np.array(pairs, np.float64), levels


def outcome_by_run(folder: Path, plan: Plan, one: StopOutcome) -> Array:
    """The outcome of every run, NaN where a run failed; one chunk is read after another."""
    item = BY_KEY[one.indicator]
    place = find_place(plan.region, one.place).id if one.place else plan.region.city_code
    keys = list(dict.fromkeys((*item.needed, *([item.weight] if item.weight else []))))
    found = np.full(plan.size, np.nan)
    for number in range(len(plan.chunks)):
        path = chunk_file(folder, "series", number)
        held = [key for key in keys if key in pq.read_schema(path).names]
        table = pq.read_table(path, columns=["run_id", "quarter", "place", *held])
        quarter = table["quarter"].cast("int32")
        chosen = pc.and_(
            pc.equal(table["place"].cast("string"), place), pc.equal(pc.divide(quarter, 4), one.year)
        )
        table = table.filter(chosen)
        runs = table["run_id"].to_numpy()[::4]
        series = {key: table[key].to_numpy().reshape(-1, 4).T for key in held}
        if runs.size:
            _, values = yearly(item, series, 4 * one.year)
            found[runs] = values[0]
    return found
