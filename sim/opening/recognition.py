"""Opening of the block: recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Recognition

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_recognition(known: Known, flows: Flows) -> Recognition:
    """First state."""
    return Recognition()
