"""Scenario x replicate runs, in this process or in several, written chunk by chunk to a result folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from experiments.composing import Composed, compose
from experiments.judging import RunSettings
from experiments.request import is_setting
from experiments.store import chunks_there, failed_runs, state
from experiments.store_manifest import MANIFEST
from experiments.sweep.locking import Share, hold
from experiments.sweep.making import Job
from experiments.sweep.plan import Plan
from experiments.sweep.runner import Interrupted, engine_of, make_all, resume_command, writable
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

PAIRED = ("region", "start", "horizon", "firms_per_agent", "opening_seed")
"""What two scenarios must share for their runs to be pairs (C6)."""


UNGUARDED = 64
"""Runs of a sweep that one worker makes in this process, for a quicker start."""


@dataclass(frozen=True)
class Report:
    """What became of the runs asked for: the folder, the runs that failed, whether it was there before."""

    folder: Path
    runs: int
    failed: tuple[tuple[int, str], ...] = ()
    shown_again: bool = False
    left: int = 0
    """Chunks that other shards still have to make."""

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
    problems = unpaired(arms)
    if problems:
        raise InputError(problems)
    return run_plan(plan_of(arms, firm_facts), arms[0].settings, folder)


def run_plan(
    plan: Plan,
    settings: RunSettings,
    folder: Path | None = None,
    *,
    share: Share | None = None,
    guarded: bool = False,
) -> Report:
    """Make every run of a plan that its folder lacks, or the chunks of a share; raises InputError before that.

    `guarded` keeps runs in processes of their own, so that one that is killed is a row like any failure; a sweep of
    some size is always guarded. Ctrl-C in a sweep raises `Interrupted` with the command that goes on.
    """
    sweep = plan.varying.factors or plan.question or plan.rule is not None or share is not None
    if share is not None and plan.rule is not None:
        given = "--shard does not go with replicates that stop by rule: rounds are decided on together"
        raise InputError(
            [Problem(COMMAND_LINE, given, "leave --shard out, or give their number in the design")]
        )
    guarded = guarded or (bool(sweep) and plan.size > UNGUARDED)
    target = folder or folder_of(plan, settings)
    if state(target, plan) == "finished":
        return Report(target, plan.size, tuple(failed_runs(target)), shown_again=True)
    job = job_of(plan, target, settings.threads, settings.most_seconds_per_run, settings.lang)
    try:
        with writable(target, plan), hold(target, share), engine_of(settings, guarded) as engine:
            left = make_all(plan, job, engine, share)
            failed = tuple(failed_runs(target))
    except KeyboardInterrupt:
        kept = (target / MANIFEST).exists() and bool(chunks_there(target))
        raise Interrupted(resume_command(target) if sweep and kept else "", kept) from None
    return Report(target, pq.read_metadata(target / "design.parquet").num_rows, failed, left=left)


def folder_of(plan: Plan, settings: RunSettings) -> Path:
    """The folder asked for with out=, or the usual one."""
    return Path(settings.out) if settings.out else _usual_folder(plan)


def _usual_folder(plan: Plan) -> Path:
    """`results/NAME`; where that holds the answer to another question, NAME with a short mark of this one."""
    usual = Path("results") / plan.name
    try:
        state(usual, plan)
    except InputError:
        mark = hashlib.sha256(json.dumps(plan.identity(), sort_keys=True).encode()).hexdigest()[:8]
        return usual.with_name(f"{plan.name}-{mark}")
    return usual


def plan_of(arms: Sequence[Composed], firm_facts: bool = False) -> Plan:
    """The plan of a folder that holds these arms; the first is the baseline its summary starts from."""
    settings = arms[0].settings
    return Plan(
        name="-vs-".join(arm.name for arm in arms),
        arms=tuple((arm.name, arm.scenario) for arm in arms),
        region=arms[0].region,
        seed=settings.seed,
        replicates=settings.replicates,
        record=settings.record,
        firm_facts=firm_facts,
    )


def job_of(plan: Plan, folder: Path, threads: int = 1, most_seconds: int = 3600, lang: str = "both") -> Job:
    """What workers need to know to make the runs of a plan."""
    return Job(
        folder=folder.absolute(),
        arms=dict(plan.arms),
        region=plan.region.folder,
        seed=plan.seed,
        record=plan.record,
        threads=threads,
        firm_facts=plan.firm_facts,
        most_seconds=most_seconds,
        varying=plan.varying,
        lang=lang,
    )


def unpaired(arms: Sequence[Composed]) -> list[Problem]:
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
