"""Opening of the block: farms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Farms

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_farms(known: Known, flows: Flows) -> Farms:
    """First state."""
    return Farms()
