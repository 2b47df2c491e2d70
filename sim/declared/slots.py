"""Under which kinds of flow each entry of a policy may be booked, so that every yuan names the policy that moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.accounts import Kind

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.declared.policy import Policy

OF_PROGRAMMES = (
    Kind.PROGRAMME_CONTRIBUTIONS,
    Kind.PROGRAMME_GRANTS,
    Kind.GOVERNMENT_PURCHASES,
    Kind.GOVERNMENT_INVESTMENT,
)


def slots_of(policy: Policy) -> tuple[tuple[Kind, str], ...]:
    """Kind and policy of every slot that the ledger keeps beside the ordinary ones, in the order of ids."""
    programmes = ((kind, name) for name in sorted(policy.programmes) for kind in OF_PROGRAMMES)
    pairings = (
        (kind, name) for name in sorted(policy.pairings) for kind in of_pairing(policy.pairings[name])
    )
    return (*programmes, *pairings)


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
