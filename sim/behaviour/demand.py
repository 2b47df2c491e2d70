"""Demand and its settlement (需求与结算): plan, ration, import; one solve a quarter and no iteration.

Final orders are fixed from lagged information; planned demand of the cells follows from input-output and regional
purchase shares; local buyers get what local firms deliver, the rest is imported; exports are the seller's residual.
Source: own tests of the core economy.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.kernels.maths import exp_array
from sim.kernels.matrices import deliver_final, deliver_materials, final_orders, planned_demand
from sim.loops import columns
from sim.quarter import Buyers, Trade
from sim.requests import Basket, final_buyers

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def gather_buyers(world: World, now: Quarter) -> None:
    """All final buyers of the quarter, with account, county, kind, basket and whole yuan."""
    account, opening, budgets = world.ledger.account, world.opening, now.budgets
    here, towns_of = np.arange(opening.counties), world.region.town_county
    counties, city = account[Holder.CG], np.broadcast_to(account[Holder.CI], here.shape)
    bought, built = int(Kind.GOVERNMENT_PURCHASES), int(Kind.GOVERNMENT_INVESTMENT)
    parts = [
        final_buyers(account[Holder.HH], here, int(Kind.CONSUMPTION), Basket.CONSUMPTION, now.consumption),
        final_buyers(account[Holder.HH], here, int(Kind.HOUSING), Basket.HOUSING, now.housing),
        final_buyers(
            account[Holder.F],
            opening.county_of,
            int(Kind.INVESTMENT),
            Basket.FIRM_INVESTMENT,
            now.investment_new,
        ),
        final_buyers(counties, here, bought, Basket.PURCHASES, budgets.county_bought),
        final_buyers(counties, here, built, Basket.PUBLIC_INVESTMENT, budgets.county_invested),
        final_buyers(account[Holder.TG], towns_of, bought, Basket.PURCHASES, budgets.town_bought),
        final_buyers(account[Holder.TG], towns_of, built, Basket.PUBLIC_INVESTMENT, budgets.town_invested),
        final_buyers(city, here, bought, Basket.PURCHASES, budgets.city_bought),
        final_buyers(city, here, built, Basket.PUBLIC_INVESTMENT, budgets.city_invested),
    ]
    parts += now.orders
    columns = (np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Buyers))
    now.buyers = Buyers(*columns)


def plan(world: World, now: Quarter) -> None:
    """Planned demand of every cell and orders per unit of a firm's weight.

    X_k = X0_k g MA^theta exp(eta (e_k - e0_k)); orders of a firm: local demand by realised weights, exports by the
    frozen reference, so that a dying giant is missed and a new outside plant brings its own customers.
    """
    opening, cells, buyers = world.opening, world.cells, now.buyers
    elasticity = world.scenario.parameters.trade.export_elasticity
    gained = exp_array(elasticity * (now.efficiency - opening.efficiency))
    outside = cells.export_reference * now.nominal * world.access_exports * gained * now.export_factor
    now.export_orders = outside * now.weights / cells.order_reference
    final = final_orders(opening.baskets, buyers.basket, buyers.county, buyers.amount, opening.counties)
    now.demand = planned_demand(world.purchases, world.trade_matrix, cells.fill, final, now.export_orders)
    held = now.weights > 0
    local = (now.demand - now.export_orders) / np.where(held, now.weights, 1.0)
    per_weight = (local + outside / cells.order_reference) * now.scale
    now.orders_per_weight = np.where(held, per_weight, 1.0)  # nobody reads it in a cell without firms
    common = world.counties.road_productivity[opening.county_of] + now.log_productivity
    now.cell_productivity = cells.productivity * exp_array(common)


def settle(world: World, now: Quarter) -> None:
    """Who bought from whom: local deliveries by the cell's fill rate, imports and exports as residuals."""
    opening, cells, ledger, buyers = world.opening, world.cells, world.ledger, now.buyers
    account, sums = ledger.account, now.accounts
    firms, outside, up = account[Holder.F], account[Holder.RX], account[Holder.UP]
    output, materials = sums[:, columns.OUTPUT], sums[:, columns.MATERIAL_COST]
    planned = cells.fill * now.demand
    fill = np.minimum(1.0, output / np.maximum(now.demand, 1.0))
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


def _by_county(
    world: World, now: Quarter, used: np.ndarray, sold: np.ndarray, materials: np.ndarray
) -> Trade:
    """What is sold and bought inside counties: what outside investors order in a place is a sale to the outside."""
    opening, buyers = world.opening, now.buyers
    inside = buyers.account != world.ledger.account[Holder.RX][0]
    same = opening.county_of[:, None] == opening.county_of[None, :]
    at_home = opening.by_county((used * same).sum(1))
    home_buyer = inside[:, None] & (buyers.county[:, None] == opening.county_of[None, :])
    at_home = at_home + opening.by_county((sold * home_buyer).sum(0))
    final = np.zeros(opening.counties, np.int64)
    np.add.at(final, buyers.county[inside], buyers.amount[inside])
    return Trade(sold_at_home=at_home, bought=final + opening.by_county(materials))
