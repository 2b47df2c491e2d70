"""Opening of the block: visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Visits

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_visits(known: Known, flows: Flows) -> Visits:
    """First state."""
    return Visits()
