"""Land sold, at which price, and what it pays for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def plan(world: World, now: Quarter) -> None:
    """Land sold, at which price, and what it pays for."""


def pay(world: World, now: Quarter) -> None:
    """Post land sales, compensation and works."""
