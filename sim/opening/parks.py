"""Opening of the parks and of the old village parks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables import Parks, Plots

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_parks(known: Known, flows: Flows) -> Parks:
    """First state of the parks; all zero where the region gives no stocks."""
    count = len(known.setting.region.parks)
    none = [np.zeros(count) for _ in range(7)]
    return Parks(*none, debt=np.zeros(count, np.int64), price=np.zeros(count))


def open_plots(known: Known, flows: Flows) -> Plots:
    """First state of the plots."""
    return Plots()
