"""Runs made one after another, or by several processes that are rebuilt when one of them dies."""

from __future__ import annotations

import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from pathlib import Path

from experiments.judging import cached_region
from experiments.store import Outcome
from sim.errors import InputError, LedgerError, NumberError
from sim.scenario import Scenario

ATTEMPTS = 2
"""How often a run whose process died is tried before it counts as failed."""


@dataclass(frozen=True)
class Task:
    """One run to make; everything that a fresh process needs."""

    run_id: int
    scenario: Scenario
    region: str
    seed: int
    replicate: int
    record: str
    threads: int
    firm_facts: bool = False


def make(task: Task, advance: Callable[[int], None] | None = None) -> Outcome:
    """Make one run; a fault of the input is raised, any other failure becomes a row with its error."""
    from sim.run import run

    try:
        result = run(
            cached_region(task.region),
            task.scenario,
            seed=task.seed,
            replicate=task.replicate,
            record=task.record,
            threads=task.threads,
            progress=advance,
            firm_facts=task.firm_facts,
        )
    except InputError:
        raise
    except Exception as error:
        return Outcome(task.run_id, None, _in_words(error))
    return Outcome(task.run_id, result)


def _in_words(error: Exception) -> str:
    """The kind and text of an error; for a bug also where in the code it arose."""
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, LedgerError | NumberError):
        return said
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = Path(last.filename)
    return f"{said} ({place.parent.name}/{place.name}:{last.lineno})"


def outcomes(tasks: Sequence[Task], workers: int, advance: Callable[[int], None]) -> Iterator[Outcome]:
    """The outcome of every task, as they end; `advance` is told of quarters done."""
    if min(workers, len(tasks)) <= 1:
        for task in tasks:
            yield _make_here(task, advance)
    else:
        yield from _make_elsewhere(list(tasks), min(workers, len(tasks)), advance)


def _make_here(task: Task, advance: Callable[[int], None]) -> Outcome:
    seen = 0

    def note(quarters_done: int) -> None:
        nonlocal seen
        if quarters_done > seen:
            advance(quarters_done - seen)
            seen = quarters_done

    outcome = make(task, note)
    note(task.scenario.horizon)
    return outcome


def _make_elsewhere(tasks: list[Task], workers: int, advance: Callable[[int], None]) -> Iterator[Outcome]:
    attempts: Counter[int] = Counter()
    while tasks:
        left = {task.run_id: task for task in tasks}
        for outcome in _one_pool(tasks, workers, attempts):
            del left[outcome.run_id]
            advance(tasks[0].scenario.horizon)
            yield outcome
        tasks = []
        for task in left.values():
            if attempts[task.run_id] < ATTEMPTS:
                tasks.append(task)
            else:
                yield Outcome(task.run_id, None, f"its process died {ATTEMPTS} times; memory may be short")


def _one_pool(tasks: list[Task], workers: int, attempts: Counter[int]) -> Iterator[Outcome]:
    """Outcomes until all tasks are done or a process dies; at most two runs a worker are in flight."""
    waiting = iter(tasks)
    flying: dict[Future[Outcome], Task] = {}
    others = set(active_children())
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_settle)
    try:
        while True:
            while len(flying) < 2 * workers and (task := next(waiting, None)) is not None:
                flying[pool.submit(make, task)] = task
            if not flying:
                pool.shutdown()
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                task = flying[future]
                outcome = future.result()
                del flying[future]
                yield outcome
    except BrokenProcessPool:
        attempts.update(task.run_id for task in flying.values())
        pool.shutdown(wait=False, cancel_futures=True)
    except BaseException:
        # A pool told not to wait can wait for ever when the program ends; without its processes it ends.
        for process in set(active_children()) - others:
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _settle() -> None:
    """Leave Ctrl-C to the driver, and end with it should it be killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGTERM)
