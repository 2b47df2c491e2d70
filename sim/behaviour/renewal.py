"""Which old village parks are renewed, who moves out, what is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def plan(world: World, now: Quarter) -> None:
    """Which old village parks are renewed, who moves out, what is built."""


def pay(world: World, now: Quarter) -> None:
    """Post what renewal costs and to whom."""
