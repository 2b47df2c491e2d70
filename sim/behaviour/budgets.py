"""Budgets of towns, counties and the city (财政): revenue, transfers, bonds, spending.

A government plans from the last quarter's revenue grown with the trend, its transfer, the bonds of its quota, less
interest, payments into programmes and the growth of its cash. Transfers from above fall when own revenue beats its
reference, so success is taxed; the reference grows with the trend. Source: own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.loops import columns
from sim.quarter import Budgets
from sim.rates import per_quarter

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def yuan(amount: np.ndarray | float) -> np.ndarray:
    """Cut to whole yuan."""
    return np.floor(np.asarray(amount, np.float64)).astype(np.int64)


def plan(world: World, now: Quarter) -> None:
    """Spending, transfers and bonds of every government for this quarter, before programmes take their part."""
    rules, credit = world.scenario.parameters.government, world.scenario.parameters.credit
    opening, counties, city, towns = world.opening, world.counties, world.city, world.towns
    ledger = world.ledger
    grow, path = 1.0 + now.growth_into, now.nominal
    shortfall = counties.revenue * grow - opening.county_revenue * path
    transfers = yuan(opening.county_transfers * path - rules.equalisation_slope * shortfall)
    city_transfer = int(opening.city_transfer * path)
    bonds, city_bonds = yuan(now.growth_into * counties.debt), int(now.growth_into * city.debt)
    interest = yuan(per_quarter(credit.bond_rate_per_year) * counties.debt)
    city_interest = int(per_quarter(credit.bond_rate_per_year) * city.debt)

    def spendable(revenue, cash, target):
        kept = now.growth_into * target
        return revenue * grow - kept + rules.cash_correction_per_quarter * (cash - target)

    county = spendable(counties.revenue, ledger.held(Holder.CG), opening.county_cash * now.nominal_before)
    town = spendable(towns.revenue, ledger.held(Holder.TG), opening.town_cash * now.nominal_before)
    whole_city = spendable(city.revenue, ledger.held(Holder.CI)[0], opening.city_cash * now.nominal_before)
    now.budgets = Budgets(
        transfers=transfers,
        city_transfer=city_transfer,
        spending=np.maximum(yuan(county + transfers + bonds - interest), 0),
        town_spending=np.maximum(yuan(town), 0),
        city_spending=max(int(whole_city + city_transfer + city_bonds - city_interest), 0),
        bonds=bonds,
        city_bonds=city_bonds,
        interest=interest,
        city_interest=city_interest,
    )


def honour_claims(world: World, now: Quarter) -> None:
    """Grant claims out of planned spending, in order of rank and name, as far as it goes."""
    budgets = now.budgets
    for name in sorted(now.claims, key=lambda name: (now.claims[name].rank, name)):
        one = now.claims[name]
        one.granted = np.minimum(one.asked, np.append(budgets.spending, budgets.city_spending))
        budgets.spending = budgets.spending - one.granted[:-1]
        budgets.city_spending -= int(one.granted[-1])


def close_gaps(world: World, now: Quarter) -> None:
    """Donors close the gap that payments into programmes leave: by bonds to the stated share, else by cuts."""
    share = world.scenario.parameters.government.contribution_bond_share
    paid = now.programmes.contributions.sum(0)
    borrowed = yuan(share * paid)
    cut = paid - borrowed
    budgets = now.budgets
    now.gap_bonds, now.gap_cuts = borrowed, cut
    budgets.bonds = budgets.bonds + borrowed[:-1]
    budgets.city_bonds += int(borrowed[-1])
    budgets.spending = budgets.spending - cut[:-1]
    budgets.city_spending -= int(cut[-1])


def split_spending(world: World, now: Quarter) -> None:
    """Spending of each government into transfers to households, investment and purchases, whole yuan."""
    rules, opening, budgets = world.scenario.parameters.government, world.opening, now.budgets
    towns_of = world.region.town_county

    def split(spending):
        to_households = yuan(rules.households_share_of_spending * spending)
        invested = yuan(rules.investment_share_of_spending * spending)
        return to_households, invested, spending - to_households - invested

    county, town = split(budgets.spending), split(budgets.town_spending)
    in_county = yuan(budgets.city_spending * opening.population_share)
    in_county[opening.largest_county] += budgets.city_spending - in_county.sum()
    city = split(in_county)
    (budgets.county_households, budgets.county_invested, budgets.county_bought) = county
    (budgets.town_households, budgets.town_invested, budgets.town_bought) = town
    (budgets.city_households, budgets.city_invested, budgets.city_bought) = city
    towns_total = np.zeros(opening.counties, np.int64)
    np.add.at(towns_total, towns_of, budgets.town_households)
    budgets.households = budgets.county_households + budgets.city_households + towns_total


def pay(world: World, now: Quarter) -> None:
    """Post transfers, bonds, interest and payments to households."""
    ledger, budgets = world.ledger, now.budgets
    account = ledger.account
    counties, towns, city = account[Holder.CG], account[Holder.TG], account[Holder.CI]
    up, bank, homes = account[Holder.UP], account[Holder.BK], account[Holder.HH]
    for receiver, transfer, bonds in (
        (counties, budgets.transfers, budgets.bonds),
        (city, np.array([budgets.city_transfer]), np.array([budgets.city_bonds])),
    ):
        ledger.post_either_way(Kind.TRANSFERS, Kind.REMITTANCES, up, receiver, transfer)
        ledger.post_either_way(Kind.BONDS, Kind.BOND_REPAYMENTS, bank, receiver, bonds)
    ledger.post(Kind.BOND_INTEREST, counties, bank, budgets.interest)
    ledger.post(Kind.BOND_INTEREST, city, bank, np.array([budgets.city_interest]))
    ledger.post(Kind.TRANSFERS_TO_HOUSEHOLDS, counties, homes, budgets.county_households)
    ledger.post(Kind.TRANSFERS_TO_HOUSEHOLDS, towns, homes[world.region.town_county], budgets.town_households)
    ledger.post(Kind.TRANSFERS_TO_HOUSEHOLDS, city, homes, budgets.city_households)
    world.counties.debt = world.counties.debt + budgets.bonds
    world.city.debt += budgets.city_bonds


def defer(world: World, now: Quarter) -> None:
    """Post what builders have to wait for, or get of what they waited for, by county."""
    account, county_of = world.ledger.account, world.opening.county_of
    firms, counties = account[Holder.F], account[Holder.CG][county_of]
    late = now.accounts[:, columns.PUT_OFF]
    world.ledger.post_either_way(Kind.ARREARS, Kind.ARREARS_PAID, firms, counties, late)


def collect(world: World, now: Quarter) -> None:
    """Taxes of the quarter: gathered by the county, shared with its towns, the city and the levels above."""
    rules, opening, ledger = world.scenario.parameters.government, world.opening, world.ledger
    account, sums = ledger.account, now.accounts
    counties, towns, city, up = (account[h] for h in (Holder.CG, Holder.TG, Holder.CI, Holder.UP))
    gatherer = counties[opening.county_of]
    ledger.post(Kind.PRODUCTION_TAX, account[Holder.F], gatherer, sums[:, columns.TAX_ON_PRODUCTION])
    ledger.post(Kind.PROFIT_TAX, account[Holder.F], gatherer, sums[:, columns.TAX_ON_PROFIT])
    gathered = opening.by_county(sums[:, columns.TAX_ON_PRODUCTION] + sums[:, columns.TAX_ON_PROFIT])
    local = yuan(opening.local_share * gathered)
    to_city = yuan(rules.city_share_of_revenue * local)
    town_part = opening.local_share * (1.0 - rules.city_share_of_revenue) * rules.town_share_of_revenue
    to_towns = yuan(town_part * now.town_sums[:, columns.T_TAXES])
    ledger.post(Kind.TAX_SHARING, counties, up, gathered - local)
    ledger.post(Kind.TAX_SHARING, counties, city, to_city)
    ledger.post(Kind.TAX_SHARING, counties[world.region.town_county], towns, to_towns)
    in_towns = np.zeros(opening.counties, np.int64)
    np.add.at(in_towns, world.region.town_county, to_towns)
    now.local_revenue = local
    now.to_city = to_city
    now.city_revenue = int(to_city.sum())
    world.counties.revenue = (local - to_city - in_towns).astype(np.float64)
    world.towns.revenue = to_towns.astype(np.float64)
    world.city.revenue = float(now.city_revenue)


def build(world: World, now: Quarter) -> None:
    """Public capital of a county: what was kept of last quarter's and what was invested, in constant prices."""
    counties, opening, budgets = world.counties, world.opening, now.budgets
    invested = budgets.county_invested + budgets.city_invested + now.programmes.infrastructure.sum(0)
    np.add.at(invested, world.region.town_county, budgets.town_invested)
    now.public_investment = invested
    counties.public_capital = (
        counties.public_capital * (1.0 - opening.public_depreciation) + invested / now.price
    )
