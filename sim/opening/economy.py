"""Incomes, budgets and final demand of the opening: what the firms' own rules imply in the first quarter.

The firm rules run once on the opening's firms, in whole yuan; taxes, wages and dividends that come out decide local
tax shares, transfers, consumption, and at last exports as the residual. All stocks and output are the same for any
trend; only consumption, investment, transfers and exports differ: a world at rest and a growing one both hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernels.maths import ordered_sum
from sim.loops import columns
from sim.loops.running import run_accounts
from sim.opening.cells import CellTotals
from sim.opening.structure import Setting
from sim.rates import per_quarter
from sim.tables import Firms


@dataclass(frozen=True)
class Entry:
    """Births and deaths the opening expects: entrants' mean order weight and mass, mean hazard by weight."""

    weight: np.ndarray
    """Yuan a quarter at opening prices."""
    mass: np.ndarray
    """Share of the cell's orders that entrants take each quarter."""
    hazard: np.ndarray


@dataclass(frozen=True)
class FirstQuarter:
    """Sums of the firm rules run once, by cell and by town."""

    sums: np.ndarray
    town_sums: np.ndarray
    investment: np.ndarray
    """Investment orders by cell, new and used."""
    used_share: np.ndarray
    wage: np.ndarray
    """Yuan a person and quarter at log productivity zero."""


@dataclass(frozen=True)
class Public:
    """Opening budgets: first quarter's flows and stocks at its beginning, yuan."""

    local_share: float
    county_revenue: np.ndarray
    town_revenue: np.ndarray
    city_revenue: float
    county_transfers: np.ndarray
    city_transfer: float
    county_cash: np.ndarray
    town_cash: np.ndarray
    city_cash: float
    county_debt: np.ndarray
    city_debt: float
    spending: np.ndarray
    town_spending: np.ndarray
    city_spending: float
    town_share: np.ndarray
    """Towns' shares of what the city leaves of the revenue that arises in them."""


@dataclass(frozen=True)
class Private:
    """Opening households: first quarter's flows and deposits at its beginning, yuan by county."""

    income: np.ndarray
    consumption: np.ndarray
    housing: np.ndarray
    deposits: np.ndarray
    pensions: np.ndarray
    propensity: np.ndarray


def run_firms_once(
    setting: Setting, totals: CellTotals, firms: Firms, output: np.ndarray, entry: Entry
) -> FirstQuarter:
    """Give every firm its first investment order, then run the accounts loop on a copy."""
    structure, parameters = setting.structure, setting.scenario.parameters
    cells = structure.cells
    cell = firms.cells_of_rows()
    capital = firms.column("capital").astype(np.float64)
    drift = firms.column("hazard").astype(np.float64) - entry.mass[cell]
    wanted = (structure.depreciation[cell] + setting.growth + drift) * capital
    orders = np.floor(np.maximum(wanted, 0.0) + 0.5).astype(np.int64)
    firms.write("ordered", orders)
    investment = np.zeros(cells, np.int64)
    np.add.at(investment, cell, orders)
    replaced = np.bincount(cell, drift * capital, cells)
    limit = parameters.investment.used_limit_share
    used_share = np.clip(replaced / np.maximum(investment, 1), 0.0, limit)
    wage = _wage_constants(setting, totals, firms, cell)
    production = parameters.production
    persons = totals.employment.ravel()
    raw = np.bincount(cell, firms.column("persons").astype(np.float64) * firms.column("efficiency"), cells)
    table = columns.accounts_table(
        structure,
        parameters,
        demand=np.ones(cells),
        taken=0.0,
        scale=1.0,
        price=1.0,
        price_next=setting.price_next,
        growth=setting.growth,
        output_per_capital=1.0 / (structure.capital_per_output * production.utilisation_share),
        output_per_person=output / np.where(raw > 0, raw, persons) * production.overtime_factor,
        wage=wage,
        used_share=used_share,
        entrants=entry.mass,
    )
    sums, town_sums = run_accounts(firms.copy(), table, setting.region.towns.n, closing=False, patience=99)
    return FirstQuarter(sums, town_sums, investment, used_share, wage)


def _wage_constants(setting: Setting, totals: CellTotals, firms: Firms, cell: np.ndarray) -> np.ndarray:
    """Wage a person so that the bill of a cell is its labour share: firms share a part of their productivity."""
    from sim.kernels.maths import exp_array

    structure, pass_through = setting.structure, setting.scenario.parameters.labour.wage_to_productivity
    raised = firms.column("persons") * exp_array(
        pass_through * firms.column("productivity").astype(np.float64)
    )
    bill = (
        setting.region.sectors.labour_share[structure.sector_of]
        * totals.value_added.ravel()
        * setting.flow_share
    )
    return bill / np.bincount(cell, raised, structure.cells)


