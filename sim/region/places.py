"""Finding the place a person means: by id, Chinese name, English slug, or a path 县/镇/村."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sim.errors import InputError, Problem, nearest
from sim.region.records import Place, Region

SUFFIX = re.compile(r"(?<=..)(区|市|县|镇|街道)$|(社区)?居?委会$")
"""What people leave out: 新会 for 新会区, 桥美村 for 桥美村委会."""


def find_place(region: Region, text: str, where: str = "", key: str = "") -> Place:
    """The place meant by an id, a name, a slug or a path.

    A full name is preferred to a short one (新会, baisha). Text that fits several places is an error that
    lists them, but for a town and what lies in it: the town is meant; text that fits none is an error that names the
    nearest, but for numbers, of which none is near. `where` and `key` go into the error.
    """
    parts = [part.strip() for part in str(text).split("/")]
    places = _places(region)
    found = [place for place in _called(region).get(parts[0].casefold(), ()) if len(parts) == 1]
    found = [place for place in found if place.id == parts[0]] or found
    for short in (False, True):
        found = found or [place for place in places if _fits(region, place, parts, short)]
    found = _holding_the_others(region, found) or found
    if len(found) == 1:
        return found[0]
    if found:
        given, allowed = f"{text!r} fits {len(found)} places", _choices(region, found)
    elif parts[-1] in region.town_mca:
        town = region.town_mca.index(parts[-1])
        given = f"{text!r} is the civil affairs (MCA) code of {region.towns.names_zh[town]}"
        allowed = f"the statistics bureau's (NBS) code, {region.towns.ids[town]}"
    else:
        given, allowed = f"{text!r} is no place of {region.id}", _suggestion(region, places, parts)
    raise InputError([Problem(where, given, allowed, key)])


@lru_cache(maxsize=8)
def _places(region: Region) -> list[Place]:
    return list(_all_places(region))


@lru_cache(maxsize=8)
def _called(region: Region) -> dict[str, list[Place]]:
    """Places by what they are called in full, in small letters."""
    found: dict[str, list[Place]] = {}
    for place in _places(region):
        for name in {name.casefold() for name in _names(place, short=False)}:
            found.setdefault(name, []).append(place)
    return found


def _holding_the_others(region: Region, found: list[Place]) -> list[Place]:
    """The town in which all others of the same short name lie, as 沙堆镇 holds 沙堆社区居委会; else nothing."""
    return [
        place
        for place in found
        if len(found) > 1 and all(place in _above(region, other) for other in found if other is not place)
    ]


def _choices(region: Region, places: list[Place]) -> str:
    shown = "; ".join(f"{place.id} {place_path(region, place)}" for place in places[:20])
    return f"one of {shown}" + (f" and {len(places) - 20} more" if len(places) > 20 else "")


def _suggestion(region: Region, places: list[Place], parts: list[str]) -> str:
    """What may have been meant: the same name elsewhere, else the nearest name."""
    elsewhere = [place for place in places if _fits(region, place, parts[-1:], short=True)]
    if elsewhere:
        return _choices(region, elsewhere)
    if parts[-1].isdigit():
        return "an id, a Chinese name, an English slug or 县/镇/村"
    close = nearest(parts[-1], [name for place in places for name in _names(place, short=False)])
    return f"did you mean {close!r}?" if close else "an id, a Chinese name, an English slug or 县/镇/村"


def place_path(region: Region, place: Place) -> str:
    """The Chinese path of a place: 县, 县/镇 or 县/镇/村."""
    return "/".join([*(above.name_zh for above in _above(region, place)), place.name_zh])


def _all_places(region: Region) -> Iterator[Place]:
    yield Place("city", 0, region.city_code, region.name_zh, region.id)
    for level in (region.counties, region.towns, region.villages):
        for i, row in enumerate(zip(level.ids, level.names_zh, level.slugs, strict=True)):
            yield Place(level.level, i, *row)
    for name, parks in (("park", region.parks), ("zone", region.macro_zones)):
        for i, park in enumerate(parks):
            yield Place(name, i, park.id, park.name_zh, "")
    for i, (node, name) in enumerate(zip(region.outside.ids, region.outside.names_zh, strict=True)):
        yield Place("outside", i, node, name, "")
    for i, group in enumerate(region.groups):
        yield Place("group", i, group.key, group.name_zh, "")


def _above(region: Region, place: Place) -> list[Place]:
    """The places a place lies in, from the county down."""
    towns, counties = region.towns, region.counties
    if place.level == "village":
        town = int(region.village_town[place.index])
        above = Place("town", town, towns.ids[town], towns.names_zh[town], towns.slugs[town])
        return [*_above(region, above), above]
    if place.level == "town":
        county = int(region.town_county[place.index])
    elif place.level == "park":
        county = region.parks[place.index].county
    else:
        return []
    return [Place("county", county, counties.ids[county], counties.names_zh[county], counties.slugs[county])]


def _names(place: Place, short: bool) -> set[str]:
    """What the place may be called: id, name and slug; with `short` also without ending and county."""
    names = {place.id, place.name_zh, place.slug}
    if short and place.level in ("county", "town", "village"):
        names |= {SUFFIX.sub("", place.name_zh), place.slug.split("-")[0]}
    return names - {""}


def _fits(region: Region, place: Place, parts: list[str], short: bool) -> bool:
    """Whether the last part names the place and the parts before it name places above it, in order."""
    if not _named(place, parts[-1], short):
        return False
    above = iter(_above(region, place))
    return all(any(_named(upper, part, True) for upper in above) for part in parts[:-1])


def _named(place: Place, part: str, short: bool) -> bool:
    """Whether a part of a path names the place; capitals do not matter."""
    return part.casefold() in {name.casefold() for name in _names(place, short)}
