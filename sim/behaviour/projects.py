"""Leads from outside, their choice of place, signatures, starts and building."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def attract(world: World, now: Quarter) -> None:
    """Leads from outside, their choice of place, signatures, starts and building."""


def open_plants(world: World, now: Quarter) -> None:
    """Projects that are ready become firms."""


def pay(world: World, now: Quarter) -> None:
    """Post land, building and subsidies of projects."""
