"""Places, beds and quality of schools and hospitals, with their running costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def serve(world: World, now: Quarter) -> None:
    """Places, beds and quality of schools and hospitals, with their running costs."""
