"""The tables of the money of policies that end `bqw run` and `bqw compare`: where it came from, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import pandas as pd
from rich.console import Group

from analysis.folder import Folder
from analysis.labels import choose, head, in_unit, say
from analysis.policy_purses import PAID
from analysis.programmes import SOURCES, USES, totals_of_policies
from analysis.tables import let_fold, short, table_of, titled, with_unit

MOST_ROWS = 15
"""Policies with a line of their own; the others stand together."""
HEADS = {
    "planned": "planned",
    "own": "own",
    "local": "paid_local",
    "private": "paid_private",
    "above": "paid_above",
    "outside": "paid_outside",
    "returned": "returned",
    "cut": "policy_cut",
    "leaked": "leaked",
    "freed": "freed",
    "idle": "idle",
    "running_paid": "running",
}


def policy_money(folder: Folder, scenario: str, title: str, lang: str) -> list[Group | str]:
    """Two tables, the largest policies first and all of them at the end; none where no policy moved money."""
    totals = totals_of_policies(folder, scenario)
    if totals.empty:
        return []
    paid = totals[[*PAID, "planned"]].max(axis=1)
    totals = totals.loc[paid.sort_values(ascending=False, kind="stable").index]
    shown: list[Group | str] = []
    if (totals[list(SOURCES)].fillna(0.0) != 0.0).any(axis=None):
        shown += [_table(totals, SOURCES, f"{say('money_of_policies', lang)} · {title}", lang)]
        shown += [say("money_note", lang, "\n")]
        if totals[list(PAID)].isna().any(axis=None):
            shown += [say("payers_unknown", lang, "\n")]
    if (totals[list(USES)] != 0.0).any(axis=None):
        shown += [_table(totals, USES, f"{say('uses_of_money', lang)} · {title}", lang)]
    return shown


def _table(totals: pd.DataFrame, wanted: Sequence[str], title: str, lang: str) -> Group:
    """Amounts of the columns in which there is anything, for the policies that have any, all in one unit."""
    columns = [column for column in wanted if (totals[column].fillna(0.0) != 0.0).any()]
    totals = totals[(totals[columns].fillna(0.0) != 0.0).any(axis=1)]
    least = totals[columns].isna().any()
    sums = totals[columns].sum()
    title, scale = with_unit(title, float(sums.abs().max()), lang)
    table = table_of([head("policy", lang), *(head(HEADS[column], lang) for column in columns)])
    let_fold(table, 0)

    def cells(row: pd.Series) -> list[str]:
        return [_cell(float(row[column]), scale) for column in columns]

    def sum_cells(some: pd.DataFrame) -> list[str]:
        """Sums; at least so much where an amount is not known."""
        known = cells(some[columns].sum())
        return [f"≥{cell}" if least[name] else cell for name, cell in zip(columns, known, strict=True)]

    for _, row in totals.head(MOST_ROWS).iterrows():
        names = [short(row["zh"]), short(row["en"])]
        table.add_row(choose(names[0], names[1], lang, "\n"), *cells(row))
    if len(totals) > MOST_ROWS:
        rest = totals.iloc[MOST_ROWS:]
        table.add_row(f"{say('other_policies', lang)} ({len(rest)})", *sum_cells(rest))
    if len(totals) > 1:
        table.add_row(choose("合计", "All", lang), *sum_cells(totals), style="bold")
    return titled(title, table)


def _cell(value: float, scale: float) -> str:
    """An amount; a dash for none, a question mark where it was not recorded."""
    return "?" if isnan(value) else in_unit(value, scale) if value else "–"
