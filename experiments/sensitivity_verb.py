"""`bqw sensitivity`: which assumptions decide the effect of a scenario, from one command to a table and a figure."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from experiments.cli import FINE, WHERE, Call, read_page
from experiments.request import is_setting
from experiments.running import folder_of, run_plan
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
    settings = [word for word in words if is_setting(word)]
    stated = {word.partition("=")[0].lstrip("+") for word in settings}
    settings += [f"{key}={value}" for key, value in USUAL.items() if key not in stated]
    arms = names if question.what == "level" else [baseline, names[0]]
    first = Asked("", _placeholder(question), (*arms, *settings), call.scenarios).arms()[0]
    record = record_of(question, first.region, first.scenario)
    if "record" not in stated:
        settings.append(f"record={record}")
    asked = Asked(
        f"sensitivity-{question.method}",
        design_of(question, first.scenario),
        (*arms, *settings),
        call.scenarios,
    )
    composed = asked.arms()
    plan, run_settings = sweep_plan(asked, composed), composed[0].settings
    lang = run_settings.lang
    announce(plan, question, lang)
    if call.dry_run:
        return FINE
    report = run_plan(plan, run_settings)
    if report.any_finished:
        show(read_page("sensitivity", report.folder, lang, **options_of(question, [arm.name for arm in composed])), lang)
    return closing(report, lang, _next(question, report.folder, names[0], words))
