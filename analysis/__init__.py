"""Reading answers: opens result folders, compares runs in pairs, draws and tabulates. Never runs the model.

>>> from analysis import load  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.compare import Comparison
    from analysis.runs import Runs, load

__all__ = ["Comparison", "Runs", "load"]

_HOMES = {"Comparison": "analysis.compare", "Runs": "analysis.runs", "load": "analysis.runs"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
