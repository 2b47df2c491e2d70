"""Rows of the places that a scope means: named, inside what is named, and picked of them (适用范围)."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.chance import Use, draws, make_key
from sim.errors import InputError, Problem
from sim.region import find_place
from sim.selection.variables import read

if TYPE_CHECKING:
    from sim.declared.scope import Level, Scope
    from sim.region import Place, Region
    from sim.world import World

ALL_OUTSIDE = "outside"
"""Name that stands for every outside node."""
ABOVE = {"county": "city", "town": "county", "village": "town", "park": "county", "firm": "county"}
"""What a level lies in; a park lies in a town too."""


def rows_of(region: Region, text: str, level: Level, where: str = "", key: str = "") -> np.ndarray:
    """Rows of a level that a name means: the place itself, or all that lie in it; sorted.

    Raises InputError for an unknown name, and for a place that holds none of the level.
    """
    if level == "outside" and text == ALL_OUTSIDE:
        return np.arange(region.outside.n)
    place = _named(region, text, where, key)
    found = _inside(region, place, "county" if level == "firm" else level)
    if found.size:
        return found
    singular = {"outside": "node outside the region"}.get(level, level)
    allowed = f"name a {singular}, or a place or group that holds one"
    raise InputError([Problem(where, f"{text!r} is a {place.level}", allowed, key)])


def level_named(region: Region, text: str) -> str:
    """Level of the place a name means: city, group, county, town, village or park."""
    return _named(region, text, "", "").level


def _named(region: Region, text: str, where: str, key: str) -> Place:
    from sim.region import Place

    for number, group in enumerate(region.groups):
        if text in (group.key, group.name_zh, group.name_en):
            return Place("group", number, group.key, group.name_zh, "")
    if text == "city":
        return Place("city", 0, region.city_code, region.name_zh, region.id)
    try:
        return _found_before(region, text)
    except InputError:
        return find_place(region, text, where, key)


@lru_cache(maxsize=4096)
def _found_before(region: Region, text: str) -> Place:
    """The place of a name; a plan names some thousand, and each search looks at every place."""
    return find_place(region, text)


def _inside(region: Region, place: Place, level: str) -> np.ndarray:
    """Rows of a level inside a place, the place itself where it is of that level."""
    if place.level == level:
        return np.array([place.index])
    if level == "outside" or place.level in ("outside", "zone"):
        return np.zeros(0, np.int64)
    if place.level in ("city", "group", "county"):
        counties = {
            "city": range(region.counties.n),
            "county": (place.index,),
            "group": region.groups[place.index].members if place.level == "group" else (),
        }[place.level]
        return np.flatnonzero(np.isin(county_of(region, level), list(counties)))
    if place.level == "town" and level == "village":
        return np.flatnonzero(region.village_town == place.index)
    if place.level == "town" and level == "park":
        return np.flatnonzero(np.array([park.town for park in region.parks]) == place.index)
    return np.zeros(0, np.int64)


def county_of(region: Region, level: str) -> np.ndarray:
    """County of every place of a level."""
    if level == "town":
        return np.asarray(region.town_county, np.int64)
    if level == "village":
        return np.asarray(region.town_county, np.int64)[region.village_town]
    if level == "park":
        return np.array([park.county for park in region.parks], np.int64)
    return np.arange(region.counties.n)


def town_of(region: Region, level: str) -> np.ndarray:
    """Town of every village or park."""
    if level == "village":
        return np.asarray(region.village_town, np.int64)
    if level == "park":
        return np.array([park.town for park in region.parks], np.int64)
    return np.arange(region.towns.n)


def ids_of(region: Region, level: str) -> tuple[str, ...]:
    """Ids of the places of a level."""
    if level == "park":
        return tuple(park.id for park in region.parks)
    if level == "outside":
        return region.outside.ids
    return {"county": region.counties, "town": region.towns, "village": region.villages}[level].ids


def named_rows(region: Region, scope: Scope, level: Level, where: str = "", key: str = "") -> np.ndarray:
    """Rows of all places a scope names, before any is picked; raises InputError with every unknown name."""
    problems: list[Problem] = []
    found: list[np.ndarray] = []
    for number, text in enumerate(scope.places):
        try:
            found.append(rows_of(region, text, level, where, f"{key}.places.{number}"))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return np.unique(np.concatenate(found))


def select(world: World, scope: Scope, level: Level, salt: str) -> np.ndarray:
    """Rows of the places a scope means, sorted; villages without a collective are never among them.

    `salt` is the entry's id: two entries that pick by lot pick apart from one another.
    """
    region = world.region
    rows = named_rows(region, scope, level)
    if level == "village":
        rows = rows[world.villages.collective[rows]]
    if scope.pick == "all" or scope.count is None:
        return rows
    score = _score(world, scope, level, rows, salt)
    groups = _groups(region, scope, level, rows)
    chosen = [
        rows[groups == one][np.argsort(-score[groups == one], kind="stable")[: scope.count]]
        for one in np.unique(groups)
    ]
    return np.sort(np.concatenate(chosen)) if chosen else rows


def _score(world: World, scope: Scope, level: Level, rows: np.ndarray, salt: str) -> np.ndarray:
    """What the picked have most of."""
    if scope.pick == "random" or scope.by is None:
        codes = np.array([code_of(level, place) for place in ids_of(world.region, level)], np.uint64)
        key = make_key(world.scenario.opening_seed)
        first = world.scenario.start_quarter
        return draws(key, codes[rows], first, Use.POLICY_SCOPE, other=code_of("policy", salt))[:, 0]
    values = read(world, level, scope.by)[rows]
    return -values if scope.pick == "least" else values


def _groups(region: Region, scope: Scope, level: Level, rows: np.ndarray) -> np.ndarray:
    if scope.each == "county":
        return county_of(region, level)[rows]
    return town_of(region, level)[rows] if scope.each == "town" else np.zeros(rows.size, np.int64)


def code_of(kind: str, text: str) -> int:
    """A number below 2^32 by which the chance of a place or an entry is addressed; never 0."""
    return zlib.crc32(f"{kind} {text}".encode()) or 1
