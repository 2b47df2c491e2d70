"""Old village parks (旧村级工业园), one plot each, and their renewal (工改)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.tables.parks import M2_PER_MU


class Stage(IntEnum):
    """Where a plot stands in its renewal."""

    OLD = 0
    CLOSED = 1
    RENEWED = 2


@dataclass
class Plots:
    """One entry an old village park, town by town."""

    number: np.ndarray
    """Id for draws: the town's code and a running number."""
    county: np.ndarray
    """Row of its county."""
    town: np.ndarray
    """Row of its town."""
    village: np.ndarray
    """Row of the village whose collective has a part of the new floor."""
    area: np.ndarray
    """Land, mu."""
    threshold: np.ndarray
    """Gain over cost below which too many owners hold out."""
    stage: np.ndarray
    """Where it stands, see `Stage`."""
    since: np.ndarray
    """Number of the quarter in which the stage began."""
    floor_area_ratio: np.ndarray
    """Floor over land (容积率)."""
    filled: np.ndarray
    """Share of new floor in use."""
    jobs: np.ndarray
    """Persons in a county's industry at the opening [counties]."""
    fund: np.ndarray
    """Support that programmes have paid and that waits for plots which begin, yuan at opening prices [counties]."""
    invested: np.ndarray
    """What owners invest in the quarter, whole yuan [counties]."""
    village_rent: np.ndarray
    """Rent of new floor to collectives in the quarter, whole yuan [plots]."""

    def support(self, yuan: np.ndarray, price: float) -> None:
        """Yuan that a programme paid to owners of a county's plots: held for those who begin, one after the other."""
        self.fund = self.fund + yuan / price

    def in_stage(self, stage: Stage) -> np.ndarray:
        """Area of the plots of a stage, mu, zero for the others."""
        return np.where(self.stage == stage, self.area, 0.0)

    def floor(self) -> np.ndarray:
        """Floor of renewed plots, m2, zero for the others."""
        return self.in_stage(Stage.RENEWED) * self.floor_area_ratio * M2_PER_MU
