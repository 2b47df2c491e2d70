"""Sweeps made without the model: real GDP follows a function of the factors whose indices are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
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
from sim.indicators import at_level
from sim.record import Axes, Recorder
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
    keys: Sequence[str] = KEYS,
) -> Path:
    """A finished sweep over points of the unit cube; `failing` are (point, replicate) of the second arm.

    The second arm's real GDP of a year is the first's times 1 + f(x) / 100 + noise; the first hears of no factor.
    """
    names = [f"parameters.{key}" for key in keys[: unit.shape[1]]]
    factors = {
        name: Factor(low=0.0, high=WIDTH, title=Title(zh=f"假设{at}", en="")) for at, name in enumerate(names)
    }
    arms = [compose(name, "region=pocket", "horizon=4") for name in ("none", "balance_fund")]
    plan = Plan(
        "made",
        tuple((arm.name, arm.scenario) for arm in arms),
        arms[0].region,
        seed=0,
        replicates=replicates,
        record="headline",
        varying=Varying(factors),
        points=pa.table({name: WIDTH * unit[:, at] for at, name in enumerate(names)}),
        question={
            "design": dict(design),
            "factors": {name: factor.model_dump(mode="json") for name, factor in factors.items()},
        },
    )
    wanted = set(failing)

    def maker(task: Task, advance: Callable[[int], None] | None = None) -> Result:
        point = plan.run(task.run_id).point
        effect = 0.0
        if task.scenario.policy.programmes:
            if (point, task.replicate) in wanted:
                raise MadeToFail("as was asked")
            chance = np.random.default_rng((point, task.replicate)).normal()
            effect = function(unit[point]) / 100.0 + noise * chance
        common = np.random.default_rng(task.replicate).normal(1.0, 0.05)
        return _result(task, BASE * common * (1.0 + effect))

    job = job_of(plan, folder)
    make_all(plan, replace(job, maker=maker), Local(1))
    return folder


def _result(task: Task, gdp: float) -> Result:
    scenario, region = task.scenario, cached_region(task.region)
    recorder = Recorder(Axes.of(region), scenario.start_quarter, scenario.horizon, task.record)
    values: dict[str, dict[str, np.ndarray]] = {}
    for level, ids in Axes.of(region).levels.items():
        values[level] = {item.key: np.zeros(len(ids), item.dtype) for item in at_level(level)}
        if "gdp_real" in values[level]:
            values[level]["gdp_real"] = np.full(len(ids), gdp / 4 / len(ids))
    for quarter in range(scenario.start_quarter, scenario.start_quarter + scenario.horizon):
        recorder.take(quarter, values)
    return Result.from_recorder(recorder, region, scenario, task.seed, task.replicate)
