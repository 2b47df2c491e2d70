"""What factors are called and counted in, found out from what they set where the design does not say (因素名称)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from experiments.sweep.factor import Factor, Varying
from experiments.sweep.keys import POLICIES, SIZE, WORLD
from sim.declared.difference import unit_of
from sim.declared.terms import Title
from sim.faults import field_at
from sim.scenario import Scenario

KINDS = ("programmes", "pairings", "events", "adopts")


def unit(factor: Factor, key: str) -> str:
    """The unit of what a factor sets; `times` where it multiplies."""
    if factor.how == "times" or key.startswith(f"{SIZE}."):
        return "times"
    if factor.unit or key.startswith(f"{POLICIES}.") or key == WORLD:
        return factor.unit
    found = field_at(Scenario, tuple(key.split(".")))
    return unit_of(key, found[1] if found else None)


def title(varying: Varying, name: str, scenarios: Sequence[Scenario]) -> Title:
    """The title of a factor: its own, else that of the policy or of the number that it sets, else its name."""
    own, keys = varying.factors[name].title, varying.keys(name)
    zh, en = _found(varying, keys[0], scenarios) if len(keys) == 1 else ("", "")
    return Title(zh=own.zh or zh or own.en or name, en=own.en or en or name)


def words(varying: Varying, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """Title and unit of every factor, as plain data."""
    return {
        name: {
            "title": title(varying, name, scenarios).model_dump(),
            "unit": unit(factor, varying.keys(name)[0]),
        }
        for name, factor in varying.factors.items()
    }


def _found(varying: Varying, key: str, scenarios: Sequence[Scenario]) -> tuple[str, str]:
    head, _, rest = key.partition(".")
    if head == WORLD:
        return "外部环境", "World"
    if head in (POLICIES, SIZE):
        entries = varying.members.get(rest, ())
        zh, en = _of_entry(*entries[0], scenarios) if len(entries) == 1 else (rest, rest)
        return (f"{zh}：规模", f"{en}: size") if head == SIZE else (zh, en)
    path = key.split(".")
    declared = field_at(Scenario, tuple(path))
    extra = declared[1].json_schema_extra if declared and declared[1] is not None else None
    zh = str(extra.get("zh", "")) if isinstance(extra, dict) else ""
    en = path[-1].replace("_", " ")
    if head == "policy" and len(path) > 3 and path[1] in KINDS and path[2] != "*":
        before = _of_entry(path[1], path[2], scenarios)
        return f"{before[0]}：{zh or en}", f"{before[1]}: {en}"
    return (zh, en) if zh else ("", "")


def _of_entry(kind: str, name: str, scenarios: Sequence[Scenario]) -> tuple[str, str]:
    for scenario in scenarios:
        entry = getattr(scenario.policy, kind).get(name)
        said = getattr(entry, "title", None)
        if said is not None:
            return said.zh or name, said.en or name
    return name, name
