"""Budgets of towns, counties and the city (财政): revenue, transfers, bonds, spending, and what gives way.

A government plans from the last quarter's revenue grown with the trend, what land left, its transfer, the bonds of its
quota, less interest and the growth of its cash. Transfers from above fall when own revenue beats its reference, so
success is taxed; the reference grows with the trend.

It pays in order: wages and basic services (a share of usual spending), interest and guarantees, pairing contracts,
programmes. What income does not cover is met out of cash above its floor, then by bonds up to the ceiling; then
programmes are cut pro rata, builders wait for their money, pairings are suspended, and at last services suffer.
Builders are paid later, when there is room. Sources: own tests of the core economy; bond quota of 2024.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.loops import columns
from sim.quarter import Budgets, Shortfall
from sim.rates import per_quarter
from sim.requests import Basket, Rank, claim

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
    above_reference = counties.revenue * grow - opening.county_revenue * path
    given = now.outside.transfers
    transfers = yuan(opening.county_transfers * path * given - rules.equalisation_slope * above_reference)
    city_transfer = int(opening.city_transfer * path * given)
    bonds, city_bonds = yuan(now.growth_into * counties.debt), int(now.growth_into * city.debt)
    interest = yuan(per_quarter(credit.bond_rate_per_year) * counties.debt)
    city_interest = int(per_quarter(credit.bond_rate_per_year) * city.debt)

    def spendable(revenue, cash, target):
        kept = now.growth_into * target
        return revenue * grow - kept + rules.cash_correction_per_quarter * (cash - target)

    county = spendable(counties.revenue, ledger.held(Holder.CG), opening.county_cash * now.nominal_before)
    county = county + world.treasury.land_kept * grow
    town = spendable(towns.revenue, ledger.held(Holder.TG), opening.town_cash * now.nominal_before)
    whole_city = spendable(city.revenue, ledger.held(Holder.CI)[0], opening.city_cash * now.nominal_before)
    left = yuan(county + transfers + bonds - interest)
    city_left = int(whole_city + city_transfer + city_bonds - city_interest)
    now.budgets = Budgets(
        transfers=transfers,
        above_reference=above_reference,
        city_transfer=city_transfer,
        spending=np.maximum(left, 0),
        town_spending=np.maximum(yuan(town), 0),
        city_spending=max(city_left, 0),
        bonds=bonds,
        city_bonds=city_bonds,
        interest=interest,
        city_interest=city_interest,
        short=np.maximum(-np.append(left, city_left), 0),
    )
    claim(now, "audit_penalty", Rank.INTEREST, np.append(world.treasury.penalty, 0))


def services_floor(world: World, now: Quarter) -> np.ndarray:
    """Wages and basic services: a share of usual spending on its trend, yuan by county, the city last."""
    usual = np.append(world.opening.county_spending, world.opening.city_spending)
    return yuan(world.scenario.parameters.government.services_floor_share * usual * now.nominal)


def bond_room(world: World, now: Quarter) -> np.ndarray:
    """Bonds that the year's quota and the debt limit leave beside those planned, yuan by county, the city last.

    Both are shares of GDP: of a county's for its own part, of the city's for the city's part of public debt.
    """
    rules, opening, budgets = world.scenario.parameters.government, world.opening, now.budgets
    owed = float(opening.county_state.debt.sum())
    part = owed / max(owed + opening.city_state.debt, 1.0)
    gdp = world.treasury.gdp_year
    base = np.append(part * gdp, (1.0 - part) * gdp.sum())
    planned = np.append(budgets.bonds, budgets.city_bonds)
    debt = np.append(world.counties.debt, world.city.debt)
    quota = per_quarter(rules.bond_quota_share_of_gdp) * base - planned
    limit = rules.debt_limit_share_of_gdp * base - debt - planned
    return np.maximum(yuan(np.minimum(quota, limit)), 0)


def idle_cash(world: World, now: Quarter) -> np.ndarray:
    """Cash above its floor, yuan by county, the city last."""
    opening, ledger = world.opening, world.ledger
    target = np.append(opening.county_cash, opening.city_cash) * now.nominal_before
    floor = world.scenario.parameters.government.cash_floor_share * target
    held = np.append(ledger.held(Holder.CG), ledger.held(Holder.CI))
    return np.maximum(yuan(held - floor), 0)


def builders(world: World) -> np.ndarray:
    """Cell of each county whose firms build for governments: the largest share of the investment basket."""
    opening = world.opening
    sector = int(np.argmax(opening.baskets[Basket.PUBLIC_INVESTMENT]))
    return np.arange(opening.counties) * opening.sectors + sector


def honour_claims(world: World, now: Quarter) -> None:
    """Grant claims out of planned spending, in order of rank, pro rata inside a rank; see the module's first lines."""
    budgets = now.budgets
    income = np.append(budgets.spending, budgets.city_spending) - budgets.short
    floor = services_floor(world, now)
    asked = np.zeros((len(Rank), income.size), np.int64)
    for one in now.claims.values():
        asked[one.rank] += one.asked
    spare = income - floor - asked.sum(0)
    short = now.shortfall = _meet(world, now, asked, floor, np.maximum(-spare, 0))
    granted = np.where(asked > 0, asked - np.minimum(short.cut, asked), 0) / np.maximum(asked, 1)
    for name in sorted(now.claims):
        one = now.claims[name]
        one.granted = yuan(one.asked * granted[one.rank])
        income = income - one.granted
    repaid = _pay_builders(world, spare)
    left = np.maximum(income + short.cash + short.bonds + short.late - repaid, 0)
    budgets.spending, budgets.city_spending = left[:-1], int(left[-1])
    budgets.bonds, budgets.city_bonds = (
        budgets.bonds + short.bonds[:-1],
        budgets.city_bonds + int(short.bonds[-1]),
    )
    world.treasury.suspended = _cannot_pay_pairings(world, now, asked, floor, spare, short)
    _make_wait(world, now, (short.late - repaid)[:-1])


