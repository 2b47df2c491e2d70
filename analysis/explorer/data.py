"""What the explorer carries: the rows of the story as JSON, short keys spelled once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.counted import Counted, say_of
from analysis.direction import direction
from analysis.explorer.why import why_data
from analysis.figures.style import DIVERGING
from analysis.folder import Folder
from analysis.geo import FILE, Atlas, read_atlas
from analysis.labels import WORDS, indicator_name
from analysis.sentences import off
from analysis.story import THEMES, Story
from analysis.targets import touched
from analysis.whose_map import SPOKEN, of_map
from analysis.written import DECIDING, in_how, level_text
from analysis.years import split_key, usual_how
from sim.indicators.units import IN_CHINESE, goal

EFFECT = ("mean", "q05", "q25", "q75", "q95")
LEVEL = ("mean", "q05", "q25", "q75", "q95")
WAYS = {"up": "u", "down": "d", "uncertain": "?", "unchanged": "="}
"""A letter a year tells the direction of an effect: the page has no rule of its own."""
FEWEST, MOST = 6, 17
"""Digits of a number in the file: as few as let the page write what Python writes."""
DECIMALS = 5
"""Of degrees: about a metre."""
SHOWN = ("explorer_", "story_", "why_", "report_mark", "report_seed", "report_same_fold", "reached_before")
EXACTLY = ("up", "down", "uncertain", "unchanged")
"""Words that the page takes along: those that begin so, and these."""


def explorer_data(story: Story) -> dict[str, Any]:
    """Everything the page shows, as plain data; a number stands once, under indicator, scenario and place."""
    baseline, scenarios = story.comparison.baseline, story.comparison.scenarios
    manifest, counted = story.folder.manifest, story.counted_by
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
        "counts": {lang: story.counts(lang) for lang in ("zh", "en")},
        "few": {name: {lang: one.few_said(lang) for lang in ("zh", "en")} for name, one in counted.items()},
        "runs": {name: {lang: _mean_of(one, lang) for lang in ("zh", "en")} for name, one in counted.items()},
        "lost": _lost(story),
        "themes": {theme: [key for key in keys if key in story.keys] for theme, keys in THEMES.items()},
        "indicators": {key: _indicator(key) for key in story.keys},
        "effects": _effects(story.table),
        "levels": _levels(story.levels),
        "targets": _targets(story),
        "why": why_data(story),
        "words": _words(story.folder, story.counted.of),
        "units": {unit: IN_CHINESE.get(unit, unit) for unit in sorted({_unit(key) for key in story.keys})},
        "map": _outlines(story.folder),
        "diverging": list(DIVERGING),
        "source": {
            "version": manifest["versions"]["baiqianwan"],
            "code": manifest["identity"]["code_hash"][:8],
            "region": f"{manifest['identity']['region']} {manifest['identity']['region_hash'][:8]}",
            "scenarios": {
                name: manifest["identity"]["scenarios"][name][:8] for name in (baseline, *scenarios)
            },
            "seed": manifest["identity"]["seed"],
        },
    }


def _words(folder: Folder, of: str = "pairs") -> dict[str, list[str]]:
    """Words that the page takes along; those of the map say whose it is, those of bands what they are over."""
    taken = {
        key: [say_of(key, of, lang) for lang in ("zh", "en")]
        for key in WORDS
        if (key.startswith(SHOWN) or key in EXACTLY) and not key.endswith(("_own", "_points"))
    }
    taken["story_points"] = list(WORDS["story_points"])
    return {key: list(of_map(key, folder)) if key in SPOKEN else words for key, words in taken.items()}


def as_json(data: dict[str, Any]) -> str:
    """JSON that may stand inside a script element: no tag or comment can begin in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _lost(story: Story) -> dict[str, str]:
    """Pairs that are left out, counted, by language; empty where none is."""
    pairs = story.comparison.pairs.items()
    return {
        lang: " ".join(said for name, one in pairs if (said := one.sentence(story.title(name, lang), lang)))
        for lang in ("zh", "en")
    }


def _unit(key: str) -> str:
    return str(split_key(key)[0].unit)


def _indicator(key: str) -> dict[str, Any]:
    return {
        "zh": indicator_name(key, "zh"),
        "en": indicator_name(key, "en"),
        "unit": _unit(key),
        "how": usual_how(key),
        "better": split_key(key)[0].better,
    }


Texts = Callable[[dict[str, Any]], tuple[str, ...]]


def _effect_texts(row: dict[str, Any]) -> tuple[str, ...]:
    told = [in_how(row[name], row, lang) for name in DECIDING for lang in ("zh", "en")]
    return *told, in_how(abs(row["mean"]), row, "en", sign=False)


