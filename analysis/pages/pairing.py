"""How well pairing works: variance ratios of a comparison by outcome and county in one year (成对效率)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Group
from rich.table import Table

from analysis.compare import compare
from analysis.folder import Folder
from analysis.labels import choose, head, say
from analysis.tables import table_of, titled

KEYS = ("gdp_real", "employment", "income_rural", "revenue_own")
"""Real GDP, employment, rural income and fiscal revenue."""
HEADS = {
    "gdp_real": ("GDP", "GDP"),
    "employment": ("就业", "Employment"),
    "income_rural": ("农村收入", "Rural\nincome"),
    "revenue_own": ("财政收入", "Fiscal\nrevenue"),
}
FIFTH = 5


def page(folder: Path, lang: str, year: int | None = None) -> tuple[list[Group | Table | str], None, str]:
    """A table an arm: variance of the paired difference over that of independent runs, outcome by county."""
    opened = Folder(folder)
    found = variance_ratios(opened, year)
    shown: list[Group | Table | str] = []
    for scenario, rows in found.groupby("scenario", sort=False):
        table = table_of([head("place", lang), *(choose(*HEADS[key], lang, "\n") for key in KEYS)])
        for county, of_county in rows.groupby("place", sort=False):
            values = of_county.set_index("indicator")["variance_ratio"]
            table.add_row(
                opened.places.find(str(county)).name(lang), *(ratio_words(values[key]) for key in KEYS)
            )
        counted = f"{rows['year'].iloc[0]} · {rows['n'].iloc[0]} {say('pairs', lang)}"
        shown.append(titled(f"{choose('方差比', 'Variance ratio', lang)} · {scenario} · {counted}", table))
    zh = "方差比＝成对差异的方差÷两次独立运行之差的方差；–：无波动"
    en = "Variance of paired over that of independent differences; –: nothing varies"
    return [*shown, choose(zh, en, lang, "\n")], None, ""


def variance_ratios(folder: Folder, year: int | None = None) -> pd.DataFrame:
    """Rows of the comparison table of every arm with the first, by county, in the fifth year or the last before it."""
    found = compare(folder, folder.scenarios[0], folder.scenarios, "abs")
    table = found.table(list(KEYS), by="county")
    known = np.sort(table["year"].unique())
    chosen = int(known[min(FIFTH, len(known)) - 1]) if year is None else year
    return table[table["year"] == chosen].reset_index(drop=True)


def ratio_words(value: float) -> str:
    """A ratio for people: below one in ten thousand it is said to be so."""
    if np.isnan(value):
        return "–"
    return "< 0.0001" if value < 1e-4 else f"{value:.4f}"
