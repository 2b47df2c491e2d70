"""Environment of the towns wears and is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def change(world: World, now: Quarter) -> None:
    """Environment of the towns wears and is mended."""
