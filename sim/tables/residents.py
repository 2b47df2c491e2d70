"""People by town, age and skill (居民)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Residents:
    """People by town, age and skill (居民)."""
