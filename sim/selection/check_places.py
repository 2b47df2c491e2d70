"""Names of places, variables and sectors in a policy, each checked at its level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.errors import InputError, Problem, in_english, nearest, unknown_name
from sim.selection.scope import named_rows, rows_of
from sim.selection.variables import known

if TYPE_CHECKING:
    from sim.declared.scope import Level, Scope
    from sim.region import Region


def at(*path: str) -> str:
    """The key of something in a policy: `policy.programmes.NAME.scope`."""
    return ".".join(("policy", *path))


def groups_of(region: Region) -> list[str]:
    """Names that stand for several counties."""
    return ["city", *(group.key for group in region.groups)]


def place_faults(places: Iterable[str], level: Level, region: Region, key: str) -> Iterator[Problem]:
    """Names that mean no place of a level, nor one that holds any; `key` is that of the list."""
    for number, text in enumerate(places):
        try:
            rows_of(region, text, level, "", f"{key}.{number}")
        except InputError as error:
            yield from (with_nearest(fault, text, groups_of(region)) for fault in error.problems)


def with_nearest(fault: Problem, text: str, others: Iterable[str]) -> Problem:
    """A fault that also offers a name which is no place, such as a group, where that is near."""
    others = list(others)
    meant = in_english(text, others)
    if meant:
        return replace(fault, allowed=f"did you mean {meant!r}?")
    close = "" if text.isdigit() else nearest(text, others)
    offered = re.findall(r"did you mean '(.+)'\?", fault.allowed)
    if not close or " fits " in fault.given or (offered and nearest(text, [*offered, close]) != close):
        return fault
    return Problem(fault.where, fault.given, f"did you mean {close!r}?", fault.key, fault.line)


def scope_faults(scope: Scope, level: Level, region: Region, key: str) -> list[Problem]:
    """Faults of a scope whose places are of a level."""
    from sim.selection.counting import able_rows

    found = list(place_faults(scope.places, level, region, key))
    if scope.by is not None:
        found += variable_faults(scope.by, level, f"{key}.by")
    found += sector_faults(scope.sector, level, region, f"{key}.sector")
    if scope.each and scope.each == level:
        said = f"each: {scope.each} is given for places that are themselves {level}s"
        found.append(Problem("", said, "leave each out, or name what they lie in", f"{key}.each"))
    if not found and level == "village" and not able_rows(region, scope, level).size:
        named = named_rows(region, scope, level)
        first = region.villages.names_zh[named[0]]
        said = f"{first!r} is a community (居委会) and has no collective"
        found.append(Problem("", said, "name villages (村委会), or a place that holds one", key))
    return found


def variable_faults(name: str, level: Level, key: str) -> list[Problem]:
    """A variable that places of a level do not have."""
    names = known(level)
    if name in names:
        return []
    listed = ", ".join(names)
    return [Problem("", f"a {level} has no variable {name!r}", f"variables of a {level}: {listed}", key)]


def sector_faults(sector: str, level: Level, region: Region, key: str) -> list[Problem]:
    """A sector where none is due, or one that the region lacks."""
    if not sector:
        return []
    if level != "firm":
        return [Problem("", f"sector {sector!r} is given for {level}s", "only firms have a sector", key)]
    return known_sector(sector, region, key)


def known_sector(sector: str, region: Region, key: str) -> list[Problem]:
    """A sector that the region lacks."""
    if not sector or sector in region.sectors.codes:
        return []
    return [unknown_name("", sector, region.sectors.codes, key)]
