"""What is settled above the twin's firms: trade, payments, the bank; then what the next quarter finds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tests.oracle.plans import floor

if TYPE_CHECKING:
    from tests.oracle.twin import Twin


def settle(t: Twin) -> None:
    """Local firms deliver what they can, the rest is imported; what they make beyond is exported."""
    o, books = t.opening, t.books
    output = [sums["output"] for sums in t.sums]
    planned = t.cells["fill"] * t.demand
    fill = np.minimum(1.0, output / t.demand)
    exports = list(output)
    for j in range(o.cells):
        promised = t.matrix[:, j] * planned[j] * fill
        left = t.sums[j]["materials"]
        capped = min(1.0, left / promised.sum()) if promised.sum() > 0 else 0.0
        for k in range(o.cells):
            yuan = min(int(promised[k] * capped), left)
            books.pay("MATERIALS", ("F", j), ("F", k), yuan)
            exports[k], left = exports[k] - yuan, left - yuan
        books.pay("MATERIALS", ("F", j), ("RX", 0), left)
    for buyer in t.buyers:
        left = buyer.yuan
        for s in range(o.sectors):
            for c in range(o.counties):
                k = c * o.sectors + s
                ordered = buyer.basket[s] * buyer.yuan * t.purchases[s, buyer.county, c]
                yuan = min(int(ordered * fill[k]), left)
                books.pay(buyer.kind, buyer.account, ("F", k), yuan, buyer.policy)
                exports[k], left = exports[k] - yuan, left - yuan
        books.pay(buyer.kind, buyer.account, ("RX", 0), left, buyer.policy)
    t.exports = exports
    for k in range(o.cells):
        books.pay("EXPORTS", ("UP" if o.residual_buyer_up[k] else "RX", 0), ("F", k), exports[k])
    t.cells["fill"], t.cells["last_output"] = fill, np.array(output, float)


def pay_budgets(t: Twin) -> None:
    """Transfers, bonds, interest, support, programmes; then taxes and their sharing among the levels."""
    o, books, rules = t.opening, t.books, t.rules.government
    up, bank, city = ("UP", 0), ("BK", 0), ("CI", 0)
    governments = [(("CG", c), t.transfers[c], t.bonds[c], t.interest[c]) for c in range(o.counties)]
    governments.append((city, t.city_transfer, t.city_bonds, t.city_interest))
    for account, transfer, bonds, interest in governments:
        books.pay("TRANSFERS", up, account, max(transfer, 0))
        books.pay("REMITTANCES", account, up, max(-transfer, 0))
        books.pay("BONDS", bank, account, max(bonds, 0))
        books.pay("BOND_REPAYMENTS", account, bank, max(-bonds, 0))
        books.pay("BOND_INTEREST", account, bank, interest)
    for c in range(o.counties):
        t.counties["debt"][c] += t.bonds[c]
    t.city["debt"] += t.city_bonds
    for account, c, support, _, _ in t.spent:
        books.pay("TRANSFERS_TO_HOUSEHOLDS", account, ("HH", c), support)
    payers = [*(("CG", c) for c in range(o.counties)), city, up]
    for name, paid in t.contributions.items():
        for payer, yuan in zip(payers, paid, strict=True):
            books.pay("PROGRAMME_CONTRIBUTIONS", payer, ("FD", 0), yuan, name)
        for c, yuan in enumerate(t.grants[name]):
            books.pay("PROGRAMME_GRANTS", ("FD", 0), ("CG", c), yuan, name)
    t.gathered = [0] * o.counties
    for k, sums in enumerate(t.sums):
        gatherer = ("CG", int(o.county_of[k]))
        books.pay("PRODUCTION_TAX", ("F", k), gatherer, sums["production_tax"])
        books.pay("PROFIT_TAX", ("F", k), gatherer, sums["profit_tax"])
        t.gathered[gatherer[1]] += sums["production_tax"] + sums["profit_tax"]
    t.city["revenue"] = 0.0
    town_part = o.local_share * (1.0 - rules.city_share_of_revenue) * o.town_share
    for c in range(o.counties):
        local = floor(o.local_share * t.gathered[c])
        to_city = floor(rules.city_share_of_revenue * local)
        books.pay("TAX_SHARING", ("CG", c), up, t.gathered[c] - local)
        books.pay("TAX_SHARING", ("CG", c), city, to_city)
        t.counties["revenue"][c] = local - to_city
        t.city["revenue"] += to_city
    for n, c in enumerate(o.town_county):
        yuan = floor(town_part[n] * t.town_sums[n]["taxes"])
        books.pay("TAX_SHARING", ("CG", int(c)), ("TG", n), yuan)
        t.towns["revenue"][n] = yuan
        t.counties["revenue"][c] -= yuan


def pay_households(t: Twin) -> None:
    """Wages and profits of the county's cells, contributions and pensions, interest; next plan's income."""
    o, books, credit = t.opening, t.books, t.rules.credit
    for c in range(o.counties):
        home, mine = ("HH", c), [k for k in range(o.cells) if o.county_of[k] == c]
        wages = profits = 0
        for k in mine:
            sums, firm = t.sums[k], ("F", k)
            at_home, from_home = sums["dividends_households"], sums["calls_households"]
            caller = ("UP" if o.call_payer_up[k] else "RX", 0)
            books.pay("WAGES", firm, home, sums["wages"])
            books.pay("DIVIDENDS", firm, home, at_home)
            books.pay("DIVIDENDS", firm, ("RX", 0), sums["dividends"] - at_home)
            books.pay("CAPITAL_CALLS", home, firm, from_home)
            books.pay("CAPITAL_CALLS", caller, firm, sums["calls"] - from_home)
            books.pay("FOUNDERS_EQUITY", home, firm, t.births[k]["equity"])
            wages, profits = wages + sums["wages"], profits + at_home - from_home
        contributions = int(t.rules.households.contribution_share * wages)
        pensions = int(o.pensions[c] * t.nominal)
        interest = max(int(0.25 * credit.deposit_rate_per_year * books.held("HH", c)), 0)
        support = sum(spent[2] for spent in t.spent if spent[1] == c)
        books.pay("SOCIAL_CONTRIBUTIONS", home, ("UP", 0), contributions)
        books.pay("PENSIONS", ("UP", 0), home, pensions)
        books.pay("DEPOSIT_INTEREST", ("BK", 0), home, interest)
        t.counties["income"][c] = wages - contributions + pensions + interest + profits + support


def pay_firms_and_bank(t: Twin) -> None:
    """Loans and interest, what the closed leave, the bank's own capital."""
    o, books, cells, bank = t.opening, t.books, t.cells, ("BK", 0)
    for k in range(o.cells):
        sums, firm, estate, home = t.sums[k], ("F", k), ("EST", k), ("HH", int(o.county_of[k]))
        lent = sums["loans_new"] + t.births[k]["loans"]
        books.pay("NEW_LOANS", bank, firm, lent)
        books.pay("LOAN_REPAYMENTS", firm, bank, sums["loans_repaid"])
        books.pay("LOAN_INTEREST", firm, bank, sums["interest"])
        to_bank = min(sums["used_paid"], int(cells["estate_loans"][k]))
        books.pay("USED_CAPITAL", firm, estate, sums["used_paid"])
        books.pay("ESTATE_LOANS", estate, bank, to_bank)
        books.pay("ESTATE_REST", estate, home, sums["used_paid"] - to_bank)
        books.pay("EXIT_LOANS", firm, bank, sums["exit_repaid"])
        books.pay("EXIT_OVERDRAFT", bank, firm, sums["exit_overdraft"])
        books.pay("EXIT_CASH", firm, home, sums["exit_households"])
        cells["estate_loans"][k] = sums["exit_loans"]
        cells["loans"][k] += lent - sums["loans_repaid"] - sums["exit_repaid"] - sums["exit_loans"]
    loans = int(cells["loans"].sum() + cells["estate_loans"].sum())
    bonds = int(t.counties["debt"].sum() + t.city["debt"])
    equity = loans + bonds + books.cash[bank]
    surplus = equity - int(t.rules.credit.bank_equity_share_of_loans * loans)
    books.pay("BANK_DIVIDEND", bank, ("RX", 0), max(surplus, 0))
    books.pay("BANK_CAPITAL", ("RX", 0), bank, max(-surplus, 0))


