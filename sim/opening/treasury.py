"""Opening of what governments owe, do and report, of county land and of loans for homes.

A region gives the price and the reserve of land and the loans for homes of each county; how much land is sold follows
from the revenue it brings. Without these stocks there is no land market and no loan for a home.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import ordered_sum
from sim.loops import columns
from sim.rates import per_quarter
from sim.requests import Basket
from sim.tables import Treasury
from sim.tables.treasury import Figure, Goal

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known

MEMORY = 0.75
"""Share of a year's sum that is still in it a quarter later."""


def year_before(flow: np.ndarray, into: float) -> np.ndarray:
    """A year's sum before the first quarter of a flow y on the trend: S = y / (1 + g) / (1 - 3/4 / (1 + g))."""
    growth = 1.0 + into
    return flow / growth / (1.0 - MEMORY / growth)


def open_treasury(known: Known, flows: Flows) -> Treasury:
    """First state: even effort, no pressure, true reports, nothing owed to builders; land and loans as given."""
    setting = known.setting
    counties, into, ids = setting.structure.counties, setting.into, setting.region.counties.ids
    rules, stocks = setting.scenario.parameters.land, setting.data.stocks
    local_share, local = _local_revenue(known)
    price = stocks.of("land_price_yuan_per_mu", ids, 0.0)
    sales = np.where(price > 0, rules.revenue_share_of_own * local, 0.0)
    compensation, works = rules.compensation_share * sales, rules.works_share * sales
    kept = sales - compensation - works
    mortgages = np.floor(stocks.of("mortgages_yuan", ids, 0.0))
    lending = (into + per_quarter(rules.mortgage_repayment_per_year)) * mortgages
    flows.households += compensation - per_quarter(rules.mortgage_rate_per_year) * mortgages
    flows.household_outlays += sales - into * mortgages
    flows.purchases[Basket.PUBLIC_INVESTMENT] += works
    flows.public_works += works
    flows.county_income += kept
    flows.bank_claims += int(mortgages.sum())

    def none() -> np.ndarray:
        return np.zeros(counties)

    def nothing() -> np.ndarray:
        return np.zeros(counties, np.int64)

    return Treasury(
        effort=np.ones((counties, len(Goal))),
        pressure=np.zeros((counties, len(Goal))),
        gdp_year=year_before(known.gdp, into),
        town_taxes_year=year_before(local_share * known.first.town_sums[:, columns.T_TAXES], into),
        reported_so_far=none(),
        reported_last_year=none(),
        rank_gap=none(),
        misreport=np.zeros((counties, len(Figure))),
        penalty=nothing(),
        arrears=nothing(),
        interest_subsidy=none(),
        suspended=none(),
        land_reserve=stocks.of("land_reserve_mu", ids, 0.0),
        land_sold=none(),
        land_requisitioned=none(),
        land_turnover=sales / np.where(price > 0, price, 1.0),
        land_price=price,
        land_demand=np.ones(counties),
        land_kept=kept / (1.0 + into),
        mortgages=mortgages.astype(np.int64),
        mortgage_lending=lending,
    )


def _local_revenue(known: Known) -> tuple[float, np.ndarray]:
    """Share of taxes that stays in the region, and first quarter's own revenue that arises in each county."""
    sums, structure = known.first.sums, known.setting.structure
    taxes = structure.by_county(
        (sums[:, columns.TAX_ON_PRODUCTION] + sums[:, columns.TAX_ON_PROFIT]).astype(np.float64)
    )
    share = known.setting.data.facts.own_revenue_share_of_gdp * ordered_sum(known.gdp) / ordered_sum(taxes)
    return share, share * taxes
