"""Statistics of the block environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World


def measure(world: World, now: Quarter, found: Found) -> None:
    """Add this block's indicators."""
