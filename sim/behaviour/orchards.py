"""Orchards and peel (柑园与陈皮): lags of trees, an inventory that ages, stock-holders who extrapolate.

Trees bear after L years, b(a) rising evenly to full yield at eight. Wanted area A* = A0 exp(0.8 mean log return of
three years), return = price of fruit / (wage^w grain^(1-w)); planting = trees lost + (A* - A) / 4 years, if there is
land.
Peel is fit for sale after three years, then worth 10 % more a year; some spoils. Stock-holders release the share
r exp(-phi x), x = theta ln(p(-1) / p(-5)) held below a limit; consumers buy D p^-eps of what is genuine:
ln p = (ln(D genuine) - ln(Q / Q0)) / eps. Buyers of fruit have money for so much: fruit fetches p (F / F0)^(-1 / h).
Prices and values are beside the common trend, tonnes and mu as they are; the season is spread over the year, and
nothing moves before the start. Only fruit sold by farms and peel sold by processors count in GDP, as orders
from outside beside the opening's. Sources: Xinhui 2014-24 (area, chain output, prices); ranges with the parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.crops import beside, fruit_price, genuine_share, harvest, relative_sales, rice_yield, sell_peel
from sim.kernels.maths import exp_array, log_array, ordered_sum
from sim.kernels.vintages import age_trees, sum_ages
from sim.outside import sell_outside
from sim.rates import per_quarter
from sim.tables.farms import MEMORY

if TYPE_CHECKING:
    from sim.parameters.farming import Farming
    from sim.quarter import Quarter
    from sim.tables import Farms
    from sim.world import World

OTHER_CROPS_RELEASED = 0.05
"""Share of the land under other crops that orchards can take over in a quarter."""


def grow(world: World, now: Quarter) -> None:
    """Trees and peel grow a quarter older; planting, picking, peel sold, price."""
    farms, farming = world.farms, world.scenario.parameters.farming
    before = world.opening.blocks.farms
    start = world.scenario.start_quarter
    if world.quarter < start or not farms.trees.any():
        return
    if world.quarter == start:
        farms.log_returns = farms.log_returns + farming.past_return_log_points
    farms.fruit = harvest(farms.trees, farms.full_yield, farming)
    _renew(world, farms, before, farming)
    farms.dried = farms.peel_per_fruit * farms.fruit
    sell_peel(farms, farming)
    _find_price(world, farms, before, farming, now.outside.peel_demand)
    _remember_returns(world, farms, before, farming)
    fresh, processed = relative_sales(farms, before, farming)
    primary = world.region.sectors.broad[world.opening.sector_of] == 0
    relative = np.where(primary, fresh[world.opening.county_of], processed[world.opening.county_of])
    sell_outside(world, now, farms.chenpi_orders * (relative - 1.0))


def _renew(world: World, farms: Farms, before: Farms, farming: Farming) -> None:
    """Old trees die, planters close a part of the gap to the area they want, land permitting."""
    area = farms.area
    mean_return = sum_ages(farms.log_returns) / MEMORY
    wanted = before.area * exp_array(farming.area_elasticity * mean_return)
    dead = per_quarter(farming.adult_tree_loss_per_year) * farms.trees[:, -1]
    wish = np.maximum(0.0, dead + per_quarter((wanted - area) / farming.area_adjustment_years))
    planted = _find_land(farms, before, farming, area, dead, wish + farms.planting_paid)
    farms.trees, farms.planted, farms.cleared = age_trees(farms.trees, planted, dead), planted, dead
    farms.area = sum_ages(farms.trees)
    farms.planting_paid = np.zeros(area.size)


def _find_land(
    farms: Farms, before: Farms, farming: Farming, area: np.ndarray, dead: np.ndarray, wish: np.ndarray
) -> np.ndarray:
    """Orchards planted, mu: on cleared land, then slopes, fallow, other crops, last rice land above its floor.

    Farmland may be planted up to the guaranteed area only; rice land also no faster than rules on non-grain use let.
    """
    again = np.minimum(dead, wish)
    more = wish - again
    slopes = np.minimum(more, farms.slopes)
    more = np.minimum(more - slopes, np.maximum(0.0, farms.guarantee - (area - dead + again + slopes)))
    fallow = np.minimum(more, farms.fallow)
    others = np.minimum(more - fallow, OTHER_CROPS_RELEASED * farms.other_crops)
    above_floor = np.maximum(0.0, farms.grain - farming.grain_floor_share * before.grain)
    allowed = np.minimum(above_floor, per_quarter(farming.non_grain_limit_per_year) * farms.grain)
    rice = np.minimum(more - fallow - others, allowed)
    farms.slopes = farms.slopes - slopes
    farms.fallow = farms.fallow - fallow + (dead - again)
    farms.other_crops, farms.grain = farms.other_crops - others, farms.grain - rice
    return again + slopes + fallow + others + rice


def _find_price(world: World, farms: Farms, before: Farms, farming: Farming, asked: float) -> None:
    """The price at which consumers buy what stock-holders release; `asked` is demand beside its path."""
    years = (world.quarter - world.scenario.start_quarter) / 4.0
    growth = farming.demand_growth_per_year * exp_array(-farming.demand_fading_per_year * years)
    farms.demand *= float(exp_array(per_quarter(growth)))
    genuine = genuine_share(farms, farming) / genuine_share(before, farming)
    offered = ordered_sum(farms.sold_worth) / ordered_sum(before.sold_worth)
    wanted, supplied = log_array([farms.demand * asked * genuine, offered])
    farms.log_prices[1:] = farms.log_prices[:-1]
    farms.log_prices[0] = (wanted - supplied) / farming.consumer_price_elasticity
    crash = float(log_array(np.array([1.0 - farming.bust_fall_share]))[0])
    fall, fall_before = (farms.log_prices[lag] - farms.log_prices[lag + 4] for lag in (0, 1))
    if fall < crash <= fall_before:
        world.log("chenpi_bust", "chenpi", 0, f"price {float(exp_array(fall)) - 1.0:+.0%} within a year")


def _remember_returns(world: World, farms: Farms, before: Farms, farming: Farming) -> None:
    """Log return of a mu: price of fruit beside wages and the yield of rice, each on its trend."""
    rice = log_array(beside(rice_yield(farms, farming), rice_yield(before, farming)))
    cost = farming.wage_weight_share * world.counties.log_wage + (1.0 - farming.wage_weight_share) * rice
    farms.log_returns[:, 1:] = farms.log_returns[:, :-1]
    farms.log_returns[:, 0] = fruit_price(farms, before, farming) - cost
