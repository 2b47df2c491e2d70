"""A sweep made without the model: two arms, factors that move one of them by a rule, runs that failed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa

from analysis.folder import Folder
from experiments.store import Ended, begin, finish, write_chunk
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.plan import Plan
from sim.result import Result
from tests.made import made_plan, made_result

KEY = ("policy.programmes.balance_fund.budget_yuan_per_year",)
"""A number of the second arm only, so that the first one serves every point."""
GAIN = 0.10
Rule = Callable[[dict[str, Any]], float]


@lru_cache(maxsize=16)
def _base(replicate: int, policy: bool) -> Result:
    plan = made_plan(2, horizon=4)
    return made_result(plan, dict(plan.arms)["balance_fund" if policy else "none"], replicate, policy, False)


def made_sweep(
    folder: Path,
    points: int = 12,
    failed_points: Collection[int] = (),
    rule: Rule = lambda values: GAIN * values["f0"],
    factors: int = 2,
) -> Folder:
    """A finished sweep: real GDP of `balance_fund` is larger by what the rule says of a point."""
    names = [f"f{number}" for number in range(factors)]
    draws = np.random.default_rng(0).random((points, factors))
    plan = Plan(
        name="swept",
        arms=made_plan(2, horizon=4).arms,
        region=made_plan(2, horizon=4).region,
        seed=0,
        replicates=2,
        record="headline",
        varying=Varying({name: Factor(keys=KEY, low=0.0, high=1.0) for name in names}),
        points=pa.table({name: draws[:, column] for column, name in enumerate(names)}),
    )
    with patch("experiments.sweep.plan.CHUNKS_A_ROUND", 2):  # few files: what is read is the same
        _write(folder, plan, failed_points, rule)
    return Folder(folder)


def _write(folder: Path, plan: Plan, failed_points: Collection[int], rule: Rule) -> None:
    begin(folder, plan)
    for number in range(len(plan.chunks)):
        chunk = plan.chunk(number)
        outcomes = []
        for run in chunk.runs:
            if run.point in failed_points:
                outcomes.append(Ended(run.run_id, None, "LedgerError: made to fail"))
                continue
            policy = run.scenario == "balance_fund"
            gain = rule(plan.values(run.point)) if policy else 0.0
            outcomes.append(Ended(run.run_id, _scaled(_base(run.replicate, policy), 1.0 + gain)))
        write_chunk(folder, plan.record, plan.seed, chunk, outcomes)
    finish(folder, plan)


def _scaled(result: Result, times: float) -> Result:
    """A result with real GDP larger by a factor everywhere."""
    values = {
        level: {
            key: np.rint(found * times).astype(np.int64) if key == "gdp_real" else found
            for key, found in of.items()
        }
        for level, of in result.values.items()
    }
    return replace(result, values=values)
