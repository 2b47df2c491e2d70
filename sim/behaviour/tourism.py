"""Visits by gravity, shared among sites; what they spend at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def receive_visitors(world: World, now: Quarter) -> None:
    """Visits by gravity, shared among sites; what they spend at home."""
