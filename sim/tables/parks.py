"""State of the parks (园区): land by stage, park companies, quality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Parks:
    """One entry a park, in the order of the region's parks; land in mu, whose stages always add up to the same area.

    A mu is planned, then serviced, then sold; sold land is in use once its plant produces, or idle when it fails.
    """

    planned: np.ndarray
    serviced: np.ndarray
    """Serviced and not yet sold."""
    sold: np.ndarray
    """Sold, its plant not yet producing."""
    in_use: np.ndarray
    idle: np.ndarray
    """Sold land whose project failed or whose firm closed."""
    floor_area_ratio: np.ndarray
    quality: np.ndarray
    """How well a park spills over, 0 to 1, drawn at the opening; below a threshold it gives nothing."""
    debt: np.ndarray
    """Loans of the park company, whole yuan."""
    price: np.ndarray
    """Land price, yuan a mu at opening prices."""

    def sell(self, park: int, mu: float) -> None:
        """Serviced land is sold to a project."""
        self.serviced[park] -= mu
        self.sold[park] += mu

    def occupy(self, park: int, mu: float) -> None:
        """The plant on sold land produces."""
        self.sold[park] -= mu
        self.in_use[park] += mu

    def abandon(self, park: int, mu: float, producing: bool) -> None:
        """A project fails (sold land) or a firm closes (land in use): the land lies idle."""
        from_stage = self.in_use if producing else self.sold
        from_stage[park] -= mu
        self.idle[park] += mu

    def take_back(self, park: int, mu: float) -> None:
        """Idle land is offered again."""
        self.idle[park] -= mu
        self.serviced[park] += mu

    def area(self) -> np.ndarray:
        """All land of each park, mu: conserved."""
        return self.planned + self.serviced + self.sold + self.in_use + self.idle
