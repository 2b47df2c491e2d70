"""What a worker does: the runs of a chunk, one after another, and their files."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.judging import cached_region
from experiments.store import Ended, write_chunk
from experiments.sweep.factor import Varying
from experiments.sweep.notes import OUT_OF_MEMORY, WRITING, Note, append
from experiments.sweep.plan import NO_POINT, Chunk, PlannedRun
from experiments.sweep.watchdog import TooLong, at_most, in_words
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
    most_seconds: int = 3600
    """Seconds that a run may take before it is ended and stands as failed."""
    varying: Varying = field(default_factory=Varying)
    maker: Maker = simulate
    lang: str = "both"
    """Language in which its progress is told."""


def make_chunk(
    job: Job, chunk: Chunk, advance: Advance | None = None, expendable: bool = False, giving: str = ""
) -> None:
    """Make the runs of a chunk and write its files; a run that fails is a row with its error.

    `expendable` says that this process may be ended with a run: then a note tells which run was under way, and a
    process that runs out of memory ends. `giving` names the note where how a process ends is not learnt.
    """
    began = time.monotonic()
    with Note(job.folder, chunk.number, giving) if expendable else nullcontext() as note:
        try:
            outcomes = _outcomes(job, chunk, advance, note, marks=bool(giving))
            write_chunk(job.folder, job.record, job.seed, chunk, outcomes)
        except MemoryError:
            if expendable:
                os._exit(OUT_OF_MEMORY)  # the note stays
            raise
    line = {"chunk": chunk.number, "runs": len(chunk.runs), "seconds": round(time.monotonic() - began, 3)}
    append(job.folder, "chunks", {**line, "process": os.getpid()})


def _outcomes(
    job: Job, chunk: Chunk, advance: Advance | None, note: Note | None, marks: bool
) -> Iterator[Ended]:
    """The runs of a chunk, one after another, each made when it is asked for."""
    kept: dict[tuple[str, int], Scenario] = {}
    for run in chunk.runs:
        if run.run_id in chunk.lost:
            yield Ended(run.run_id, None, chunk.lost[run.run_id])
            continue
        if note is not None:
            note.say(run.run_id)
        try:
            if (run.scenario, run.point) not in kept:
                kept = {key: one for key, one in kept.items() if key[1] == run.point}
                kept[run.scenario, run.point] = scenario_of(job, run, chunk.values)
            scenario = kept[run.scenario, run.point]
        except Exception as error:
            if isinstance(error, MemoryError) and note is not None:
                raise
            outcome = Ended(run.run_id, None, _in_words(error))
        else:
            outcome = _outcome(job, run, scenario, advance, note, marks)
        if note is not None:
            note.say(WRITING)
        yield outcome


def scenario_of(job: Job, run: PlannedRun, values: Mapping[int, Mapping[str, Any]]) -> Scenario:
    """The scenario of a run: that of its arm, changed as its point says."""
    base = job.arms[run.scenario]
    return base if run.point == NO_POINT else job.varying.applied(base, values[run.point])


def _outcome(
    job: Job, run: PlannedRun, scenario: Scenario, advance: Advance | None, note: Note | None, marks: bool
) -> Ended:
    task = Task(
        run.run_id, scenario, job.region, job.seed, run.replicate, job.record, job.threads, job.firm_facts
    )
    try:
        with at_most(job.most_seconds, note is not None, note.late if note is not None and marks else None):
            return Ended(run.run_id, job.maker(task, advance))
    except TooLong:
        return Ended(run.run_id, None, in_words(job.most_seconds))
    except Exception as error:
        if isinstance(error, MemoryError) and note is not None:
            raise  # memory is the machine's, not the run's
        if isinstance(error, InputError) and run.point == NO_POINT:
            raise  # the question itself is at fault, and every run would fail in the same way
        return Ended(run.run_id, None, _in_words(error))


def _in_words(error: Exception) -> str:
    """The kind and text of an error; for a bug also where in the code it arose."""
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, LedgerError | NumberError | InputError):
        return said
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = Path(last.filename)
    return f"{said} ({place.parent.name}/{place.name}:{last.lineno})"
