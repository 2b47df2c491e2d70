"""The factors of a design held against what a scenario has: known keys, sensible ranges, something to touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from experiments.folders import Folders
from experiments.judging import RunSettings, unknown_key
from experiments.lint import linted
from experiments.policy_files import POLICY_KINDS
from experiments.sweep.applying import DESIGN
from experiments.sweep.factor import TAKEN, Factor, Varying
from experiments.sweep.keys import EVERY, POLICIES, SIZE, WORLD, names_at, value_at
from experiments.sweep.values import whole_ends
from sim.errors import Problem, unknown_name
from sim.faults import KeyPath, figure
from sim.scenario import Scenario

PAIRED = ("region", "start", "horizon", "firms_per_agent", "opening_seed")
"""What all runs of a sweep share (C6)."""
Arms = Sequence[tuple[str, Scenario]]


def members_of(
    factors: dict[str, Factor], folders: Folders
) -> tuple[dict[str, tuple[tuple[str, str], ...]], list[Problem]]:
    """The entries that each policy file named by a factor brings, and names of files that are not there."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    problems: list[Problem] = []
    known = folders.names("policy")
    for factor, key in _keys(factors):
        head, _, name = key.partition(".")
        if head not in (POLICIES, SIZE) or name in found:
            continue
        if name not in known:
            problems.append(unknown_name(DESIGN, name, known, f"factors.{factor}"))
            continue
        path = folders.file("policy", name)
        assert path is not None
        data = linted(path, "policy", folders).data
        found[name] = tuple((kind, str(entry)) for kind in POLICY_KINDS for entry in data.get(kind) or ())
    return found, problems


def _keys(factors: dict[str, Factor]) -> Iterator[tuple[str, str]]:
    for name, factor in factors.items():
        for key in factor.keys or (name,):
            yield name, key


def completed(name: str, factor: Factor) -> Factor:
    """A factor with the values that go without saying: a policy file is in or out."""
    keys = factor.keys or (name,)
    ranged = factor.values or factor.low is not None or factor.high is not None
    if ranged or not all(key.startswith(f"{POLICIES}.") for key in keys):
        return factor
    return factor.model_copy(update={"values": (False, True)})


def range_faults(name: str, factor: Factor, needed: bool) -> Iterator[Problem]:
    """What is wrong with the range or the values of a factor."""

    def fault(given: str, allowed: str, key: str = "") -> Problem:
        return Problem(DESIGN, given, allowed, f"factors.{name}" + (f".{key}" if key else ""))

    if name in TAKEN:
        yield fault(f"the results hold a column {name}", "choose another name")
    low, high = factor.low, factor.high
    if factor.values and (low is not None or high is not None):
        yield fault("values are given beside low or high", "give values, or low and high")
    elif (low is None) != (high is None):
        yield fault("is missing", "give both low and high", "low" if low is None else "high")
    elif not factor.values and low is None and needed:
        yield fault("there is no range", "give low and high, or values")
    if low is not None and high is not None:
        if low >= high:
            yield fault(f"low is {low:g} and high is {high:g}", "low must lie below high")
        elif factor.distribution == "log_uniform" and low <= 0:
            yield fault(f"low is {low:g}", "a log_uniform range lies above 0", "low")
    twice = [value for at, value in enumerate(factor.values) if value in factor.values[:at]]
    if twice:
        shown = figure(twice[0]) if isinstance(twice[0], float) else str(twice[0])
        yield fault(f"{shown} is given twice", "give each value once", "values")
    keys = factor.keys or (name,)
    if any(key.startswith(f"{POLICIES}.") for key in keys):
        if low is not None or not all(isinstance(value, bool) for value in factor.values):
            yield fault(
                "a policy is in or out", "leave the range out, or give values: [false, true]", "values"
            )
    elif (factor.how == "times" or any(key.startswith(f"{SIZE}.") for key in keys)) and not all(
        isinstance(value, float) for value in factor.values
    ):
        yield fault("a factor that multiplies is given no number", "give numbers", "values")
    if len(set(keys)) < len(keys):
        yield fault("a key is given twice", "keep one of the two", "keys")


def key_faults(varying: Varying, arms: Arms) -> Iterator[Problem]:
    """Keys that no scenario has, that no arm has, that cannot differ within a sweep, or that two factors set."""
    for name, key in _keys(dict(varying.factors)):
        refused = list(refused_key(name, key))
        yield from refused or _untouched(varying, name, key, arms)
    told: set[tuple[str, str]] = set()
    for _, scenario in arms:
        owners: dict[str, str] = {}
        for name in varying.factors:
            for key in sorted(_set_by(varying, name, scenario)):
                first = owners.setdefault(key, name)
                if first != name and (first, name) not in told:
                    told.add((first, name))
                    given = f"{first} and {name} both set {key}"
                    yield Problem(DESIGN, given, "one key belongs to one factor", f"factors.{name}")


