"""Runs without the model whose cheapest mix is known by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from experiments.sweep.making import Advance, Task
from sim.record import PolicyRow
from sim.result import Result
from tests.made import made_plan, made_result

FUND = "balance_fund"
STATED = 300_000_000
"""Budget of the fund as its file states it."""
STEP = 10_000_000
"""What a replicate's luck takes off GDP a year, times the last digit of its number."""


def paying(task: Task, advance: Advance | None = None) -> Result:
    """GDP a year of every place is the fund's yearly budget less luck; the budget is paid once, three in four local.

    So GDP of at least G in k of ten replicates takes a budget of G + (k - 1) `STEP`.
    """
    fund = task.scenario.policy.programmes.get(FUND)
    budget = fund.budget_yuan_per_year if fund is not None else 0
    result = _base(task.scenario.horizon)
    quarterly = (budget - STEP * (task.replicate % 10)) // 4
    made = {
        level: values | {"gdp_nominal": np.full_like(values["gdp_nominal"], quarterly)}
        for level, values in result.values.items()
    }
    paid = (("paid_local", 0.75), ("paid_above", 0.25), ("planned", 1.0), ("granted", 1.0))
    first = task.scenario.start_quarter
    rows = tuple(PolicyRow(first, FUND, item, "", "", share * budget) for item, share in paid)
    return replace(result, values=made, policies=rows)


@lru_cache(maxsize=2)
def _base(horizon: int) -> Result:
    plan = made_plan(1, "headline", horizon)
    return made_result(plan, plan.arms[1][1], 0, policy=True, facts=False)


def failing(task: Task, advance: Advance | None = None) -> Result:
    """As `paying`, but replicate 3 of small budgets fails."""
    fund = task.scenario.policy.programmes.get(FUND)
    if task.replicate == 3 and (fund is None or fund.budget_yuan_per_year < STATED):
        raise ArithmeticError("made to fail")
    return paying(task, advance)


def same_numbers(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays agree, NaN with NaN."""
    return bool(np.allclose(one, other, rtol=1e-12, equal_nan=True))
