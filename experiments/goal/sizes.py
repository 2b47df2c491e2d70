"""Sizes of policies: factors that multiply every amount of money of a policy file (规模)."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.folders import Folders
from experiments.sweep.factor import Factor, Varying
from sim.declared.policy import Policy
from sim.declared.terms import Title
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE
from sim.reading import read_sheet
from sim.scenario import Scenario

KEY = "sizes"
SIZE = "size"
MONEY: dict[str, tuple[str, ...]] = {
    "programmes": ("budget_yuan_per_year", "budget_path"),
    "pairings": (
        "channels.money.yuan_per_year",
        "channels.staff.yuan_per_person_year",
        "channels.market.procurement_yuan_per_year",
        "channels.coinvest.yuan_per_year",
    ),
    "events": ("account.yuan",),
}
"""Amounts of money of the entries of a policy file."""


def factor_name(policy: str) -> str:
    """The factor of a policy file: `size.balance_fund`."""
    return f"{SIZE}.{policy}"


def entries_of(policy: str, folders: Folders) -> tuple[tuple[str, str], ...]:
    """The entries that a policy file brings: (programmes | pairings | events | adopts, id)."""
    file = folders.file("policy", policy)
    if file is None:
        raise InputError([unknown_name(COMMAND_LINE, policy, folders.names("policy"), KEY)])
    data = read_sheet(file).data
    return tuple((kind, str(name)) for kind in Policy.model_fields for name in data.get(kind) or {})


def varying_of(
    policies: Sequence[str], low: float, high: float, scenario: Scenario, folders: Folders
) -> Varying:
    """Factors for the sizes of policies; raises InputError naming each that is unknown or moves no money."""
    factors, members, problems = {}, {}, []
    for policy in policies:
        try:
            members[policy] = entries_of(policy, folders)
        except InputError as error:
            problems += error.problems
            continue
        keys = tuple(key for kind, name in members[policy] for key in _money(kind, name, scenario))
        if not keys:
            given = f"{policy} moves no money in this scenario"
            problems.append(Problem(COMMAND_LINE, given, "see `bqw list policies`", KEY))
        factors[factor_name(policy)] = Factor(
            title=Title(zh=f"{policy} 规模", en=f"size of {policy}"),
            keys=keys,
            how="times",
            low=low,
            high=high,
            usual=1.0,
            unit="times",
        )
    if problems:
        raise InputError(problems)
    return Varying(factors, members)


def _money(kind: str, name: str, scenario: Scenario) -> list[str]:
    """Keys of the amounts of an entry that are there and above nought."""
    entry = getattr(scenario.policy, kind).get(name)
    found: list[str] = []
    for key in MONEY.get(kind, ()) if entry is not None else ():
        here = entry
        for part in key.split("."):
            here = getattr(here, part, None)
        start = f"policy.{kind}.{name}.{key}"
        if isinstance(here, dict):
            found += [f"{start}.{date.isoformat()}" for date, yuan in here.items() if yuan]
        elif here:
            found.append(start)
    return found
