"""TARGET (目标考核): adopted targets press leaders, are measured at the end of a year, rewarded and punished."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def press(world: World, now: Quarter, active: bool = True) -> None:
    """Pressure of adopted targets on the leaders who answer for them, by goal."""


def due(world: World) -> bool:
    """Whether this quarter ends a year at which an adopted target is measured."""
    return False


def judge(world: World, now: Quarter, measures: object) -> None:
    """Measure adopted targets at the end of a year; rewards and sanctions fall due."""


def pay(world: World, now: Quarter) -> None:
    """Post rewards and sanctions that have fallen due."""
