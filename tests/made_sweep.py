"""A sweep made without the model: one factor moves the effect of the policy, the other every scenario alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

import experiments.sweep.plan as planning
from experiments.composing import compose
from experiments.store import Ended, begin, finish, write_chunk
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.plan import Plan, PlannedRun
from sim.declared.terms import Title
from sim.result import Result
from tests.made import made_result

CHUNKS = 6
"""Chunks of a made sweep: few files are soon written."""
BUDGET, NOISE = "budget", "noise"
FACTORS = {
    BUDGET: Factor(
        title=Title(zh=BUDGET, en=BUDGET),
        keys=("policy.programmes.balance_fund.budget_yuan_per_year",),
        low=1e8,
        high=5e8,
    ),
    NOISE: Factor(
        title=Title(zh=NOISE, en=NOISE), keys=("parameters.growth.noise_sd_share",), low=0.05, high=0.15
    ),
}
Effect = Callable[[PlannedRun, dict[str, float]], float]


def made_effect(run: PlannedRun, values: dict[str, float]) -> float:
    """Relative effect on every county's real GDP: 1 % a 1e8 yuan beyond 2e8, and noise of point and replicate."""
    chance = np.random.default_rng((run.point + 1, run.replicate)).normal()
    return 0.01 * (values[BUDGET] / 1e8 - 2.0) + 0.001 * chance


@lru_cache(maxsize=8)
def swept_plan(
    points: int = 10,
    replicates: int = 3,
    factors: tuple[str, ...] = (BUDGET, NOISE),
    region: str = "pocket",
    horizon: int = 8,
    record: str = "headline",
) -> Plan:
    """None and a fund over some points; with the budget alone, the baseline is touched by no factor."""
    arms = [
        compose(name, f"region={region}", f"horizon={horizon}", "firms_per_agent=100")
        for name in ("none", "balance_fund")
    ]
    columns = {
        name: np.linspace(FACTORS[name].low or 0.0, FACTORS[name].high or 0.0, points)[
            :: 1 if at == 0 else -1
        ]
        for at, name in enumerate(factors)
    }
    if NOISE in columns:
        columns[NOISE] = np.random.default_rng(5).permutation(columns[NOISE])
    plan = Plan(
        "made_sweep",
        tuple((arm.name, arm.scenario) for arm in arms),
        arms[0].region,
        seed=0,
        replicates=replicates,
        record=record,
        varying=Varying({name: FACTORS[name] for name in factors}),
        points=pa.table(columns),
    )
    usual = planning.CHUNKS_A_ROUND
    planning.CHUNKS_A_ROUND = min(usual, CHUNKS)
    try:
        assert plan.chunks
    finally:
        planning.CHUNKS_A_ROUND = usual
    return plan


def swept_result(plan: Plan, run: PlannedRun, effect: Effect) -> Result:
    """A run of a point: that of its replicate, its real GDP moved where the policy acts."""
    base = _base(plan.region.id, plan.record, plan.arms[0][1].horizon, run.replicate, plan)
    if run.scenario != "balance_fund":
        return base
    moved = 1.0 + effect(run, plan.values(run.point))
    values = {level: dict(found) for level, found in base.values.items()}
    for level in ("city", "county"):
        values[level]["gdp_real"] = values[level]["gdp_real"] * moved
    return replace(base, values=values)


_BASES: dict[tuple[str, str, int, int], Result] = {}


def _base(region: str, record: str, horizon: int, replicate: int, plan: Plan) -> Result:
    key = (region, record, horizon, replicate)
    if key not in _BASES:
        _BASES[key] = made_result(plan, plan.arms[0][1], replicate, False, facts=False)
    return _BASES[key]


def swept_folder(
    folder: Path,
    plan: Plan,
    failed: tuple[int, ...] = (),
    chunks: int | None = None,
    effect: Effect = made_effect,
) -> Path:
    """The folder of a sweep, with some runs failed; `chunks` leaves it unfinished after so many."""
    begin(folder, plan)
    for number in range(len(plan.chunks) if chunks is None else chunks):
        chunk = plan.chunk(number)
        outcomes = [
            Ended(run.run_id, None, "LedgerError: made to fail")
            if run.run_id in failed
            else Ended(run.run_id, swept_result(plan, run, effect))
            for run in chunk.runs
        ]
        write_chunk(folder, plan.record, plan.seed, chunk, outcomes)
    if chunks is None:
        finish(folder, plan)
    return folder
