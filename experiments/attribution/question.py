"""From an arm to the plan of its coalitions: an ordinary sweep, a factor a member, a point a coalition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.attribution.coalitions import coalitions
from experiments.attribution.package import Asked, Entries, Member, files_of, members_of, torn_pairings
from experiments.composing import Composed, compose
from experiments.folders import Folders, find_folders
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.keys import POLICIES
from experiments.sweep.plan import Plan
from experiments.sweep.sweeping import points_hash
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

WORDS = ("title",)
"""Keys of a scenario that decide no number."""


@dataclass(frozen=True)
class Sampling:
    """How coalitions are drawn where there are too many to run all."""

    orders: int = 16
    interactions: bool = True


def plan_of_package(
    arm: Composed,
    asked: Asked,
    sampling: Sampling,
    baseline: Composed | None = None,
    scenarios: str | Path | None = None,
) -> Plan:
    """The plan whose points are the coalitions of an arm's members; raises InputError with every fault."""
    folders = find_folders(scenarios)
    entries = files_of(arm.scenario, folders)
    staying = _staying(arm, baseline, entries, folders)
    members = members_of(arm.name, entries, staying, asked, folders)
    problems = torn_pairings(arm.scenario, entries, members)
    if problems:
        raise InputError(problems)
    settings = arm.settings
    chosen = coalitions(len(members), sampling.orders, settings.seed, sampling.interactions)
    points = pa.table({name: chosen.rows[:, column] for column, name in enumerate(members)})
    varying = Varying({name: _factor(one) for name, one in members.items()}, entries)
    return Plan(
        name=f"attribute-{arm.name}",
        arms=((arm.name, arm.scenario),),
        region=arm.region,
        seed=settings.seed,
        replicates=settings.replicates,
        record=settings.record,
        varying=varying,
        points=points,
        question=_question(members, chosen.orders, staying) | _as_sweep(varying, points),
    )


def _factor(member: Member) -> Factor:
    keys = tuple(f"{POLICIES}.{policy}" for policy in member.policies)
    return Factor(title=member.title, keys=keys, values=(True, False), usual=True)


def _question(
    members: dict[str, Member], orders: Sequence[Sequence[int]], staying: Sequence[str]
) -> dict[str, Any]:
    """What the reader of the folder needs to know: the players, the orders drawn, the policies always in force."""
    listed = {
        name: {"title": one.title.model_dump(), "policies": list(one.policies)}
        for name, one in members.items()
    }
    drawn = [list(order) for order in orders]
    return {"attribution": {"members": listed, "orders": drawn, "staying": list(staying)}}


def _as_sweep(varying: Varying, points: pa.Table) -> dict[str, Any]:
    """What the question of any sweep says: its design with the factors, and the points in a few letters."""
    factors = {
        name: factor.model_dump(mode="json", exclude_defaults=True)
        for name, factor in varying.factors.items()
    }
    return {"design": {"kind": "coalitions", "factors": factors}, "points_hash": points_hash(points)}


def compose_baseline(
    name: str, settings: Sequence[str], scenarios: str | Path | None = None
) -> Composed | None:
    """The arm whose policies stay in force in every coalition; None where there is nothing to keep."""
    return compose(name, *settings, scenarios=scenarios) if name else None


def _staying(arm: Composed, baseline: Composed | None, entries: Entries, folders: Folders) -> tuple[str, ...]:
    """Policy files of the baseline; raises InputError where it is not the arm less some of its policies."""
    if baseline is None:
        return ()
    ours, theirs = (
        one.scenario.model_dump(mode="json", exclude={"policy", *WORDS}) for one in (arm, baseline)
    )
    allowed = f"the baseline is {arm.name} without some of its policies, all else equal"
    problems = [
        Problem(COMMAND_LINE, f"{baseline.name} differs from {arm.name} in {key}", allowed, "baseline")
        for key in ours
        if ours[key] != theirs[key]
    ]
    kept = files_of(baseline.scenario, folders)
    for name, held in kept.items():
        if any(
            getattr(baseline.scenario.policy, kind)[entry] != getattr(arm.scenario.policy, kind).get(entry)
            for kind, entry in held
        ):
            given = f"{name} of {baseline.name} is not in {arm.name}, or differs there"
            problems.append(Problem(COMMAND_LINE, given, allowed, "baseline"))
        elif name not in entries:
            problems.append(Problem(COMMAND_LINE, f"{name} is in both in part only", allowed, "baseline"))
    if problems:
        raise InputError(problems)
    return tuple(kept)
