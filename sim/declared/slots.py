"""Under which kinds of flow each entry of a policy may be booked, so that every yuan names the policy that moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.accounts import Kind

if TYPE_CHECKING:
    from sim.declared.policy import Policy

OF_PROGRAMMES = (
    Kind.PROGRAMME_CONTRIBUTIONS,
    Kind.PROGRAMME_GRANTS,
    Kind.GOVERNMENT_PURCHASES,
    Kind.GOVERNMENT_INVESTMENT,
)


def slots_of(policy: Policy) -> tuple[tuple[Kind, str], ...]:
    """Kind and policy of every slot that the ledger keeps beside the ordinary ones, in the order of ids."""
    return tuple((kind, name) for name in sorted(policy.programmes) for kind in OF_PROGRAMMES)
