"""`bqw backtest`: the model from the end of 2019 beside the record and a random walk."""

from __future__ import annotations

from collections.abc import Callable

from experiments.backtest import compose_backtest, run_backtest
from experiments.cli import FINE, WHERE, Call, read_page
from experiments.composing import dump
from experiments.request import is_setting
from experiments.verbs import closing, show
from sim.errors import InputError, Problem


def backtest_verb(call: Call) -> int:
    """`bqw backtest [key=value ...]`."""
    if names := [word for word in call.words if not is_setting(word)]:
        given = f"backtest takes settings only, not {names[0]!r}"
        raise InputError([Problem(WHERE, given, "write key=value; its two arms are fixed")])
    arms = compose_backtest(call.words, call.scenarios)
    if call.only_print:
        for arm in arms:
            print(f"# {arm.name}\n{dump(arm.scenario)}", end="")
        return FINE
    report = run_backtest(arms)
    lang = arms[0].settings.lang
    if report.any_finished:
        show(read_page("backtest", report.folder, lang), lang)
    return closing(report, lang, "bqw validate")


VERBS: dict[str, Callable[[Call], int]] = {"backtest": backtest_verb}
