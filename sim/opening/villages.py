"""Opening of the block: villages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Villages

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_villages(known: Known, flows: Flows) -> Villages:
    """First state."""
    return Villages()
