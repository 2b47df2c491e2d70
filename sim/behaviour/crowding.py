"""Conditions of loans by county: public debt crowds out firms' credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def read_credit(world: World, now: Quarter) -> None:
    """Conditions of loans by county: public debt crowds out firms' credit."""
