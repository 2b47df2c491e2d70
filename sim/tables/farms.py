"""Orchards and peel by age, fields and ponds (特色农业)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.kernels.vintages import sum_ages

TREE_AGES = 33
"""Vintages of trees by age in quarters: 0 to 31, and eight years and more together."""
PEEL_AGES = 41
"""Vintages of peel by age in quarters: 0 to 39, and ten years and more together."""
MEMORY = 12
"""Quarters of returns that planters look back on: three years."""


class Works(IntEnum):
    """What can be built for farming; columns of `works`, each in its own unit."""

    TRACEABILITY = 0  # 溯源覆盖, mu of orchards
    HIGH_STANDARD = 1  # 高标准农田, mu
    DEMONSTRATION = 2  # 高产示范田, mu
    POND_FACILITIES = 3  # 鱼塘改造, mu
    SPECIALITIES = 4  # 其他特色产业, yuan at opening prices


@dataclass
class Farms:
    """One row a county unless named otherwise; land in mu, crops in tonnes, flows of the quarter just simulated.

    Land changes hands only between orchards, grain, ponds, other crops, fallow and free slopes: the sum stays.
    """

    trees: np.ndarray
    """Citrus orchards by age in quarters, mu [counties, ages]."""
    area: np.ndarray
    """Orchards of all ages, mu: the sum of `trees`."""
    peel: np.ndarray
    """Peel by age in quarters, tonnes [counties, ages]."""
    grain: np.ndarray
    """Rice land, two crops a year, mu."""
    ponds: np.ndarray
    """Fish and prawn ponds, mu."""
    other_crops: np.ndarray
    """Land under all other crops, mu."""
    fallow: np.ndarray
    """Abandoned land (撂荒), mu."""
    slopes: np.ndarray
    """Slopes fit for orchards and not yet planted, mu."""
    full_yield: np.ndarray
    """Fruit of full-grown orchards, tonnes a mu and year."""
    peel_per_fruit: np.ndarray
    """Dried peel, tonnes a tonne of fruit."""
    guarantee: np.ndarray
    """Area of orchards up to which farmland may be planted with them (柑园保障面积), mu."""
    rice_yield: np.ndarray
    """Rice of ordinary fields, kg a mu and crop."""
    pond_yield: np.ndarray
    """Fish and prawns of ordinary ponds, tonnes a mu and year."""
    planted: np.ndarray
    """Orchards planted this quarter, mu."""
    cleared: np.ndarray
    """Orchards that died or were cleared this quarter, mu."""
    planting_paid: np.ndarray
    """Planting that programmes have paid for and that finds its land in the next quarter, mu."""
    fruit: np.ndarray
    """Fruit picked this quarter, tonnes."""
    dried: np.ndarray
    """Peel dried this quarter, tonnes."""
    sold: np.ndarray
    """Peel sold this quarter, tonnes."""
    lost: np.ndarray
    """Peel spoiled this quarter, tonnes."""
    sold_worth: np.ndarray
    """Peel sold, tonnes of three-year peel that are worth as much."""
    grain_tonnes: np.ndarray
    """Rice of this quarter, tonnes."""
    pond_tonnes: np.ndarray
    """Fish and prawns of this quarter, tonnes."""
    works: np.ndarray
    """Works of all times [counties, works], see `Works`."""
    works_opening: np.ndarray
    """The part that stood at the opening and is kept up by ordinary spending."""
    works_paid: np.ndarray
    """Running costs of added works paid this quarter, yuan at opening prices [counties, works]."""
    manors: np.ndarray
    """Chenpi manors (陈皮庄园) [towns]."""
    chenpi_orders: np.ndarray
    """First quarter's orders for chenpi, fresh and processed, yuan [cells]."""
    grain_orders: np.ndarray
    """First quarter's orders for grain, yuan [cells]."""
    pond_orders: np.ndarray
    """First quarter's orders for fish and prawns, yuan [cells]."""
    speciality_orders: np.ndarray
    """First quarter's orders for other specialities, yuan [cells]."""
    log_prices: np.ndarray
    """Log price of peel beside the trend, this quarter first [six quarters]."""
    log_returns: np.ndarray
    """Log return of a mu of orchards beside wages and grain, this quarter first [counties, MEMORY]."""
    demand: float
    """Consumers' demand for peel beside the trend, one at the opening."""
    chain_multiple: float
    """Reported chain output (全产业链产值) over value added."""

    def peel_stock(self) -> np.ndarray:
        """Peel of all ages, tonnes."""
        return sum_ages(self.peel)

    def land(self) -> np.ndarray:
        """All farmland and free slopes, mu: conserved."""
        return sum_ages(self.trees) + self.grain + self.ponds + self.other_crops + self.fallow + self.slopes

    def give_up(self, mu: np.ndarray) -> None:
        """Farmland is taken for building: fallow first, then other crops, then rice, by county."""
        left = mu
        for land in (self.fallow, self.other_crops, self.grain):
            taken = np.minimum(left, land)
            land -= taken
            left = left - taken

    def can_give_up(self) -> np.ndarray:
        """Farmland that could be taken for building, mu by county."""
        return self.fallow + self.other_crops + self.grain

    def traceable_share(self) -> np.ndarray:
        """Share of orchards in the traceability system."""
        return np.minimum(1.0, self.works[:, Works.TRACEABILITY] / np.where(self.area > 0.0, self.area, 1.0))

    def pay_planting(self, yuan: np.ndarray, yuan_per_mu: float) -> np.ndarray:
        """Programmes plant orchards: yuan (opening prices) by county become mu at the cost of a mu."""
        mu = np.where(self.area > 0.0, yuan / yuan_per_mu, 0.0)
        self.planting_paid = self.planting_paid + mu
        return mu

    def build_manors(self, yuan: np.ndarray, yuan_per_manor: float) -> np.ndarray:
        """Programmes build manors: yuan (opening prices) by town become manors, parts of one while it is built."""
        manors = yuan / yuan_per_manor
        self.manors = self.manors + manors
        return manors

    def build(self, kind: Works, yuan: np.ndarray, yuan_per_unit: float) -> np.ndarray:
        """Programmes build works: yuan (opening prices) by county become units, never more than there is land for."""
        units = np.minimum(yuan / yuan_per_unit, np.maximum(0.0, self.room(kind)))
        self.works[:, kind] = self.works[:, kind] + units
        return units

    def room(self, kind: Works) -> np.ndarray:
        """Units of a kind of works that still find land, in the unit of the works."""
        if kind == Works.SPECIALITIES:
            return np.full(self.grain.size, np.inf)
        land = (self.area, self.grain, self.works[:, Works.HIGH_STANDARD], self.ponds)[kind]
        return land - self.works[:, kind]

    def pay_upkeep(self, kind: Works, yuan: np.ndarray) -> None:
        """Running costs of added works paid this quarter, yuan at opening prices by county."""
        self.works_paid[:, kind] = self.works_paid[:, kind] + yuan
