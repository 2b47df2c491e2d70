"""Demand and its settlement (需求与结算): plan, ration, import; one solve a quarter and no iteration.

Final orders are fixed from lagged information; planned demand of the cells follows from input-output and regional
purchase shares; local buyers get what local firms deliver, the rest is imported; exports are the seller's residual.
Source: A1-A3 of the tested core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.matrices import deliver_final, deliver_materials, final_orders, planned_demand
from sim.kernels.maths import exp_array
from sim.accounts import Holder, Kind
from sim.loops import columns
from sim.quarter import Buyers, Trade

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

CONSUMPTION, FIRM_INVESTMENT, HOUSING, PURCHASES, PUBLIC_INVESTMENT = range(5)
"""Rows of the basket table."""


def baskets(world: World) -> np.ndarray:
    """What each kind of final buyer buys, shares by sector [5, sectors]."""
    sectors = world.region.sectors
    return np.stack(
        [
            sectors.consumption_share,
            sectors.firm_investment_share,
            sectors.housing_share,
            sectors.government_purchase_share,
            sectors.government_investment_share,
        ]
    )


def gather_buyers(world: World, now: Quarter) -> None:
    """All final buyers of the quarter, with account, county, kind, basket and whole yuan."""
    account, opening, budgets = world.ledger.account, world.opening, now.budgets
    here = np.arange(opening.counties)
    city = np.broadcast_to(account[Holder.CI], here.shape)
    parts = [
        (account[Holder.HH], here, Kind.CONSUMPTION, CONSUMPTION, now.consumption),
        (account[Holder.HH], here, Kind.HOUSING, HOUSING, now.housing),
        (account[Holder.F], opening.county_of, Kind.INVESTMENT, FIRM_INVESTMENT, now.investment_new),
    ]
    for accounts, county, bought, invested in (
        (account[Holder.CG], here, budgets.county_bought, budgets.county_invested),
        (account[Holder.TG], world.region.town_county, budgets.town_bought, budgets.town_invested),
        (city, here, budgets.city_bought, budgets.city_invested),
    ):
        parts.append((accounts, county, Kind.GOVERNMENT_PURCHASES, PURCHASES, bought))
        parts.append((accounts, county, Kind.GOVERNMENT_INVESTMENT, PUBLIC_INVESTMENT, invested))
    programmes = now.programmes
    for name, grant, invested in zip(programmes.names, programmes.grants, programmes.infrastructure, strict=True):
        bought = world.ledger.slot(Kind.GOVERNMENT_PURCHASES, name)
        built = world.ledger.slot(Kind.GOVERNMENT_INVESTMENT, name)
        parts.append((account[Holder.CG], here, bought, PURCHASES, grant - invested))
        parts.append((account[Holder.CG], here, built, PUBLIC_INVESTMENT, invested))
    now.buyers = Buyers(
        account=np.concatenate([part[0] for part in parts]),
        county=np.concatenate([part[1] for part in parts]).astype(np.int64),
        slot=np.concatenate([np.full(len(part[0]), int(part[2])) for part in parts]),
        basket=np.concatenate([np.full(len(part[0]), part[3]) for part in parts]),
        amount=np.concatenate([part[4] for part in parts]).astype(np.int64),
    )


def plan(world: World, now: Quarter) -> None:
    """Planned demand of every cell and orders per unit of a firm's weight.

    X_k = X0_k g MA^theta exp(eta (e_k - e0_k)); orders of a firm: local demand by realised weights, exports by the
    frozen reference, so that a dying giant is missed and a new outside plant brings its own customers.
    """
    opening, cells, buyers = world.opening, world.cells, now.buyers
    elasticity = world.scenario.parameters.trade.export_elasticity
    gained = exp_array(elasticity * (now.efficiency - opening.efficiency))
    outside = cells.export_reference * now.nominal * world.access_exports * gained
    now.export_orders = outside * now.weights / cells.order_reference
    final = final_orders(opening.baskets, buyers.basket, buyers.county, buyers.amount, opening.counties)
    now.demand = planned_demand(world.purchases, world.trade_matrix, cells.fill, final, now.export_orders)
    local = (now.demand - now.export_orders) / now.weights
    now.orders_per_weight = (local + outside / cells.order_reference) * now.scale
    roads = exp_array(world.counties.road_productivity)
    now.cell_productivity = cells.productivity * roads[opening.county_of]


def settle(world: World, now: Quarter) -> None:
    """Who bought from whom: local deliveries by the cell's fill rate, imports and exports as residuals."""
    opening, cells, ledger, buyers = world.opening, world.cells, world.ledger, now.buyers
    account, sums = ledger.account, now.accounts
    firms, outside, up = account[Holder.F], account[Holder.RX], account[Holder.UP]
    output, materials = sums[:, columns.OUTPUT], sums[:, columns.MATERIAL_COST]
    planned = cells.fill * now.demand
    fill = np.minimum(1.0, output / now.demand)
    used = deliver_materials(world.trade_matrix, planned, fill, materials, opening.sectors)
    sold = deliver_final(world.purchases, opening.baskets, buyers.basket, buyers.county, buyers.amount, fill)
    now.exports = output - used.sum(1) - sold.sum(0)
    ledger.post_matrix(np.full(firms.size, int(Kind.MATERIALS)), firms, firms, np.ascontiguousarray(used.T))
    ledger.post(Kind.MATERIALS, firms, outside, materials - used.sum(0))
    ledger.post_matrix(buyers.slot, buyers.account, firms, sold)
    ledger.post_slots(buyers.slot, buyers.account, outside, buyers.amount - sold.sum(1))
    ledger.post(Kind.EXPORTS, np.where(opening.residual_buyer_up, up, outside), firms, now.exports)
    now.trade = _by_county(world, now, used, sold, materials)
    now.lost_orders = np.maximum(now.demand - output, 0.0)
    cells.fill = fill
    cells.last_output = output.astype(np.float64)


def _by_county(world: World, now: Quarter, used: np.ndarray, sold: np.ndarray, materials: np.ndarray) -> Trade:
    opening, buyers = world.opening, now.buyers
    same = opening.county_of[:, None] == opening.county_of[None, :]
    at_home = opening.by_county((used * same).sum(1))
    home_buyer = buyers.county[:, None] == opening.county_of[None, :]
    at_home = at_home + opening.by_county((sold * home_buyer).sum(0))
    final = np.zeros(opening.counties, np.int64)
    np.add.at(final, buyers.county, buyers.amount)
    return Trade(sold_at_home=at_home, bought=final + opening.by_county(materials), final_uses=final)
