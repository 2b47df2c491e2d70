"""Results of three scenarios made without the model, of which some runs failed: arms have different pairs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from experiments.composing import compose
from experiments.sweep.plan import Plan
from tests.made import made_folder

FAILED = (1, 4, 7, 10, 13)
"""Runs of the first arm that failed: one pair of it is left, and all of the second's."""


@lru_cache(maxsize=1)
def arms_plan() -> Plan:
    """Nothing, a fund that moves real GDP, and one that moves nothing, six replicates each."""
    arms = [compose(name, "region=pocket", "horizon=8") for name in ("none", "balance_fund", "fund_x3")]
    scenarios = tuple((arm.name, arm.scenario) for arm in arms)
    return Plan("made", scenarios, arms[0].region, seed=0, replicates=6, record="standard")


def lossy_folder(folder: Path) -> Path:
    """A folder in which one arm has one pair and the other six."""
    return made_folder(folder, arms_plan(), failed=FAILED)