def _level_texts(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(level_text(row[name], row["unit"], lang) for name in DECIDING for lang in ("zh", "en"))


def _nested(table: pd.DataFrame, measures: Sequence[str], texts: Texts) -> dict[str, Any]:
    """indicator -> scenario -> place -> measure -> values by year; what is not a number is null."""
    found: dict[str, Any] = {}
    for (key, scenario, place), rows in table.groupby(["indicator", "scenario", "place"], sort=False):
        told = [_short(row, measures, texts) for row in rows.sort_values("year").to_dict("records")]
        values = {name: [one[name] for one in told] for name in measures}
        found.setdefault(key, {}).setdefault(scenario, {})[place] = values
    return found


def _levels(table: pd.DataFrame) -> dict[str, Any]:
    """The levels as `_nested` tells them; a baseline that is told beside a scenario stands as `baseline|scenario`."""
    beside = table["beside"].where(table["beside"] == "", "|" + table["beside"])
    return _nested(table.assign(scenario=table["scenario"] + beside), LEVEL, _level_texts)


def _mean_of(counted: Counted, lang: str) -> str:
    """What a level is the mean of: `6 runs`, or points with their runs averaged first."""
    return Counted(counted.counts, "points" if counted.of == "points" else "runs").within(lang)


def _effects(table: pd.DataFrame) -> dict[str, Any]:
    """The effects as `_nested` tells them, each with its `direction` by year."""
    found = _nested(table, EFFECT, _effect_texts)
    letters = [WAYS[direction(row)] for row in table.to_dict("records")]
    for (key, scenario, place), rows in table.assign(way=letters).groupby(["indicator", "scenario", "place"]):
        found[str(key)][str(scenario)][str(place)]["direction"] = "".join(rows.sort_values("year")["way"])
    return found


def _short(row: dict[str, Any], measures: Sequence[str], texts: Texts) -> dict[str, float | int | None]:
    """The values of a row with the fewest digits that read the same wherever the page writes them."""
    wanted = texts(row)
    for digits in range(FEWEST, MOST + 1):
        short = {name: float(f"{row[name]:.{digits}g}") for name in measures}
        if texts(row | short) == wanted:
            break
    return {name: _plain(value) for name, value in short.items()}


def _plain(value: float) -> float | int | None:
    """A number as JSON has it: whole where it is, null where there is none."""
    if not np.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def _targets(story: Story) -> list[dict[str, Any]]:
    """The targets that runs decide: what they ask for, and by scenario how many runs meet each, when, how far off."""
    rows: dict[str, dict[str, Any]] = {}
    scored = story.targets[story.targets["reason"] == ""]
    names = story.comparison.baseline, story.comparison.scenarios
    moved = {str(name): touched(found, *names) for name, found in scored.groupby("target")}
    for row in scored.to_dict("records"):
        aims = {lang: goal(row["op"], row["number"], row["unit"], lang) for lang in ("zh", "en")}
        mine = rows.setdefault(
            row["target"],
            {"id": row["target"], "zh": row["zh"], "en": row["en"], "goal": aims, "date": int(row["date"]),
             "paid_for": bool(row["paid_for"]), "touched": moved[row["target"]],
             "reached": [row["reached_zh"], row["reached_en"]] if row["reached_zh"] else None, "met": {}},
        )  # fmt: skip
        mine["met"][row["scenario"]] = {
            "share": _percent(row["share"]),
            "low": _percent(row["low"]),
            "high": _percent(row["high"]),
            "most": bool(row["share"] >= 0.5),
            "first": None if pd.isna(row["first_met"]) else int(row["first_met"]),
            "before": bool(row["reached_before"]),
            "off": {lang: off(row, lang) for lang in ("zh", "en")} if row["distance"] > 0 else None,
        }
    return [rows[name] for name in sorted(rows)]


def _percent(share: float) -> str:
    """Whole per cent as the report writes it."""
    return f"{100 * share:.0f}"


def _outlines(folder: Folder) -> dict[str, Any] | None:
    """County outlines with the ids of their places as names, a user's own thinned; nothing where there are none."""
    if folder.map_file is not None:
        return _own_outlines(read_atlas(folder))
    file = folder.path / FILE
    if not file.is_file():
        return None
    outlines: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for feature in outlines["features"]:
        feature["properties"] = {"name": feature["properties"]["county_code"]}
    return outlines


def _own_outlines(atlas: Atlas) -> dict[str, Any]:
    features = []
    for outline in atlas.outlines:
        polygons = [
            [_closed(np.round(atlas.degrees(ring), DECIMALS).tolist()) for ring in rings]
            for rings in outline.polygons
        ]
        geometry = {"type": "MultiPolygon", "coordinates": polygons}
        features.append({"type": "Feature", "properties": {"name": outline.code}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def _closed(ring: list[Any]) -> list[Any]:
    return [*ring, ring[0]]
