"""What a sweep changes: factors over any number of a scenario, over the policies it has and over the world (因素)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from experiments.sweep.applying import Change, changed, money_lost, without
from experiments.sweep.keys import POLICIES, SIZE, WORLD, Members, places, value_at
from sim.checks import Number, Strict
from sim.declared.terms import Title
from sim.errors import InputError
from sim.scenario import Scenario, World

Value = bool | Number | str
OF_DESIGN = ("run_id", "point_id", "scenario", "seed", "replicate", "scenario_hash")
"""Columns of design.parquet beside its factors."""
TAKEN = (*OF_DESIGN, "status", "error", "quarter", "year", "level", "place")
"""Columns of the results, which no factor and no member of a package may be called by."""


class Factor(Strict):
    """One thing that differs from point to point: a range to draw from, or a list of values to take.

    `keys` are set together; left out, the factor's own name is the key. Keys are those of the command line
    (`parameters.growth.noise_sd_share`, `policy.programmes.balance_fund.budget_yuan_per_year`, with `*` for every
    entry), `policies.NAME` with true or false for a policy file that is in or out, `size.NAME` for a factor on all the
    money of a policy file, where nought is out, and `world` with names of worlds.
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
    members: Members = field(default_factory=dict)
    """Policy file -> the entries it brings, (programmes | pairings | events | adopts, id)."""
    worlds: Mapping[str, World] = field(default_factory=dict)

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys that a factor sets."""
        return self.factors[name].keys or (name,)

    def touched(self, name: str, scenario: Scenario) -> bool:
        """Whether a factor can change this scenario; a policy's number cannot where the policy is not there."""
        return any(self.there(name, key, scenario) for key in self.keys(name))

    def there(self, name: str, key: str, scenario: Scenario) -> bool:
        """Whether a key of a factor leads to anything in this scenario."""
        head, _, policy = key.partition(".")
        if head in (POLICIES, SIZE):
            return any(
                entry in getattr(scenario.policy, kind) for kind, entry in self.members.get(policy, ())
            )
        return key == WORLD or bool(self.places(name, key, scenario))

    def places(self, name: str, key: str, scenario: Scenario) -> list[tuple[str, ...]]:
        """The paths whose numbers a key of a factor sets in this scenario."""
        if key == WORLD or key.partition(".")[0] == POLICIES:
            return []
        return places(key, scenario, self.members, adding=self.factors[name].how == "set")

    def times(self, name: str, key: str) -> bool:
        """Whether a factor multiplies what stands at a key."""
        return self.factors[name].how == "times" or key.startswith(f"{SIZE}.")

    def applied(self, scenario: Scenario, values: Values) -> Scenario:
        """The scenario of a point; raises InputError naming every value that is not allowed.

        Policies leave first, then the world changes, then numbers are set: the order of factors never matters.
        """
        given = [(name, key, value) for name, value in values.items() for key in self.keys(name)]
        gone = [
            entry
            for _, key, value in given
            if not value and key.partition(".")[0] in (POLICIES, SIZE)
            for entry in self.members[key.partition(".")[2]]
        ]
        if gone:
            scenario = without(scenario, gone)
            if lost := money_lost(scenario.policy):
                raise InputError(lost)
        for _, key, value in given:
            if key == WORLD:
                scenario = scenario.model_copy(update={"world": self.worlds[str(value)]})
        return changed(
            scenario,
            [
                Change(path, value, self.times(name, key))
                for name, key, value in given
                for path in self.places(name, key, scenario)
            ],
        )

    def usual(self, name: str, scenarios: Sequence[Scenario]) -> Value | None:
        """The value of a factor that changes nothing of the first scenario it touches; None where there is none."""
        factor = self.factors[name]
        if factor.usual is not None or not any(self.touched(name, scenario) for scenario in scenarios):
            return factor.usual
        scenario = next(one for one in scenarios if self.touched(name, one))
        found = {
            _neutral(self, name, key, scenario) for key in self.keys(name) if self.there(name, key, scenario)
        }
        return found.pop() if len(found) == 1 else None


def _neutral(varying: Varying, name: str, key: str, scenario: Scenario) -> Value | None:
    """What a key of a factor must be given so that a scenario stays as it is."""
    if key.startswith(f"{POLICIES}."):
        return True
    if varying.times(name, key):
        return 1.0
    if key == WORLD:
        same = [called for called, world in varying.worlds.items() if _same(world, scenario.world)]
        return same[0] if same else None
    found = {value_at(scenario, path) for path in varying.places(name, key, scenario)}
    only = found.pop() if len(found) == 1 else None
    if only is None or isinstance(only, bool | str):
        return only
    if isinstance(only, int | float):
        return float(only)
    return str(only) if hasattr(only, "isoformat") else None


def _same(one: World, other: World) -> bool:
    return one.trend == other.trend and one.links == other.links
