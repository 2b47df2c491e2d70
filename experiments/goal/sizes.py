"""Sizes of policies: factors `size.NAME` that multiply every amount of money of a policy file (规模)."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.folders import Folders
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.factors import members_of
from experiments.sweep.keys import SIZE, Members
from sim.declared.terms import Title
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE
from sim.scenario import Scenario

KEY = "sizes"


def factor_name(policy: str) -> str:
    """The factor of a policy file: `size.balance_fund`."""
    return f"{SIZE}.{policy}"


def factors_of(policies: Sequence[str], low: float, high: float) -> dict[str, Factor]:
    """A factor for the size of each policy file."""
    return {
        factor_name(policy): Factor(
            title=Title(zh=f"{policy} 规模", en=f"size of {policy}"),
            low=low,
            high=high,
            usual=1.0,
            unit="times",
        )
        for policy in policies
    }


def entries(policies: Sequence[str], folders: Folders) -> Members:
    """Policy file -> the entries it brings, of those that there are."""
    known = [policy for policy in policies if folders.file("policy", policy)]
    return members_of(factors_of(known, 0.0, 1.0), folders)[0]


def varying_of(
    policies: Sequence[str], low: float, high: float, scenario: Scenario, folders: Folders
) -> Varying:
    """Factors for the sizes of policies; raises InputError naming each that is unknown or moves no money."""
    varying = Varying(factors_of(policies, low, high), entries(policies, folders))
    problems = []
    for policy in policies:
        name = factor_name(policy)
        if policy not in varying.members:
            problems.append(unknown_name(COMMAND_LINE, policy, folders.names("policy"), KEY))
        elif not varying.places(name, name, scenario):
            given = f"{policy} moves no money in this scenario"
            problems.append(Problem(COMMAND_LINE, given, "see `bqw list policies`", KEY))
    if problems:
        raise InputError(problems)
    return varying
