"""Sweeps made without the model: real GDP follows a function of the factors whose indices are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from experiments.composing import compose
from experiments.judging import cached_region
from experiments.running import job_of
from experiments.sweep.engines.local import Local
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.making import Task
from experiments.sweep.plan import Plan
from experiments.sweep.runner import make_all
from sim.declared.terms import Title
from sim.flows import ledger_table
from sim.indicators import at_level
from sim.provenance import Identity, identity
from sim.record import Axes
from sim.result import Result

KEYS = (
    "growth.following_share",
    "growth.productivity_weight",
    "production.reallocation_share",
    "labour.wage_return_per_quarter",
)
"""Parameters that stand for x0, x1, …; each is given the value of its share of 0 to 0.1."""
WIDTH = 0.1
BASE = 1e9
Function = Callable[[np.ndarray], float]


class MadeToFail(Exception):
    """A run that was to fail."""


def made_sweep(
    folder: Path,
    unit: np.ndarray,
    function: Function,
    design: Mapping[str, object],
    replicates: int = 1,
    noise: float = 0.0,
    failing: Sequence[tuple[int, int]] = (),
    names: Sequence[str] = ("none", "balance_fund"),
) -> Path:
    """A finished sweep over points of the unit cube; `failing` are (point, replicate) of the last arm.

    The last arm's real GDP of a year is the first's times 1 + f(x) / 100 + noise; of one arm, its own.
    """
    factors_of = [f"parameters.{key}" for key in KEYS[: unit.shape[1]]]
    factors = {
        name: Factor(low=0.0, high=WIDTH, title=Title(zh=f"假设{at}", en=""))
        for at, name in enumerate(factors_of)
    }
    arms = [compose(name, "region=pocket", "horizon=4") for name in names]
    plan = Plan(
        "made",
        tuple((arm.name, arm.scenario) for arm in arms),
        arms[0].region,
        seed=0,
        replicates=replicates,
        record="headline",
        varying=Varying(factors),
        points=pa.table({name: WIDTH * unit[:, at] for at, name in enumerate(factors_of)}),
        question={
            "design": {
                **design,
                "factors": {name: factor.model_dump(mode="json") for name, factor in factors.items()},
            }
        },
    )
    wanted, identities = set(failing), identity(plan.region, arms[0].scenario, 0, 0)

    def maker(task: Task, advance: Callable[[int], None] | None = None) -> Result:
        run, effect = plan.run(task.run_id), 0.0
        point = run.point
        if run.scenario == names[-1]:
            if (point, task.replicate) in wanted:
                raise MadeToFail("as was asked")
            chance = np.random.default_rng((point, task.replicate)).normal()
            effect = function(unit[point]) / 100.0 + noise * chance
        common = np.random.default_rng(task.replicate).normal(1.0, 0.05)
        return _result(task, BASE * common * (1.0 + effect), identities)

    job = job_of(plan, folder)
    make_all(plan, replace(job, maker=maker), Local(1))
    return folder


@lru_cache(maxsize=4)
def _template(folder: str, record: str, horizon: int) -> dict[str, dict[str, np.ndarray]]:
    """Nothing at all, at every level that is recorded."""
    levels = Axes.of(cached_region(folder)).levels
    return {
        level: {item.key: np.zeros((horizon, len(ids)), item.dtype) for item in at_level(level, record)}
        for level, ids in levels.items()
        if at_level(level, record)
    }


def _result(task: Task, gdp: float, identity: Identity) -> Result:
    scenario, region = task.scenario, cached_region(task.region)
    values = dict(_template(task.region, task.record, scenario.horizon))
    for level, items in values.items():
        if "gdp_real" in items:
            shape = items["gdp_real"].shape
            values[level] = items | {"gdp_real": np.full(shape, gdp / shape[0] / shape[1])}
    places = {level: Axes.of(region).levels[level] for level in values}
    return Result(
        identity,
        scenario,
        region,
        task.record,
        scenario.start_quarter,
        places,
        values,
        ledger_table(region, []),
        (),
    )
