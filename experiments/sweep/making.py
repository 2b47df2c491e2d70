"""What a worker does: the runs of a chunk, one after another, and their files."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.judging import cached_region
from experiments.store import Outcome, write_chunk
from experiments.sweep.factor import Varying
from experiments.sweep.plan import NO_POINT, Chunk, PlannedRun
from sim.errors import InputError, LedgerError, NumberError
from sim.result import Result
from sim.scenario import Scenario

Advance = Callable[[int], None]
"""Told the quarters of the run under way that are done."""


@dataclass(frozen=True)
class Task:
    """One run to make."""

    run_id: int
    scenario: Scenario
    region: str
    seed: int
    replicate: int
    record: str
    threads: int
    firm_facts: bool = False


def simulate(task: Task, advance: Advance | None = None) -> Result:
    """The model itself; tests put something quicker or worse in its place."""
    from sim.run import run

    return run(
        cached_region(task.region),
        task.scenario,
        seed=task.seed,
        replicate=task.replicate,
        record=task.record,
        threads=task.threads,
        progress=advance,
        firm_facts=task.firm_facts,
    )


Maker = Callable[[Task, Advance | None], Result]


@dataclass(frozen=True)
class Job:
    """All that a worker needs to know of a folder; it travels to other processes and machines."""

    folder: Path
    arms: Mapping[str, Scenario]
    region: str
    seed: int
    record: str
    threads: int = 1
    firm_facts: bool = False
    varying: Varying = field(default_factory=Varying)
    maker: Maker = simulate


def make_chunk(job: Job, chunk: Chunk, advance: Advance | None = None) -> None:
    """Make the runs of a chunk and write its files; a run that fails is a row with its error."""
    kept: dict[tuple[str, int], Scenario] = {}
    outcomes = []
    for run in chunk.runs:
        if (run.scenario, run.point) not in kept:
            kept = {key: one for key, one in kept.items() if key[1] == run.point}
            kept[run.scenario, run.point] = scenario_of(job, run, chunk.values)
        outcomes.append(_outcome(job, run, kept[run.scenario, run.point], advance))
    write_chunk(job.folder, job.record, job.seed, chunk, outcomes)


def scenario_of(job: Job, run: PlannedRun, values: Mapping[int, Mapping[str, Any]]) -> Scenario:
    """The scenario of a run: that of its arm, changed as its point says."""
    base = job.arms[run.scenario]
    return base if run.point == NO_POINT else job.varying.applied(base, values[run.point])


def _outcome(job: Job, run: PlannedRun, scenario: Scenario, advance: Advance | None) -> Outcome:
    task = Task(
        run.run_id, scenario, job.region, job.seed, run.replicate, job.record, job.threads, job.firm_facts
    )
    try:
        return Outcome(run.run_id, job.maker(task, advance))
    except InputError:
        raise
    except Exception as error:
        return Outcome(run.run_id, None, _in_words(error))


def _in_words(error: Exception) -> str:
    """The kind and text of an error; for a bug also where in the code it arose."""
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, LedgerError | NumberError):
        return said
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = Path(last.filename)
    return f"{said} ({place.parent.name}/{place.name}:{last.lineno})"
