"""The back-test (回测): from the end of 2019 by what was known then, beside the record since.

Two arms share one folder. `known_2019` takes the world outside as it was expected at the end of 2019; `history` is told
what the world outside then did. What the second does better is the worth of hindsight. No policy is in either.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from experiments.composing import Composed
from experiments.record import HISTORY, OBSERVED, figures, figures_table, opens_before
from experiments.running import Report, compose_arms, run_many
from experiments.store_files import write_table
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

ARMS = ("known_2019", HISTORY)
USUAL = ("firms_per_agent=10", "replicates=20", "out=results/backtest")


def backtest(*settings: str, scenarios: str | Path | None = None) -> Path:
    """Run both arms and return the result folder with the record in it: `backtest("firms_per_agent=100")`."""
    return run_backtest(compose_backtest(settings, scenarios)).folder


def compose_backtest(settings: Sequence[str], scenarios: str | Path | None = None) -> list[Composed]:
    """Both arms with their usual settings and those given; raises InputError where the region has no such opening."""
    stated = {word.partition("=")[0].lstrip("+") for word in settings}
    usual = [word for word in USUAL if word.partition("=")[0] not in stated]
    arms = compose_arms([*ARMS, *usual, *settings], scenarios)
    first = arms[0]
    if not opens_before(first):
        given = f"{first.region.id} has no opening for the quarter before {first.scenario.start}"
        allowed = f"its openings are {', '.join(first.region.openings)}"
        raise InputError([Problem(COMMAND_LINE, given, allowed, "region")])
    if not figures(first.region):
        given = f"{first.region.id} has no series.csv with figures to compare with"
        raise InputError([Problem(COMMAND_LINE, given, "add the published series", "region")])
    return arms


def run_backtest(arms: Sequence[Composed]) -> Report:
    """Make the runs that are missing and put the record beside them."""
    report = run_many(arms)
    write_table(report.folder / OBSERVED, figures_table(figures(arms[0].region)))
    return report
