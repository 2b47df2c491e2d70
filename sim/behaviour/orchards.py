"""Trees and peel grow a quarter older; planting, picking, peel sold, price."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def grow(world: World, now: Quarter) -> None:
    """Trees and peel grow a quarter older; planting, picking, peel sold, price."""
