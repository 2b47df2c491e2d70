"""The summary of a run or a comparison for programs: the numbers of the tables as one JSON document."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.answer_text import boxes, plain_sentence
from analysis.compare import Comparison, compare
from analysis.direction import direction
from analysis.folder import Folder
from analysis.money import donors, recipients
from analysis.programmes import totals_of_policies
from analysis.runs import Runs
from analysis.summary import CITY_KEYS, COUNTY_KEYS, RUNGS, difference_rows, yearly_means
from analysis.targets import board
from sim.errors import InputError

SCHEMA = 1
Plain = dict[str, Any]


def summary_json(folder: str | Path, baseline: str | None = None) -> str:
    """Levels of every scenario, and with a baseline paired differences, donors, recipients; what is unknown is null."""
    runs = Runs(Folder(folder))
    opened = runs.folder
    document: Plain = {
        "schema": SCHEMA,
        "folder": str(opened.path),
        "version": opened.manifest["versions"]["baiqianwan"],
        "seed": opened.manifest["identity"]["seed"],
        "scenarios": _rows(runs.scenarios),
        "failed": _rows(runs.failures[["run_id", "scenario", "replicate", "error"]]),
        "levels": [row for name in opened.scenarios for row in _levels(opened, name)],
        "policies": [row for name in opened.scenarios for row in _policies(opened, name)],
    }
    if baseline is not None:
        document |= _compared(opened, baseline)
    return json.dumps(known(document), ensure_ascii=False, allow_nan=False)


def known(value: Any) -> Any:
    """Plain data with nothing that JSON lacks: what is no number is null, numbers of numpy are Python's."""
    if isinstance(value, dict):
        return {str(key): known(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [known(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is pd.NA or value is pd.NaT or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value


def _compared(folder: Folder, baseline: str) -> Plain:
    try:
        found = compare(folder, baseline, folder.scenarios, complete_pairs=True)
    except InputError as error:
        return {"baseline": baseline, "refused": [problem.sentence() for problem in error.problems]}
    return {
        "baseline": baseline,
        "pairs": {
            name: {"n": len(pairs), "failed": pairs.failed, "missing": pairs.missing}
            for name, pairs in found.pairs.items()
        },
        "headlines": [_headlines(found, name) for name in found.scenarios],
        "effects": [row for name in found.scenarios for row in _effects(found, name)],
        "donors": [row for name in found.scenarios for row in _donors(found, name)],
        "recipients": [row for name in found.scenarios for row in _recipients(found, name)],
        "targets": _rows(board(folder, [baseline, *found.scenarios])),
    }


def _headlines(found: Comparison, scenario: str) -> Plain:
    """The answer of the report's first screen: its sentence, what is paid by whom, and the row behind every box."""
    if not found.story.headlines:
        return {"scenario": scenario}
    one = found.story.answers[scenario]
    return {
        "scenario": scenario,
        "sentence_zh": plain_sentence(found.story, one, "zh"),
        "sentence_en": plain_sentence(found.story, one, "en"),
        "paid": one.paid,
        "payers": [asdict(payer) for payer in one.payers],
        "boxes": [
            {"zh": box.zh, "en": box.en, "direction": direction(box.row), "row": box.row}
            for box in boxes(found.story, one)
            if box.row is not None
        ],
    }


def _levels(folder: Folder, scenario: str) -> Iterable[Plain]:
    """Means over runs by year: the city every year, counties the last."""
    if not ((folder.runs["scenario"] == scenario) & (folder.runs["status"] == "finished")).any():
        return
    city = yearly_means(folder, scenario, tuple(dict.fromkeys((*CITY_KEYS, *RUNGS))), [folder.places.city])
    counties = yearly_means(folder, scenario, COUNTY_KEYS, folder.places.at("county"))
    counties = counties.loc[[counties.index[-1][0]]]
    for frame in (city, counties):
        for row in frame.reset_index().to_dict("records"):
            yield {"scenario": scenario, **{str(key): value for key, value in row.items()}}


def _policies(folder: Folder, scenario: str) -> Iterable[Plain]:
    for row in _rows(totals_of_policies(folder, scenario)):
        yield {"scenario": scenario, **row}


def _effects(found: Comparison, scenario: str) -> Iterable[Plain]:
    """Rows of the comparison table, with `direction`: up, down, uncertain or unchanged."""
    for row in _rows(difference_rows(found, scenario)):
        yield {**row, "direction": direction(row)}


def _donors(found: Comparison, scenario: str) -> Iterable[Plain]:
    for one in donors(found, scenario):
        parts = {key: value for key, value in asdict(one).items() if key != "place"}
        yield {"scenario": scenario, "place": one.place.id, **parts}


def _recipients(found: Comparison, scenario: str) -> Iterable[Plain]:
    for one in recipients(found, scenario):
        parts = asdict(one)
        zh, en = parts.pop("name")
        yield {"scenario": scenario, "name_zh": zh, "name_en": en, **parts}


def _rows(frame: pd.DataFrame) -> list[Plain]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
