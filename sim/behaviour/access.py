"""Market access (市场可达性): who can be reached in how many minutes, for goods and for people.

MA_c = sum_n G_n (tau_cn + 15)^-3 over counties and outside nodes, freight and passenger apart. Access sells more
outside (X ~ MA^theta) and exposes: the local share of purchases falls (R ~ MA^-theta', Faber 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import exp_array, log_array
from sim.kernels.matrices import market_access, trade_matrix

if TYPE_CHECKING:
    from sim.tables import Counties
    from sim.world import World


def read_access(world: World) -> None:
    """Move the counties' access towards what the network allows; set what it does to sales and purchases.

    Customers find the new way by and by: a tenth of the gap in logs a quarter.
    """
    trade, opening, counties = world.scenario.parameters.trade, world.opening, world.counties
    passenger, freight = world.network.passenger, world.network.freight
    if world.purchases.size and not world.network.open.any() and _as_at_opening(counties):
        return
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


def _as_at_opening(counties: Counties) -> bool:
    """Whether no county's access has moved yet, or it is back to the bit."""
    return bool((counties.access_passenger == 1.0).all() and (counties.access_freight == 1.0).all())


def _towards(access: np.ndarray, target: np.ndarray, speed: float) -> np.ndarray:
    """Log access after a quarter."""
    now = log_array(access)
    return now + speed * (log_array(target) - now)
