"""Opening of the block: treasury."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Treasury

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_treasury(known: Known, flows: Flows) -> Treasury:
    """First state."""
    return Treasury()
