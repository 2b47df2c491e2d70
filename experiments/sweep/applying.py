"""A scenario with some of its values changed: only what changes is made and checked anew, the rest is shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from experiments.sweep.keys import value_at
from sim.checks import Strict
from sim.declared.policy import Policy
from sim.errors import InputError, Problem
from sim.faults import KeyPath, Trace, allowed_at, check, figure
from sim.scenario import Scenario

DESIGN = "design"
"""Where a fault of a factor's value stands."""
UNITS = {"parameters": 2, "world": 1, "policy": 3, "targets": 2}
"""First word of a path -> how many words name the smallest part of a scenario that checks itself as a whole."""


@dataclass(frozen=True)
class Change:
    """One value put somewhere: in the place of what stands there, or multiplying it."""

    path: KeyPath
    value: Any
    times: bool = False


def changed(scenario: Scenario, changes: Iterable[Change]) -> Scenario:
    """The scenario with these values; raises InputError naming every value that is not allowed."""
    by_unit: dict[KeyPath, list[Change]] = {}
    for change in changes:
        by_unit.setdefault(unit_of(change.path), []).append(change)
    problems: list[Problem] = []
    for unit, ours in by_unit.items():
        try:
            scenario = _with(scenario, unit, _made(scenario, unit, ours))
        except InputError as error:
            problems += error.problems
    problems += money_lost(scenario.policy) if any(unit[0] == "policy" for unit in by_unit) else []
    if problems:
        raise InputError(problems)
    return scenario


def unit_of(path: KeyPath) -> KeyPath:
    """The path of the smallest part that checks itself as a whole."""
    return path[: UNITS.get(path[0], 1)]


def without(scenario: Scenario, entries: Iterable[tuple[str, str]]) -> Scenario:
    """A scenario without some entries of its policy; raises InputError where another pays into one of them."""
    gone = set(entries)
    kept = {
        kind: {name: one for name, one in getattr(scenario.policy, kind).items() if (kind, name) not in gone}
        for kind in Policy.model_fields
    }
    return scenario.model_copy(update={"policy": scenario.policy.model_copy(update=kept)})


def money_lost(policy: Policy) -> list[Problem]:
    """Pairings that pay into a programme that is not there."""
    return [
        Problem(
            DESIGN,
            f"{name} pays into {programme!r}, which is out",
            "leave both in or take both out: one factor with the keys of both",
            f"policy.pairings.{name}",
        )
        for name, programme in policy.fed
        if programme not in policy.programmes
    ]


def _made(scenario: Scenario, unit: KeyPath, changes: list[Change]) -> Any:
    before = value_at(scenario, unit)
    if not isinstance(before, Strict):
        return _scalar(unit, _value(before, changes[0]))
    data = before.model_dump(mode="json")
    put(data, unit, changes)
    inner = frozenset(change.path[len(unit) :] for change in changes)
    made, problems = check(type(before), data, Trace(by_hand=inner, hand=DESIGN))
    if made is None:
        prefix = ".".join(unit)
        raise InputError(
            replace(fault, key=f"{prefix}.{fault.key}" if fault.key else prefix) for fault in problems
        )
    return made


def put(data: Any, unit: KeyPath, changes: Iterable[Change]) -> None:
    """Put values into the plain data of a part of a scenario."""
    for change in changes:
        here: Any = data
        *above, last = change.path[len(unit) :]
        for part in above:
            here = here[int(part)] if isinstance(here, list) else here[part]
        if isinstance(here, list):
            here[int(last)] = _value(here[int(last)], change)
        else:
            here[last] = _value(here.get(last), change)


def _value(base: Any, change: Change) -> Any:
    if not change.times:
        return change.value
    if isinstance(base, bool) or not isinstance(base, int | float):
        given = f"{base!r} is multiplied"
        raise InputError([Problem(DESIGN, given, "only a number can be multiplied", ".".join(change.path))])
    return round(base * change.value) if isinstance(base, int) else base * change.value


def _scalar(path: KeyPath, value: Any) -> Any:
    """A setting of the scenario itself, checked against its own declaration."""
    try:
        return _adapter(path[0]).validate_python(value)
    except ValidationError:
        shown = (
            figure(value) if isinstance(value, int | float) and not isinstance(value, bool) else repr(value)
        )
        allowed = f"{allowed_at(Scenario, path)} is allowed"
        raise InputError([Problem(DESIGN, f"{shown} given", allowed, path[0])]) from None


@lru_cache(maxsize=32)
def _adapter(name: str) -> TypeAdapter[Any]:
    info = Scenario.model_fields[name]
    strictly = ConfigDict(strict=True, allow_inf_nan=False)
    kind: Any = Annotated[info.annotation, *info.metadata]
    return TypeAdapter(kind, config=strictly)


def _with(here: Any, path: KeyPath, made: Any) -> Any:
    """Models and mappings along a path copied with something else at its end."""
    if not path:
        return made
    if isinstance(here, dict):
        return {
            name: _with(one, path[1:], made) if str(name) == path[0] else one for name, one in here.items()
        }
    return here.model_copy(update={path[0]: _with(getattr(here, path[0]), path[1:], made)})
