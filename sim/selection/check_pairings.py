"""Pairings of a policy, checked: who stands on each side, whether donors suffice, whether money goes round."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.errors import InputError, Problem
from sim.selection.check_places import at, groups_of, scope_faults, variable_faults, with_nearest
from sim.selection.counting import able_rows, places_counted
from sim.selection.scope import ids_of, named_rows, rows_of

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.declared.policy import Policy
    from sim.declared.scope import Level
    from sim.region import Region

Pair = tuple[int, int]


def pairing_faults(key: str, pairing: Pairing, region: Region) -> list[Problem]:
    """Every fault of one pairing that only the region can tell."""
    ours, theirs = pairing.sides
    found = scope_faults(pairing.donors, ours, region, f"{key}.donors")
    found += scope_faults(pairing.recipients, theirs, region, f"{key}.recipients")
    if pairing.match.by is not None:
        for level in dict.fromkeys((ours, theirs)):
            found += variable_faults(pairing.match.by, level, f"{key}.match.by")
    if pairing.match.rule == "list":
        return [*found, *_listed(key, pairing, region)]
    if not found:
        found += [*_both_sides(key, pairing, region), *_too_few(key, pairing, region)]
    return found


def _listed(key: str, pairing: Pairing, region: Region) -> Iterator[Problem]:
    """Each pair names one place a side, two different ones, inside the scopes, and no pair twice."""
    seen: dict[Pair, int] = {}
    for number, pair in enumerate(pairing.match.pairs):
        here = f"{key}.match.pairs.{number}"
        rows = []
        for side, (text, level) in enumerate(zip(pair, pairing.sides, strict=True)):
            faults, row = _one_place(text, level, region, f"{here}.{side}")
            yield from faults
            rows.append(row)
        if None in rows:
            continue
        donor, recipient = int(rows[0] or 0), int(rows[1] or 0)
        if pairing.sides[0] == pairing.sides[1] and donor == recipient:
            said = f"{pair[0]!r} and {pair[1]!r} are one place, paired with itself"
            yield Problem("", said, "name two different places", here)
        elif (donor, recipient) in seen:
            said = f"the pair stands twice, first as number {seen[donor, recipient] + 1} of the list"
            yield Problem("", said, "keep one of the two", here)
        seen.setdefault((donor, recipient), number)
        yield from _outside_scope(pair, (donor, recipient), pairing, region, here)


def _one_place(text: str, level: Level, region: Region, key: str) -> tuple[list[Problem], int | None]:
    if level == "firm":
        return [], None
    try:
        rows = rows_of(region, text, level, "", key)
    except InputError as error:
        return [with_nearest(fault, text, groups_of(region)) for fault in error.problems], None
    if rows.size > 1:
        given = f"{text!r} means {rows.size} {level}s"
        return [Problem("", given, f"a pair names one {level} on each side", key)], None
    if level == "village" and region.village_type[rows[0]] != "village":
        given = f"{text!r} is a community (居委会) and has no collective"
        return [Problem("", given, "name a village (村委会)", key)], None
    return [], int(rows[0])


def _outside_scope(
    pair: tuple[str, str], rows: Pair, pairing: Pairing, region: Region, key: str
) -> Iterator[Problem]:
    scopes = (("donors", pairing.donors), ("recipients", pairing.recipients))
    for text, row, (name, scope), level in zip(pair, rows, scopes, pairing.sides, strict=True):
        try:
            inside = row in named_rows(region, scope, level)
        except InputError:
            continue
        if not inside:
            yield Problem("", f"{text!r} is not among the {name}", f"add it to {name}, or drop the pair", key)


def _both_sides(key: str, pairing: Pairing, region: Region) -> Iterator[Problem]:
    """Places that a rule could pair with themselves."""
    ours, theirs = pairing.sides
    if ours != theirs or pairing.donors.pick != "all" or pairing.recipients.pick != "all":
        return
    both = sorted({*able_rows(region, pairing.donors, ours)} & {*able_rows(region, pairing.recipients, ours)})
    if both:
        names = ", ".join(_name(region, ours, int(row)) for row in both[:5]) + (" …" if len(both) > 5 else "")
        said = f"{names} stand among donors and recipients and could be paired with themselves"
        yield Problem(
            "", said, "leave them out of one side, or pick donors and recipients", f"{key}.recipients"
        )


def _too_few(key: str, pairing: Pairing, region: Region) -> Iterator[Problem]:
    """A rule helps every recipient; donors must suffice for that."""
    donors = places_counted(region, pairing.donors, pairing.sides[0])
    recipients = places_counted(region, pairing.recipients, pairing.sides[1])
    if donors is None or recipients is None:
        return
    most = pairing.match.most_per_donor
    if donors * most < recipients:
        given = f"{recipients} recipients need more donors than there are: {donors}, each for {most}"
        wanted = -(-recipients // max(donors, 1))
        allowed = f"set match.most_per_donor to {wanted} or more, name more donors, or pick fewer recipients"
        yield Problem("", given, allowed, f"{key}.match")


def overlaps(policy: Policy, region: Region) -> Iterator[Problem]:
    """Recipients that two exclusive pairings of a level name for the same time."""
    exclusive = [(name, one) for name, one in sorted(policy.pairings.items()) if one.exclusive]
    for (first, one), (second, other) in itertools.combinations(exclusive, 2):
        if one.level != other.level or one.first > other.last or other.first > one.last:
            continue
        both = sorted(_recipients(one, region) & _recipients(other, region))
        if both:
            names = ", ".join(_name(region, one.sides[1], row) for row in both[:5])
            names += f" and {len(both) - 5} more" if len(both) > 5 else ""
            given = f"{names} already receive from the exclusive pairing {first!r} at the same time"
            allowed = "drop them from one of the two, change the dates, or write exclusive: false"
            yield Problem("", given, allowed, at("pairings", second, "recipients"))


def rounds(policy: Policy, region: Region) -> Iterator[Problem]:
    """Two places of which each pays for the other at the same time."""
    flows: list[tuple[Pair, str, Level, Pairing]] = []
    for name, pairing in sorted(policy.pairings.items()):
        ours, theirs = pairing.sides
        if ours == theirs and (pairing.channels.money or pairing.channels.coinvest):
            flows += [(pair, name, ours, pairing) for pair in sorted(_certain_pairs(pairing, region))]
    given: set[frozenset[int]] = set()
    for (pair, first, level, one), (back, second, other_level, other) in itertools.combinations(flows, 2):
        same_time = one.first <= other.last and other.first <= one.last
        if level == other_level and pair == back[::-1] and same_time and frozenset(pair) not in given:
            given.add(frozenset(pair))
            names = " and ".join(_name(region, level, row) for row in pair)
            said = f"{names} pay for one another (also in {first!r}): the money goes in a circle"
            yield Problem("", said, "let one of them be the donor", at("pairings", second, "match"))


def _certain_pairs(pairing: Pairing, region: Region) -> set[Pair]:
    """Pairs that are known before a run: listed, or all of a side that has one member."""
    try:
        if pairing.match.pairs:
            sides = [
                [int(rows_of(region, pair[side], level)[0]) for pair in pairing.match.pairs]
                for side, level in enumerate(pairing.sides)
            ]
            return set(zip(*sides, strict=True))
        if pairing.donors.pick != "all" or pairing.recipients.pick != "all":
            return set()
        donors = able_rows(region, pairing.donors, pairing.sides[0])
        recipients = able_rows(region, pairing.recipients, pairing.sides[1])
    except InputError:
        return set()
    if 1 not in (donors.size, recipients.size):
        return set()
    return {(int(donor), int(recipient)) for donor in donors for recipient in recipients}


def recipients_named(pairing: Pairing, region: Region) -> set[int]:
    """Rows of all who may receive: those of a list, or everybody in the scope; raises InputError for unknown names."""
    level = pairing.sides[1]
    if pairing.match.pairs:
        return {int(rows_of(region, pair[1], level)[0]) for pair in pairing.match.pairs}
    return {int(row) for row in able_rows(region, pairing.recipients, level)}


def _recipients(pairing: Pairing, region: Region) -> set[int]:
    """Recipients that are certain: those of a list, or a scope of which none are picked."""
    if not pairing.match.pairs and pairing.recipients.pick != "all":
        return set()
    try:
        return recipients_named(pairing, region)
    except InputError:
        return set()


def _name(region: Region, level: Level, row: int) -> str:
    places = {"county": region.counties, "town": region.towns, "village": region.villages}.get(level)
    return places.names_zh[row] if places is not None else ids_of(region, level)[row]
