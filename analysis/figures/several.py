"""Figures of several scenarios: which share a scale, a sentence for each, single pairs where they are few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare import Comparison
from analysis.figures.asking import leading, scenario_title
from analysis.folder import Folder
from analysis.labels import say
from analysis.places import Place
from analysis.sentences import headline_of_places
from analysis.years import How

Array = NDArray[Any]
APART = 8.0
"""Scenarios whose largest effects differ by more do not share a scale: the small one would be a line on nothing."""
MOST_SENTENCES = 3
"""Scenarios that a title tells of, a sentence each; of more only the one with the largest effects."""
FEW_PAIRS = 10
"""Pairs up to which each is drawn: a mean outside the middle half of them is then no riddle."""


def scales(frame: pd.DataFrame) -> list[list[str]]:
    """Scenarios of rows of effects by the scale they are drawn on, in the order of the rows.

    One joins the largest of those whose largest mean effect is at most `APART` times its own.
    """
    none = 1.0 if frame["how"].iloc[0] == "ratio" else 0.0
    sizes = (frame["mean"] - none).abs().groupby(frame["scenario"], sort=False).max()
    order = list(sizes.index)
    found: list[list[str]] = []
    largest = np.inf
    for name in sizes.sort_values(ascending=False, kind="stable").index:
        if not found or (sizes[name] * APART < largest and sizes[name] > 0.0):
            found.append([])
            largest = float(sizes[name])
        found[-1].append(str(name))
    return sorted((sorted(one, key=order.index) for one in found), key=lambda one: order.index(one[0]))


def told_of_each(rows: pd.DataFrame, lang: str, folder: Folder) -> str:
    """A headline a scenario, a line each: rows of the comparison table of one year at several places."""
    return sentences(
        rows, lambda mine, name: headline_of_places(mine, lang, scenario_title(folder, name, lang))
    )


def sentences(rows: pd.DataFrame, tell: Callable[[pd.DataFrame, str], str]) -> str:
    """What is told of the rows of each scenario, a line each; of many scenarios only the one that leads."""
    names = [str(name) for name in rows["scenario"].unique()]
    if len(names) > MOST_SENTENCES:
        names = [str(leading(rows)["scenario"].iloc[0])]
    return "\n".join(tell(rows[rows["scenario"] == name], name) for name in names)


def single_pairs(
    comparison: Comparison, key: str, places: Sequence[Place], scenario: str, how: How, year: int
) -> Array | None:
    """Paired differences of a year [pairs, places], where they are few and all of one point; else None."""
    pairs = comparison.pairs[scenario]
    if len(pairs) > FEW_PAIRS or len(np.unique(pairs.points)) > 1:
        return None
    found = comparison.differences(key, places, scenario, how)
    return np.asarray(found.values[:, list(found.years).index(year)])


def note_of_alone(folder: Folder, places: Sequence[Place], lang: str) -> str:
    """That a county drawn belongs to none of the groups, so that these do not add up; empty where all do."""
    drawn = {place.id for place in places}
    names = [place.name(lang) for place in folder.places.alone() if place.id in drawn]
    if not names or not folder.places.areas():
        return ""
    listed = ("、" if lang == "zh" else ", ").join(names)
    return say("figures_alone_note", lang).format(names=listed)
