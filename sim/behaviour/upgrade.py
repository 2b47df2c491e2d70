"""Technical upgrades and digitalisation of the quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def decide(world: World, now: Quarter) -> None:
    """Technical upgrades and digitalisation of the quarter."""


def pay(world: World, now: Quarter) -> None:
    """Post subsidies to upgrades."""
