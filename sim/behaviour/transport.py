"""Travel times of the quarter: links opened by their date shorten journeys of people and goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def read_network(world: World, now: Quarter) -> None:
    """Travel times of the quarter: links opened by their date shorten journeys of people and goods."""
