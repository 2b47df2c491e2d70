"""What the explorer carries: the rows of the story as JSON, short keys spelled once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.folder import Folder
from analysis.labels import WORDS, indicator_name
from analysis.story import THEMES, Story, how_of
from analysis.years import split_key
from sim.indicators.units import goal

EFFECT = ("mean", "q05", "q25", "q75", "q95", "share_positive")
LEVEL = ("mean", "q05", "q25", "q75", "q95")
DIGITS = 8
"""Digits of a number in the file, more than any page shows."""
SHOWN = (
    "explorer_",
    "up",
    "down",
    "uncertain",
    "unchanged",
    "simulated",
    "story_",
    "report_mark",
    "baseline",
)


def explorer_data(story: Story) -> dict[str, Any]:
    """Everything the page shows, as plain data; a number stands once, under indicator, scenario and place."""
    baseline, scenarios = story.comparison.baseline, story.comparison.scenarios
    manifest = story.folder.manifest
    return {
        "baseline": baseline,
        "scenarios": [
            {"key": name, "zh": story.title(name, "zh"), "en": story.title(name, "en")}
            for name in (baseline, *scenarios)
        ],
        "places": [
            {"id": place.id, "level": place.level, "zh": place.zh, "en": place.en or place.zh}
            for place in story.places
        ],
        "years": list(story.years),
        "pairs": story.pairs,
        "themes": {theme: [key for key in keys if key in story.keys] for theme, keys in THEMES.items()},
        "indicators": {key: _indicator(key) for key in story.keys},
        "effects": _nested(story.table, EFFECT),
        "levels": _nested(story.levels, LEVEL),
        "targets": _targets(story),
        "words": {key: list(words) for key, words in WORDS.items() if key.startswith(SHOWN)},
        "map": _outlines(story.folder),
        "source": {
            "version": manifest["versions"]["baiqianwan"],
            "code": manifest["identity"]["code_hash"][:12],
            "region": manifest["identity"]["region_hash"][:12],
            "seed": manifest["identity"]["seed"],
        },
    }


def as_json(data: dict[str, Any]) -> str:
    """JSON that may stand inside a script element: no tag can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _indicator(key: str) -> dict[str, Any]:
    item, _ = split_key(key)
    return {
        "zh": indicator_name(key, "zh"),
        "en": indicator_name(key, "en"),
        "unit": item.unit,
        "how": how_of(key),
        "better": item.better,
    }


def _nested(table: pd.DataFrame, measures: Iterable[str]) -> dict[str, Any]:
    """indicator -> scenario -> place -> measure -> values by year; what is not a number is null."""
    found: dict[str, Any] = {}
    for (key, scenario, place), rows in table.groupby(["indicator", "scenario", "place"], sort=False):
        ordered = rows.sort_values("year")
        values = {name: [_short(value) for value in ordered[name]] for name in measures}
        found.setdefault(key, {}).setdefault(scenario, {})[place] = values
    return found


def _short(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def _targets(story: Story) -> list[dict[str, Any]]:
    """The targets that runs decide: what they ask for, and by scenario the share of runs that meet each."""
    rows: dict[str, dict[str, Any]] = {}
    found = story.targets
    for row in found[found["reason"] == ""].to_dict("records"):
        aims = {lang: goal(row["op"], row["number"], row["unit"], lang) for lang in ("zh", "en")}
        mine = rows.setdefault(
            row["target"],
            {"id": row["target"], "zh": row["zh"], "en": row["en"], "goal": aims, "date": int(row["date"]),
             "paid_for": bool(row["paid_for"]), "met": {}},
        )  # fmt: skip
        first = None if pd.isna(row["first_met"]) else int(row["first_met"])
        mine["met"][row["scenario"]] = [_short(row["share"]), _short(row["low"]), _short(row["high"]), first]
    return [rows[name] for name in sorted(rows)]


def _outlines(folder: Folder) -> dict[str, Any] | None:
    """County outlines with the ids of their places as names; nothing where a region has none."""
    file = folder.path / "places.geojson"
    if not file.is_file():
        return None
    outlines: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for feature in outlines["features"]:
        feature["properties"] = {"name": feature["properties"]["county_code"]}
    return outlines
