"""Opening of know-how: no county is linked to another, nothing has been learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables import Knowhow

if TYPE_CHECKING:
    from sim.opening.blocks import Known


def open_knowhow(known: Known) -> Knowhow:
    """First state: zeros."""
    structure = known.setting.structure
    counties, nodes = structure.counties, known.setting.region.outside.n
    return Knowhow(
        intensity=np.zeros((counties, counties)),
        gained=np.zeros(structure.cells),
        from_outside=np.zeros((nodes, counties)),
    )
