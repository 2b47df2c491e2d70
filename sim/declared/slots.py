"""Under which kinds of flow each entry of a policy may be booked, so that every yuan names the policy that moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.accounts import Kind

if TYPE_CHECKING:
    from sim.declared.policy import Policy
    from sim.declared.programme import Programme

MAY_WAIT = ("need", "first_come", "open_bid")
"""Rules that may leave money in the fund."""


def slots_of(policy: Policy) -> tuple[tuple[Kind, str], ...]:
    """Kind and policy of every slot that the ledger keeps beside the ordinary ones, in the order of ids."""
    fed = {name for _, name in policy.fed}
    return tuple(
        (kind, name)
        for name in sorted(policy.programmes)
        for kind in sorted(kinds_of_programme(policy.programmes[name], name in fed))
    )


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
        (any(collective) and programme.absorption, village_services),
        (programme.leakage_share, {Kind.LEAKAGE}),
        (waits, {Kind.FUND_RETURNS}),
        (programme.running_cost_share_per_year, keeper),
        (True, {stock.kind for stock in stocks if stock.receiver != "collective"}),
    )
    return {kind for holds, kinds in groups if holds for kind in kinds}
