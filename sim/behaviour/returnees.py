"""People who come back, and the firms they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def come_home(world: World, now: Quarter) -> None:
    """People who come back, and the firms they found."""
