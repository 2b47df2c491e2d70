"""Grain, ponds and other specialities against the grain floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def sow(world: World, now: Quarter) -> None:
    """Grain, ponds and other specialities against the grain floor."""
