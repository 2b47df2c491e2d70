"""Opening of the block: environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Environment

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_environment(known: Known, flows: Flows) -> Environment:
    """First state."""
    return Environment()
