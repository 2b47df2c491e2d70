"""Environment and amenity of the towns (环境)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Environment:
    """Environment and amenity of the towns (环境)."""
