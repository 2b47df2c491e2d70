"""A goal as it is asked on the command line or from Python, and the folder that answers it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from experiments.composing import Composed, compose
from experiments.folders import Folders, find_folders
from experiments.goal.aims import KEY as TARGETS
from experiments.goal.aims import Wanted, read_wanted
from experiments.goal.search import Found, Question, search
from experiments.goal.sizes import KEY as SIZES
from experiments.goal.sizes import entries, factor_name, varying_of
from experiments.request import is_setting
from experiments.store_files import write_text
from experiments.sweep.asking import Asking
from experiments.sweep.plan import Plan
from experiments.sweep.runner import engine_of
from sim.checks import Number, Strict, Whole, parameter
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE, Trace, check

ANSWER = "goal.json"
USUAL = ("replicates=10",)
"""Settings of runs that are other than those of `bqw run`."""


class GoalSettings(Strict):
    """Settings of a goal beside those of every run."""

    probability: Number = parameter(0.8, "share of runs", 0.0, 1.0, "所求概率", "asked", "given")
    low: Number = parameter(0.0, "times the stated size", 0.0, 100.0, "规模下限", "asked", "given")
    high: Number = parameter(3.0, "times the stated size", 0.0, 100.0, "规模上限", "asked", "given")
    trials: Whole = parameter(48, "mixes", 1, 100_000, "尝试的组合数", "asked", "given")
    batch: Whole = parameter(8, "mixes", 1, 1000, "每批组合数", "asked", "given")
    confirm: Whole = parameter(30, "runs of a finalist", 1, 100_000, "复核次数", "asked", "given")
    finalists: Whole = parameter(3, "mixes", 1, 100, "复核的组合数", "asked", "given")


@dataclass(frozen=True)
class Goal:
    """A goal ready to be searched: the arm, what is asked, and its plan without points."""

    arm: Composed
    question: Question
    plan: Plan
    folder: Path
    word: str = "none"
    """The arm as it was written."""
    stated: tuple[str, ...] = ()
    """Settings of its runs as they were written, the usual ones of this verb among them."""
    added: tuple[str, ...] = ()
    """Policies that the arm lacked."""


def goal(
    arm: str,
    *settings: str,
    targets: Sequence[str],
    sizes: Sequence[str],
    scenarios: str | Path | None = None,
) -> Path:
    """Search and return the result folder: `goal("plan", targets=["T001"], sizes=["balance_fund"])`."""
    lists = [f"{TARGETS}=[{','.join(targets)}]", f"{SIZES}=[{','.join(sizes)}]"]
    asked = compose_goal([arm, *lists, *settings], scenarios)
    answer_goal(asked)
    return asked.folder


def compose_goal(words: Sequence[str], scenarios: str | Path | None = None) -> Goal:
    """Read a goal; raises InputError with every fault before anything is written."""
    folders = find_folders(scenarios)
    own, rest = _split(words)
    names = [word for word in rest if not is_setting(word)]
    if len(names) > 1:
        given = f"goal takes one scenario, not {len(names)}"
        raise InputError([Problem(COMMAND_LINE, given, "write its policies together in one scenario")])
    policies = _list(own.pop(SIZES, ""))
    texts = _list(own.pop(TARGETS, ""))
    settings, problems = _settings(own)
    if not policies:
        given = "no policy is named whose size may change"
        problems.append(Problem(COMMAND_LINE, given, f"write {SIZES}=[balance_fund]", SIZES))
    stated = [word for word in rest if is_setting(word)]
    keys = [word.partition("=")[0].lstrip("+") for word in stated]
    stated = [*(word for word in USUAL if word.partition("=")[0] not in keys), *stated]
    try:
        word = names[0] if names else "none"
        arm, added = _composed(word, stated, policies, folders, scenarios)
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    asked = _goal(arm, settings, texts, policies, folders, problems)
    return replace(asked, word=word, stated=tuple(stated), added=added)


def _goal(
    arm: Composed,
    settings: GoalSettings | None,
    texts: Sequence[str],
    policies: Sequence[str],
    folders: Folders,
    problems: list[Problem],
) -> Goal:
    """The question and its plan, or every fault."""
    wanted: tuple[Wanted, ...] = ()
    try:
        wanted = read_wanted(texts, arm.scenario, arm.region, arm.settings.record)
    except InputError as error:
        problems += error.problems
    low, high = (settings.low, settings.high) if settings else (0.0, 1.0)
    if low >= high:
        problems.append(
            Problem(COMMAND_LINE, f"low is {low:g} and high {high:g}", "low lies below high", "low")
        )
    try:
        varying = varying_of(policies, low, high, arm.scenario, folders)
    except InputError as error:
        problems += error.problems
    if problems or settings is None:
        raise InputError(problems)
    run = arm.settings
    question = Question(
        wanted,
        settings.probability,
        tuple(factor_name(policy) for policy in policies),
        low,
        high,
        settings.trials,
        settings.batch,
        run.replicates,
        settings.confirm,
        settings.finalists,
        run.seed,
    )
    asked = {"goal": {**settings.model_dump(), TARGETS: [one.name for one in wanted], SIZES: list(policies)}}
    plan = Plan(
        f"goal-{arm.name}",
        ((arm.name, arm.scenario),),
        arm.region,
        run.seed,
        run.replicates,
        run.record,
        varying,
        question=asked,
    )
    return Goal(arm, question, plan, Path(run.out) if run.out else _usual_folder(plan))


def answer_goal(asked: Goal) -> Found:
    """Search, and write `goal.json` beside the runs; what is there already is not made again."""
    settings = asked.arm.settings
    with engine_of(settings, guarded=True) as engine:
        asking = Asking(
            asked.plan, asked.folder, engine, settings.threads, settings.most_seconds_per_run, settings.lang
        )
        found = search(asked.question, asking)
        write_text(
            asked.folder / ANSWER, json.dumps(_told(asked, found), ensure_ascii=False, indent=1) + "\n"
        )
        asking.finish()
    return found


def _told(asked: Goal, found: Found) -> dict[str, Any]:
    """The answer as plain data, so that a folder can be read without the model."""
    question = asdict(asked.question)
    wanted = [
        {**one, "title": goal.title.model_dump()}
        for one, goal in zip(question.pop("wanted"), asked.question.wanted, strict=True)
    ]
    return {
        **question,
        "wanted": wanted,
        "titles": _titles(asked),
        "tried": [one.told() for one in found.tried],
        "confirmed": [one.told() for one in found.confirmed],
        "answer": found.answer,
        "nearest": found.nearest,
    }


def _titles(asked: Goal) -> dict[str, dict[str, str]]:
    """Factor -> title of its policy file: that of its first entry."""
    found = {}
    for policy, brought in asked.plan.varying.members.items():
        there = [
            getattr(asked.arm.scenario.policy, kind)[name]
            for kind, name in brought
            if name in getattr(asked.arm.scenario.policy, kind)
        ]
        titles = [entry.title for entry in there if hasattr(entry, "title") and entry.title.zh]
        found[factor_name(policy)] = titles[0].model_dump() if titles else {"zh": policy, "en": policy}
    return found


def _composed(
    name: str, stated: Sequence[str], policies: Sequence[str], folders: Folders, scenarios: str | Path | None
) -> tuple[Composed, tuple[str, ...]]:
    """The arm, and the policies it was given; a policy whose size may change and which it lacks is added to it."""
    arm = compose(name, *stated, scenarios=scenarios)
    missing = [policy for policy, brought in entries(policies, folders).items() if not _holds(arm, brought)]
    if not missing:
        return arm, ()
    added = compose(name, *stated, f"policy_add=[{','.join(missing)}]", scenarios=scenarios)
    return replace(added, name=arm.name), tuple(missing)


def _holds(arm: Composed, brought: Sequence[tuple[str, str]]) -> bool:
    return any(name in getattr(arm.scenario.policy, kind) for kind, name in brought)


def _split(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The settings of the goal itself, and all other words."""
    own: dict[str, str] = {}
    rest = []
    mine = {*GoalSettings.model_fields, TARGETS, SIZES}
    for word in words:
        key, equals, value = word.partition("=")
        if equals and key.lstrip("+") in mine:
            own[key.lstrip("+")] = value
        else:
            rest.append(word)
    return own, rest


def _settings(own: Mapping[str, str]) -> tuple[GoalSettings | None, list[Problem]]:
    data: dict[str, Any] = {}
    for key, text in own.items():
        try:
            data[key] = json.loads(text)
        except ValueError:
            data[key] = text
    return check(GoalSettings, data, Trace(by_hand=frozenset((key,) for key in data), hand=COMMAND_LINE))


def _list(text: str) -> list[str]:
    """`[a,b]` or `a,b` as names, quotes taken off."""
    inner = text.strip().removeprefix("[").removesuffix("]")
    return [part.strip().strip("'\"") for part in re.split(r",(?![^(]*\))", inner) if part.strip()]


def _usual_folder(plan: Plan) -> Path:
    """`results/goal-NAME-mark`: other questions have other marks."""
    mark = hashlib.sha256(json.dumps(plan.identity(), sort_keys=True).encode()).hexdigest()[:8]
    return Path("results") / f"{plan.name}-{mark}"
