"""Programmes of a policy, checked against the region: payers, stocks, places, variables, money that goes round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.errors import InputError, Problem
from sim.selection.check_places import groups_of, scope_faults, variable_faults, with_nearest
from sim.selection.cost import SINGLE
from sim.selection.scope import named_rows, rows_of
from sim.stocks import STOCKS

if TYPE_CHECKING:
    from sim.declared.programme import Programme
    from sim.declared.scope import Level
    from sim.region import Region

PAYERS = (
    "payers are a county, a group of counties, city, up (province and centre), outside, owners or recipients"
)


def programme_faults(key: str, programme: Programme, region: Region) -> list[Problem]:
    """Every fault of one programme that only the region can tell."""
    found = [*payer_faults(programme, region, f"{key}.payers"), *_stock_faults(key, programme)]
    level = level_of(programme)
    if level is None:
        return found
    found += scope_faults(programme.scope, level, region, f"{key}.scope")
    if programme.by is not None:
        found += variable_faults(programme.by, level, f"{key}.by")
    if not found:
        found += [*_weights(key, programme, level, region), *_round(key, programme, level, region)]
        found += _too_many_winners(key, programme, level, region)
    return found


def level_of(programme: Programme) -> Level | None:
    """Level at which a programme builds; None where its stocks do not agree or are not known."""
    levels = {STOCKS[name].level for name in programme.stocks if name in STOCKS}
    return levels.pop() if len(levels) == 1 else None


def payer_faults(programme: Programme, region: Region, key: str) -> Iterator[Problem]:
    """Payers that are no government and no other purse that can pay."""
    budgets = [*SINGLE, region.city_code]
    for payer in programme.payers:
        if payer in budgets:
            continue
        try:
            rows_of(region, payer, "county", "", f"{key}.{payer}")
        except InputError as error:
            yield from (
                _no_payer(fault, payer, [*groups_of(region), *budgets], region) for fault in error.problems
            )


def _no_payer(fault: Problem, payer: str, budgets: list[str], region: Region) -> Problem:
    small = _smaller(region, payer)
    if small:
        said = f"{payer!r} is {'an' if small == 'outside' else 'a'} {small}"
        said += " node" if small == "outside" else ""
        return Problem("", f"{said} and cannot pay into a programme", PAYERS, fault.key)
    fault = with_nearest(fault, payer, budgets)
    if payer.isdigit():
        return Problem("", fault.given, PAYERS, fault.key)
    return fault if "did you mean" in fault.allowed else Problem("", fault.given, PAYERS, fault.key)


def _smaller(region: Region, text: str) -> str:
    """Level of a place that is no county, group or city; empty for those and for unknown names."""
    from sim.region import find_place

    if text in groups_of(region) or any(text in (g.name_zh, g.name_en) for g in region.groups):
        return ""
    try:
        level = find_place(region, text).level
    except InputError:
        return ""
    return "" if level in ("county", "city", "group") else level


def _stock_faults(key: str, programme: Programme) -> Iterator[Problem]:
    levels: dict[str, list[str]] = {}
    for name in programme.stocks:
        if name in STOCKS:
            levels.setdefault(STOCKS[name].level, []).append(name)
    if len(levels) > 1:
        listed = "; ".join(f"{', '.join(names)} in a {level}" for level, names in sorted(levels.items()))
        allowed = "a programme builds at one level; write one programme for each"
        yield Problem("", f"its stocks are of several levels: {listed}", allowed, f"{key}.stocks")


def _weights(key: str, programme: Programme, level: Level, region: Region) -> Iterator[Problem]:
    """Rule list: a weight for every place of the scope and for no other."""
    if programme.rule != "list":
        return
    inside = set(named_rows(region, programme.scope, level).tolist())
    weighed: set[int] = set()
    for text in programme.weights:
        try:
            rows = set(rows_of(region, text, level).tolist())
        except InputError as error:
            yield from (Problem("", f.given, f.allowed, f"{key}.weights.{text}") for f in error.problems)
            continue
        if not rows <= inside:
            said, allowed = (
                f"{text!r} has a weight but is not in scope",
                "add it to scope, or drop its weight",
            )
            yield Problem("", said, allowed, f"{key}.weights.{text}")
        weighed |= rows
    missing = inside - weighed
    if missing:
        given = f"scope means {len(inside)} places and weights names {len(inside & weighed)} of them"
        allowed = "give both the same places; a weight of 0 leaves one out"
        yield Problem("", given, allowed, f"{key}.weights")


def _round(key: str, programme: Programme, level: Level, region: Region) -> Iterator[Problem]:
    """Money that goes from several counties through the fund back to the same counties."""
    if level != "county" or any(payer in SINGLE or payer == region.city_code for payer in programme.payers):
        return
    paying = {int(row) for payer in programme.payers for row in rows_of(region, payer, "county")}
    receiving = {int(row) for row in named_rows(region, programme.scope, level)}
    if len(paying) > 1 and paying == receiving and programme.scope.pick == "all":
        names = ", ".join(region.counties.names_zh[row] for row in sorted(paying))
        given = f"those who pay are its only recipients ({names}): the money goes in a circle"
        allowed = "write payers: {recipients: 1} where each pays for its own, or change payers or scope"
        yield Problem("", given, allowed, f"{key}.payers")


def _too_many_winners(key: str, programme: Programme, level: Level, region: Region) -> Iterator[Problem]:
    places = named_rows(region, programme.scope, level).size
    if programme.winners is not None and programme.winners > places:
        given = f"{programme.winners} winners among {places} places"
        yield Problem("", given, f"at most {places}, or a wider scope", f"{key}.winners")
