"""From a plan to a finished folder: what is there already is kept, what is missing is made."""

from __future__ import annotations

import errno
import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from experiments.judging import RunSettings
from experiments.progress import Progress
from experiments.store import begin, chunks_there, finish, missing, record_plan, remove_beyond, state
from experiments.store_files import remove_leftovers
from experiments.sweep.engine import Engine
from experiments.sweep.locking import Share, beginning
from experiments.sweep.looks import look
from experiments.sweep.making import Job
from experiments.sweep.notes import forget, keep_command, lost_runs, without_lost
from experiments.sweep.plan import Plan
from experiments.sweep.stopping import Look, enough, next_round
from sim.errors import InputError, Problem

OF_DISKS = frozenset(
    getattr(errno, name, -1)
    for name in (
        *("ENOSPC", "EDQUOT", "EIO", "EFBIG", "EROFS", "EACCES", "EPERM"),
        *("ENOENT", "ENOTDIR", "ENAMETOOLONG", "ESTALE"),
    )
)
"""Errors of a place that is full, failing, read-only or gone; others are no fault of the folder."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C in a sweep; `again` is the command that goes on, `kept` whether anything was made before."""

    def __init__(self, again: str, kept: bool) -> None:
        super().__init__()
        self.again, self.kept = again, kept


def engine_of(settings: RunSettings, guarded: bool = False) -> Engine:
    """The engine that the settings ask for; `guarded` keeps runs out of this process even where there is one."""
    if settings.engine.kind == "dask":
        from experiments.sweep.engines.dask import Dask

        return Dask(settings.engine)
    from experiments.sweep.engines.local import Local

    return Local(settings.workers, guarded)


def make_all(plan: Plan, job: Job, engine: Engine, share: Share | None = None) -> int:
    """Make every run that the folder lacks, or those of a share; the number of chunks still to be made by others.

    The folder is marked as finished when there are none. Replicates that stop by rule are added round by round.
    Raises InputError where the folder cannot be written to.
    """
    looks: list[Look] = []
    while True:
        make_rounds(plan, job, engine, share, looks)
        with writable(job.folder, plan):
            if left := len(missing(job.folder, plan)):
                return left
            if plan.rule is None:
                finish(job.folder, plan)
                return 0
            looks.append(look(job.folder, plan))
            if enough(plan.rule, looks):
                record_plan(job.folder, plan, looks)
                remove_beyond(job.folder, plan)
                finish(job.folder, plan)
                return 0
            plan = plan.repeated(next_round(plan.rule, looks[-1].replicates))


def make_rounds(
    plan: Plan, job: Job, engine: Engine, share: Share | None = None, looks: Sequence[Look] = ()
) -> None:
    """Make every run of the rounds so far that the folder lacks; more rounds may follow.

    What stands in the folder is held against the plan again: somebody else may have begun it meanwhile.
    """
    folder = job.folder
    with writable(folder, plan):
        with beginning(folder):
            there = state(folder, plan)
            before = missing(folder, plan)
            if not before and there != "new":
                return
            begin(folder, plan, _ours(plan, share), looks)
        wanted = [number for number in before if share is None or share.holds(number)]
        keep_command(folder)
        for number in wanted:
            forget(folder, number)
        lost = lost_runs(folder)
        chunks = (without_lost(plan.chunk(number), lost) for number in wanted)
        runs = sum(len(plan.chunks[number]) for number in wanted)
        resumed = any(number not in before for number in plan.last_round)
        done = len(plan.chunks) - len(before) if resumed else 0
        with Progress(runs, plan.arms[0][1].horizon, done, len(wanted), job.lang) as progress:
            try:
                for number in engine.make(job, chunks, progress.advance):
                    progress.chunk(len(plan.chunks[number]))
            except BaseException as error:
                remove_leftovers(folder, _ours(plan, share))
                if isinstance(error, KeyboardInterrupt):
                    raise Interrupted("", kept=bool(chunks_there(folder))) from None
                raise


def _ours(plan: Plan, share: Share | None) -> Callable[[str], bool]:
    """Whether a leftover may be removed: a shard keeps to its own chunks, others are at work beside it."""
    if share is None:
        return lambda name: True
    ours = {f"chunk-{number:06d}" for number in range(len(plan.chunks)) if share.holds(number)}
    return lambda name: name.partition(".")[0] in ours


@contextmanager
def writable(folder: Path, plan: Plan) -> Iterator[None]:
    """A folder that cannot be written to, in a sentence: what is kept, and how to go on."""
    try:
        yield
    except OSError as error:
        if error.errno not in OF_DISKS:
            raise
        try:
            kept = len(chunks_there(folder))
        except OSError:
            kept = 0
        given = f"cannot be written to ({os.strerror(error.errno or 0)}); {kept} of {len(plan.chunks)} chunks are kept"
        allowed = "make room or give another folder with out=; the same command goes on from here"
        raise InputError([Problem(str(folder), given, allowed)]) from None


def resume_command(folder: Path) -> str:
    """The command that goes on with a sweep."""
    return shlex.join(["bqw", "resume", str(folder)])
