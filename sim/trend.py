"""The common trend (大势): growth and prices outside, one path for demand, productivity, transfers and wages.

Index t counts the quarters simulated, warm-up included; t = 0 is the first and has index one, t = -1 the quarter
before it. Growth from t to t+1 is the rate of the year of t+1; beyond the table the nearest year holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.calendar import year_of
from sim.kernels.maths import power_array
from sim.scenario import World


@dataclass(frozen=True)
class Trend:
    """Paths of the real, price and nominal trend over the quarters of a run, index one in the first."""

    first: int
    """Number of the first quarter simulated."""
    real: np.ndarray
    price: np.ndarray
    nominal: np.ndarray
    """Each holds quarters -1, 0, …, horizon + 1: quarter t is entry t + 1."""

    def quarter_flow_share(self, base_year: int) -> float:
        """First quarter's flow over the base year's total on the path, nominal."""
        return 1.0 / self._base_total(self.nominal, base_year)

    def base_price(self, base_year: int) -> float:
        """Price of the base year: its nominal over its real total on the path."""
        return self._base_total(self.nominal, base_year) / self._base_total(self.real, base_year)

    def base_real(self, base_year: int) -> float:
        """Mean real index of the base year on the path."""
        return self._base_total(self.real, base_year) / 4.0

    def _base_total(self, path: np.ndarray, base_year: int) -> float:
        """Sum of a path over a year's quarters; beyond the path its first and last growth hold."""
        total = 0.0
        for quarter in range(4 * base_year, 4 * base_year + 4):
            t = quarter - self.first
            beyond = t + 2 - path.size
            if t < 0:
                total += _whole_power(float(path[2] / path[1]), t)
            elif beyond > 0:
                total += float(path[-1]) * _whole_power(float(path[-1] / path[-2]), beyond)
            else:
                total += float(path[t + 1])
        return total


def _whole_power(base: float, exponent: int) -> float:
    value = 1.0
    for _ in range(abs(exponent)):
        value *= base
    return value if exponent >= 0 else 1.0 / value


def trend_of(world: World, first: int, quarters: int) -> Trend:
    """The trend from the world's yearly table: quarterly growth (1 + g)^(1/4) - 1 within each year."""
    years = sorted(world.trend)
    real, price = [1.0], [1.0]
    rates = np.array(
        [
            [1.0 + world.trend[y].real_growth_per_year, 1.0 + world.trend[y].price_growth_per_year]
            for y in years
        ]
    )
    quarterly = power_array(rates.ravel(), 0.25).reshape(rates.shape)
    for t in range(1, quarters + 2):
        year = min(max(year_of(first + t), years[0]), years[-1])
        at = max(i for i, y in enumerate(years) if y <= year)
        real.append(real[-1] * quarterly[at, 0])
        price.append(price[-1] * quarterly[at, 1])
    real.insert(0, real[0] / (real[1] / real[0]))
    price.insert(0, price[0] / (price[1] / price[0]))
    return Trend(first, np.array(real), np.array(price), np.array(real) * np.array(price))
