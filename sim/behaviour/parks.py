"""Log productivity that well-run parks give to firms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def lift_firms(world: World, now: Quarter) -> None:
    """Log productivity that well-run parks give to firms."""


def plan(world: World, now: Quarter) -> None:
    """Next phases, running costs, debt service and what the county must cover."""


def pay(world: World, now: Quarter) -> None:
    """Post rents, loans, interest, support and investment of the park companies."""
