"""Under which kinds of flow each entry of a policy may be booked, so that every yuan names the policy that moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.accounts import Kind

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.declared.policy import Policy
    from sim.declared.programme import Programme

MAY_WAIT = ("need", "first_come", "open_bid")
"""Rules that may leave money in the fund."""


def slots_of(policy: Policy) -> tuple[tuple[Kind, str], ...]:
    """Kind and policy of every slot that the ledger keeps beside the ordinary ones, in the order of ids."""
    fed = {name for _, name in policy.fed}
    programmes = (
        (kind, name)
        for name in sorted(policy.programmes)
        for kind in sorted(kinds_of_programme(policy.programmes[name], name in fed))
    )
    pairings = (
        (kind, name) for name in sorted(policy.pairings) for kind in of_pairing(policy.pairings[name])
    )
    return (*programmes, *pairings, *_of_events(policy), *_of_targets(policy))


def kinds_of_programme(programme: Programme, fed: bool = False) -> set[Kind]:
    """Kinds of flow that a programme can use: by its payers, its stocks and their receivers, and its rules."""
    from sim.stocks import STOCKS  # stocks know the world, which knows these slots

    stocks = [STOCKS[name] for name in programme.stocks if name in STOCKS]
    collective = [stock.receiver == "collective" for stock in stocks]
    village_services = {Kind.VILLAGE_POOLING, Kind.VILLAGE_SERVICES}
    keeper = village_services if programme.owner == "village" else {Kind.GOVERNMENT_PURCHASES}
    waits = programme.rule in MAY_WAIT or programme.most_yuan_per_year or programme.own_share or fed
    groups: tuple[tuple[object, set[Kind]], ...] = (
        (set(programme.payers) - {"owners"}, {Kind.PROGRAMME_CONTRIBUTIONS}),
        ("owners" in programme.payers, {Kind.DONATIONS}),
        (programme.own_share, {Kind.OWN_SHARE}),
        (not all(collective), {Kind.PROGRAMME_GRANTS}),
        (any(collective), {Kind.VILLAGE_GRANTS}),
        (programme.leakage_share, {Kind.LEAKAGE}),
        (waits, {Kind.FUND_RETURNS}),
        (programme.running_cost_share_per_year, keeper),
        (True, {stock.kind for stock in stocks if stock.receiver != "collective"}),
    )
    return {kind for holds, kinds in groups if holds for kind in kinds}


def of_pairing(pairing: Pairing) -> tuple[Kind, ...]:
    """Kinds under which a pairing's own channels move money, in the order of their numbers."""
    channels, (donors, recipients) = pairing.channels, pairing.sides
    found: set[Kind] = set()
    for channel in (channels.money, channels.coinvest):
        if channel is not None:
            owners = donors == "firm" and channel.paid_by == "donor"
            inside = Kind.DONATIONS if owners else Kind.PAIRING_CONTRIBUTIONS
            found.add(inside if channel.into else Kind.PAIRING_OUTFLOW)
    if channels.staff is not None:
        found.add(Kind.PAIRING_OUTFLOW if recipients == "outside" else Kind.PAIRING_STAFF)
    if channels.market is not None and channels.market.procurement_yuan_per_year:
        found.add(Kind.GOVERNMENT_PURCHASES)
    if channels.coinvest is not None:
        found.add(Kind.REVENUE_SHARING)
    return tuple(sorted(found))


def _of_events(policy: Policy) -> tuple[tuple[Kind, str], ...]:
    """Only payments move money."""
    paid = (name for name in sorted(policy.events) if policy.events[name].account is not None)
    return tuple((Kind.EVENT_PAYMENTS, name) for name in paid)


def _of_targets(policy: Policy) -> tuple[tuple[Kind, str], ...]:
    """Rewards and sanctions, where there are any."""
    found = []
    for name in sorted(policy.adopts):
        adoption = policy.adopts[name]
        found += [(Kind.TARGET_REWARDS, name)] if adoption.reward_yuan else []
        found += [(Kind.TARGET_SANCTIONS, name)] if adoption.sanction_yuan else []
    return tuple(found)
