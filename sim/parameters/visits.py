"""Numbers of visits."""

from __future__ import annotations

from sim.checks import Strict


class Tourism(Strict):
    """Tourism (旅游)."""


class Environment(Strict):
    """Environment and amenity (环境)."""
