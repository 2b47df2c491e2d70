"""Opening of the block: parks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Parks, Plots

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_parks(known: Known, flows: Flows) -> Parks:
    """First state."""
    return Parks()


def open_plots(known: Known, flows: Flows) -> Plots:
    """First state."""
    return Plots()
