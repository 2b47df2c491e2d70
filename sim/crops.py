"""What trees, stores, fields and ponds give (产量与库存): arithmetic shared by opening, step and statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import exp_array, log_array, ordered_sum, power_array
from sim.kernels.vintages import age_peel, full_grown
from sim.rates import per_quarter
from sim.tables.farms import Works

if TYPE_CHECKING:
    from sim.parameters.farming import Farming
    from sim.tables import Farms

MOST_RELEASED = 0.9
"""Share of the peel fit for sale that at most leaves the stores in a quarter."""
CROPS = 2
"""Rice crops a year."""
KG = 1000.0


def harvest(trees: np.ndarray, full_yield: np.ndarray, farming: Farming) -> np.ndarray:
    """Fruit of a quarter, tonnes by county: a quarter of y sum b(a) trees(a), b none before the lag, one at eight."""
    lag = 4 * farming.bearing_lag_years
    return per_quarter(full_yield * full_grown(trees, lag, farming.first_yield_share))


def release(farming: Farming, log_prices: np.ndarray) -> float:
    """Share of peel fit for sale that leaves the stores this quarter: r exp(-phi x), x what holders expect."""
    rise = farming.extrapolation_share * (log_prices[0] - log_prices[4])
    expected = rise / (1.0 + abs(rise) / farming.expected_rise_limit_share)
    usual = per_quarter(farming.peel_release_per_year)
    return float(np.minimum(MOST_RELEASED, usual * exp_array(-farming.holding_response * expected)))


def sell_peel(farms: Farms, farming: Farming) -> None:
    """New peel comes in, some spoils, some is sold, the rest is a quarter older; worth (1 + v)^(1/4) more a quarter."""
    growth = float(power_array(1.0 + farming.aged_value_growth_per_year, 0.25))
    farms.peel, farms.sold, farms.lost, farms.sold_worth = age_peel(
        farms.peel,
        farms.dried,
        4 * farming.peel_age_years,
        release(farming, farms.log_prices),
        per_quarter(farming.peel_loss_per_year),
        growth,
    )


def genuine_share(farms: Farms, farming: Farming) -> float:
    """Share of consumers' purchases that is genuine: 1 - f (1 - T), T the traceable share of all orchards."""
    traced = ordered_sum(farms.traceable_share() * farms.area) / ordered_sum(farms.area)
    return 1.0 - farming.counterfeit_share * (1.0 - traced)


def fruit_price(farms: Farms, before: Farms, farming: Farming) -> float:
    """Log price of fruit beside the trend: ln p - ln(F / F0) / h, F of all counties."""
    crop = ordered_sum(farms.fruit) / ordered_sum(before.fruit)
    glut = float(log_array(crop)) / farming.fruit_price_elasticity
    return float(farms.log_prices[0]) - glut


def relative_sales(farms: Farms, before: Farms, farming: Farming) -> tuple[np.ndarray, np.ndarray]:
    """Sales of fruit and of peel beside the opening's and the trend, price times quantity; one where there is none."""
    if not before.trees.any():
        return np.ones(farms.fruit.size), np.ones(farms.fruit.size)
    fruit, peel = exp_array([fruit_price(farms, before, farming), farms.log_prices[0]])
    return beside(fruit * farms.fruit, before.fruit), beside(peel * farms.sold_worth, before.sold_worth)


def rice_yield(farms: Farms, farming: Farming) -> np.ndarray:
    """Rice, kg a mu and crop: y (1 + g h + (1 + g) d m), h and m the shares of better and best fields."""
    better = np.minimum(farms.works[:, Works.HIGH_STANDARD], farms.grain)
    best = np.minimum(farms.works[:, Works.DEMONSTRATION], better)
    land = np.where(farms.grain > 0.0, farms.grain, 1.0)
    top = (1.0 + farming.high_standard_gain_share) * farming.demonstration_gain_share
    return farms.rice_yield * (1.0 + (farming.high_standard_gain_share * better + top * best) / land)


def grain_harvest(farms: Farms, farming: Farming) -> np.ndarray:
    """Rice of a quarter, tonnes by county."""
    return per_quarter(CROPS * rice_yield(farms, farming) * farms.grain / KG)


def pond_catch(farms: Farms, farming: Farming) -> np.ndarray:
    """Fish and prawns of a quarter, tonnes by county."""
    improved = np.minimum(farms.works[:, Works.POND_FACILITIES], farms.ponds)
    return per_quarter(farms.pond_yield * (farms.ponds + farming.pond_gain_share * improved))


def beside(value: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Value over reference, one where there is none."""
    return np.where(reference > 0.0, value / np.where(reference > 0.0, reference, 1.0), 1.0)
