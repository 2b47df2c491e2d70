"""The policy files of the library, alone and together, moved in time or with nothing left that moves anybody."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterable
from functools import cache
from typing import Any

from experiments import compose
from experiments.folders import PACKAGED
from experiments.lint import once_read
from sim.declared.policy import Policy
from sim.faults import Trace, check
from sim.reading import Sheet
from sim.scenario import Scenario

NAMES = sorted(path.stem for path in (PACKAGED / "policy").glob("*.yaml"))
BUNDLES = sorted(path.stem for path in (PACKAGED / "scenario").glob("*.yaml"))
KINDS = ("programmes", "pairings", "events", "adopts")

DATES = ("start_date", "end_date", "date", "from_date", "until_date")
FIRSTS = ("start_date", "date", "from_date")
NO_FLOW: dict[str, dict[str, Any] | None] = {
    "money": {"yuan_per_year": 0.0, "share_of_revenue_growth": 0.0},
    "knowhow": {"intensity": 0.0},
    "market": {"relation": 0.0, "procurement_yuan_per_year": 0.0},
    "staff": None,
    "service": None,
    "coinvest": None,
}
"""What a channel becomes when nothing flows; those that must be of some size are left out."""


def sheet_of(name: str) -> Sheet:
    return once_read(PACKAGED / "policy" / f"{name}.yaml")


@cache
def policy_of(name: str) -> Policy:
    """The entries of one file alone: a pairing may pay only into a programme of its own file."""
    data = {kind: sheet_of(name).data.get(kind, {}) for kind in KINDS}
    policy, problems = check(Policy, data, Trace((((), sheet_of(name)),)))
    assert policy is not None, problems
    return policy


def bundled(name: str) -> list[str]:
    """Policies that a bundle asks for."""
    sheet = once_read(PACKAGED / "scenario" / f"{name}.yaml")
    lines = [line for line in sheet.data.get("defaults", []) if "override /policy" in line]
    return [str(policy) for line in lines for policy in line["override /policy"]]


def entries_of(names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The entries of some files as plain data, by kind and id."""
    merged: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for name in names:
        for kind, entries in json.loads(policy_of(name).model_dump_json(exclude_none=True)).items():
            merged[kind] |= entries
    return merged


def begun_in(year: int, entries: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same entries, each moved by whole years so that it begins in this one."""
    return {kind: {name: _moved(one, year) for name, one in some.items()} for kind, some in entries.items()}


def _moved(entry: dict[str, Any], year: int) -> dict[str, Any]:
    """Dates of an entry, those of a budget's path and of a lot's drawing, moved alike."""
    dated = {**entry, **entry.get("drawn", {})}
    first = next((int(dated[key][:4]) for key in FIRSTS if key in dated), year)

    def later(date: str) -> str:
        found = datetime.date.fromisoformat(date)
        return found.replace(year=found.year + year - first, day=min(found.day, 28)).isoformat()

    def moved(value: dict[str, Any]) -> dict[str, Any]:
        return {key: later(one) if key in DATES else one for key, one in value.items()}

    changed = moved(entry)
    if "budget_path" in entry:
        changed["budget_path"] = {later(date): yuan for date, yuan in entry["budget_path"].items()}
    if "drawn" in entry:
        changed["drawn"] = moved(entry["drawn"])
    return changed


def emptied(entries: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same entries without money, strength or effect: they stand in the scenario and move nobody."""
    return {
        "programmes": {name: _unfunded(one) for name, one in entries["programmes"].items()},
        "pairings": {name: _without_flows(one) for name, one in entries["pairings"].items()},
        "events": {
            name: _without_effect(one)
            for name, one in entries["events"].items()
            if not {"link", "account"} & set(one)  # a link opens or does not, and money is never none
        },
        "adopts": {
            name: one | {"weight": 0.0, "reward_yuan": 0, "sanction_yuan": 0}
            for name, one in entries["adopts"].items()
        },
    }


def _unfunded(programme: dict[str, Any]) -> dict[str, Any]:
    path = dict.fromkeys(programme.get("budget_path", {}), 0)
    return programme | {"budget_yuan_per_year": 0, "budget_path": path}


def _without_flows(pairing: dict[str, Any]) -> dict[str, Any]:
    """No pair holds a place back from another pairing either."""
    given = pairing["channels"]
    channels = {name: given[name] | NO_FLOW[name] for name in given if NO_FLOW[name] is not None}
    return pairing | {"channels": channels or {"market": NO_FLOW["market"]}, "exclusive": False}


def _without_effect(event: dict[str, Any]) -> dict[str, Any]:
    change = {"place": {"add": 0.0}}
    factors = {kind: {"factor": 1.0} for kind in ("leads", "firm", "outside")}
    return event | {
        kind: event[kind] | nothing for kind, nothing in (change | factors).items() if kind in event
    }


def merged(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The entries of both."""
    return {kind: one[kind] | other[kind] for kind in KINDS}


def shuffled(value: Any, order: random.Random) -> Any:
    """The same data with the keys of every mapping in another order; lists and paths of dates stay as they are."""
    if not isinstance(value, dict):
        return value
    keys = list(value)
    order.shuffle(keys)
    return {key: value[key] if key == "budget_path" else shuffled(value[key], order) for key in keys}


@cache
def _plain(horizon: int) -> Scenario:
    return compose("none", firms_per_agent=1000, horizon=horizon).scenario


def scenario_with(entries: dict[str, dict[str, Any]] | None = None, horizon: int = 5) -> Scenario:
    """The baseline of Jiangmen in few firms, with these entries."""
    policy = Policy.model_validate_json(json.dumps(entries or {}))
    return _plain(horizon).model_copy(update={"policy": policy})
