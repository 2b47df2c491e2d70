"""The opening balance put together: constants of the cells, first state of every table, cash of every account."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.accounts import Holder, Plan
from sim.calendar import parse_quarter, quarter_name
from sim.chance import make_key
from sim.errors import InputError, Problem
from sim.kernels.matrices import final_orders, market_access
from sim.loops.january import reassess
from sim.opening.blocks import Flows, Known, open_blocks
from sim.opening.cells import CellTotals, reconcile
from sim.opening.economy import (
    Entry,
    FirstQuarter,
    Private,
    Public,
    households,
    public_finance,
    run_firms_once,
)
from sim.opening.entering import birth_factors, first_entry
from sim.opening.firms import build_pages, columns_of
from sim.opening.markets import CAP_STEPS, purchase_shares, sell_at_most
from sim.opening.members import Rows, rows_of
from sim.opening.moves import base_moves
from sim.opening.structure import Setting, Structure, structure_of
from sim.rates import per_quarter
from sim.region import Region, read_opening
from sim.scenario import Scenario
from sim.tables import Blocks, Cells, City, Counties, Firms, Towns
from sim.trend import Trend, trend_of

LEAST_TURNOVER = 0.0025
"""Least share of public capital replaced and added a quarter: keeps the stock finite when trends fall."""


@dataclass(frozen=True)
class Opening(Structure):
    """Everything a run starts from; constants of behaviours, and the first state to be copied."""

    trend: Trend
    output: np.ndarray
    """First quarter's gross output, yuan."""
    base_price: float
    """Price of the base year, the first quarter's being one: real values are divided by price / base_price."""
    opening_price: float
    """Price of the opening's year over the base year's."""
    base_trend: float
    """Mean real trend index of the base year, the first quarter's being one."""
    base_gdp: np.ndarray
    """Value added of the opening's year by cell, yuan of that year."""
    entrant_mass: np.ndarray
    entrant_weight: np.ndarray
    small_rung_shares: np.ndarray
    group_sector: np.ndarray
    group_town_code: np.ndarray
    group_town: np.ndarray
    group_cell: np.ndarray
    group_members: np.ndarray
    """Small firms of a town and sector at the opening, from which births are counted."""
    group_births: np.ndarray
    """Their births beside the city's rate."""
    efficiency: np.ndarray
    wage: np.ndarray
    purchases: np.ndarray
    market_mass: np.ndarray
    access_passenger: np.ndarray
    access_freight: np.ndarray
    local_share: float
    county_revenue: np.ndarray
    county_transfers: np.ndarray
    city_transfer: float
    county_spending: np.ndarray
    """First quarter's ordinary spending of counties and of the city, which services are kept up to a share of."""
    city_spending: float
    town_share: np.ndarray
    county_cash: np.ndarray
    town_cash: np.ndarray
    city_cash: float
    pensions: np.ndarray
    propensity: np.ndarray
    unemployment: float
    participation: np.ndarray
    base_moves: np.ndarray
    public_depreciation: float
    """Share of public capital worn out a quarter."""
    town_county: np.ndarray
    firms: Firms
    cells_state: Cells
    county_state: Counties
    town_state: Towns
    city_state: City
    blocks: Blocks
    plan: Plan
    cash: np.ndarray
    known: dict[str, tuple[str, str]]
    """Status and file of each place's yearly GDP, by code."""
    market_entities: int
    """Firms at the opening, of all rungs."""
    above_scale_threshold: float
    """Yuan of yearly sales from which an industrial firm is above scale (规模以上)."""
    above_scale_industrial: int
    """Above-scale industrial firms at the opening."""

    def towns_to_counties(self, values: np.ndarray) -> np.ndarray:
        """Sums of a town array by county."""
        return np.bincount(self.town_county, values, self.counties)


def open_region(region: Region, scenario: Scenario) -> Opening:
    """The opening of a region for a scenario; raises InputError when there is none for the quarter before its start."""
    name = quarter_name(parse_quarter(scenario.start) - 1)
    if name not in region.openings:
        have = ", ".join(quarter_name(parse_quarter(opening) + 1) for opening in region.openings)
        given = f"start {scenario.start} needs an opening balance {name}, which {region.id} does not have"
        raise InputError([Problem("scenario", given, f"allowed: {have}", "start")])
    data = read_opening(region, name)
    quarters = scenario.warmup + max(scenario.horizon, 4)  # the warm-up's trial runs a year beyond it
    trend = trend_of(scenario.world, scenario.start_quarter - scenario.warmup, quarters)
    setting = Setting(region, data, scenario, trend, structure_of(region))
    totals = reconcile(region, data)
    rows = rows_of(setting, totals)
    columns = columns_of(setting, totals, rows)
    firms = build_pages(setting.structure.cells, rows.cell, columns)
    reassess(firms, scenario.parameters, trend.first, make_key(scenario.opening_seed), climbing=False)
    output = _output(setting, totals)
    entry = first_entry(setting, rows, firms, output)
    first = run_firms_once(setting, totals, firms, output, entry)
    value_added = totals.value_added.ravel() * setting.flow_share
    gdp = setting.structure.by_county(value_added)
    blocks, flows = open_blocks(Known(setting, totals, rows, firms, output, entry, first, gdp))
    public = public_finance(setting, first, gdp, flows.county_payments, flows.county_income)
    private = households(setting, first, public, output, entry, flows.households, flows.household_outlays)
    return _assemble(setting, totals, rows, firms, output, entry, first, public, private, blocks, flows)