def _cannot_pay_pairings(
    world: World, now: Quarter, asked: np.ndarray, floor: np.ndarray, spare: np.ndarray, short: Shortfall
) -> np.ndarray:
    """One for each county that could not meet its pairings in full, those that rest among them, else zero."""
    waits = now.pairings_resting
    if waits.any():
        asked = asked.copy()
        asked[Rank.PAIRINGS] += waits
        short = _meet(world, now, asked, floor, np.maximum(waits - spare, 0))
    return (short.cut[Rank.PAIRINGS, :-1] > 0).astype(np.float64)


def _meet(world: World, now: Quarter, asked: np.ndarray, floor: np.ndarray, gap: np.ndarray) -> Shortfall:
    """What is missing: out of cash, by bonds, by cutting programmes, letting builders wait, cutting the rest."""
    cut, nothing = np.zeros_like(asked), np.zeros_like(gap)
    if not gap.any():
        return Shortfall(gap, nothing, nothing, nothing, cut)
    cash = np.minimum(gap, idle_cash(world, now))
    bonds = np.minimum(gap - cash, bond_room(world, now))
    missing = gap - cash - bonds
    cut[Rank.PROGRAMMES] = np.minimum(missing, asked[Rank.PROGRAMMES])
    missing = missing - cut[Rank.PROGRAMMES]
    late = np.minimum(missing, _can_wait(world, floor))
    missing = missing - late
    for rank in (Rank.PAIRINGS, Rank.INTEREST, Rank.SERVICES):
        cut[rank] = np.minimum(missing, asked[rank])
        missing = missing - cut[rank]
    cut[Rank.SERVICES] += missing
    return Shortfall(gap, cash, bonds, late, cut)


def _can_wait(world: World, spending: np.ndarray) -> np.ndarray:
    """Invoices of builders that may be put off, yuan by county; the city pays its own."""
    rules = world.scenario.parameters.government
    invoices = rules.arrears_limit_share * rules.investment_share_of_spending * spending[:-1]
    sales = 0.5 * world.cells.last_output[builders(world)]
    return np.append(yuan(np.minimum(invoices, sales)), 0)


