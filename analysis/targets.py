"""The board of targets (目标对照): which runs meet each stated target, how surely, and when first.

Every scenario is held against the same definitions, adopted or not, by what is and not by what is reported. The share
of runs that meet a target has a Wilson interval. A target that was met in the year before the start, and stays met in
every run and year until its date, is said to have been reached before the opening. `paid_for` marks targets that
policies pay for by the piece; `reached` is what the sources say of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.places import Place
from analysis.years import year_values
from sim.errors import InputError
from sim.indicators import BY_KEY, LEVELS
from sim.indicators.scores import OVER_YEARS, Aim, distance, first_met, met, path, wilson

Array = NDArray[Any]
OPENING = "before "
"""What stands before an indicator's name in the opening table: its year before the start."""

REASONS: dict[str, tuple[str, str]] = {
    "external": ("在模型之外", "outside the model"),
    "undated": ("来源未给出期限或数量", "no date or no number in the sources"),
    "later": ("模拟期在其期限之前结束", "the runs end before its date"),
    "earlier": ("模拟期在其期限之后开始", "the runs begin after its date"),
    "not_recorded": ("未记录所需的指标或层级", "its indicator or level was not recorded"),
}
"""Why a target is listed and not scored."""


SAME = 5e-4
"""Share of a target's number within which the mean run of a scenario is told to be that of the baseline."""


def touched(found: pd.DataFrame, baseline: str, scenarios: Sequence[str]) -> bool:
    """Whether a scenario adopts a target, or brings its mean run or the share of runs that meet it elsewhere."""
    rows = found.set_index("scenario")
    if baseline not in rows.index:
        return True
    base = rows.loc[baseline]
    for name in scenarios:
        if name not in rows.index:
            return True
        row = rows.loc[name]
        moved = abs(row["mean"] - base["mean"]) > SAME * max(abs(row["number"]), 1e-12)
        if moved or row["share"] != base["share"] or (row["adopted"] and not base["adopted"]):
            return True
    return False


