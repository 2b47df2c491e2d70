"""`bqw validate`: whether the baseline is sane, line by line with range, source and value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from analysis.facts.check import Check
from analysis.facts.firms import firms
from analysis.facts.growth import growth
from analysis.facts.history import history
from analysis.facts.money import money
from analysis.facts.places import places
from analysis.facts.villages import villages
from analysis.folder import Folder
from analysis.labels import choose, head, percent, say
from sim.errors import InputError, Problem

Observed = Mapping[str, Mapping[int, float]]


def card(
    folder: str | Path, lang: str = "both", past: str | Path | None = None, observed: Observed | None = None
) -> tuple[list[Table | str], bool]:
    """The card as something rich can print, and whether all lines are fine.

    `past`: folder of a run from an earlier opening, held against the figures `observed` since.
    """
    checks = checks_of(Folder(folder))
    if past is not None and observed:
        checks += history(Folder(past), observed)
    table = Table(
        title="bqw validate", title_justify="left", header_style="bold", box=SIMPLE_HEAD, pad_edge=False
    )
    for key in ("finding", "value", "range", "fine", "source"):
        table.add_column(head(key, lang), no_wrap=key in ("value", "range", "fine"), overflow="fold")
    for check in checks:
        shown = _span(check.values, check.shares) if check.known else say("not_recorded", lang, "\n")
        fine = (
            "–"
            if not check.known
            else say("yes" if check.inside else "explained" if check.fine else "no", lang)
        )
        style = None if check.fine else "bold red"
        allowed = _span((check.low, check.high), check.shares)
        table.add_row(choose(check.zh, check.en, lang, "\n"), shown, allowed, fine, check.source, style=style)
    outside = [check for check in checks if check.reason[0] and not check.inside]
    told = [f"{choose(one.zh, one.en, lang)}: {choose(*one.reason, lang)}" for one in outside]
    return [table, *told], all(check.fine for check in checks)


def checks_of(folder: Folder, scenario: str | None = None) -> list[Check]:
    """Every line of the card for a scenario, the first one when none is named; means over its runs."""
    name = scenario or folder.scenarios[0]
    if not ((folder.runs["scenario"] == name) & (folder.runs["status"] == "finished")).any():
        raise InputError([Problem(str(folder.path), f"{name} has no finished run", "run it again")])
    city = folder.places.city
    return [
        *growth(folder, name, city),
        *firms(folder, name, city),
        *places(folder, name),
        *villages(folder, name),
        *money(folder, name, city),
    ]


def _span(values: tuple[float, ...], shares: bool) -> str:
    if not values:
        return "–"
    ends = dict.fromkeys((min(values), max(values)))
    return "…".join(
        percent(value, 2) if shares else f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
        for value in ends
    )
