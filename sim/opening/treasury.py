"""Opening of what governments owe, do and report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables import Treasury
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_treasury(known: Known, flows: Flows) -> Treasury:
    """First state: even effort, no pressure."""
    shape = (known.setting.structure.counties, len(Goal))
    return Treasury(effort=np.ones(shape), pressure=np.zeros(shape))
