"""Statistics of a quarter (统计): every indicator by county and town, and the city as the registry adds them up.

Only reads. GDP is counted three ways from three records: what firms made (sums of the accounts loop), what lies in
their cash and what was posted as wages and taxes, and what the book of the ledger says was bought. One yuan of
difference in one county stops the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import quarter_name
from sim.errors import LedgerError
from sim.indicators import BY_KEY, INDICATORS, together
from sim.kernels.maths import exp_array
from sim.kernels.pages import COMPANY, INDIVIDUAL, JOINT_STOCK, LISTED, PROPRIETOR
from sim.loops import columns
from sim.loops.counting import count_firms
from sim.loops.fixed import UNFIX
from sim.measures import (
    environment,
    farms,
    government,
    knowhow,
    parks,
    projects,
    recognition,
    residents,
    transport,
    villages,
    visits,
)
from sim.measures.found import Found

if TYPE_CHECKING:
    from sim.ledger import Ledger
    from sim.quarter import Quarter
    from sim.world import World

Values = dict[str, np.ndarray]

BLOCKS = (
    government.measure,
    parks.measure,
    projects.measure,
    recognition.measure,
    villages.measure,
    farms.measure,
    residents.measure,
    visits.measure,
    environment.measure,
    transport.measure,
    knowhow.measure,
)
"""What is measured beyond the core, block by block."""

FINAL = (
    Kind.CONSUMPTION,
    Kind.HOUSING,
    Kind.INVESTMENT,
    Kind.GOVERNMENT_PURCHASES,
    Kind.GOVERNMENT_INVESTMENT,
    Kind.PARK_INVESTMENT,
    Kind.PARK_RUNNING_COSTS,
    Kind.PROJECT_INVESTMENT,
    Kind.RENEWAL_INVESTMENT,
    Kind.VILLAGE_SERVICES,
    Kind.VILLAGE_INVESTMENT,
)
"""Kinds of flow that are final uses."""

RATIOS = tuple((item, item.needed) for item in INDICATORS if item.aggregation == "ratio")
"""Indicators that are ratios, with all they are computed from."""

RUNG_KEYS = {
    "firms_individual": INDIVIDUAL,
    "firms_sole_proprietor": PROPRIETOR,
    "firms_company": COMPANY,
    "firms_joint_stock": JOINT_STOCK,
    "firms_listed": LISTED,
}


def look(world: World, now: Quarter) -> dict[str, Values]:
    """Count the firms, then every indicator of the quarter just simulated, by level; once a quarter."""
    opening = world.opening
    if now.measures is None:
        now.firm_counts = count_firms(
            world.firms,
            opening.county_of,
            opening.industry,
            opening.above_scale_threshold,
            opening.counties,
            world.region.towns.n,
        )
        now.measures = measure(world, now)
    return now.measures


def measure(world: World, now: Quarter) -> dict[str, Values]:
    """All indicators of the quarter just simulated, by level: city, county, town, village."""
    county, town = _county(world, now), _town(world, now)
    county["firms_above_scale"] = world.opening.towns_to_counties(town["firms_above_scale"]).astype(np.int64)
    found = Found({}, county, town, {}, _village(world))
    for measure_block in BLOCKS:
        measure_block(world, now, found)
    _add_ratios(county)
    for values in (town, found.park, found.village):
        _add_ratios(values)
    city = _city(world, now, county, found.city)
    return {"city": city, "county": county, "town": town, "park": found.park, "village": found.village}


def gdp_three_ways(world: World, now: Quarter) -> np.ndarray:
    """Value added by county, yuan; raises LedgerError naming quarter, place and way when one yuan differs.

    Output: what firms made less materials. Income: wages and production tax as posted, and the surplus as it lies
    in the firms' own cash, loans and payments. Expenditure: final purchases as posted, sales across the border less
    purchases across it.
    """
    by_county, s = world.opening.by_county, now.accounts
    output = by_county(s[:, columns.OUTPUT] - s[:, columns.MATERIAL_COST])
    ways = {"income": _income(world, now), "expenditure": _expenditure(world)}
    for name, other in ways.items():
        if not np.array_equal(output, other):
            at = int(np.flatnonzero(output != other)[0])
            place = world.region.counties.names_zh[at]
            raise LedgerError(
                f"{quarter_name(now.number)}, {place}: GDP by output is {output[at]:,} yuan, by {name} "
                f"{other[at]:,} yuan; {int(output[at]) - int(other[at]):+,} yuan unaccounted for"
            )
    return output


def _income(world: World, now: Quarter) -> np.ndarray:
    """Wages and production tax W + T as posted, and the surplus that the rows of firms paid out or kept, by county.

    S = change of cash + repaid - borrowed + profit tax + interest + dividends - calls + investment, new and used,
    and sales not yet paid;
    before exits and births, which move money but make nothing.
    """
    s, flows, firms = now.accounts, world.ledger.flows, world.ledger.account[Holder.F]
    posted = -(flows[Kind.WAGES, firms] + flows[Kind.PRODUCTION_TAX, firms])
    kept = s[:, columns.CASH_AFTER] - s[:, columns.CASH_BEFORE]
    borrowed = s[:, columns.LOANS_AFTER] - s[:, columns.LOANS_BEFORE]
    paid = (
        s[:, columns.TAX_ON_PROFIT] + s[:, columns.INTEREST] + s[:, columns.DIVIDENDS] - s[:, columns.CALLS]
    )
    invested = s[:, columns.INVESTED] + s[:, columns.USED_PAID]
    return world.opening.by_county(posted + kept - borrowed + paid + invested + s[:, columns.PUT_OFF])


def _expenditure(world: World) -> np.ndarray:
    """Final purchases of a county's buyers, sales of its firms to all others, less its purchases from others.

    All from the book of the ledger. The city government belongs to no county: its purchases are sales to others.
    """
    final, traded = _bought(world.ledger)
    holder, place = world.ledger.sites.T
    town = np.where(holder == Holder.TG, place, 0)
    county = np.where(holder == Holder.TG, world.region.town_county[town], place)
    inside = np.isin(holder, (Holder.HH, Holder.F, Holder.TG, Holder.CG, Holder.PK, Holder.VC))
    spent = np.zeros(world.opening.counties, np.int64)
    for c in range(spent.size):
        mine = inside & (county == c)
        firms = mine & (holder == Holder.F)
        sold_away = traded[~mine][:, firms].sum()
        bought_away = traded[mine][:, ~firms].sum()
        spent[c] = final[mine].sum() + sold_away - bought_away
    return spent


def _bought(ledger: Ledger) -> tuple[np.ndarray, np.ndarray]:
    """Goods and services posted, yuan [payer's site, receiver's site]: final uses under any policy, and all trade."""
    final = ledger.booked(FINAL)
    return final, final + ledger.booked((Kind.MATERIALS, Kind.EXPORTS))


def _caused(world: World, kind: Kind) -> np.ndarray:
    """What counties and their towns bought for policies of any primitive, as posted under a kind, yuan by county."""
    ledger = world.ledger
    slots = [ledger.slot(one, policy) for one, policy in ledger.caused if one == kind]
    spent = -ledger.net_of(np.array(slots, np.int64))
    bought = spent[ledger.account[Holder.CG]]
    np.add.at(bought, world.region.town_county, spent[ledger.account[Holder.TG]])
    return bought


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
    received, paid = programmes.grants.sum(0), programmes.net_paid[:-1]
    bought = budgets.county_bought + budgets.city_bought + in_county(budgets.town_bought)
    bought = bought + _caused(world, Kind.GOVERNMENT_PURCHASES) + now.procured
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
        "government_investment": now.public_investment + _caused(world, Kind.GOVERNMENT_INVESTMENT),
        "exports": away,
        "imports": now.trade.bought - now.trade.sold_at_home,
        "revenue_own": own,
        "transfers_received": budgets.transfers,
        "interest_paid": budgets.interest,
        "programme_paid": paid,
        "programme_received": received,
        "spending_cut": now.gap_cuts[:-1],
        "dividends_received": now.dividends,
        "loans_new": by_county(s[:, columns.LOANS_NEW] + now.births[:, columns.B_LOANS]),
        "loans_repaid": by_county(s[:, columns.LOANS_REPAID] + s[:, columns.EXIT_REPAID]),
        "loans_written_off": by_county(now.writeoffs),
        "population": counties.people,
        "labour_force": now.labour_force,
        "employment": counties.employment,
        "employment_residents": counties.employment - now.pool,
        "capital_real": by_county(capital) * opening.base_price,
        "loans": by_county(world.cells.loans),
        "deposits_households": world.ledger.of(Holder.HH),
        "cash_firms": by_county(world.ledger.of(Holder.F)),
        "cash_government": world.ledger.of(Holder.CG) + in_county(world.ledger.of(Holder.TG)),
        "debt_government": counties.debt,
        "public_capital_real": counties.public_capital * opening.base_price,
        "orders_lost_share": by_county(now.lost_orders) / by_county(now.demand),
        "orders_reallocated_share": by_county(now.reallocated) / by_county(now.demand),
        "wage_relative": exp_array(counties.last_log_wage),
        "market_access_freight": counties.access_freight,
        "market_access_passenger": counties.access_passenger,
        "firms_born": by_county(now.births[:, columns.B_MEMBERS]),
        "firms_closed": by_county(s[:, columns.CLOSED]),
        "firms_insolvent": by_county(s[:, columns.INSOLVENT]),
        "firms": rungs.sum(1),
    }
    for number, key in enumerate(("value_added_primary", "value_added_secondary", "value_added_tertiary")):
        values[key] = by_county(np.where(broad == number, value_added, 0))
    values["value_added_industry"] = by_county(np.where(opening.industry, value_added, 0))
    for key, rung in RUNG_KEYS.items():
        values[key] = rungs[:, rung]
    return values


def _town(world: World, now: Quarter) -> Values:
    _, firms, above, _ = now.firm_counts
    deflator = now.price / world.opening.base_price
    return {
        "gdp_nominal": now.town_sums[:, columns.T_VALUE_ADDED],
        "gdp_real": now.town_sums[:, columns.T_VALUE_ADDED] / deflator,
        "population": world.towns.people,
        "employment": now.town_sums[:, columns.T_PERSONS] * UNFIX,
        "firms": firms,
        "firms_above_scale": above,
    }


def _village(world: World) -> Values:
    grown = world.towns.people / world.region.town_population
    return {"population": world.region.village_population * grown[world.region.village_town]}


def _add_ratios(values: Values) -> None:
    """Ratios of each place, as the registry defines them."""
    with np.errstate(invalid="ignore", divide="ignore"):
        for item, parts in RATIOS:
            if all(key in values for key in parts):
                over = sum(sign * values[key] for key, sign in item.numerator)
                values[item.key] = np.asarray(over / values[item.denominator])


def _summed(county: Values) -> Values:
    """City sums of all that adds up: whole yuan together, everything else together."""
    found: Values = {}
    adding = [key for key in county if BY_KEY[key].aggregation == "sum"]
    for whole in (True, False):
        keys = [key for key in adding if (county[key].dtype == np.int64) == whole]
        if keys:
            totals = np.stack([county[key] for key in keys]).sum(1)
            found |= {key: totals[row : row + 1] for row, key in enumerate(keys)}
    return found


def _city(world: World, now: Quarter, county: Values, of_blocks: Values) -> Values:
    """City values: the counties together as the registry defines it, and what only the city or a block of it has.

    Only the city has prices, the trend, the border of the whole, and the budget of its own government, which no
    county's figures hold: a group of all counties is the city less that budget.
    """
    budgets, city, opening = now.budgets, world.city, world.opening
    values = _summed(county)
    for key in county:
        if BY_KEY[key].aggregation in ("mean", "none"):
            values[key] = np.atleast_1d(together(BY_KEY[key], county))
    values["price_index"] = np.array([now.price / opening.base_price])
    values["trend_real_index"] = np.array([float(opening.trend.real[now.t + 1]) / opening.base_trend])
    # Trade between counties is no trade of the city, nor is what outside investors buy outside for their projects.
    traded, away = _bought(world.ledger)[1], np.isin(world.ledger.sites[:, 0], (Holder.RX, Holder.UP))
    values["exports"] = np.atleast_1d(traded[np.ix_(away, ~away)].sum())
    values["imports"] = np.atleast_1d(traded[np.ix_(~away, away)].sum())
    own = {
        "revenue_own": now.city_revenue,
        "transfers_received": budgets.city_transfer,
        "interest_paid": budgets.city_interest,
        "programme_paid": int(now.programmes.net_paid[-1]),
        "spending_cut": int(now.gap_cuts[-1]),
        "cash_government": int(world.ledger.of(Holder.CI)[0]),
        "debt_government": city.debt,
    }
    for key, value in own.items():
        values[key] = values[key] + np.int64(value)
    values |= of_blocks
    _add_ratios(values)
    return values
