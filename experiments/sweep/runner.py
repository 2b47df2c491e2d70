"""From a plan to a finished folder: what is there already is kept, what is missing is made."""

from __future__ import annotations

from experiments.judging import RunSettings
from experiments.progress import Progress
from experiments.store import begin, finish, missing
from experiments.sweep.engine import Engine
from experiments.sweep.making import Job
from experiments.sweep.plan import Plan
from sim.errors import InputError, Problem


def engine_of(settings: RunSettings) -> Engine:
    """The engine that the settings ask for."""
    if settings.engine.kind == "dask":
        from experiments.sweep.engines.dask import Dask

        return Dask(settings.engine)
    from experiments.sweep.engines.local import Local

    return Local(settings.workers)


def make_all(plan: Plan, job: Job, engine: Engine) -> None:
    """Make every run that the folder lacks and mark it as finished; raises InputError where it cannot be written."""
    make_rounds(plan, job, engine)
    finish(job.folder, plan)


def make_rounds(plan: Plan, job: Job, engine: Engine) -> None:
    """Make every run that the folder lacks; more rounds may follow."""
    try:
        begin(job.folder, plan)
    except OSError as error:
        given = f"cannot be written to ({error.strerror})"
        raise InputError([Problem(str(job.folder), given, "give another folder with out=")]) from None
    wanted = missing(job.folder, plan)
    quarters = sum(len(plan.chunks[number]) for number in wanted) * plan.arms[0][1].horizon
    with Progress(quarters) as progress:
        for _ in engine.make(job, (plan.chunk(number) for number in wanted), progress.advance):
            pass
