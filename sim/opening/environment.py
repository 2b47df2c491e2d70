"""Opening of the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables import Environment

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_environment(known: Known, flows: Flows) -> Environment:
    """First state: as it is."""
    return Environment(index=np.zeros(known.setting.region.towns.n))
