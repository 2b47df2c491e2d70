"""EVENT (事件): what happens on a date or by lot, and what is undone again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def happen(world: World, now: Quarter, active: bool = True) -> None:
    """Events of this quarter change what they change; those that have lasted are undone."""


def pay(world: World, now: Quarter) -> None:
    """Post payments of events."""
