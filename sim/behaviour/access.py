"""Market access (市场可达性): who can be reached in how many minutes, for goods and for people.

MA_c = sum_n G_n (tau_cn + 15)^-3 over counties and outside nodes, freight and passenger apart. Access sells more
outside (X ~ MA^theta) and exposes: the local share of purchases falls (R ~ MA^-theta', Faber 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import first_quarter_from
from sim.kernels.maths import exp_array, log_array
from sim.kernels.matrices import market_access

if TYPE_CHECKING:
    from sim.world import World


def minutes_now(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Passenger and freight minutes [counties, counties + nodes] with the links open this quarter."""
    region = world.region
    passenger, freight = region.travel_passenger, region.travel_freight
    for link in open_links(world):
        passenger = np.fmin(passenger, region.link_minutes[link].passenger)
        freight = np.fmin(freight, region.link_minutes[link].freight)
    return passenger, freight


def open_links(world: World) -> list[str]:
    """Ids of the links that the world has opened by this quarter, in id order."""
    opened = world.scenario.world.links
    return sorted(link for link, date in opened.items() if first_quarter_from(date) <= world.quarter)


def read_access(world: World) -> None:
    """Set the counties' access, and what it does to exports and local purchases, when a link has opened."""
    links = tuple(open_links(world))
    if links == world.links:
        return
    world.links = links
    trade, opening = world.scenario.parameters.trade, world.opening
    passenger, freight = minutes_now(world)
    masses = opening.market_mass
    terms = (trade.terminal_minutes, trade.access_decay)
    people = log_array(market_access(passenger, masses, *terms) / opening.access_passenger)
    goods = log_array(market_access(freight, masses, *terms) / opening.access_freight)
    world.counties.access_passenger = exp_array(people)
    world.counties.access_freight = exp_array(goods)
    by_sector = np.where(world.region.sectors.freight[:, None], goods[None, :], people[None, :])
    of_cell = by_sector.T.ravel()
    world.access_exports = exp_array(trade.access_export_elasticity * of_cell)
    exposure = exp_array(-trade.access_purchase_elasticity * by_sector.ravel()).reshape(by_sector.shape)
    world.purchases = opening.purchases * exposure[:, :, None]
    world.refresh_trade_matrix()
