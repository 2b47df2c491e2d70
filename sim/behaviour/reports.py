"""Reported figures beside the true ones; audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def report(world: World, now: Quarter) -> None:
    """Reported figures beside the true ones; audits."""
