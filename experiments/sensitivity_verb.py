"""`bqw sensitivity`: which assumptions decide the effect of a scenario, from one command to a table and a figure."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.chinese import chinese
from experiments.cli import FINE, WHERE, Call, Shown, read_page
from experiments.composing import Composed
from experiments.judging import RunSettings
from experiments.request import is_setting
from experiments.running import Report, compose_arms, folder_of, run_plan
from experiments.sensitivity import BASE_POINTS, TABLE, Question, any_above, design_of, record_of, strongest
from experiments.sensitivity_words import read_question
from experiments.store import missing, state
from experiments.sweep.applying import DESIGN
from experiments.sweep.design import Design
from experiments.sweep.plan import Plan
from experiments.sweep.priors import CALIBRATED, JUDGED
from experiments.sweep.sweeping import Asked, sweep_plan
from experiments.verbs import closing, show
from experiments.wording import counted, say
from sim.errors import InputError, Problem

USUAL = {"firms_per_agent": "100", "replicates": "2", "workers": "2"}
"""Settings of runs that are other than those of `bqw run`, so that a question is answered within the hour."""
RUNS_WORTH_A_TRIAL = 100
"""Runs from which it is told beforehand how long they take."""
OF_THE_DESIGN = (
    "out",
    "method",
    "of",
    "without",
    "blocks",
    "after",
    "top",
    "trajectories",
    "levels",
    "points",
    "second_order",
)
"""Settings that a closer look chooses anew."""


def sensitivity_verb(call: Call) -> int:
    """`bqw sensitivity ARM [key=value ...] [--dry-run]`."""
    question, baseline, words = read_question(call.words)
    names = [word for word in words if not is_setting(word)]
    if len(names) != 1:
        allowed = "name one scenario, like `bqw sensitivity plan`"
        raise InputError([Problem(WHERE, f"sensitivity is given {len(names) or 'no'} scenarios", allowed)])
    if question.what == "effect" and names[0] == baseline:
        given = f"{baseline} is its own baseline"
        allowed = "name another scenario, another baseline=, or look at its level with what=level"
        raise InputError([Problem(WHERE, given, allowed)])
    design, plan, arms = planned(question, names[0], baseline, words, call.scenarios)
    settings = arms[0].settings
    lang, folder = settings.lang, folder_of(plan, settings)
    announce(plan, lang)
    if call.dry_run:
        from experiments.sweep.dry_run import dry_run

        show(Shown(dry_run(design, plan, settings, folder)), lang)
        return FINE
    tell_how_long(plan, settings, folder)
    report = run_plan(plan, settings)
    if report.any_finished:
        _show_page(report, question, arms)
    return closing(report, lang, _next(question, report.folder, call))


def planned(
    question: Question, name: str, baseline: str, words: list[str], scenarios: str | None
) -> tuple[Design, Plan, list[Composed]]:
    """The design and plan of a question and its arms, all checked; raises InputError before anything is written."""
    settings = [word for word in words if is_setting(word)]
    stated = {word.partition("=")[0].lstrip("+") for word in settings}
    settings += [f"{key}={value}" for key, value in USUAL.items() if key not in stated]
    names = (name,) if question.what == "level" else (baseline, name)
    (first, *_) = compose_arms([names[-1], *settings], scenarios)
    record = record_of(question, first.region, first.scenario)
    if "record" not in stated:
        settings.append(f"record={record}")
    try:
        design = design_of(question, first.scenario)
    except InputError as error:
        raise InputError(_of_the_command(one) for one in error.problems) from None
    asked = Asked(f"sensitivity-{question.method}", design, (*names, *settings), scenarios)
    arms = asked.arms()
    return design, sweep_plan(asked, arms), arms


def _of_the_command(problem: Problem) -> Problem:
    """A fault of the design that was made of the command line, told where it was given."""
    if problem.where != DESIGN:
        return problem
    return replace(problem, where=WHERE, key="of" if problem.key == JUDGED else problem.key)


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


def _show_page(report: Report, question: Question, arms: list[Composed]) -> None:
    """The page; where failed runs leave too few for one, the sentence that says so."""
    lang = arms[0].settings.lang
    try:
        show(read_page("sensitivity", report.folder, lang, **options_of(question, arms)), lang)
    except InputError as error:
        if not report.failed:
            raise
        for problem in error.problems:
            say(f"bqw：{chinese(problem)}", f"bqw: {problem.sentence()}", lang, sys.stderr)


def tell_how_long(plan: Plan, settings: RunSettings, folder: Path) -> None:
    """How long it will take, by a short trial; nothing where few runs are left."""
    if state(folder, plan) == "finished":
        return
    chunks = missing(folder, plan)
    if sum(len(plan.chunks[number]) for number in chunks) < RUNS_WORTH_A_TRIAL:
        return
    from experiments.sweep.estimating import estimate

    workers = min(settings.workers, os.cpu_count() or 1)
    minutes = estimate(plan, settings.threads).seconds(plan, chunks, workers) / 60.0
    shown = f"{minutes:.0f}" if minutes >= 1.5 else f"{minutes:.1f}"
    say(
        f"约需 {shown} 分钟（{workers} 个进程）；可用 Ctrl-C 停下，同一命令接着运行",
        f"about {shown} minutes ({counted(workers, 'worker')}); stop with Ctrl-C, the same command goes on",
        settings.lang,
    )


def announce(plan: Plan, lang: str) -> None:
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
    told = f"{points} points × {plan.replicates} replicates × {len(plan.arms)} scenarios = {counted(plan.size, 'run')}"
    say(f"{count} 个判断参数{of[0]}：{size}", f"{count} judged parameters{of[1]}: {told}", lang)
    if landed := [name for name, one in plan.varying.factors.items() if one.source.startswith(CALIBRATED)]:
        say(
            f"其中 {len(landed)} 个已校准，在其90%区间内取值：{', '.join(landed)}",
            f"{len(landed)} of them are calibrated and drawn from the 90 % interval: {', '.join(landed)}",
            lang,
        )


def _next(question: Question, folder: Path, call: Call) -> str:
    """A closer look: into the strongest block, or at the strongest by Sobol's indices."""
    kept = [word for word in call.words if word.partition("=")[0] not in OF_THE_DESIGN]
    options = ["--scenarios", call.scenarios] if call.scenarios else []
    first = strongest(folder, 1) if (folder / TABLE).is_file() else ()
    if not first:
        return shlex.join(["bqw", "status", str(folder)])
    if question.method in ("morris", "sobol") and not any_above(folder):
        return shlex.join(["bqw", "sensitivity", *_longer(question, call.words), *options])
    if question.method == "morris" and "." not in first[0]:
        closer = [f"of={first[0]}"]
    elif question.method == "sobol":
        closer = ["method=prior"]
    else:
        closer = ["method=sobol", f"after={folder}", "top=6"]
    return shlex.join(["bqw", "sensitivity", *kept, *closer, *options])


def _longer(question: Question, words: Sequence[str]) -> list[str]:
    """The same question with twice the points and replicates, where nothing stood above chance."""
    given = dict(word.split("=", 1) for word in words if "=" in word)
    kept = [
        word
        for word in words
        if word.partition("=")[0] not in ("trajectories", "points", "replicates", "out")
    ]
    if question.method == "morris":
        more = f"trajectories={2 * question.trajectories}"
    else:
        more = f"points={2 * (question.points or BASE_POINTS)}"
    return [*kept, more, f"replicates={2 * int(given.get('replicates', USUAL['replicates']))}"]


VERBS: dict[str, Callable[[Call], int]] = {"sensitivity": sensitivity_verb}