def prepare_next(t: Twin) -> None:
    """Used machines, public capital, wages, people and the trend, as the next quarter finds them."""
    o, cells, counties, rules = t.opening, t.cells, t.counties, t.rules
    for k in range(o.cells):
        pool = cells["used_pool"][k] + t.sums[k]["pool"]
        orders = t.sums[k]["ordered"] + t.births[k]["orders"]
        share = min(rules.investment.used_limit_share, pool * t.price_next / max(orders, 1))
        cells["used_share"][k] = share if orders > 0 else 0.0
        rest = max(0.0, pool - cells["used_share"][k] * orders / t.price_next)
        cells["used_pool"][k] = rest * (1.0 - rules.investment.used_decay_per_quarter)
    made = t.by_county(np.array([sums["output"] - sums["materials"] for sums in t.sums]))
    t.gdp_year = 0.75 * t.gdp_year + made
    built = np.array(t.infrastructure, float)
    for _, c, _, invested, _ in t.spent:
        built[c] += invested
    counties["public_capital"] = counties["public_capital"] * (1.0 - o.public_depreciation) + built / t.price

    persons = t.by_county(t.sums_of("persons").astype(float))
    unemployment = 1.0 - persons / counties["labour_force"]
    gap = unemployment - o.unemployment
    log_wage, labour = counties["log_wage"], rules.labour
    counties["employment"], counties["attraction_gap"], counties["last_log_wage"] = persons, gap, log_wage
    pushed = log_wage - labour.wage_to_unemployment_per_quarter * gap
    counties["log_wage"] = pushed - labour.wage_return_per_quarter * log_wage
    migrate(t)
    cells["productivity"] = cells["productivity"] * (1.0 + t.growth)
    counties["public_capital_reference"] = counties["public_capital_reference"] * (1.0 + t.growth)
    t.city["firm_index"] = t.city["firm_index"] * (1.0 + rules.entry.net_growth_per_year) ** 0.25


def migrate(t: Twin) -> None:
    """Net moves between two places: the base flow times 2 sinh of half the gain; outside is on the trend."""
    o, counties, towns = t.opening, t.counties, t.region.towns.n
    pull = t.rules.migration.income_elasticity * counties["last_log_wage"] - counties["attraction_gap"]
    attraction = [*pull[o.town_county], *([0.0] * t.city["outside_people"].size)]
    people = [*t.towns["people"], *t.city["outside_people"]]
    for a in range(len(people)):
        for b in range(a + 1, len(people)):
            moved = 2.0 * o.base_moves[a, b] * math.sinh(0.5 * (attraction[b] - attraction[a]))
            moved = min(max(moved, -0.1 * people[b]), 0.1 * people[a])
            people[a] -= moved
            people[b] += moved
    t.towns["people"], t.city["outside_people"] = np.array(people[:towns]), np.array(people[towns:])
    counties["people"] = np.array([t.towns["people"][o.town_county == c].sum() for c in range(o.counties)])
    counties["labour_force"] = np.maximum(o.participation * counties["people"], counties["employment"])