def _pay_builders(world: World, spare: np.ndarray) -> np.ndarray:
    """Arrears made good: a share of them, out of at most half of what is spare, yuan by county, the city last."""
    rules = world.scenario.parameters.government
    due = yuan(rules.arrears_repaid_per_quarter * np.maximum(world.treasury.arrears, 0))
    return np.minimum(np.append(due, 0), np.maximum(spare, 0) // 2)


def _make_wait(world: World, now: Quarter, late: np.ndarray) -> None:
    """Share of the builders' sales whose payment is put off, or comes with what they waited for (below zero)."""
    if not late.any():
        return
    mine = builders(world)
    expected = np.maximum(world.cells.last_output[mine] * (1.0 + now.growth_into), 1.0)
    now.unpaid_share[mine] = np.clip(late / expected, -1.0, 1.0)


def close_gaps(world: World, now: Quarter) -> None:
    """What payments of policies take: bonds to the stated share as far as the ceiling allows, else cuts."""
    paid, wished = now.policy_paid, now.policy_bonds
    short, budgets = now.shortfall, now.budgets
    borrowed = np.minimum(wished, bond_room(world, now)) if wished.any() else 0 * paid
    now.gap_bonds = borrowed
    now.gap_cuts = np.maximum(paid - borrowed - short.cash - short.bonds - short.late, 0)
    budgets.bonds = budgets.bonds + borrowed[:-1]
    budgets.city_bonds += int(borrowed[-1])
    budgets.spending = budgets.spending + borrowed[:-1]
    budgets.city_spending += int(borrowed[-1])


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
    penalty = (
        now.claims["audit_penalty"].granted[:-1] if "audit_penalty" in now.claims else 0 * budgets.interest
    )
    ledger.post(Kind.AUDIT_PENALTY, counties, up, penalty)
    world.treasury.penalty = world.treasury.penalty - penalty
    world.counties.debt = world.counties.debt + budgets.bonds
    world.city.debt += budgets.city_bonds


def defer(world: World, now: Quarter) -> None:
    """Post what builders have to wait for, or get of what they waited for, by county."""
    account, county_of = world.ledger.account, world.opening.county_of
    firms, counties = account[Holder.F], account[Holder.CG][county_of]
    late = now.accounts[:, columns.PUT_OFF]
    world.ledger.post_either_way(Kind.ARREARS, Kind.ARREARS_PAID, firms, counties, late)
    world.treasury.arrears = world.treasury.arrears + world.opening.by_county(late)


def bridge(world: World, now: Quarter) -> None:
    """No government ends a quarter below zero: counties help their towns, short bonds help counties and the city."""
    ledger, towns_of = world.ledger, world.region.town_county
    account, bank = ledger.account, ledger.account[Holder.BK]
    help_towns = np.maximum(-ledger.of(Holder.TG), 0)
    if help_towns.any():
        ledger.post(Kind.TRANSFERS, account[Holder.CG][towns_of], account[Holder.TG], help_towns)
    governments = np.concatenate([account[Holder.CG], account[Holder.CI]])
    now.bridged = np.maximum(-ledger.cash[governments], 0)
    if not now.bridged.any():
        return
    ledger.post(Kind.BONDS, bank, governments, now.bridged)
    world.counties.debt = world.counties.debt + now.bridged[:-1]
    world.city.debt += int(now.bridged[-1])
    for at in np.flatnonzero(now.bridged):
        names = (*world.region.counties.ids, world.region.city_code)
        world.log("bridge_bonds", names[at], int(now.bridged[at]), "cash had run out")


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
    town_part = opening.local_share * (1.0 - rules.city_share_of_revenue) * opening.town_share
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
    """Public capital of a county: what was kept of last quarter's and what was invested, in constant prices.

    Programmes add the infrastructure that begins to work, whenever it was paid for.
    """
    counties, opening, budgets = world.counties, world.opening, now.budgets
    invested = budgets.county_invested + budgets.city_invested + now.works
    np.add.at(invested, world.region.town_county, budgets.town_invested)
    now.public_investment = invested
    counties.public_capital = (
        counties.public_capital * (1.0 - opening.public_depreciation)
        + (invested + now.programmes.capital) / now.price
    )
