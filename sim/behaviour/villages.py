"""Income, dividends, services and new assets of the collectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def plan(world: World, now: Quarter) -> None:
    """Income, dividends, services and new assets of the collectives."""


def pay(world: World, now: Quarter) -> None:
    """Post what collectives receive and pay."""
