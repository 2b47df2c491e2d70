"""Opening of people by age and skill, and of schools and hospitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables import Residents, Services

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_residents(known: Known, flows: Flows) -> Residents:
    """First state of the people."""
    return Residents(skilled_share=np.zeros(known.setting.structure.counties))


def open_services(known: Known, flows: Flows) -> Services:
    """First state of schools and hospitals."""
    return Services(*[np.zeros(known.setting.region.towns.n) for _ in range(5)])
