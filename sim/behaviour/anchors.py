"""Anchor firms draw suppliers and expose their county."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def pull_suppliers(world: World, now: Quarter) -> None:
    """Anchor firms draw suppliers and expose their county."""
