"""Effort of county leaders over goals, by pressure of targets and rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def allocate(world: World, now: Quarter) -> None:
    """Effort of county leaders over goals, by pressure of targets and rank."""
