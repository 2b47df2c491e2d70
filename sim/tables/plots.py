"""Old village parks (旧村级工业园), one plot each, and their renewal (工改)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Plots:
    """Old village parks (旧村级工业园), one plot each, and their renewal (工改)."""
