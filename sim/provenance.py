"""Which code, data and settings made a number: the recipe that every result carries (law 9)."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import sim
from sim.kernels.compile import code_hash
from sim.region import Region
from sim.scenario import Scenario

__all__ = ["PACKAGES", "Identity", "code_hash", "identity", "versions"]

PACKAGES = ("numpy", "numba", "llvmlite", "pydantic", "pyarrow")


@dataclass(frozen=True)
class Identity:
    """Everything that decides the bytes of one run (C6)."""

    region: str
    scenario_hash: str
    region_hash: str
    code_hash: str
    seed: int
    replicate: int
    opening_seed: int
    firms_per_agent: int
    start: str
    horizon: int

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, in a fixed order."""
        return asdict(self)


def identity(region: Region, scenario: Scenario, seed: int, replicate: int) -> Identity:
    """The identity of a run that is about to be made, or was."""
    return Identity(
        region=region.id,
        scenario_hash=scenario.hash,
        region_hash=region.hash,
        code_hash=code_hash(),
        seed=seed,
        replicate=replicate,
        opening_seed=scenario.opening_seed,
        firms_per_agent=scenario.firms_per_agent,
        start=scenario.start,
        horizon=scenario.horizon,
    )


def versions() -> dict[str, str]:
    """Versions of this project, of Python and of the packages that numbers pass through."""
    found = {"baiqianwan": sim.__version__, "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found
