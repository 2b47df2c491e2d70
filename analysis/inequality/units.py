"""What is divided among whom: an amount and its people over the units of a level, run by run and year by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.places import Place, Places
from analysis.years import YearValues, split_key
from sim.errors import InputError, Problem, unknown_name

Array = NDArray[Any]
LEVELS = ("group", "urban_rural", "county", "town", "village")
"""Among whom: groups of counties (east and west), urban and rural people of counties, counties, towns, villages."""
PEOPLE = "population"
URBAN_RURAL = {
    "income_disposable": (("income_urban", "population_urban"), ("income_rural", "population_rural")),
}
"""Amounts that are kept apart for urban and rural people."""
Read = Callable[[str, Sequence[Place]], YearValues]
"""Reads yearly values of an indicator at places, of the runs in question."""


@dataclass(frozen=True, eq=False)
class Units:
    """Amounts and people [runs, years, units]; groupings are coarse to fine, the units themselves left out."""

    level: str
    amount: Array
    people: Array
    years: Array
    names: tuple[str, ...]
    """Ids of the units."""
    groupings: tuple[tuple[str, Array], ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts of Theil's index, coarse to fine: between whom."""
        return (
            *(name for name, _ in self.groupings),
            "county" if self.level == "urban_rural" else self.level,
        )


def amount_and_people(key: str) -> tuple[str, str]:
    """The amount that an indicator is, and its people; raises InputError where it is no amount a head."""
    item, grows = split_key(key)
    if not grows and item.aggregation == "sum" and item.key != PEOPLE:
        return item.key, PEOPLE
    if not grows and item.aggregation == "ratio" and len(item.needed) == 2 and item.unit.endswith("a head"):
        return item.needed[0], item.needed[1]
    given = f"{key} is no amount that is divided among people"
    raise InputError(
        [Problem("inequality", given, "ask for one, like gdp_real or income_rural_per_head", "indicator")]
    )


def check_level(level: str) -> str:
    """The level, if it is one of those that inequality is told for."""
    if level not in LEVELS:
        raise InputError([unknown_name("inequality", level, LEVELS, "level")])
    return level


def units_of(places: Places, key: str, level: str, read: Read) -> Units:
    """Read amounts and people of the units of a level; raises InputError for what was not recorded or falls below zero."""
    check_level(level)
    amount, people = amount_and_people(key)
    if level == "urban_rural":
        found = _urban_rural(places, key, amount, read)
    else:
        where = partition(places) if level == "group" else places.at(level)
        amounts, heads = read(amount, where), read(people, where)
        names = tuple(place.id for place in where)
        groupings = _groupings(places, where, level)
        found = Units(level, amounts.values, heads.values, amounts.years, names, groupings)
    if not (found.amount >= 0).all() or not (found.amount.sum(-1) > 0).all():
        given = f"{key} is below zero somewhere, or nothing everywhere"
        raise InputError(
            [Problem("inequality", given, "Theil and Gini need amounts above zero", "indicator")]
        )
    return found


def partition(places: Places) -> list[Place]:
    """Groups that share no county, in their order, then every county that is in none."""
    chosen: list[Place] = []
    taken: set[str] = set()
    for group in places.groups():
        if not taken & set(group.members):
            chosen.append(group)
            taken |= set(group.members)
    return [*chosen, *(county for county in places.at("county") if county.id not in taken)]


def _groupings(places: Places, where: Sequence[Place], level: str) -> tuple[tuple[str, Array], ...]:
    """Of each unit the number of its group, of its county, of its town, as far as they lie above it."""
    parent = {place.id: place.parent for place in places.all if place.level in ("town", "village")}
    group = {m: number for number, place in enumerate(partition(places)) for m in place.members}
    above = {
        "group": (),
        "county": ("group",),
        "town": ("group", "county"),
        "village": ("group", "county", "town"),
    }
    found = []
    for name in above[level]:
        ids = [_ancestor(place.id, level, "county" if name == "group" else name, parent) for place in where]
        numbers = [group[one] for one in ids] if name == "group" else np.unique(ids, return_inverse=True)[1]
        found.append((name, np.asarray(numbers)))
    return tuple(found)


def _ancestor(place: str, level: str, wanted: str, parent: dict[str, str]) -> str:
    order = ("village", "town", "county")
    for _ in range(order.index(wanted) - order.index(level)):
        place = parent[place]
    return place


def _urban_rural(places: Places, key: str, amount: str, read: Read) -> Units:
    """Urban and rural people of every county; between the two, then between the counties of each."""
    if amount not in URBAN_RURAL:
        given = f"{key} is not kept apart for urban and rural people"
        allowed = f"ask for {' or '.join(URBAN_RURAL)}, or another level"
        raise InputError([Problem("inequality", given, allowed, "indicator")])
    counties = places.at("county")
    sides = [(read(income, counties), read(people, counties)) for income, people in URBAN_RURAL[amount]]
    values = [np.concatenate([side[at].values for side in sides], -1) for at in (0, 1)]
    names = tuple(f"{place.id} {side}" for side in ("urban", "rural") for place in counties)
    group = np.repeat([0, 1], len(counties))
    return Units("urban_rural", values[0], values[1], sides[0][0].years, names, (("urban_rural", group),))
