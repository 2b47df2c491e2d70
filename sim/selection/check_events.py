"""Events of a policy, checked: links, places, nodes, sectors, firms and accounts that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.declared.event import LEVEL_OF
from sim.errors import InputError, Problem, nearest, unknown_name
from sim.selection.check_places import known_sector, scope_faults, with_nearest

if TYPE_CHECKING:
    from sim.declared.event import Event
    from sim.region import Region


def event_faults(key: str, event: Event, region: Region) -> list[Problem]:
    """Every fault of one event that only the region can tell."""
    found: list[Problem] = []
    if event.link is not None:
        links = [link.id for link in region.links]
        names = {name for link in region.links for name in (link.id, link.name_zh, link.name_en)}
        if event.link.link not in names:
            found.append(unknown_name("", event.link.link, links, f"{key}.link.link"))
    if event.place is not None:
        found += scope_faults(event.place.scope, LEVEL_OF[event.place.variable], region, f"{key}.place.scope")
    if event.leads is not None:
        if event.leads.node and event.leads.node not in _nodes(region):
            found.append(unknown_name("", event.leads.node, region.outside.ids, f"{key}.leads.node"))
        found += known_sector(event.leads.sector, region, f"{key}.leads.sector")
    if event.firm is not None:
        found += _anchor(event.firm.firm, region, f"{key}.firm.firm")
    if event.account is not None:
        found += _account(key, event, region)
    if event.outside is not None:
        found += known_sector(event.outside.sector, region, f"{key}.outside.sector")
        if event.outside.sector and event.outside.variable != "demand":
            said = f"sector is given for {event.outside.variable!r}"
            found.append(Problem("", said, "only demand has a sector", f"{key}.outside.sector"))
    return found


def _nodes(region: Region) -> set[str]:
    outside = region.outside
    return {*outside.ids, *outside.names_zh, *outside.names_en}


def _anchor(firm: str, region: Region, key: str) -> Iterator[Problem]:
    from sim.region.anchors import read_anchors

    anchors = read_anchors(region)
    names = [name for one in anchors for name in (one.id, one.name_zh, one.name_en)]
    if firm not in names and not firm.isdigit():
        close = nearest(firm, names)
        listed = ", ".join(f"{one.id} {one.name_zh}" for one in anchors[:10]) or "none"
        allowed = f"did you mean {close!r}?" if close else f"known names: {listed}"
        yield Problem("", f"{firm!r} is no named firm of {region.id}", allowed, key)


def _account(key: str, event: Event, region: Region) -> Iterator[Problem]:
    """Both ends of a payment are governments, those above, or the outside, and not the same."""
    from sim.region import find_place

    if event.account is None:
        return
    ends = {}
    for side in ("payer", "receiver"):
        text = getattr(event.account, side)
        if text in ("city", "up", "outside", region.city_code):
            ends[side] = "city" if text == region.city_code else text
            continue
        try:
            place = find_place(region, text, "", f"{key}.account.{side}")
        except InputError as error:
            yield from (with_nearest(fault, text, ["city", "up", "outside"]) for fault in error.problems)
            continue
        ends[side] = place.id
        if place.level != "county":
            node = "an outside node" if place.level == "outside" else f"a {place.level}"
            said = f"{text!r} is {node} and has no budget"
            allowed = "name a county, city, up (province and centre) or outside"
            yield Problem("", said, allowed, f"{key}.account.{side}")
    if len(ends) == 2 and ends["payer"] == ends["receiver"]:
        said = f"{event.account.payer!r} pays to itself"
        yield Problem("", said, "name two different ones", f"{key}.account.receiver")
