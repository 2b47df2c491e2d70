"""What SALib is asked: factors in the unit cube, groups of factors that change together."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from experiments.sweep.design import refused
from experiments.sweep.factor import Factor
from sim.errors import InputError, unknown_name


def problem(factors: Mapping[str, Factor], groups: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """SALib's problem over the unit cube; raises InputError where a group names no factor, or one twice."""
    unknown = [
        unknown_name("design", name, factors, f"groups.{group}")
        for group, members in groups.items()
        for name in members
        if name not in factors
    ]
    if unknown:
        raise InputError(unknown)
    group_of: dict[str, str] = {}
    for group, members in groups.items():
        for name in members:
            if name in group_of:
                given = f"{name!r} is also in {group_of[name]}"
                raise refused(f"groups.{group}", given, "keep one of the two")
            group_of[name] = group
    found: dict[str, Any] = {
        "num_vars": len(factors),
        "names": list(factors),
        "bounds": [[0.0, 1.0]] * len(factors),
    }
    if groups:
        found["groups"] = [group_of.get(name, name) for name in factors]
    return found


def module(name: str) -> Any:
    """A sampler of SALib; raises InputError with the command that installs it."""
    try:
        return import_module(f"SALib.sample.{name}")
    except ImportError:
        given = "SALib is not installed"
        raise refused("kind", given, 'install it: pip install "baiqianwan[sensitivity]"') from None
