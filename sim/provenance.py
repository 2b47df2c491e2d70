"""Which code, data and settings made a number: the recipe that every result carries (law 9)."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import sim
from sim.region import Region
from sim.scenario import Scenario

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


@cache
def code_hash() -> str:
    """sha256 over every source file of the model by path; line ends of any system count the same."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py"), key=lambda path: path.relative_to(root).as_posix()):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Versions of this project, of Python and of the packages that numbers pass through."""
    found = {"baiqianwan": sim.__version__, "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found
