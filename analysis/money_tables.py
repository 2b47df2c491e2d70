"""The tables of who pays and who receives in a comparison."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from rich.console import Group

from analysis.closing import closing
from analysis.compare import Comparison
from analysis.labels import choose, head, money, say, unit_told
from analysis.money import Estimate, recipients
from analysis.tables import table_of, titled
from analysis.written import effect

MOST_COLUMNS, FIRST_COLUMNS = 8, 6
"""Columns of how payers closed the gap that one table of a narrow screen holds; those of the first of two."""


def payers(comparison: Comparison, scenario: str, lang: str) -> list[Group | str]:
    """Budgets that paid and how they closed the gap; nothing where none paid."""
    found = closing(comparison, scenario, "en" if lang == "en" else "zh")
    if found is None:
        return []
    wanted = [donor.place.id for donor in found.payers]
    frame = replace(comparison, scenarios=(scenario,)).table("gdp_real", by=wanted, how="pct")
    real = {row["place"]: row for row in frame.to_dict("records")}  # the last year of each stays
    gdp = [
        "–" if donor.is_city_budget else effect(real[donor.place.id], found.lang) for donor in found.payers
    ]
    heads = [*found.heads(lang), head("effect", lang)]
    rows = [[*cells, own] for cells, own in zip(found.cells(), gdp, strict=True)]
    # Numbers are never broken: what would not stand on a narrow screen stands in two tables.
    ends = (0, len(heads)) if len(heads) <= MOST_COLUMNS else (0, FIRST_COLUMNS, len(heads))
    tables = []
    for start, end in pairwise(ends):
        table = table_of([head("place", lang), *heads[start:end]])
        for name, cells in zip(found.names(lang, "\n"), rows, strict=True):
            table.add_row(name, *cells[start:end])
        tables.append(table)
    unit = found.unit()[1] + ("" if found.lang == "zh" else " yuan")
    title = f"{say('donors', lang)} · {unit_told(unit, lang)}"
    return [titled(title, tables[0]), *(Group(table) for table in tables[1:]), found.note(lang)]


def receivers(comparison: Comparison, scenario: str, lang: str) -> list[Group | str]:
    """Places whose budgets received, what they gained, and GDP gained a yuan where it can be told."""
    found = recipients(comparison, scenario)
    if not found:
        return []
    keys = ("place", "received", "gained", "multiplier_fifth", "multiplier")
    late = str(found[0].late_year)
    table = table_of([head(key, lang).replace("5", late) for key in keys])
    size = max(row.received_per_year for row in found)
    for row in found:
        table.add_row(
            choose(*row.name, lang),
            money(row.received_per_year, lang, size=size),
            money(row.gained_per_year, lang, sign=True, size=size),
            _a_yuan(row.multiplier_late),
            _a_yuan(row.multiplier),
        )
    shown: list[Group | str] = [titled(say("recipients", lang), table)]
    if any(row.multiplier is None or row.multiplier_late is None for row in found):
        shown.append(say("no_multiplier", lang, "\n"))
    return shown


def _a_yuan(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    known = "" if estimate.low != estimate.low else f" ({estimate.low:.2f}…{estimate.high:.2f})"
    return f"{estimate.mean:.2f}{known}"