def public_finance(
    setting: Setting,
    first: FirstQuarter,
    quarter_gdp: np.ndarray,
    to_blocks: np.ndarray,
    from_blocks: np.ndarray | float = 0.0,
) -> Public:
    """Revenue, spending, debt and transfers that close every budget on the trend.

    `to_blocks`: what counties pay to parks, collectives and the like, a part of their spending in all;
    `from_blocks`: what they receive beside taxes, which transfers need not give.
    """
    region, facts, structure = setting.region, setting.data.facts, setting.structure
    rules, credit = setting.scenario.parameters.government, setting.scenario.parameters.credit
    into, towns_of = setting.into, region.town_county
    gdp = ordered_sum(quarter_gdp)
    taxes = structure.by_county(
        (first.sums[:, columns.TAX_ON_PRODUCTION] + first.sums[:, columns.TAX_ON_PROFIT]).astype(np.float64)
    )
    local_share = facts.own_revenue_share_of_gdp * gdp / ordered_sum(taxes)
    local = local_share * taxes
    city_revenue = rules.city_share_of_revenue * ordered_sum(local)
    county_part = (1.0 - rules.city_share_of_revenue) * local_share
    town_share = setting.data.stocks.of(
        "town_share_of_revenue", region.towns.ids, rules.town_share_of_revenue
    )
    town_revenue = county_part * town_share * first.town_sums[:, columns.T_TAXES]
    in_towns = np.bincount(towns_of, town_revenue, structure.counties)
    county_revenue = county_part * taxes - in_towns
    town_cash = rules.town_cash_share_of_quarter * town_revenue / (1.0 + into)
    county_cash = facts.county_cash_share_of_gdp * quarter_gdp * 4.0 / (1.0 + into)
    city_cash = facts.city_cash_share_of_gdp * gdp * 4.0 / (1.0 + into)
    county_debt = np.floor(
        facts.bonds_share_of_gdp * facts.county_share_of_bonds * quarter_gdp * 4.0 / (1.0 + into)
    )
    city_debt = np.floor(
        facts.bonds_share_of_gdp * (1.0 - facts.county_share_of_bonds) * gdp * 4.0 / (1.0 + into)
    )
    total = facts.spending_share_of_gdp * gdp
    city_spending = facts.city_level_share_of_spending * total
    weight = facts.spending_population_weight
    need = weight * structure.population_share + (1.0 - weight) * local / ordered_sum(local)
    town_spending = town_revenue - into * town_cash
    spending = (total - city_spending) * need - np.bincount(towns_of, town_spending, structure.counties)
    spending = spending - to_blocks
    rate = per_quarter(credit.bond_rate_per_year)
    return Public(
        local_share=local_share,
        county_revenue=county_revenue,
        town_revenue=town_revenue,
        city_revenue=city_revenue,
        county_transfers=spending
        + to_blocks
        + rate * county_debt
        - county_revenue
        - into * county_debt
        + into * county_cash
        - from_blocks,
        city_transfer=city_spending + rate * city_debt - city_revenue - into * city_debt + into * city_cash,
        county_cash=county_cash,
        town_cash=town_cash,
        city_cash=city_cash,
        county_debt=county_debt,
        city_debt=city_debt,
        spending=spending,
        town_spending=town_spending,
        city_spending=city_spending,
        town_share=town_share,
    )


def households(
    setting: Setting,
    first: FirstQuarter,
    public: Public,
    output: np.ndarray,
    entry: Entry,
    from_blocks: np.ndarray,
    to_blocks: np.ndarray,
) -> Private:
    """Income and consumption: deposits grow with the trend, entrants' capital is a use of saving."""
    structure, parameters, facts = setting.structure, setting.scenario.parameters, setting.data.facts
    rules, sums, into = parameters.households, first.sums, setting.into
    by_county = structure.by_county
    wages = by_county(sums[:, columns.WAGES].astype(np.float64))
    profits = by_county(
        (sums[:, columns.DIVIDENDS_HOUSEHOLDS] - sums[:, columns.CALLS_HOUSEHOLDS]).astype(np.float64)
    )
    gdp = ordered_sum(
        by_county((sums[:, columns.OUTPUT] - sums[:, columns.MATERIAL_COST]).astype(np.float64))
    )
    share = (wages + profits) / ordered_sum(wages + profits)
    deposits = facts.household_deposits_share_of_gdp * gdp * 4.0 * share / (1.0 + into)
    contributions = rules.contribution_share * wages
    pensions = ordered_sum(contributions) * structure.population_share
    support = parameters.government.households_share_of_spending
    in_towns = np.bincount(setting.region.town_county, public.town_spending, structure.counties)
    transfers = support * (public.spending + in_towns + public.city_spending * structure.population_share)
    interest = per_quarter(parameters.credit.deposit_rate_per_year) * deposits
    income = wages - contributions + pensions + profits + transfers + interest + from_blocks
    housing = rules.housing_share * income
    consumption = income - housing - into * deposits - _founders_need(setting, output, entry) - to_blocks
    return Private(
        income=income,
        consumption=consumption,
        housing=housing,
        deposits=deposits,
        pensions=pensions,
        propensity=(consumption - rules.wealth_per_quarter * deposits) / income,
    )


def _founders_need(setting: Setting, output: np.ndarray, entry: Entry) -> np.ndarray:
    """Equity that founders put into entrants less what owners of closed firms and estates get back, by county."""
    structure, parameters = setting.structure, setting.scenario.parameters
    credit, kappa = parameters.credit, structure.capital_per_output
    borrowed = credit.loan_share_of_capital * (1.0 - credit.constrained_share)
    equity = (
        kappa * (1.0 - borrowed) * (1.0 + parameters.entry.price_margin_share) + credit.cash_share_of_quarter
    )
    back = kappa * (parameters.investment.used_price_share - borrowed) + credit.cash_share_of_quarter
    return structure.by_county(output * (entry.mass * equity - entry.hazard * back))
