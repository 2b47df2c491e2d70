"""A driver for tests that kill it: `python -m tests.sweep.driving FOLDER MAKER WORKERS`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from experiments.running import job_of
from experiments.sweep.engines.local import Local
from experiments.sweep.locking import hold
from experiments.sweep.plan import Plan
from experiments.sweep.runner import make_all
from tests.made import made_plan
from tests.sweep import makers

REPLICATES, HORIZON = 12, 4


def small_plan() -> Plan:
    """24 runs in 24 chunks."""
    return made_plan(REPLICATES, "headline", HORIZON)


def drive(folder: Path, maker: str, workers: int, most_seconds: int = 3600) -> None:
    """Make the small plan with processes."""
    plan = small_plan()
    job = replace(job_of(plan, folder, most_seconds=most_seconds), maker=getattr(makers, maker))
    with hold(folder), Local(workers, guarded=True) as engine:
        make_all(plan, job, engine)


if __name__ == "__main__":
    drive(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
