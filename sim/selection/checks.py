"""What a policy says about a region, checked (政策检查): names known, payers that can pay, nobody paired twice.

Declarations check themselves; here stands what only the region, the targets and the other entries can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.errors import InputError, Problem, nearest, unknown_name
from sim.selection.check_events import event_faults
from sim.selection.check_pairings import overlaps, pairing_faults, recipients_named, rounds
from sim.selection.check_places import at, place_faults
from sim.selection.check_programmes import level_of, programme_faults
from sim.selection.scope import county_of, ids_of, named_rows, town_of

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.declared.policy import Policy
    from sim.declared.programme import Programme
    from sim.declared.target import Adoption, Target
    from sim.region import Region


def problems(
    policy: Policy,
    region: Region,
    targets: Mapping[str, Target] | None = None,
    unfinished: tuple[str, ...] = (),
) -> list[Problem]:
    """Every fault of a policy in a region; a fault's key leads to its place, `policy.programmes.NAME.payers.east`.

    `targets` are the stated ones of the region (None: not known, not checked); `unfinished` are ids of programmes that
    exist but could not be read.
    """
    found: list[Problem] = []
    for name in sorted(policy.programmes):
        found += programme_faults(at("programmes", name), policy.programmes[name], region)
    for name in sorted(policy.pairings):
        found += pairing_faults(at("pairings", name), policy.pairings[name], region)
        found += _programmes_fed(name, policy, unfinished, region)
    for name in sorted(policy.events):
        found += event_faults(at("events", name), policy.events[name], region)
    if targets is not None:
        for name in sorted(policy.adopts):
            found += _adoption_faults(name, policy.adopts[name], targets, region)
    return [*found, *overlaps(policy, region), *rounds(policy, region)]


def _programmes_fed(
    name: str, policy: Policy, unfinished: tuple[str, ...], region: Region
) -> Iterator[Problem]:
    """A pairing pays into programmes that exist and build for its recipients."""
    pairing = policy.pairings[name]
    yield from programmes_missing(name, pairing, policy, unfinished)
    for channel, into in _paid_into(pairing):
        programme = policy.programmes.get(into)
        if programme is not None and into not in unfinished:
            key = at("pairings", name, "channels", channel, "into")
            yield from _beside_scope(pairing, programme, region, into, key)


def programmes_missing(
    name: str, pairing: Pairing, policy: Policy, unfinished: tuple[str, ...]
) -> Iterator[Problem]:
    """Programmes that a pairing pays into and that are not there."""
    known = sorted({*policy.programmes, *unfinished})
    for channel, into in _paid_into(pairing):
        if into not in known:
            close = nearest(into, known)
            allowed = (
                f"did you mean {close!r}?" if close else f"known programmes: {', '.join(known) or 'none'}"
            )
            key = at("pairings", name, "channels", channel, "into")
            yield Problem("", f"{into!r} is no programme of this scenario", allowed, key)


def _paid_into(pairing: Pairing) -> Iterator[tuple[str, str]]:
    """Channels of money that name a programme, and its id."""
    for channel in ("money", "coinvest"):
        given = getattr(pairing.channels, channel)
        if given is not None and given.into:
            yield channel, given.into


def _beside_scope(
    pairing: Pairing, programme: Programme, region: Region, into: str, key: str
) -> Iterator[Problem]:
    """Recipients for whom the programme that they bring money to can build nothing."""
    level, given = level_of(programme), pairing.sides[1]
    if level is None or given == "outside":
        return
    try:
        inside = named_rows(region, programme.scope, level)
        rows = recipients_named(pairing, region)
    except InputError:
        return
    if programme.scope.pick != "all":
        said = f"{into!r} picks its places, and may pick others than the recipients"
        yield Problem("", said, f"write pick: all in the scope of {into}", key)
        return
    if level == given:
        reached = set(inside.tolist())
    elif level == "town" and given in ("village", "park"):
        towns = set(inside.tolist())
        reached = {row for row in rows if int(town_of(region, given)[row]) in towns}
    elif given == "town":
        reached = {int(town) for town in town_of(region, level)[inside]}
    else:
        counties = {int(county) for county in county_of(region, level)[inside]}
        reached = {row for row in rows if int(county_of(region, given)[row]) in counties}
    missing = sorted(set(rows) - reached)
    if missing:
        ids = ids_of(region, given)
        names = ", ".join(ids[row] for row in missing[:3]) + (" …" if len(missing) > 3 else "")
        said = f"{into!r} builds nothing for {len(missing)} of the recipients ({names})"
        yield Problem("", said, f"widen the scope of {into}, or narrow the recipients", key)


def _adoption_faults(
    name: str, adoption: Adoption, targets: Mapping[str, Target], region: Region
) -> Iterator[Problem]:
    key = at("adopts", name)
    target = targets.get(name)
    if target is None:
        yield unknown_name("", name, targets, key)
    elif not target.scored and (adoption.reward_yuan or adoption.sanction_yuan):
        said = f"{name} is {target.kind} and never scored, but is rewarded or punished"
        yield Problem("", said, "leave reward_yuan and sanction_yuan out, or adopt a measured target", key)
    yield from place_faults(adoption.holder, "county", region, f"{key}.holder")
