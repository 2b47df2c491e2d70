"""A result made again from its own recipe and compared byte by byte (law 9)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from experiments.judging import RunSettings
from experiments.record import OBSERVED
from experiments.running import run_plan
from experiments.store import different_files
from experiments.sweep.restoring import changed_since, read_plan


def rerun(
    folder: Path, scratch: Path, scenarios: str | None = None, settings: RunSettings | None = None
) -> list[str]:
    """Make every run of a result folder again in `scratch`; what differs, in words, or nothing.

    A sweep whose points or replicates were decided as it went is made again with those it came to.
    """
    plan = read_plan(folder, scenarios)
    if differences := changed_since(folder, plan):
        return differences
    again = replace(plan, rule=None)
    run_plan(again, settings or RunSettings(), scratch)
    # The record that stands beside a back-test was given; no run makes it.
    changed = [name for name in different_files(folder, scratch) if name != OBSERVED]
    return [f"{name}: other bytes" for name in changed]
