"""What a sweep changes: factors over any number of a scenario, over the policies it has and over the world (因素)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sim.checks import Number, Strict
from sim.declared.policy import Policy
from sim.declared.terms import Title
from sim.errors import InputError, Problem
from sim.faults import KeyPath, Trace, check
from sim.scenario import Scenario, World

POLICIES, WORLD = "policies", "world"
"""First words of the factors that are no number: a policy file that is in or out, and which world there is."""
Value = bool | Number | str


class Factor(Strict):
    """One thing that differs from point to point: a range to draw from, or a list of values to take.

    `keys` are set together; left out, the factor's own name is the key. Keys are those of the command line
    (`parameters.growth.noise_sd_share`, `policy.programmes.balance_fund.budget_yuan_per_year`), `policies.NAME` with
    true or false for a policy file that is in or out, and `world` with names of worlds.
    """

    title: Title = Title()
    keys: tuple[str, ...] = ()
    how: Literal["set", "times"] = "set"
    """Whether a value takes the place of the number or multiplies it."""
    low: Number | None = None
    high: Number | None = None
    distribution: Literal["uniform", "log_uniform"] = "uniform"
    values: tuple[Value, ...] = ()
    usual: Value | None = None
    """The value that changes nothing; found out where it is left out."""
    unit: str = ""
    source: str = ""


Values = Mapping[str, Any]
"""Factor -> value at one point."""


@dataclass(frozen=True)
class Varying:
    """Factors by name, with what it takes to apply them to a scenario; plain data that travels to other processes."""

    factors: Mapping[str, Factor] = field(default_factory=dict)
    members: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Policy file -> the entries it brings, (programmes | pairings | events | adopts, id)."""
    worlds: Mapping[str, World] = field(default_factory=dict)

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys that a factor sets."""
        return self.factors[name].keys or (name,)

    def touched(self, name: str, scenario: Scenario) -> bool:
        """Whether a factor can change this scenario; a policy's number cannot where the policy is not there."""
        return any(self._there(key, scenario) for key in self.keys(name))

    def applied(self, scenario: Scenario, values: Values) -> Scenario:
        """The scenario of a point; raises InputError naming every value that is not allowed.

        Policies leave first, then the world changes, then numbers are set: the order of factors never matters.
        """
        numbers = {key: (name, value) for name, value in values.items() for key in self.keys(name)}
        for key, (_, value) in numbers.items():
            head, _, name = key.partition(".")
            if head == POLICIES and not value:
                scenario = _without(scenario, self.members[name])
            elif key == WORLD:
                scenario = scenario.model_copy(update={"world": self.worlds[str(value)]})
        set_by_key = {
            tuple(key.split(".")): (name, value)
            for key, (name, value) in numbers.items()
            if key != WORLD and not key.startswith(POLICIES + ".") and self._there(key, scenario)
        }
        if not set_by_key:
            return scenario
        data = scenario.model_dump(mode="json")
        for path, (name, value) in set_by_key.items():
            _put(data, path, value, self.factors[name].how)
        changed, problems = check(Scenario, data, Trace(by_hand=frozenset(set_by_key), hand="design"))
        if changed is None:
            raise InputError(problems)
        return changed

    def _there(self, key: str, scenario: Scenario) -> bool:
        head, _, name = key.partition(".")
        if head == POLICIES:
            return any(entry in getattr(scenario.policy, kind) for kind, entry in self.members[name])
        return key == WORLD or _reaches(scenario.model_dump(mode="json", include={head}), key.split("."))


def _without(scenario: Scenario, entries: tuple[tuple[str, str], ...]) -> Scenario:
    """A scenario without some entries of its policy."""
    kept = {
        kind: {
            name: entry
            for name, entry in getattr(scenario.policy, kind).items()
            if (kind, name) not in entries
        }
        for kind in Policy.model_fields
    }
    return scenario.model_copy(update={"policy": scenario.policy.model_copy(update=kept)})


def _reaches(data: Any, path: list[str]) -> bool:
    for part in path:
        if not isinstance(data, dict) or part not in data:
            return False
        data = data[part]
    return True


def _put(data: dict[str, Any], path: KeyPath, value: Any, how: str) -> None:
    *above, last = path
    for part in above:
        data = data[part]
    if how == "set":
        data[last] = value
        return
    base = data[last]
    if isinstance(base, bool) or not isinstance(base, int | float):
        given = f"{'.'.join(path)} is {base!r}"
        raise InputError([Problem("design", given, "only a number can be multiplied", ".".join(path))])
    data[last] = round(base * value) if isinstance(base, int) else base * value


def shown_values(values: Values) -> Iterator[str]:
    """`factor=value` of a point, for people."""
    for name, value in values.items():
        yield f"{name}={value:.6g}" if isinstance(value, float) else f"{name}={value}"
