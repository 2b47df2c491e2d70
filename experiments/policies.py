"""The policy of composed data, judged as a whole: what pydantic took is held against the region and the targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel

from experiments.half_read import HalfRead, half_read
from experiments.policy_files import POLICY_KINDS, faults_at_the_top, inherit_words
from experiments.stated import target_faults
from sim.declared.policy import Policy
from sim.declared.target import Target
from sim.errors import Problem, unknown_name
from sim.faults import COMMAND_LINE, Trace, check, located
from sim.reading import Sheet
from sim.region import Region
from sim.selection.check_places import at
from sim.selection.checks import problems as problems_of
from sim.selection.checks import programmes_missing
from sim.selection.doubts import beyond_means, doubts

NOT_A_PROGRAMME = "which is no programme"
"""Words of the policy's own validator, for which the check against the region has a better sentence."""


def policy_faults(
    data: dict[str, Any], trace: Trace, region: Region, strict: bool, quarters: tuple[int, int]
) -> tuple[list[Problem], bool]:
    """Faults of entries as far as they can be read, each at its file and line, and whether some could not be.

    With `strict` also what can never work.
    """
    policy, unsound = sound_policy(data)
    targets = sound_targets(data)
    unfinished = tuple(name for kind, name in unsound if kind == "programmes")
    found = problems_of(policy, region, targets, unfinished)
    halves: dict[tuple[str, str], HalfRead] = {}
    for kind, name in unsound:
        half = half_read(model_of(kind), at(kind, name), data["policy"][kind][name], region)
        if half is not None:
            halves[kind, name] = half
            found += half.faults
            if kind == "pairings" and "channels" not in half.unfit:
                found += programmes_missing(name, half.made, policy, unfinished)
        if kind == "adopts" and name not in targets:
            found.append(unknown_name("", str(name), targets, at(kind, name)))
    partly_read = bool(unsound) or (strict and bool(found))
    if strict:
        found = [*found, *_doubts(policy, halves, bool(unsound), found, region, quarters, targets)]
    files = [sheet for package, sheet in trace.sheets if package == ("policy",)]
    at_the_top = faults_at_the_top(files)
    told = [*at_the_top, *(located(fault, trace) for fault in found), *target_faults(targets, region, trace)]
    return told, partly_read


def _doubts(
    policy: Policy,
    halves: dict[tuple[str, str], HalfRead],
    some_unread: bool,
    faults: list[Problem],
    region: Region,
    quarters: tuple[int, int],
    targets: dict[str, Target],
) -> Iterator[Problem]:
    """Doubts about all that could be read; whether counties can pay is asked of entries without a fault."""
    whole = {
        kind: getattr(policy, kind) | {name: half.made for (of, name), half in halves.items() if of == kind}
        for kind in POLICY_KINDS
    }
    undated = any(half.unfit & {"start_date", "end_date"} for half in halves.values())
    for fault in doubts(Policy.model_construct(**whole), *quarters, targets):
        kind, name, *below = fault.key.split(".")[1:]
        half = halves.get((kind, name))
        if half is not None and (not below or below[0] in half.unfit):
            continue
        if (not below and some_unread) or (below[-1:] == ["into"] and undated):
            continue
        yield fault
    faulty = {tuple(fault.key.split(".")[1:3]) for fault in faults}
    kept: dict[str, Any] = {
        kind: {name: one for name, one in getattr(policy, kind).items() if (kind, name) not in faulty}
        for kind in POLICY_KINDS
    }
    yield from beyond_means(Policy.model_construct(**kept), region, *quarters, targets)


def model_of(kind: str) -> type[BaseModel]:
    """The declaration of the entries of a kind."""
    found: type[BaseModel] = get_args(Policy.model_fields[kind].annotation)[1]
    return found


def sound_policy(data: dict[str, Any]) -> tuple[Policy, list[tuple[str, str]]]:
    """The entries that are well formed, and kind and id of those that are not."""
    policy = data.get("policy")
    entries: dict[str, Any] = {kind: {} for kind in POLICY_KINDS}
    unsound = []
    for kind in POLICY_KINDS:
        given = policy.get(kind) if isinstance(policy, dict) else None
        for name, entry in given.items() if isinstance(given, dict) else ():
            made, _ = check(model_of(kind), entry, Trace())
            if made is not None:
                entries[kind][str(name)] = made
            else:
                unsound.append((kind, name))
    return Policy.model_construct(**entries), unsound


def read_policy(sheet: Sheet) -> Policy:
    """The entries of one policy file that are well formed, without Hydra and without a region."""
    data: dict[str, Any] = {"policy": {kind: dict(sheet.data.get(kind) or {}) for kind in POLICY_KINDS}}
    inherit_words(data, [sheet])
    return sound_policy(data)[0]


def sound_targets(data: dict[str, Any]) -> dict[str, Target]:
    """The stated targets that are well formed."""
    given = data.get("targets")
    found = {}
    for name, entry in given.items() if isinstance(given, dict) else ():
        made, _ = check(Target, entry, Trace())
        if made is not None:
            found[str(name)] = made
    return found


def in_fewer_words(problems: Iterable[Problem], data: dict[str, Any], trace: Trace) -> list[Problem]:
    """One sentence for an entry that only the command line knows, in place of one for each missing key."""
    kept = [fault for fault in problems if NOT_A_PROGRAMME not in fault.given]
    policy = data.get("policy")
    for kind in POLICY_KINDS:
        entries = policy.get(kind) if isinstance(policy, dict) else None
        if not isinstance(entries, dict):
            continue
        for name in entries:
            key = f"policy.{kind}.{name}"
            missing = [p for p in kept if p.key.startswith(key + ".") and p.given == "is missing"]
            if not missing or not trace.set_by_hand_only(("policy", kind, str(name))):
                continue
            fault = unknown_name(COMMAND_LINE, str(name), [one for one in entries if one != name], key)
            none = "this scenario has no policy; choose one with policy_add=[name]"
            kept = [p for p in kept if not p.key.startswith(key)]
            kept.append(replace(fault, allowed=fault.allowed if len(entries) > 1 else none))
    return kept
