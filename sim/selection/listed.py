"""Weights of the rule `list` (按名单分配): the most specific name of a place decides, whatever the order of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import InputError, Problem
from sim.selection.scope import ids_of, level_named, rows_of

if TYPE_CHECKING:
    from sim.declared.scope import Level
    from sim.region import Region

BROAD_TO_SPECIFIC = ("city", "group", "county", "town", "village", "park")


def listed_weights(
    region: Region, weights: Mapping[str, float], level: Level, where: str, key: str
) -> np.ndarray:
    """Weights by row of the level; a name that holds several places gives each its weight.

    A place inside another that is named too keeps its own weight. Raises InputError with every fault: names unknown,
    places that two names of the same breadth weigh.
    """
    size = len(ids_of(region, level))
    found, by_whom, problems = np.zeros(size), np.full(size, -1), []
    breadth = np.full(size, -1)
    names = list(weights)
    for number, text in enumerate(names):
        try:
            rows = rows_of(region, text, level, where, f"{key}.{text}")
        except InputError as error:
            problems += error.problems
            continue
        mine = BROAD_TO_SPECIFIC.index(level_named(region, text))
        twice = rows[breadth[rows] == mine]
        if twice.size:
            place, other = ids_of(region, level)[int(twice[0])], names[int(by_whom[twice[0]])]
            said = f"{other!r} and {text!r} both weigh {place}"
            allowed = "name it once, or the place itself beside a broader one"
            problems.append(Problem(where, said, allowed, f"{key}.{text}"))
        rows = rows[breadth[rows] < mine]
        found[rows], by_whom[rows], breadth[rows] = weights[text], number, mine
    if problems:
        raise InputError(problems)
    return found