def _output(setting: Setting, totals: CellTotals) -> np.ndarray:
    value_added_share = 1.0 - setting.structure.materials_share
    return totals.value_added.ravel() * setting.flow_share / value_added_share


def _assemble(
    setting: Setting,
    totals: CellTotals,
    rows: Rows,
    firms: Firms,
    output: np.ndarray,
    entry: Entry,
    first: FirstQuarter,
    public: Public,
    private: Private,
    blocks: Blocks,
    flows: Flows,
) -> Opening:
    region, structure, parameters = setting.region, setting.structure, setting.scenario.parameters
    counties, cells = structure.counties, structure.cells
    purchases, exports = _markets(setting, first, public, private, flows, output)
    employment = structure.by_county(totals.employment.ravel())
    unemployment = setting.data.facts.unemployment_rate
    labour_force = employment / (1.0 - unemployment)
    people = np.bincount(region.town_county, region.town_population, counties)
    cell = firms.cells_of_rows()
    orders = firms.column("orders").astype(np.float64)
    mean = np.bincount(cell, orders * firms.column("productivity"), cells) / np.bincount(cell, orders, cells)
    efficiency = parameters.growth.productivity_weight * mean
    raw = np.bincount(cell, firms.column("persons").astype(np.float64) * firms.column("efficiency"), cells)
    mass, passenger, freight = _access(setting)
    groups = np.argwhere(rows.group_members > 0)
    codes = np.array([int(code) for code in region.towns.ids], np.int64)
    wear = per_quarter(parameters.government.public_depreciation_per_year)
    capital = (_public_investment(setting, public) + flows.public_works) / max(
        wear + setting.growth, LEAST_TURNOVER
    )
    loans = np.zeros(cells, np.int64)
    np.add.at(loans, cell, firms.column("loans"))
    parks = np.array([park.county for park in region.parks], np.int64)
    villages = region.town_county[region.village_town].astype(np.int64)
    plan = Plan(counties, region.towns.n, structure.county_of, parks, villages)
    return Opening(
        **{field.name: getattr(structure, field.name) for field in fields(Structure)},
        trend=setting.trend,
        output=output,
        base_price=setting.trend.base_price(region.base_year),
        opening_price=setting.trend.base_price(setting.opening_year)
        / setting.trend.base_price(region.base_year),
        base_trend=setting.trend.base_real(region.base_year),
        base_gdp=totals.value_added.ravel(),
        entrant_mass=entry.mass,
        entrant_weight=entry.weight,
        small_rung_shares=setting.data.rung_share_small,
        group_sector=structure.sector_of[groups[:, 0]],
        group_town_code=codes[groups[:, 1]],
        group_town=groups[:, 1],
        group_cell=groups[:, 0],
        group_members=rows.group_members[groups[:, 0], groups[:, 1]].astype(np.float64),
        group_births=birth_factors(setting)[structure.county_of[groups[:, 0]]],
        efficiency=efficiency,
        wage=first.wage,
        purchases=purchases,
        market_mass=mass,
        access_passenger=passenger,
        access_freight=freight,
        local_share=public.local_share,
        county_revenue=public.county_revenue,
        county_transfers=public.county_transfers,
        city_transfer=public.city_transfer,
        county_spending=public.spending,
        city_spending=public.city_spending,
        town_share=public.town_share,
        county_cash=public.county_cash,
        town_cash=public.town_cash,
        city_cash=public.city_cash,
        pensions=private.pensions,
        propensity=private.propensity,
        unemployment=unemployment,
        participation=labour_force / people,
        base_moves=base_moves(setting),
        public_depreciation=wear,
        town_county=region.town_county,
        firms=firms,
        cells_state=Cells(
            last_output=output.copy(),
            order_reference=np.bincount(cell, orders, cells),
            export_reference=exports,
            fill=np.ones(cells),
            used_share=first.used_share.copy(),
            used_pool=np.zeros(cells),
            estate_loans=np.zeros(cells, np.int64),
            loans=loans,
            productivity=output / raw,
            sector_efficiency=structure.sector_means(efficiency, output),
        ),
        county_state=Counties(
            income=private.income / (1.0 + setting.into),
            vouchers=np.zeros(counties),
            brought_forward=np.zeros(counties),
            revenue=public.county_revenue / (1.0 + setting.into),
            debt=public.county_debt.astype(np.int64),
            log_wage=np.zeros(counties),
            last_log_wage=np.zeros(counties),
            attraction_gap=np.zeros(counties),
            people=people,
            labour_force=labour_force,
            employment=employment,
            public_capital=capital,
            public_capital_reference=capital.copy(),
            road_productivity=np.zeros(counties),
            access_passenger=np.ones(counties),
            access_freight=np.ones(counties),
        ),
        town_state=Towns(
            people=region.town_population.copy(), revenue=public.town_revenue / (1.0 + setting.into)
        ),
        city_state=City(
            debt=int(public.city_debt),
            revenue=public.city_revenue / (1.0 + setting.into),
            firm_index=1.0,
            outside_people=region.outside.population.copy(),
        ),
        blocks=blocks,
        plan=plan,
        known={
            key.split()[0]: (status, file)
            for file, key, _, status in setting.data.statuses
            if file == "county_totals.csv" and key.endswith(" gdp")
        },
        market_entities=int(rows.members.sum()),
        above_scale_threshold=setting.data.facts.above_scale_threshold_yuan,
        above_scale_industrial=int(setting.data.facts.above_scale_industrial_firms),
        cash=_cash(
            plan, parameters.credit.bank_equity_share_of_loans, firms, cell, loans, public, private, flows
        ),
    )


