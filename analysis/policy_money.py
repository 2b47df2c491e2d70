"""The table of the money of policies that ends `bqw run` and `bqw compare`."""

from __future__ import annotations

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table

from analysis.folder import Folder
from analysis.labels import choose, head, money, say
from analysis.programmes import COLUMNS, totals_of_policies

MOST_ROWS = 15
"""Policies with a line of their own; the others stand together."""
HEADS = {
    "planned": "planned",
    "local": "paid_local",
    "above": "paid_above",
    "outside": "paid_outside",
    "cut": "policy_cut",
    "leaked": "leaked",
    "idle": "idle",
    "running_paid": "running",
}


def policy_money(folder: Folder, scenario: str, lang: str) -> list[Table]:
    """One table, the largest policies first and all of them at the end; none where no policy moved money."""
    totals = totals_of_policies(folder, scenario)
    if totals.empty:
        return []
    paid = totals[["local", "above", "outside", "planned"]].max(axis=1)
    totals = totals.loc[paid.sort_values(ascending=False, kind="stable").index]
    table = Table(
        title=f"{say('money_of_policies', lang)} · {scenario}",
        title_justify="left",
        title_style="bold",
        header_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    table.add_column(head("policy", lang), max_width=40, overflow="fold")
    for column in COLUMNS:
        table.add_column(head(HEADS[column], lang), justify="right", no_wrap=True)
    sizes = totals[list(COLUMNS)].sum()
    for row in totals.head(MOST_ROWS).to_dict("records"):
        table.add_row(choose(row["zh"], row["en"], lang), *_cells(pd.Series(row), sizes, lang))
    if len(totals) > MOST_ROWS:
        rest = totals.iloc[MOST_ROWS:]
        name = f"{say('other_policies', lang)} ({len(rest)})"
        table.add_row(name, *_cells(rest[list(COLUMNS)].sum(), sizes, lang))
    if len(totals) > 1:
        table.add_row(choose("合计", "All", lang), *_cells(sizes, sizes, lang), style="bold")
    return [table]


def _cells(row: pd.Series, sizes: pd.Series, lang: str) -> list[str]:
    """Amounts of a row, every column in one unit; a dash for nothing."""
    return [
        money(float(row[column]), lang, size=float(sizes[column])) if row[column] else "–"
        for column in COLUMNS
    ]
