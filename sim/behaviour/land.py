"""County land for homes and trade, and the loans that pay for homes (土地出让与房贷).

Land sold  A = A0 (Y / Y*)^e d, mu a quarter, at most the reserve; Y last quarter's income of households, Y* its
trend, d demand beside it. Its price is p = p0 x nominal trend x access^theta (theta 0.51: Donaldson & Hornbeck 2016).
Villages are paid for land taken to fill the reserve again, within the yearly quota; works financed by land add to
public capital; what is left goes into next quarter's budget, so a slump of land cuts ordinary spending, and no transfer
makes it good. New loans for homes move with the market, L = L0 (Y / Y*)^e d x nominal trend; a share of the debt is
repaid every quarter. Land is conserved: reserve + sold - taken. Source: land revenue 0.6 of own revenue in 2020-21,
halved by 2023.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.kernels.maths import power_array
from sim.quarter import LandMarket
from sim.rates import per_quarter
from sim.requests import Basket, order

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def _yuan(amount: np.ndarray) -> np.ndarray:
    return np.floor(amount).astype(np.int64)


def activity(world: World, now: Quarter) -> np.ndarray:
    """Land market beside its trend, one at the opening: (Y / Y*)^e d, by county."""
    income = np.maximum(world.counties.income, 1.0)
    usual = np.maximum(world.opening.county_state.income * now.nominal_before, 1.0)
    elasticity = world.scenario.parameters.land.income_elasticity
    demand = now.outside.land_demand * world.treasury.land_demand
    return power_array(income / usual, elasticity) * demand


def plan(world: World, now: Quarter) -> None:
    """Land sold and taken, what it pays for, and loans for homes; orders the works."""
    rules, treasury = world.scenario.parameters.land, world.treasury
    market = activity(world, now)
    wanted = treasury.land_turnover * market
    sold = np.minimum(wanted, treasury.land_reserve)
    most = rules.requisition_limit_factor * treasury.land_turnover
    missing = world.opening.blocks.treasury.land_reserve - (treasury.land_reserve - sold)
    taken = np.clip(missing, 0.0, most)
    farmed = world.farms.land() > 0.0
    taken = np.where(farmed, np.minimum(taken, world.farms.can_give_up()), taken)
    reached = power_array(world.counties.access_passenger, rules.price_access_elasticity)
    price = treasury.land_price * now.nominal * reached
    lending = _yuan(treasury.mortgage_lending * market * now.nominal)
    repaid = _yuan(per_quarter(rules.mortgage_repayment_per_year) * treasury.mortgages)
    revenue = _yuan(price * sold)
    now.land = LandMarket(
        sold=sold,
        requisitioned=taken,
        revenue=revenue,
        compensation=_yuan(rules.compensation_share * price * taken),
        works=_yuan(rules.works_share * revenue),
        lent=np.maximum(lending, 0),
        repaid=repaid + np.maximum(-lending, 0),
        interest=_yuan(per_quarter(rules.mortgage_rate_per_year) * treasury.mortgages),
    )
    counties = world.ledger.account[Holder.CG]
    here = np.arange(world.opening.counties)
    order(now, Kind.GOVERNMENT_INVESTMENT, counties, here, Basket.PUBLIC_INVESTMENT, now.land.works)
    now.works = now.works + now.land.works


def pay(world: World, now: Quarter) -> None:
    """Post land sales, compensation and loans for homes; land changes hands."""
    treasury, land, ledger = world.treasury, now.land, world.ledger
    homes, counties, bank = (ledger.account[holder] for holder in (Holder.HH, Holder.CG, Holder.BK))
    ledger.post(Kind.HOUSEHOLD_LOANS, bank, homes, land.lent)
    ledger.post(Kind.HOUSEHOLD_REPAYMENTS, homes, bank, land.repaid)
    ledger.post(Kind.HOUSEHOLD_INTEREST, homes, bank, land.interest)
    ledger.post(Kind.LAND_SALES, homes, counties, land.revenue)
    ledger.post(Kind.LAND_COMPENSATION, counties, homes, land.compensation)
    world.farms.give_up(land.requisitioned)
    treasury.mortgages = treasury.mortgages + land.lent - land.repaid
    treasury.land_reserve = treasury.land_reserve - land.sold + land.requisitioned
    treasury.land_sold = treasury.land_sold + land.sold
    treasury.land_requisitioned = treasury.land_requisitioned + land.requisitioned
    treasury.land_kept = (land.revenue - land.compensation - land.works).astype(np.float64)
