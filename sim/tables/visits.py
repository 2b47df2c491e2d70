"""Tourism (旅游): attractions and visits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Visits:
    """One entry a town unless named otherwise; flows are those of the quarter just simulated.

    Attraction is counted in the visits a year that it draws at the opening's journey times.
    """

    sights: np.ndarray
    """Attraction of the sights there at the opening, kept up by those who run them."""
    new_sights: np.ndarray
    """Attraction added since."""
    upkeep_paid: np.ndarray
    """Running costs of new sights paid this quarter, yuan at opening prices."""
    received: np.ndarray
    """Visits."""
    received_new: np.ndarray
    """Visits to new sights."""
    taken: np.ndarray
    """Visits that sights of the opening lost to new ones."""
    spending: np.ndarray
    """What visitors spend, yuan at opening prices."""
    orders: np.ndarray
    """First quarter's orders of visitors from outside, yuan [cells]."""
    yuan_per_visit: float
    """Spending of a visit to a sight of the opening."""
    outside_share: float
    """Share of spending by visitors from outside the region; the rest is households' own consumption."""

    def build(self, yuan: np.ndarray, yuan_per_yearly_visit: float) -> np.ndarray:
        """Programmes build sights: yuan (opening prices) by town become attraction."""
        added = yuan / yuan_per_yearly_visit
        self.new_sights = self.new_sights + added
        return added

    def pay_upkeep(self, yuan: np.ndarray) -> None:
        """Running costs of new sights paid this quarter, yuan at opening prices by town."""
        self.upkeep_paid = self.upkeep_paid + yuan
