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
    programmes = tuple((kind, name) for name in sorted(policy.programmes) for kind in OF_PROGRAMMES)
    return (*programmes, *_of_events(policy), *_of_targets(policy))


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
