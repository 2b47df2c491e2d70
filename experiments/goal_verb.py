"""`bqw goal`: the cheapest mix of sizes of policies that meets targets with a wanted probability."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from experiments.cli import FINE, Call, read_page
from experiments.composing import dump
from experiments.goal.asking_for import answer_goal, compose_goal
from experiments.goal.found_mix import compare_words
from experiments.running import Report
from experiments.store import failed_runs
from experiments.verbs import closing, show


def goal_verb(call: Call) -> int:
    """`bqw goal [ARM] targets=[…] sizes=[…] [key=value ...]`."""
    asked = compose_goal(call.words, call.scenarios)
    lang = asked.arm.settings.lang
    if call.only_print:
        print(f"# {asked.arm.name}\n{dump(asked.arm.scenario)}", end="")
        return FINE
    found = answer_goal(asked)
    show(read_page("goal", asked.folder, lang), lang)
    runs = sum(one.runs for one in (*found.tried, *found.confirmed))
    report = Report(asked.folder, runs, tuple(failed_runs(asked.folder)))
    options = ["--scenarios", call.scenarios] if call.scenarios else []
    return closing(report, lang, shlex.join([*compare_words(asked, found), *options]))


VERBS: dict[str, Callable[[Call], int]] = {"goal": goal_verb}
