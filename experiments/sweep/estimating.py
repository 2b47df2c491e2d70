"""What a sweep will cost, by a short trial: a few quarters of its first point, in a folder that is thrown away."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from experiments.running import job_of
from experiments.store import begin
from experiments.sweep.making import Advance, Job, Task, make_chunk, simulate
from experiments.sweep.plan import NO_POINT, Chunk, Plan, PlannedRun
from sim.result import Result

TRIAL_QUARTERS = 8
COPIES = 2
"""How often the values of a run lie in memory while its chunk is written: as arrays and as a table."""


@dataclass(frozen=True)
class Estimate:
    """Seconds and bytes found by a trial, at the full horizon."""

    quarters: int
    """Quarters of the trial."""
    warm_up_seconds: float
    """Of a new world: once a point where factors change parameters or the world, else once a worker."""
    run_seconds: dict[str, float]
    """Arm -> seconds of a run whose world is there."""
    bytes_a_run: float
    bytes_a_chunk: float
    """What the files of a chunk take before they hold a run."""
    memory_bytes: float
    """Of a worker, its largest chunk in it."""
    warms_every_point: bool

    def seconds(self, plan: Plan, chunks: list[int], workers: int) -> float:
        """Seconds that these chunks take so many workers."""
        total, warm = 0.0, 0
        for number in chunks:
            runs = plan.runs_of(plan.chunks[number])
            total += sum(self.run_seconds[run.scenario] for run in runs)
            warm += len({run.point for run in runs}) if self.warms_every_point else 0
        warm = warm or min(workers, len(chunks))
        return (total + warm * self.warm_up_seconds) / min(workers, max(1, len(chunks)))


class _Watch:
    """The maker with a stopwatch."""

    def __init__(self) -> None:
        self.seconds: dict[int, float] = {}

    def __call__(self, task: Task, advance: Advance | None) -> Result:
        begun = time.perf_counter()
        result = simulate(task, advance)
        self.seconds[task.run_id] = time.perf_counter() - begun
        return result


def estimate(plan: Plan, threads: int = 1) -> Estimate:
    """Run a few quarters of every arm at the first point and scale what it took."""
    quarters = min(TRIAL_QUARTERS, plan.arms[0][1].horizon)
    longer = plan.arms[0][1].horizon / quarters
    arms = tuple((name, one.model_copy(update={"horizon": quarters})) for name, one in plan.arms)
    short = replace(plan, arms=arms, points=plan.points.slice(0, 1), rounds=())
    runs = _trial_runs(short)
    values = {0: short.values(0)} if short.points.num_rows else {}
    with tempfile.TemporaryDirectory() as scratch:
        folder, watch = Path(scratch), _Watch()
        begin(folder, replace(short, replicates=1))
        job: Job = replace(job_of(short, folder, threads), maker=watch)
        make_chunk(_shorter(job), Chunk(1, runs[1:], values))  # loads what every later run finds loaded
        make_chunk(job, Chunk(0, runs, values))
        stored = [_stored(folder, number) for number in (0, 1)]
        held = sum(pq.read_table(path).nbytes for path in _files(folder, 0)) / len(runs)
    counted = (len(runs) * quarters, (len(runs) - 1) * max(1, quarters // 2))
    each = max(0.0, (stored[0] - stored[1]) / (counted[0] - counted[1]))
    warm = max(0.0, watch.seconds[0] - watch.seconds[1])
    largest = max(len(chunk) for chunk in plan.chunks)
    return Estimate(
        quarters=quarters,
        warm_up_seconds=warm,
        run_seconds={run.scenario: watch.seconds[run.run_id] * longer for run in runs[1:]},
        bytes_a_run=each * plan.arms[0][1].horizon,
        bytes_a_chunk=max(0.0, stored[0] - each * counted[0]),
        memory_bytes=_used() + COPIES * held * longer * largest,
        warms_every_point=_warms_every_point(plan),
    )


def _trial_runs(plan: Plan) -> tuple[PlannedRun, ...]:
    """The first arm twice, since its first run also warms the world up, then each of the others."""
    names = [name for name, _ in plan.arms]
    order = [names[0], *names]
    return tuple(
        PlannedRun(at, name, NO_POINT if name in plan.fixed_arms else 0, min(at, 1))
        for at, name in enumerate(order)
    )


def _shorter(job: Job) -> Job:
    """The same job half as long, which is another world: that of the trial itself is still to be warmed up."""
    arms = {
        name: one.model_copy(update={"horizon": max(1, one.horizon // 2)}) for name, one in job.arms.items()
    }
    return replace(job, arms=arms)


def _files(folder: Path, chunk: int) -> list[Path]:
    """The files of a chunk, but for the opening, which only the first point has."""
    names = folder.rglob(f"chunk-{chunk:06d}.parquet")
    return [path for path in names if path.parent.name != "opening"]


def _stored(folder: Path, chunk: int) -> float:
    return float(sum(path.stat().st_size for path in _files(folder, chunk)))


def _warms_every_point(plan: Plan) -> bool:
    """Whether a factor changes more than policies, so that every point opens and warms up a world of its own."""
    scenarios = [scenario for name, scenario in plan.arms if name in plan.varied_arms]
    return any(
        key == "world" or any(path[0] != "policy" for path in plan.varying.places(name, key, scenario))
        for name in plan.varying.factors
        for key in plan.varying.keys(name)
        for scenario in scenarios
    )


def _used() -> float:
    """Most bytes that this process ever held."""
    kilobytes = sys.platform != "darwin"
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * (1024 if kilobytes else 1)
