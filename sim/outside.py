"""More or less sold outside the region than at the opening, told to the core as a factor on outside demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

LEAST_FACTOR = 0.05
"""Outside demand that stays however much one product loses."""


def sell_outside(world: World, now: Quarter, more: np.ndarray) -> None:
    """Raise outside demand of the cells by yuan at the first quarter's size: X_k -> X_k max(0.05, 1 + m_k / X0_k)."""
    reference = world.opening.cells_state.export_reference
    there = reference > 0.0
    factor = 1.0 + np.where(there, more / np.where(there, reference, 1.0), 0.0)
    now.export_factor *= np.maximum(LEAST_FACTOR, factor)
