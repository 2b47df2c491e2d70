"""Sweeps from Python: `from experiments.sweep import sweep`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.running import run_plan
from experiments.sweep.design import Design
from experiments.sweep.sweeping import read_sweep, sweep_plan


def sweep(
    design: str | Design | Mapping[str, Any],
    *arms: str,
    scenarios: str | Path | None = None,
    **values: Any,
) -> Path:
    """Run a design over one or several scenarios and return the result folder.

    `sweep("latin", "none", "plan", points=200, firms_per_agent=100)`; in place of a name a path, a Design, or
    factors by name: `sweep({"parameters.growth.following_share": {"low": 0.1, "high": 0.4}}, "none", points=50)`.
    """
    asked = read_sweep(design, arms, scenarios, values)
    composed = asked.arms()
    return run_plan(sweep_plan(asked, composed), composed[0].settings).folder
