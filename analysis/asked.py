"""What is asked for of results: which years and which places, by one rule for every table, figure and file.

What a call names itself goes before the selection (`runs.sel(…)`); the selection goes before everything there is. What
cannot be told of a part alone refuses the selection in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.places import Place, Places
from analysis.years import YearValues
from sim.errors import InputError, Problem

Years = int | Iterable[int] | slice | None


def asked_years(known: Sequence[int], wanted: Any, where: str = "comparison") -> tuple[int, ...]:
    """The years meant by a number, several or a slice (both ends in it); raises InputError for one that is not there.

    Ends of a slice may lie outside, but not all of it. Years are whole numbers and no text.
    """
    span = f"{known[0]} to {known[-1]}"
    if isinstance(wanted, slice):
        ends = [None if end is None else _year(end, span, where) for end in (wanted.start, wanted.stop)]
        first, last = known[0] if ends[0] is None else ends[0], known[-1] if ends[1] is None else ends[1]
        found = [year for year in known if first <= year <= last][:: wanted.step]
        if not found:
            given = f"{first} to {last} holds no year that is there"
            raise InputError([Problem(where, given, _there(span), "year")])
        return tuple(found)
    several = isinstance(wanted, Iterable) and not isinstance(wanted, str)
    asked = [_year(one, span, where) for one in (wanted if several else [wanted])]
    if not asked:
        raise InputError([Problem(where, "no year is named", _there(span), "year")])
    absent = sorted({year for year in asked if year not in known})
    if absent:
        given = f"{', '.join(str(year) for year in absent)} is not among the years"
        raise InputError([Problem(where, given, span, "year")])
    return tuple(year for year in known if year in asked)


def _there(span: str) -> str:
    return f"the years there are {span}"


def _year(value: Any, span: str, where: str) -> int:
    """A year as a number; a whole number of any type is one."""
    number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not number or value != int(value):
        given = f"{value!r} is not a year"
        raise InputError([Problem(where, given, f"write it as a number, of {span}", "year")])
    return int(value)


def of_years(found: YearValues, wanted: Years, chosen: Sequence[int] | None = None) -> YearValues:
    """The years asked for, else those chosen that have a value (growth begins a year later), else all.

    Raises InputError where one that is asked for is not there, or none of those chosen.
    """
    known = [int(year) for year in found.years]
    if wanted is None:
        if chosen is None:
            return found
        wanted = [year for year in chosen if year in known] or chosen
    years = asked_years(known, wanted)
    kept = [row for row, year in enumerate(known) if year in years]
    return replace(found, years=found.years[kept], values=found.values[:, kept])


def places_inside(places: Places, chosen: Sequence[str] | None, level: str) -> list[Place]:
    """The places of a level that are chosen or lie inside one that is; all where none is chosen.

    Raises InputError where no place of the level is among them.
    """
    every = places.at(level)
    if chosen is None:
        return every
    parents = {place.id: place.parent for place in places.all}
    named = [places.find(one) for one in chosen]
    wanted = {place.id for place in named} | {member for place in named for member in place.members}

    def above(place: str) -> Iterable[str]:
        while place:
            yield place
            place = parents.get(place, "") if parents.get(place) != place else ""

    found = [
        place
        for place in every
        if (level == "group" and place.id in wanted)
        or (level != "group" and any(one in wanted for one in above(place.id)))
    ]
    if not found:
        given = f"none of the places chosen ({', '.join(chosen)}) is or holds a {level}"
        raise InputError([Problem("comparison", given, "choose others, or another level", "place")])
    return found


def whole(what: str, chosen: dict[str, object]) -> None:
    """Refuse a selection that cannot be honoured; `chosen` says of years and places what is selected of them."""
    told = "are" if what.endswith("s") else "is"
    remedy = "leave them out of runs.sel(…) for it"
    problems = [
        Problem(
            "comparison", f"{what} {told} told of all {name}, and some are chosen", remedy, name.rstrip("s")
        )
        for name, value in chosen.items()
        if value is not None
    ]
    if problems:
        raise InputError(problems)
