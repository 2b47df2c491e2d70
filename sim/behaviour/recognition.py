"""Once a year: statistical listing, high-tech and specialised titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def assess(world: World, now: Quarter) -> None:
    """Once a year: statistical listing, high-tech and specialised titles."""
