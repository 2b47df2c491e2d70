"""A sweep as users start it, files and all: its own processes, one against two."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

from experiments.bench.timing import Timing, interleaved
from experiments.composing import compose
from experiments.running import job_of, plan_of
from experiments.store import begin
from experiments.sweep.engines.local import Local


def measure_sweep(
    region: str, quarters: int, firms_per_agent: int, runs: int, rounds: int
) -> tuple[Timing, Timing]:
    """Seconds a run of a sweep on one process and on two, which are there already; taken in turn."""
    arm = compose(
        "none",
        region=region,
        horizon=quarters,
        firms_per_agent=firms_per_agent,
        replicates=runs,
        record="headline",
    )
    plan, numbers = plan_of([arm]), count()
    with tempfile.TemporaryDirectory() as scratch, Local(1, guarded=True) as one, Local(2) as two:

        def seconds(engine: Local) -> float:
            job = replace(job_of(plan, Path(scratch)), folder=Path(scratch) / str(next(numbers)))
            begin(job.folder, plan)
            began = time.perf_counter()
            for _ in engine.make(job, (plan.chunk(at) for at in range(len(plan.chunks))), lambda done: None):
                pass
            return (time.perf_counter() - began) / runs

        for engine in (one, two):
            seconds(engine)
        timings = interleaved({"one": lambda: seconds(one), "two": lambda: seconds(two)}, rounds)
    return timings["one"], timings["two"]
