"""Asking the model many times: factors and designs, plans of runs, engines that make them, files that journal them.

>>> from experiments.sweep import sweep  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.sweep.from_python import sweep

__all__ = ["sweep"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'experiments.sweep' has no attribute {name!r}")
    from experiments.sweep.from_python import sweep

    return sweep
