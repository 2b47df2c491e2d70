"""Investment projects alive (招商项目), from signature to production."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Projects:
    """Investment projects alive (招商项目), from signature to production."""
