"""What a policy says about a region, checked (政策检查): names known, payers that can pay, nobody paired twice.

Declarations check themselves; here stands what only the region, the targets and the other entries can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.errors import Problem, nearest, unknown_name
from sim.selection.check_events import event_faults
from sim.selection.check_pairings import overlaps, pairing_faults, rounds
from sim.selection.check_places import at, place_faults
from sim.selection.check_programmes import programme_faults

if TYPE_CHECKING:
    from sim.declared.policy import Policy
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
        found += _programmes_fed(name, policy, unfinished)
    for name in sorted(policy.events):
        found += event_faults(at("events", name), policy.events[name], region)
    if targets is not None:
        for name in sorted(policy.adopts):
            found += _adoption_faults(name, policy.adopts[name], targets, region)
    return [*found, *overlaps(policy, region), *rounds(policy, region)]


def _programmes_fed(name: str, policy: Policy, unfinished: tuple[str, ...]) -> Iterator[Problem]:
    """A pairing pays into programmes that exist and build where its recipients are."""
    from sim.stocks import STOCKS

    pairing = policy.pairings[name]
    for channel in ("money", "coinvest"):
        given = getattr(pairing.channels, channel)
        if given is None or not given.into or given.into in unfinished:
            continue
        key = at("pairings", name, "channels", channel, "into")
        programme = policy.programmes.get(given.into)
        if programme is None:
            close = nearest(given.into, policy.programmes)
            known = ", ".join(sorted({*policy.programmes, *unfinished})) or "none"
            allowed = f"did you mean {close!r}?" if close else f"known programmes: {known}"
            yield Problem("", f"{given.into!r} is no programme of this scenario", allowed, key)
            continue
        stock = STOCKS.get(next(iter(programme.stocks)))
        level = pairing.sides[1]
        if stock is not None and stock.level != level and stock.level != "county":
            said = f"{given.into!r} builds in {stock.level}s, the recipients are {level}s"
            yield Problem("", said, f"name a programme whose stocks are of a {level} or its county", key)


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
