"""A folder of CSV files that Excel opens with Chinese as Chinese: UTF-8 with a byte order mark, plain numbers.

yearly.csv and quarterly.csv have a row a run, time and place and a column an indicator; columns.csv says of every
column what it is in Chinese and English and in which unit; runs.csv has every run with its factors and how it ended.
Text that a spreadsheet would take for a formula has an apostrophe before it. Runs shorter than a year have no
yearly.csv.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.export.blocks import LEVELS, blocks, has_years, keys_of, yearly_table
from analysis.export.cells import FORMULAS
from analysis.factors import factors_of
from analysis.runs import Runs
from sim.indicators import BY_KEY

WITH_MARK = "utf-8-sig"


def write(runs: Runs, target: Path, lang: str) -> None:
    """Write the folder."""
    target.mkdir()
    folder = runs.folder
    ended = folder.runs[["run_id", "status", "error"]]
    everything = folder.design.drop(columns="scenario_hash").merge(ended, on="run_id", how="left")
    _append(everything.assign(status=everything["status"].fillna("missing")), target / "runs.csv")
    _append(folder.places.frame.drop(columns="members"), target / "places.csv")
    _append(columns_table(runs), target / "columns.csv")
    for part in blocks(runs):
        if has_years(runs):
            _append(yearly_table(part), target / "yearly.csv")
        _append(_quarterly(part), target / "quarterly.csv")


def columns_table(runs: Runs) -> pd.DataFrame:
    """What every column of yearly.csv and quarterly.csv is: column, zh, en, unit, kind."""
    rows = [
        {"column": factor.name, "zh": factor.zh, "en": factor.en, "unit": factor.unit, "kind": "factor"}
        for factor in factors_of(runs.folder)
    ]
    for key in keys_of(runs):
        item = BY_KEY[key]
        rows.append({"column": key, "zh": item.zh, "en": item.en, "unit": item.unit, "kind": item.kind})
    return pd.DataFrame(rows, columns=["column", "zh", "en", "unit", "kind"])


def _quarterly(runs: Runs) -> pd.DataFrame:
    """Quarterly values; of all places where some are chosen, else of the city and its counties."""
    if runs.chosen_places is None:
        wide = [place.id for place in runs.folder.places.all if place.level in LEVELS]
        runs = runs.sel(place=wide)
    return runs.data


def _append(table: pd.DataFrame, file: Path) -> None:
    """Write a table, or its rows after those that are there."""
    begun = file.exists()
    table.apply(no_formulas).to_csv(
        file,
        mode="a" if begun else "w",
        header=not begun,
        index=False,
        encoding="utf-8" if begun else WITH_MARK,
        lineterminator="\r\n",
    )


def no_formulas(column: pd.Series) -> pd.Series:
    """Text that a spreadsheet would take for a formula with an apostrophe before it; numbers as they are."""
    texts = [value for value in column.unique() if isinstance(value, str) and value.startswith(FORMULAS)]
    safe = {text: f"'{text}" for text in texts}
    return column.astype(object).map(lambda value: safe.get(value, value)) if safe else column
