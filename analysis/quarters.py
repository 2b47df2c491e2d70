"""Quarterly values of an indicator at places and groups, as files and notebooks take them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.places import Place
from sim.indicators import BY_KEY, together

Array = NDArray[Any]


def quarter_values(folder: Folder, key: str, places: Sequence[Place]) -> Array | None:
    """Values [runs, quarters, places], NaN where an indicator is not measured; None where it is nowhere.

    A group is the sum of its members, or the ratio of their sums; NaN where an indicator does not add up.
    """
    columns = [_of_place(folder, key, place) for place in places]
    if all(column is None for column in columns):
        return None
    nothing = np.full(next(column.shape for column in columns if column is not None), np.nan)
    return np.stack([nothing if column is None else column for column in columns], axis=2)


def _of_place(folder: Folder, key: str, place: Place) -> Array | None:
    """Values [runs, quarters] of one place or group; None where there is none."""
    item = BY_KEY[key]
    if place.level != "group":
        return _member(folder, key, place.level, place.id) if place.level in item.levels else None
    if item.aggregation == "none" or not all(part in folder.keys for part in item.needed):
        return None
    series = {}
    for part in item.needed:
        found = [_member(folder, part, "county", member) for member in place.members]
        if any(one is None for one in found):
            return None
        series[part] = np.stack(found, axis=-1)  # type: ignore[arg-type]
    return together(item, series)


def _member(folder: Folder, key: str, level: str, place: str) -> Array | None:
    cube = folder.cube(key, level)
    return cube.values[key][:, :, cube.places.index(place)] if place in cube.places else None
