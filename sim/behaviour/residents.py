"""Births, deaths, schooling and ageing by town."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def grow_older(world: World, now: Quarter) -> None:
    """Births, deaths, schooling and ageing by town."""
