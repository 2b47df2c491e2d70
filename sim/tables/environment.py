"""Environment and amenity of the towns (环境)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Facility(IntEnum):
    """What makes a town pleasanter; columns of `facilities`."""

    TOILETS = 0  # 改建公厕, toilets
    SPORTS_GROUNDS = 1  # 改建运动场, grounds
    BELTS = 2  # 乡村振兴示范带, km
    WORKS = 3  # 环境治理, yuan at opening prices


@dataclass
class Environment:
    """One entry a town unless named otherwise."""

    index: np.ndarray
    """Environment beside the opening's, in standard deviations between towns; zero at the opening."""
    load: np.ndarray
    """How strongly a county's industry weighs on its towns, one in the mean of counties [counties]."""
    energy_headroom: np.ndarray
    """Chance that energy and carbon quotas leave room for a new heavy project [counties]."""
    facilities: np.ndarray
    """In working order, added since the opening [towns, facilities], see `Facility`."""
    built: np.ndarray
    """Ever built since the opening, as reports count them [towns, facilities]."""
    upkeep_paid: np.ndarray
    """Running costs paid this quarter, yuan at opening prices [towns, facilities]."""

    def build(self, kind: Facility, yuan: np.ndarray, yuan_per_unit: float) -> np.ndarray:
        """Programmes build: yuan (opening prices) by town become units."""
        units = yuan / yuan_per_unit
        self.facilities[:, kind] = self.facilities[:, kind] + units
        self.built[:, kind] = self.built[:, kind] + units
        return units

    def pay_upkeep(self, kind: Facility, yuan: np.ndarray) -> None:
        """Running costs paid this quarter, yuan at opening prices by town."""
        self.upkeep_paid[:, kind] = self.upkeep_paid[:, kind] + yuan
