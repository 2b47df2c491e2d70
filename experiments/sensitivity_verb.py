"""`bqw sensitivity`: which assumptions decide the effect of a scenario, from one command to a table and a figure."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from experiments.cli import FINE, WHERE, Call, read_page
from experiments.composing import Composed
from experiments.request import is_setting
from experiments.running import compose_arms, run_plan
from experiments.sensitivity import Question, design_of, record_of, strongest
from experiments.sensitivity_words import read_question
from experiments.sweep.plan import Plan
from experiments.sweep.sweeping import Asked, sweep_plan
from experiments.verbs import closing, show
from experiments.wording import say
from sim.errors import InputError, Problem

USUAL = {"firms_per_agent": "100", "replicates": "2", "workers": "2"}
"""Settings of runs that are other than those of `bqw run`, so that a question is answered within the hour."""


def sensitivity_verb(call: Call) -> int:
    """`bqw sensitivity ARM [key=value ...] [--dry-run]`."""
    question, baseline, words = read_question(call.words)
    names = [word for word in words if not is_setting(word)]
    if len(names) != 1:
        allowed = "name one scenario, like `bqw sensitivity plan`"
        raise InputError([Problem(WHERE, f"sensitivity is given {len(names) or 'no'} scenarios", allowed)])
    plan, arms = planned(question, names[0], baseline, words, call.scenarios)
    settings = arms[0].settings
    announce(plan, question, settings.lang)
    if call.dry_run:
        return FINE
    report = run_plan(plan, settings)
    if report.any_finished:
        options = options_of(question, arms)
        show(read_page("sensitivity", report.folder, settings.lang, **options), settings.lang)
    return closing(report, settings.lang, _next(question, report.folder, words, call.scenarios))


def planned(
    question: Question, name: str, baseline: str, words: list[str], scenarios: str | None
) -> tuple[Plan, list[Composed]]:
    """The plan of a question and its arms, all checked; raises InputError before anything is written."""
    settings = [word for word in words if is_setting(word)]
    stated = {word.partition("=")[0].lstrip("+") for word in settings}
    settings += [f"{key}={value}" for key, value in USUAL.items() if key not in stated]
    names = (name,) if question.what == "level" else (baseline, name)
    (first, *_) = compose_arms([names[-1], *settings], scenarios)
    record = record_of(question, first.region, first.scenario)
    if "record" not in stated:
        settings.append(f"record={record}")
    design = design_of(question, first.scenario)
    asked = Asked(f"sensitivity-{question.method}", design, (*names, *settings), scenarios)
    arms = asked.arms()
    return sweep_plan(asked, arms), arms


def options_of(question: Question, arms: list[Composed]) -> dict[str, Any]:
    """What the page is told of a question."""
    both = question.what == "effect"
    return {
        "indicators": question.indicators,
        "places": question.places,
        "year": question.year,
        "scenario": arms[-1].name,
        "baseline": arms[0].name if both else None,
        "what": question.what,
        "how": question.how,
    }


def announce(plan: Plan, question: Question, lang: str) -> None:
    """What is going to be run, before it is."""
    count, points = len(plan.varying.factors), plan.points.num_rows
    groups = plan.question["design"].get("groups") or {}
    alone = count - sum(len(members) for members in groups.values())
    parts = [(f"{len(groups)} 组", f"{len(groups)} blocks")] * bool(groups)
    parts += [(f"{alone} 个单独的假设", f"{alone} single ones")] * bool(groups and alone)
    of = (
        ("（" + "、".join(zh for zh, _ in parts) + "）", f" ({', '.join(en for _, en in parts)})")
        if parts
        else ("", "")
    )
    size = f"{points} 个点 × {plan.replicates} 次重复 × {len(plan.arms)} 个情景 = {plan.size} 次运行"
    told = f"{points} points × {plan.replicates} replicates × {len(plan.arms)} scenarios = {plan.size} runs"
    say(f"{count} 个判断参数{of[0]}：{size}", f"{count} judged parameters{of[1]}: {told}", lang)


def _next(question: Question, folder: Path, words: list[str], scenarios: str | None) -> str:
    """A closer look: into the strongest block, or at the strongest by Sobol's indices."""
    kept = [word for word in words if not word.startswith("out=")]
    options = ["--scenarios", scenarios] if scenarios else []
    outcome = [
        f"indicator={','.join(question.indicators)}",
        f"place={','.join(question.places)}",
        *([f"year={question.year}"] if question.year is not None else []),
    ]
    try:
        (first, *_) = strongest(folder, 1)
    except (InputError, ValueError):
        return shlex.join(["bqw", "status", str(folder)])
    if question.method == "morris" and "." not in first:
        closer = [f"of={first}"]
    elif question.method == "sobol":
        closer = ["method=prior"]
    else:
        closer = ["method=sobol", f"after={folder}", "top=6"]
    return shlex.join(["bqw", "sensitivity", *kept, *outcome, *closer, *options])


VERBS: dict[str, Callable[[Call], int]] = {"sensitivity": sensitivity_verb}
