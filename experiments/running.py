"""Scenario x replicate runs, in this process or in several, written chunk by chunk to a result folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.composing import Composed, compose
from experiments.pool import Task, outcomes
from experiments.progress import Progress
from experiments.request import is_setting
from experiments.store import Outcome, Plan, begin, failed_runs, finish, missing, state, write_chunk
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

PAIRED = ("region", "start", "horizon", "firms_per_agent", "opening_seed")
"""What two scenarios must share for their runs to be pairs (C6)."""


@dataclass(frozen=True)
class Report:
    """What became of the runs asked for: the folder, the runs that failed, whether it was there before."""

    folder: Path
    runs: int
    failed: tuple[tuple[int, str], ...] = ()
    shown_again: bool = False

    @property
    def any_finished(self) -> bool:
        """Whether there is anything to read."""
        return len(self.failed) < self.runs


def run(arm: str = "none", *settings: str, scenarios: str | Path | None = None, **values: Any) -> Path:
    """Run one scenario a few times and return the result folder: `run("none", firms_per_agent=100)`."""
    return run_many([compose(arm, *settings, scenarios=scenarios, **values)]).folder


def compare(*arms: str, scenarios: str | Path | None = None, **values: Any) -> Path:
    """Run several scenarios in pairs and return the result folder; the first arm is shown as the baseline.

    `compare("none", "balance_fund", "horizon=8", firms_per_agent=100, replicates=8)`
    """
    return run_many(compose_arms(arms, scenarios, values)).folder


def compose_arms(
    words: Sequence[str], scenarios: str | Path | None = None, values: dict[str, Any] | None = None
) -> list[Composed]:
    """Compose every arm with the settings that stand among them; raises InputError with the faults of all."""
    settings = [word for word in words if is_setting(word)]
    composed, problems = [], []
    for arm in [word for word in words if not is_setting(word)]:
        try:
            composed.append(compose(arm, *settings, scenarios=scenarios, **(values or {})))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return composed


def run_many(arms: Sequence[Composed], folder: Path | None = None, firm_facts: bool = False) -> Report:
    """Make every run that the result folder lacks; raises InputError before anything is written.

    `firm_facts` keeps what validation wants to know of single firms.
    """
    problems = _unpaired(arms)
    if problems:
        raise InputError(problems)
    first = arms[0]
    plan = plan_of(arms)
    target = folder or (Path(first.settings.out) if first.settings.out else _usual_folder(plan))
    if state(target, plan) == "finished":
        return Report(target, len(plan.runs), tuple(failed_runs(target)), shown_again=True)
    try:
        begin(target, plan)
    except OSError as error:
        given = f"cannot be written to ({error.strerror})"
        raise InputError([Problem(str(target), given, "give another folder with out=")]) from None
    tasks = _tasks(plan, arms, missing(target, plan), firm_facts)
    count = sum(len(inside) for inside in tasks.values())
    with Progress(count * first.scenario.horizon) as progress:
        for chunk, done in _chunks(tasks, first.settings.workers, progress.advance):
            write_chunk(target, plan, chunk, done)
    finish(target, plan)
    return Report(target, len(plan.runs), tuple(failed_runs(target)))


def _usual_folder(plan: Plan) -> Path:
    """`results/NAME`; where that holds the answer to another question, NAME with a short mark of this one."""
    usual = Path("results") / plan.name
    try:
        state(usual, plan)
    except InputError:
        mark = hashlib.sha256(json.dumps(plan.identity(), sort_keys=True).encode()).hexdigest()[:8]
        return usual.with_name(f"{plan.name}-{mark}")
    return usual


def plan_of(arms: Sequence[Composed]) -> Plan:
    """The plan of a folder that holds these arms; the first is the baseline its summary starts from."""
    settings = arms[0].settings
    return Plan(
        name="-vs-".join(arm.name for arm in arms),
        arms=tuple((arm.name, arm.scenario) for arm in arms),
        region=arms[0].region,
        seed=settings.seed,
        replicates=settings.replicates,
        record=settings.record,
    )


def _tasks(
    plan: Plan, arms: Sequence[Composed], wanted: Sequence[int], firm_facts: bool
) -> dict[int, list[Task]]:
    """The runs to make, by chunk."""
    scenarios = {arm.name: arm.scenario for arm in arms}
    runs = {run.run_id: run for run in plan.runs}
    return {
        chunk: [
            Task(
                run_id=run_id,
                scenario=scenarios[runs[run_id].scenario],
                region=plan.region.folder,
                seed=plan.seed,
                replicate=runs[run_id].replicate,
                record=plan.record,
                threads=arms[0].settings.threads,
                firm_facts=firm_facts,
            )
            for run_id in plan.chunks[chunk]
        ]
        for chunk in wanted
    }


def _chunks(
    tasks: dict[int, list[Task]], workers: int, advance: Callable[[int], None]
) -> Iterator[tuple[int, list[Outcome]]]:
    """Chunks with their outcomes in the order in which their last run ends."""
    chunk_of = {task.run_id: chunk for chunk, inside in tasks.items() for task in inside}
    waiting: dict[int, list[Outcome]] = {chunk: [] for chunk in tasks}
    for outcome in outcomes([task for inside in tasks.values() for task in inside], workers, advance):
        chunk = chunk_of[outcome.run_id]
        waiting[chunk].append(outcome)
        if len(waiting[chunk]) == len(tasks[chunk]):
            yield chunk, sorted(waiting.pop(chunk), key=lambda one: one.run_id)


def _unpaired(arms: Sequence[Composed]) -> list[Problem]:
    """Why these arms cannot stand in one comparison."""
    problems = []
    names = [arm.name for arm in arms]
    for name in sorted({name for name in names if names.count(name) > 1}):
        given = f"two arms are called {name!r}"
        problems.append(
            Problem(COMMAND_LINE, given, f"name one of them, like other:scenario={name},key=value")
        )
    first = arms[0]
    for arm in arms[1:]:
        for key in PAIRED:
            ours, theirs = getattr(first.scenario, key), getattr(arm.scenario, key)
            if ours != theirs:
                given = f"{first.name} has {ours} and {arm.name} has {theirs}"
                problems.append(Problem(COMMAND_LINE, given, "runs pair only when this agrees", key))
        for key in type(first.settings).model_fields:
            ours, theirs = getattr(first.settings, key), getattr(arm.settings, key)
            if ours != theirs:
                given = f"{first.name} has {ours} and {arm.name} has {theirs}"
                problems.append(Problem(COMMAND_LINE, given, "give it once for all arms", key))
    return problems
