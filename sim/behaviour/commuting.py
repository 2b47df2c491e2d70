"""Who looks for work in which county."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def offer(world: World, now: Quarter) -> None:
    """Who looks for work in which county."""


def pay(world: World, now: Quarter) -> None:
    """Post wages earned in another county to where people live."""
