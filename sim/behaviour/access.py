"""Market access (市场可达性): who can be reached in how many minutes, for goods and for people.

MA_c = sum_n G_n (tau_cn + 15)^-3 over counties and outside nodes, freight and passenger apart. Access sells more
outside (X ~ MA^theta) and exposes: the local share of purchases falls (R ~ MA^-theta', Faber 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import first_quarter_from
from sim.kernels.maths import exp_array, log_array
from sim.kernels.matrices import market_access, trade_matrix

if TYPE_CHECKING:
    from sim.world import World


def minutes_now(world: World, links: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Passenger and freight minutes [counties, counties + nodes] with these links open."""
    region = world.region
    passenger, freight = region.travel_passenger.copy(), region.travel_freight.copy()
    for link in links:
        passenger = np.fmin(passenger, region.link_minutes[link].passenger)
        freight = np.fmin(freight, region.link_minutes[link].freight)
    return passenger, freight


def open_links(world: World) -> list[str]:
    """Ids of the links that the world has opened by this quarter, in id order."""
    opened = world.scenario.world.links
    return sorted(link for link, date in opened.items() if first_quarter_from(date) <= world.quarter)


def read_access(world: World) -> None:
    """Move the counties' access towards what the open links allow; set what it does to sales and purchases.

    Customers find the new way by and by: a tenth of the gap in logs a quarter.
    """
    links = open_links(world)
    if world.purchases.size and not links:
        return
    trade, opening, counties = world.scenario.parameters.trade, world.opening, world.counties
    passenger, freight = minutes_now(world, links)
    terms = (opening.market_mass, trade.terminal_minutes, trade.access_decay)
    speed = trade.access_adjustment_per_quarter
    people = _towards(
        counties.access_passenger, market_access(passenger, *terms) / opening.access_passenger, speed
    )
    goods = _towards(counties.access_freight, market_access(freight, *terms) / opening.access_freight, speed)
    counties.access_passenger, counties.access_freight = exp_array(people), exp_array(goods)
    by_sector = np.where(world.region.sectors.freight[:, None], goods[None, :], people[None, :])
    world.access_exports = exp_array(trade.access_export_elasticity * by_sector.T.ravel())
    exposure = exp_array(-trade.access_purchase_elasticity * by_sector)
    world.purchases = opening.purchases * exposure[:, :, None]
    world.trade_matrix = trade_matrix(world.purchases, world.region.io)


def _towards(access: np.ndarray, target: np.ndarray, speed: float) -> np.ndarray:
    """Log access after a quarter."""
    now = log_array(access)
    return now + speed * (log_array(target) - now)
