"""Opening of the block: projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.tables import Projects

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_projects(known: Known, flows: Flows) -> Projects:
    """First state."""
    return Projects()
