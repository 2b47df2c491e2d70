"""Statistics of a quarter (统计): every indicator by county and town, summed to the city; only reads.

GDP is counted three ways (output, income, expenditure) by county and for the city; they are equal to the yuan, as
trade inside the city cancels, and a difference stops the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder
from sim.calendar import quarter_name
from sim.errors import LedgerError
from sim.kernels.maths import exp_array
from sim.kernels.pages import COMPANY, INDIVIDUAL, JOINT_STOCK, LISTED, PROPRIETOR
from sim.loops import columns
from sim.loops.fixed import UNFIX

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

Values = dict[str, np.ndarray]

RUNG_KEYS = {
    "firms_individual": INDIVIDUAL,
    "firms_sole_proprietor": PROPRIETOR,
    "firms_company": COMPANY,
    "firms_joint_stock": JOINT_STOCK,
    "firms_listed": LISTED,
}
RATIOS = {
    "income_disposable_per_head": ("income_disposable", "population"),
    "gdp_real_per_head": ("gdp_real", "population"),
    "consumption_share": ("consumption", "gdp_nominal"),
    "investment_share": ("firm_investment", "gdp_nominal"),
    "revenue_share": ("revenue_own", "gdp_nominal"),
    "spending_share": ("spending_government", "gdp_nominal"),
    "wage_share": ("wages_nominal", "gdp_nominal"),
}
"""Ratios of two other indicators, at county and city level."""


def measure(world: World, now: Quarter) -> dict[str, Values]:
    """All indicators of the quarter just simulated, by level: city, county, town, village."""
    county, town = _county(world, now), _town(world, now)
    county["firms_above_scale"] = world.opening.towns_to_counties(town["firms_above_scale"]).astype(np.int64)
    city = _city(world, now, county)
    for level in (county, city):
        for key, (over, under) in RATIOS.items():
            level[key] = level[over] / np.maximum(level[under], 1)
    return {"city": city, "county": county, "town": town, "village": _village(world)}


def gdp_three_ways(world: World, now: Quarter) -> np.ndarray:
    """Value added by county, yuan; raises LedgerError when output, income and expenditure differ."""
    opening, s, trade = world.opening, now.accounts, now.trade
    by_county = opening.by_county
    output = by_county(s[:, columns.OUTPUT] - s[:, columns.MATERIAL_COST])
    surplus = s[:, columns.OUTPUT] - s[:, columns.MATERIAL_COST] - s[:, columns.WAGES]
    surplus = surplus - s[:, columns.TAX_ON_PRODUCTION]
    income = by_county(s[:, columns.WAGES]) + by_county(s[:, columns.TAX_ON_PRODUCTION]) + by_county(surplus)
    sold_away = by_county(s[:, columns.OUTPUT]) - trade.sold_at_home
    bought_away = trade.bought - trade.sold_at_home
    spent = trade.final_uses + sold_away - bought_away
    for name, other in (("income", income), ("expenditure", spent)):
        if not np.array_equal(output, other):
            at = int(np.flatnonzero(output != other)[0])
            place = world.region.counties.names_zh[at]
            raise LedgerError(
                f"{quarter_name(now.number)}, {place}: GDP by output is {output[at]:,} yuan, by {name} {other[at]:,}"
            )
    return output


def _county(world: World, now: Quarter) -> Values:
    opening, counties, s, budgets = world.opening, world.counties, now.accounts, now.budgets
    by_county, towns_of = opening.by_county, world.region.town_county
    gdp = gdp_three_ways(world, now)
    deflator = now.price / opening.base_price
    rungs, _, _, capital = now.firm_counts
    value_added = s[:, columns.OUTPUT] - s[:, columns.MATERIAL_COST]
    broad = world.region.sectors.broad[opening.sector_of]

    def in_county(of_towns: np.ndarray) -> np.ndarray:
        total = np.zeros(opening.counties, np.int64)
        np.add.at(total, towns_of, of_towns)
        return total

    programmes = now.programmes
    received, paid = programmes.grants.sum(0), programmes.contributions.sum(0)[:-1]
    in_towns = in_county(budgets.town_spending)
    spending = budgets.spending + in_towns + received
    bought = budgets.county_bought + budgets.city_bought + in_county(budgets.town_bought)
    bought = bought + received - programmes.infrastructure.sum(0)
    away = by_county(s[:, columns.OUTPUT]) - now.trade.sold_at_home
    own = now.local_revenue - now.to_city
    values: Values = {
        "gdp_nominal": gdp,
        "gdp_real": gdp / deflator,
        "output_nominal": by_county(s[:, columns.OUTPUT]),
        "wages_nominal": by_county(s[:, columns.WAGES]),
        "income_disposable": now.income.astype(np.int64),
        "consumption": now.consumption,
        "housing_investment": now.housing,
        "firm_investment": by_county(now.investment_new),
        "government_consumption": bought,
        "government_investment": now.public_investment,
        "exports": away,
        "imports": now.trade.bought - now.trade.sold_at_home,
        "revenue_own": own,
        "transfers_received": budgets.transfers,
        "spending_government": spending,
        "interest_paid": budgets.interest,
        "bonds_issued": budgets.bonds,
        "programme_paid": paid,
        "programme_received": received,
        "spending_cut": now.gap_cuts[:-1],
        "dividends_received": now.dividends,
        "loans_new": by_county(s[:, columns.LOANS_NEW] + now.births[:, 2]),
        "loans_repaid": by_county(s[:, columns.LOANS_REPAID] + s[:, columns.EXIT_REPAID]),
        "loans_written_off": by_county(now.writeoffs),
        "population": counties.people,
        "labour_force": now.labour_force,
        "employment": counties.employment,
        "capital_real": by_county(capital) * opening.base_price,
        "loans": by_county(world.cells.loans),
        "deposits_households": world.ledger.of(Holder.HH),
        "cash_firms": by_county(world.ledger.of(Holder.F)),
        "cash_government": world.ledger.of(Holder.CG) + in_county(world.ledger.of(Holder.TG)),
        "debt_government": counties.debt,
        "public_capital_real": counties.public_capital * opening.base_price,
        "unemployment_rate": 1.0 - counties.employment / now.labour_force,
        "orders_lost_share": by_county(now.lost_orders) / by_county(now.demand),
        "orders_reallocated_share": by_county(np.minimum(now.excess, now.slack)) / by_county(now.demand),
        "wage_relative": exp_array(counties.last_log_wage),
        "market_access_freight": counties.access_freight,
        "market_access_passenger": counties.access_passenger,
        "firms_born": by_county(now.births[:, 0]),
        "firms_closed": by_county(s[:, columns.CLOSED]),
        "firms_insolvent": by_county(s[:, columns.INSOLVENT]),
        "firms": rungs.sum(1),
    }
    for number, key in enumerate(("value_added_primary", "value_added_secondary", "value_added_tertiary")):
        values[key] = by_county(np.where(broad == number, value_added, 0))
    for key, rung in RUNG_KEYS.items():
        values[key] = rungs[:, rung]
    values["fiscal_balance"] = own + budgets.transfers + received - paid - spending - budgets.interest
    return values


def _town(world: World, now: Quarter) -> Values:
    _, firms, above, _ = now.firm_counts
    deflator = now.price / world.opening.base_price
    return {
        "gdp_nominal": now.town_sums[:, 0],
        "gdp_real": now.town_sums[:, 0] / deflator,
        "population": world.towns.people,
        "employment": now.town_sums[:, 2] * UNFIX,
        "firms": firms,
        "firms_above_scale": above,
    }


def _village(world: World) -> Values:
    grown = world.towns.people / world.region.town_population
    return {"population": world.region.village_population * grown[world.region.village_town]}


AVERAGED = ("wage_relative", "market_access_freight", "market_access_passenger")


def _city(world: World, now: Quarter, county: Values) -> Values:
    """City values: sums of the counties', plus what only the city level has; indices weighted by people."""
    budgets, city, ledger = now.budgets, world.city, world.ledger
    values = {key: value.sum(keepdims=True) for key, value in county.items()}
    people = county["population"]
    for key in AVERAGED:
        values[key] = (county[key] * people).sum(keepdims=True) / people.sum()
    values["unemployment_rate"] = 1.0 - values["employment"] / values["labour_force"]
    lost = now.lost_orders.sum(keepdims=True) / now.demand.sum()
    moved = np.minimum(now.excess, now.slack).sum(keepdims=True) / now.demand.sum()
    values["orders_lost_share"], values["orders_reallocated_share"] = lost, moved
    values["price_index"] = np.array([now.price / world.opening.base_price])
    values["trend_real_index"] = np.array([float(world.opening.trend.real[now.t + 1])])
    extra = {
        "revenue_own": now.city_revenue,
        "transfers_received": budgets.city_transfer,
        "spending_government": budgets.city_spending,
        "interest_paid": budgets.city_interest,
        "bonds_issued": budgets.city_bonds,
        "programme_paid": int(now.programmes.contributions[:, -1].sum()),
        "spending_cut": int(now.gap_cuts[-1]),
        "cash_government": int(ledger.of(Holder.CI)[0]),
        "debt_government": city.debt,
    }
    for key, value in extra.items():
        values[key] = values[key] + np.int64(value)
    inside = county["exports"] + 0
    inner = _trade_inside(world, now)
    values["exports"] = inside.sum(keepdims=True) - inner
    values["imports"] = county["imports"].sum(keepdims=True) - inner
    own = now.city_revenue + budgets.city_transfer - budgets.city_spending - budgets.city_interest
    values["fiscal_balance"] = values["fiscal_balance"] + np.int64(own - extra["programme_paid"])
    return values


def _trade_inside(world: World, now: Quarter) -> np.ndarray:
    """Sales between counties of the city, yuan: all local sales less those at home."""
    local = now.accounts[:, columns.OUTPUT].sum() - now.exports.sum()
    return np.array([local - now.trade.sold_at_home.sum()])
