"""baiqianwan, the model: a quarterly simulator of a region's counties, towns, villages, parks and firms.

Names are loaded when first used, so `import sim` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.mesa_front import RegionModel
    from sim.region import Region
    from sim.result import Result
    from sim.run import run
    from sim.scenario import Scenario
    from sim.world import World

DISTRIBUTION = "baiqianwan"
"""Tells this package from any other that is called `sim`; the sister packages check it when they start."""

__version__ = "0.1.0"

__all__ = ["DISTRIBUTION", "Region", "RegionModel", "Result", "Scenario", "World", "run"]

_HOMES = {
    "Region": "sim.region",
    "RegionModel": "sim.mesa_front",
    "Result": "sim.result",
    "Scenario": "sim.scenario",
    "World": "sim.world",
    "run": "sim.run",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module at first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """This package, in which `run` is the function even after its module `sim.run` was imported."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python binds a submodule to its package under the submodule's name once it is loaded.
        if name == "run" and isinstance(value, ModuleType):
            value = value.run
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
