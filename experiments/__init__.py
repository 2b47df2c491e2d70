"""Asking the model many times: scenarios composed, runs made, results kept. The only room that knows Hydra.

>>> from experiments import compare, compose, run  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.composing import Composed, RunSettings, compose
    from experiments.plain_function import Factor, Outcome, PlainModel
    from experiments.running import compare, run

__all__ = ["Composed", "Factor", "Outcome", "PlainModel", "RunSettings", "compare", "compose", "run"]

_HOMES = {
    "Composed": "experiments.composing",
    "RunSettings": "experiments.composing",
    "compose": "experiments.composing",
    "compare": "experiments.running",
    "run": "experiments.running",
    "Factor": "experiments.plain_function",
    "Outcome": "experiments.plain_function",
    "PlainModel": "experiments.plain_function",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'experiments' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
