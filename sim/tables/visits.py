"""Tourism (旅游): attractions and visits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Visits:
    """Tourism (旅游): attractions and visits."""
