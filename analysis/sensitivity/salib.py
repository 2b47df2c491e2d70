"""SALib, imported when it is needed; a sentence says what to install where it is absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sim.errors import InputError, Problem


def salib(module: str) -> Any:
    """A module of SALib; raises InputError where it is not installed."""
    try:
        return import_module(f"SALib.{module}")
    except ImportError:
        allowed = 'pip install "baiqianwan[sensitivity]" (or pip install SALib)'
        raise InputError([Problem("sensitivity", "SALib is not installed", allowed)]) from None