def refused_key(name: str, key: str) -> Iterator[Problem]:
    """What is wrong with a key whatever the arms are."""
    where, (head, _, _) = f"factors.{name}", key.partition(".")
    if head in (POLICIES, SIZE) or key == WORLD:
        return
    if head in PAIRED:
        why = "runs pair only when this agrees; make a sweep for each value"
        yield Problem(DESIGN, f"{key} cannot be a factor", why, where)
    elif head in RunSettings.model_fields:
        why = "all runs of a sweep share it; give it on the command line"
        yield Problem(DESIGN, f"{key} cannot be a factor", why, where)
    elif head in ("title", "targets"):
        yield Problem(DESIGN, f"{key} cannot be a factor", "it decides no number of a run", where)
    else:
        for one in unknown_key(tuple(key.split(".")), DESIGN):
            yield Problem(DESIGN, one.given, one.allowed, _at(name, one.key))


def _untouched(varying: Varying, name: str, key: str, arms: Arms) -> Iterator[Problem]:
    """A key that leads nowhere in every arm."""
    where, (head, _, rest) = f"factors.{name}", key.partition(".")
    if head in (POLICIES, SIZE):
        if not any(varying.there(name, key, scenario) for _, scenario in arms):
            given = f"no arm has the policy {rest}"
            yield Problem(DESIGN, given, f"add it to an arm: policy_add=[{rest}]", where)
        elif head == SIZE and not any(varying.places(name, key, scenario) for _, scenario in arms):
            given = f"the policy {rest} moves no money of a stated amount"
            yield Problem(DESIGN, given, f"take the factor policies.{rest}, or name its keys", where)
    elif key != WORLD and not any(varying.places(name, key, scenario) for _, scenario in arms):
        yield _nowhere(name, tuple(key.split(".")), arms)


def _at(name: str, key: str) -> str:
    """Where a key of a factor is told: `factors.NAME`, and the key where it is another."""
    return f"factors.{name}" if key == name else f"factors.{name} → {key}"


def _nowhere(name: str, path: KeyPath, arms: Arms) -> Problem:
    """No arm has anything at a key: what the arms have where it leaves them."""
    for length in range(len(path)):
        if path[length] == EVERY:
            continue
        names = {name for _, scenario in arms for name in names_at(scenario, path[:length])}
        if path[length] not in names:
            key = ".".join(path[: length + 1])
            if not names:
                break
            return unknown_name(DESIGN, path[length], names, _at(name, key))
    given = f"no arm has {'.'.join(path)}"
    return Problem(DESIGN, given, "a factor must change something in one arm at least", f"factors.{name}")


def _set_by(varying: Varying, name: str, scenario: Scenario) -> set[str]:
    found: set[str] = set()
    for key in varying.keys(name):
        head = key.partition(".")[0]
        if head == POLICIES or key == WORLD:
            found.add(key)
        found |= {".".join(path) for path in varying.places(name, key, scenario)}
    return found


def whole_columns(varying: Varying, arms: Arms) -> dict[str, bool]:
    """Whether each factor puts whole numbers in their place."""
    return {
        name: factor.how == "set"
        and all(_takes_whole(varying, name, key, arms) for key in varying.keys(name))
        for name, factor in varying.factors.items()
    }


def whole_faults(varying: Varying, name: str) -> Iterator[Problem]:
    """A range of whole numbers in which there are not two: nothing would vary, or leave the range."""
    factor = varying.factors[name]
    if factor.values or factor.low is None or factor.high is None:
        return
    low, high = whole_ends(factor)
    if high <= low:
        given = f"{factor.low:g} to {factor.high:g} holds {'one whole number' if high == low else 'no whole number'}"
        yield Problem(DESIGN, given, "give a range with two whole numbers at least", f"factors.{name}")


def _takes_whole(varying: Varying, name: str, key: str, arms: Arms) -> bool:
    if varying.times(name, key):
        return False
    values: list[Any] = [
        value_at(scenario, path) for _, scenario in arms for path in varying.places(name, key, scenario)
    ]
    return bool(values) and all(isinstance(value, int) and not isinstance(value, bool) for value in values)
