"""Opening of the block: residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Residents, Services

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_residents(known: Known, flows: Flows) -> Residents:
    """First state."""
    return Residents()


def open_services(known: Known, flows: Flows) -> Services:
    """First state."""
    return Services()