def board(folder: Folder, scenarios: Sequence[str]) -> pd.DataFrame:
    """A row a target and scenario, in the order of scenarios and ids; `reason` says why one is not scored."""
    stated = [
        definition
        for scenario in scenarios
        for definition in (folder.scenario(scenario).get("targets") or {}).values()
    ]
    _preload(folder, stated)
    rows = [
        _row(folder, scenario, name, definition)
        for scenario in scenarios
        for name, definition in sorted((folder.scenario(scenario).get("targets") or {}).items())
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


COLUMNS = (
    "target", "scenario", "zh", "en", "place", "indicator", "kind", "aggregation", "op", "number", "unit", "date",
    "adopted", "reason", "n", "met", "share", "low", "high", "first_met", "mean", "distance", "before",
    "reached_before", "paid_for", "reached_zh", "reached_en",
)  # fmt: skip
"""Columns of the board: `mean` and `distance` (relative to the number) are means over runs at the date."""


def _preload(folder: Folder, stated: Sequence[dict[str, Any]]) -> None:
    """Read the series of all targets at once, level by level, which takes little longer than that of one."""
    wanted: dict[str, list[str]] = {}
    for definition in stated:
        item = BY_KEY.get(definition.get("indicator") or "")
        if item is not None and all(part in folder.keys for part in item.needed):
            wanted.setdefault(definition["level"], []).extend(item.needed)
    for level, keys in wanted.items():
        if level in LEVELS:
            folder.preload(keys, level)


def _row(folder: Folder, scenario: str, name: str, definition: dict[str, Any]) -> dict[str, Any]:
    title, reached = definition.get("title") or {}, definition.get("reached") or {}
    date = definition.get("by_year") or definition.get("to_year")
    row: dict[str, Any] = {
        "target": name,
        "scenario": scenario,
        "zh": title.get("zh", ""),
        "en": title.get("en", ""),
        "place": ", ".join(definition["place"]),
        **{key: definition.get(key) for key in ("indicator", "kind", "aggregation", "op", "number", "unit")},
        "date": date,
        "paid_for": bool(definition.get("paid_for")),
        "reached_zh": reached.get("zh", ""),
        "reached_en": reached.get("en", ""),
        "adopted": name in ((folder.scenario(scenario).get("policy") or {}).get("adopts") or {}),
    }
    if definition["kind"] in ("external", "undated"):
        return row | {"reason": definition["kind"]}
    aim = Aim.of(definition)
    try:
        years, judged = paths(folder, scenario, definition)
    except InputError:
        return row | {"reason": "not_recorded"}
    if not years.size or years[-1] < aim.last:
        return row | {"reason": "later"}
    if years[0] > aim.first:
        return row | {"reason": "earlier"}
    return row | {"reason": ""} | _scored(folder, scenario, definition, years, judged)


def _scored(
    folder: Folder, scenario: str, definition: dict[str, Any], years: Array, judged: Array
) -> dict[str, Any]:
    """Share of runs that meet it, with its interval; year first met, in the middle run of those that ever do."""
    aim = Aim.of(definition)
    at_date = judged[:, int(np.flatnonzero(years == aim.last)[0])]
    good = met(aim, at_date)
    low, high = wilson(int(good.sum()), good.size)
    first = first_met(aim, years, judged)
    first = first[~np.isnan(first)]
    before = opening_value(folder, scenario, definition)
    until = judged[
        :, (years >= (aim.first if aim.aggregation in OVER_YEARS else years[0])) & (years <= aim.last)
    ]
    return {
        "n": good.size,
        "met": int(good.sum()),
        "share": float(good.mean()) if good.size else math.nan,
        "low": low,
        "high": high,
        "first_met": float(np.quantile(first, 0.5, method="higher")) if first.size else math.nan,
        "mean": float(at_date.mean()) if good.size else math.nan,
        "distance": float(distance(aim, at_date).mean()) if good.size else math.nan,
        "before": before,
        "reached_before": bool(met(aim, np.array(before)) and met(aim, until).all()),
    }


def paths(folder: Folder, scenario: str, definition: dict[str, Any]) -> tuple[Array, Array]:
    """Years, and what is held against a target's number if judged in each [runs, years], of a scenario's runs.

    Raises InputError when an indicator or its level was not recorded, or there is no whole year.
    """
    key, places = definition["indicator"], inside(folder, definition)
    found = year_values(folder, key, places)
    runs = folder.runs
    finished = runs.loc[(runs["scenario"] == scenario) & (runs["status"] == "finished"), "run_id"]
    mine = np.flatnonzero(np.isin(found.runs, finished.to_numpy()))
    whole = None
    if definition["aggregation"] == "share_of_city":
        whole = year_values(folder, key, [folder.places.city]).values[mine, :, 0]
    return found.years, path(Aim.of(definition), found.years, found.values[mine], whole)


def inside(folder: Folder, definition: dict[str, Any]) -> list[Place]:
    """Places of the target's level that must meet it, or are counted: those named, or those inside them."""
    named = [_named(folder, text) for text in definition["place"]]
    level = definition["level"]
    wanted: set[str] = set()
    for place in named:
        wanted |= set(place.members) if place.level == "group" else {place.id}
    parents = {place.id: place.parent for place in folder.places.all}
    return [place for place in folder.places.at(level) if wanted & set(_above(place.id, parents))]


def _named(folder: Folder, text: str) -> Place:
    """A place by id or name; groups go before places of the same name, as in policies."""
    groups = [group for group in folder.places.groups() if text in (group.id, group.zh, group.en)]
    return groups[0] if groups else folder.places.find(text)


def _above(place: str, parents: dict[str, str]) -> list[str]:
    """The place itself and all that it lies in."""
    chain = [place]
    while parents.get(chain[-1]) and len(chain) <= len(LEVELS):
        chain.append(parents[chain[-1]])
    return chain


def opening_value(folder: Folder, scenario: str, definition: dict[str, Any]) -> float:
    """What was held against the number in the year before the start, as the opening has it; NaN where unknown.

    A sum begins with the start, and of growth there is no year before it.
    """
    if definition["aggregation"] in ("sum", "mean_growth"):
        return math.nan
    known = folder.opening(scenario, OPENING + definition["indicator"])
    places = [place.id for place in inside(folder, definition)]
    if not all(place in known for place in places):
        return math.nan
    alone = dict(definition)
    if definition["aggregation"] in ("mean", "every_year"):
        alone["aggregation"] = "level"
    aim = Aim.of(alone)
    values = np.array([[known[place] for place in places]])
    whole = np.array([known.get(folder.places.city.id, math.nan)])
    return float(path(aim, np.array([aim.last]), values, whole)[0])