def _public_investment(setting: Setting, public: Public) -> np.ndarray:
    share = setting.scenario.parameters.government.investment_share_of_spending
    in_towns = np.bincount(setting.region.town_county, public.town_spending, setting.structure.counties)
    return share * (public.spending + in_towns + public.city_spending * setting.structure.population_share)


def _markets(
    setting: Setting, first: FirstQuarter, public: Public, private: Private, flows: Flows, output: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Purchase shares after the cap, and exports of every cell as the residual of its sales."""
    structure, region = setting.structure, setting.region
    rules = setting.scenario.parameters.government
    counties, sectors = structure.counties, structure.sectors
    by_sector = np.ascontiguousarray(output.reshape(counties, sectors).T)
    shares = purchase_shares(setting, np.ascontiguousarray(by_sector.T))
    in_towns = np.bincount(region.town_county, public.town_spending, counties)
    spending = public.spending + in_towns + public.city_spending * structure.population_share
    built = rules.investment_share_of_spending * spending
    bought = spending - built - rules.households_share_of_spending * spending
    new = structure.by_county(first.investment * (1.0 - first.used_share))
    amounts = np.concatenate([private.consumption, new, private.housing, bought, built])
    amounts = amounts + flows.purchases.ravel()
    here = np.tile(np.arange(counties), 5)
    wanted = final_orders(structure.baskets, np.repeat(np.arange(5), counties), here, amounts, counties)
    for s in range(sectors):
        for j in range(sectors):
            wanted[s] = wanted[s] + region.io[s, j] * by_sector[j]
    most = 1.0 - setting.scenario.parameters.trade.least_export_share
    sales = sell_at_most(shares, wanted, by_sector, most, CAP_STEPS)
    return shares, (by_sector - sales).T.ravel()


def _access(setting: Setting) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    region, trade = setting.region, setting.scenario.parameters.trade
    mass = np.concatenate([setting.data.county_gdp, region.outside.gdp])
    terms = (trade.terminal_minutes, trade.access_decay)
    passenger = market_access(region.travel_passenger.copy(), mass, *terms)
    return mass, passenger, market_access(region.travel_freight.copy(), mass, *terms)


def _cash(
    plan: Plan,
    equity_share: float,
    firms: Firms,
    cell: np.ndarray,
    loans: np.ndarray,
    public: Public,
    private: Private,
    flows: Flows,
) -> np.ndarray:
    """Cash of every account: the bank's is the negative of all others', the outside closes the sum."""
    cash = np.zeros(plan.accounts, np.int64)
    cash[plan.of(Holder.HH)] = private.deposits.astype(np.int64)
    np.add.at(cash, plan.of(Holder.F)[cell], firms.column("cash"))
    cash[plan.of(Holder.TG)] = public.town_cash.astype(np.int64)
    cash[plan.of(Holder.CG)] = public.county_cash.astype(np.int64)
    cash[plan.of(Holder.CI)] = int(public.city_cash)
    for holder, held in flows.cash.items():
        cash[plan.of(holder)] = held
    lent = int(loans.sum()) + flows.bank_claims
    owed = lent + int(public.county_debt.astype(np.int64).sum()) + int(public.city_debt)
    deposits = owed - int(equity_share * lent)
    cash[plan.of(Holder.RX)] = deposits - int(cash.sum())
    cash[plan.of(Holder.BK)] = -deposits
    return cash
