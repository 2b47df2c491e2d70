"""What exports share: a folder block by block, so that memory never holds all of it; places, heads, yearly values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from analysis.asked import of_years
from analysis.places import Place
from analysis.runs import Runs
from analysis.years import year_values
from sim.indicators import BY_KEY

CHUNKS_A_BLOCK = 8
KEYS_AT_ONCE = 24
"""Indicators that are read in one go."""
LEVELS = ("city", "county")
"""Levels that are written where no place is named."""


def blocks(runs: Runs) -> Iterator[Runs]:
    """The runs a few chunks at a time; blocks in which no run finished are left out."""
    folder = runs.folder
    names = [file.name for file in folder.files("parts")]
    for first in range(0, len(names), CHUNKS_A_BLOCK):
        part = folder.part(names[first : first + CHUNKS_A_BLOCK])
        if (part.runs["status"] == "finished").any():
            yield replace(runs, folder=part)


def has_years(runs: Runs) -> bool:
    """Whether the runs hold a whole calendar year."""
    quarters = runs.folder.layout.quarters
    return len(quarters) - int(-quarters[0] % 4) >= 4


def preloaded(runs: Runs, places: Sequence[Place]) -> Iterator[str]:
    """The keys to write, one by one, their series and those they are computed from read some at a time."""
    keys, levels = keys_of(runs), {"county" if place.level == "group" else place.level for place in places}
    for first in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[first : first + KEYS_AT_ONCE]
        needed = [part for key in some for part in BY_KEY[key].needed if part in runs.folder.keys]
        for level in sorted(levels):
            runs.folder.preload([*some, *needed], level)
        yield from some


def keys_of(runs: Runs) -> tuple[str, ...]:
    """Keys of the indicators to write."""
    return runs.chosen_indicators or runs.folder.keys


def places_of(runs: Runs) -> list[Place]:
    """Places to write: those chosen, else the city and its counties."""
    found = runs.folder.places
    if runs.chosen_places:
        return [found.find(name) for name in runs.chosen_places]
    return [place for place in found.all if place.level in LEVELS]


def measured(key: str, place: Place) -> bool:
    """Whether an indicator has a value at a place; a group has one where its members add up."""
    item = BY_KEY[key]
    return item.aggregation != "none" if place.level == "group" else place.level in item.levels


def run_columns(runs: Runs) -> pd.DataFrame:
    """A row a finished run: run_id, scenario, point_id, replicate, a column a factor."""
    folder = runs.folder
    design = folder.design[folder.design["run_id"].isin(folder.layout.runs)]
    columns = ["run_id", "scenario", "point_id", "replicate", *folder.factors]
    found = design[columns].sort_values("run_id").reset_index(drop=True)
    return found if folder.factors else found.drop(columns="point_id")


def yearly_table(runs: Runs) -> pd.DataFrame:
    """A row a run, year and place, a column an indicator; empty where one is not measured at a place."""
    folder, places, years = runs.folder, places_of(runs), runs.chosen_years
    index, columns = None, {}
    for key in preloaded(runs, places):
        there = [place for place in places if measured(key, place)]
        if not there:
            continue
        found = of_years(year_values(folder, key, there), None, years)
        axes = [found.runs, found.years, [place.id for place in there]]
        if index is None:
            axes_of_all = [*axes[:2], [place.id for place in places]]
            index = pd.MultiIndex.from_product(axes_of_all, names=["run_id", "year", "place"])
        own = pd.MultiIndex.from_product(axes, names=["run_id", "year", "place"])
        column = pd.Series(found.values.ravel(), own)
        columns[key] = column if len(there) == len(places) else column.reindex(index)
    table = pd.DataFrame(columns, index).reset_index()
    of_place = pd.DataFrame(
        [{"place": p.id, "level": p.level, "name_zh": p.zh, "name_en": p.en} for p in places]
    )
    table = run_columns(runs).merge(table, on="run_id").merge(of_place, on="place", how="left")
    head = [*run_columns(runs).columns, "year", "level", "place", "name_zh", "name_en"]
    return table[[*head, *columns]]
