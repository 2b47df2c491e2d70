"""What one firm pays, borrows, earns and orders in a quarter: the accounts of the twin."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from sim.parameters import Parameters
from tests.oracle.firm import Firm, nearest


@dataclass(frozen=True)
class Market:
    """What a firm meets in its cell this quarter; shares of output unless named otherwise."""

    orders_per_weight: float
    taken: float
    by_capital: float
    by_person: float
    wage: float
    materials: float
    production_tax: float
    depreciation: float
    capital_per_output: float
    used_share: float
    entrants: float
    growth: float
    price: float
    price_next: float
    owners: bool
    """Everybody here is an owner: wages are what is left."""
    loan_rate: float
    loan_limit: float
    capital_wish: float
    callable: bool
    households_called: bool


def keep_accounts(firm: Firm, m: Market, rules: Parameters, able: float, town: Counter) -> Counter:
    """Run one firm through the accounts of a quarter; returns what it adds to its cell's sums."""
    credit, sums = rules.credit, Counter()
    made = able if firm.demand > able else firm.demand + (able - firm.demand) * m.taken
    follow = rules.growth.following_share
    bill = nearest(m.wage * firm.persons * math.exp(rules.labour.wage_to_productivity * firm.productivity))
    firm.orders = (1 - follow) * firm.orders + follow * made / m.orders_per_weight
    firm.sales = 0.75 * firm.sales + made
    firm.output = nearest(made)

    # Out of sales: materials, tax on value added, interest, wages, tax on profit, machines ordered a quarter ago.
    materials = nearest(m.materials * firm.output)
    tax = nearest(m.production_tax * (firm.output - materials))
    interest = nearest(m.loan_rate / 4 * firm.loans)
    left = firm.output - materials - tax - interest
    wages = min(bill, max(left, 0)) if m.owners or firm.proprietor else bill
    profit = left - wages
    rate = rules.government.profit_tax_share
    rate *= rules.recognition.high_tech_tax_factor if firm.high_tech else 1.0
    on_profit = max(rate * (profit - m.depreciation * m.price * firm.capital), 0)
    on_profit = nearest(on_profit)
    second_hand = nearest(m.used_share * firm.ordered)
    used_paid = nearest(rules.investment.used_price_share * second_hand)
    earned, paid = profit - on_profit, firm.ordered
    sums.update(cash_before=firm.cash, loans_before=firm.loans, persons=firm.persons)
    firm.cash += earned - (firm.ordered - second_hand) - used_paid
    firm.capital = (1 - m.depreciation) * firm.capital + firm.ordered / m.price

    # Loans follow capital; cash above the buffer goes to owners; owners of some sectors stand in for investment.
    buffer = nearest(credit.cash_share_of_quarter * firm.output)
    target = 0 if firm.constrained else nearest(credit.loan_share_of_capital * m.price * firm.capital)
    change = target - firm.loans
    if change < 0:
        change = -min(-change, max(firm.cash - buffer, 0))
    firm.cash, firm.loans = firm.cash + change, firm.loans + change
    above = firm.cash - buffer
    dividend, call = max(above, 0), 0
    if above < 0 and (m.callable or firm.constrained):
        call = min(-above, paid)
    firm.cash += call - dividend
    to_households = dividend
    if not firm.proprietor:
        to_households = nearest(rules.owners.household_share_of_dividends * dividend)
    limit = m.loan_limit * m.price
    emergency = min(max(int(limit * firm.capital) - firm.loans, 0), max(-firm.cash, 0))
    firm.cash, firm.loans = firm.cash + emergency, firm.loans + emergency
    firm.illiquid = firm.illiquid + 1 if firm.cash < 0 else 0

    # The next investment: what wears out and grows, a step towards what orders need; too many machines are sold.
    drift = firm.hazard - m.entrants
    needed = m.capital_wish * m.capital_per_output * (1 + m.growth) / m.price * firm.demand * (1 + drift)
    wanted = (m.depreciation + m.growth + drift) * firm.capital
    wanted += rules.investment.accelerator_per_quarter * (needed - firm.capital)
    sold = max(0.0, min(-wanted, rules.investment.disinvestment_limit_share * firm.capital))
    firm.capital -= sold
    wanted = max(wanted, 0.0) * m.price_next
    funds = credit.investable_cash_share * max(firm.cash, 0) + max(earned, 0)
    funds += 0.0 if firm.constrained else max(0.0, limit * firm.capital - firm.loans)
    funds += wanted if m.callable else 0.0
    if wanted > funds:
        wanted = funds + (credit.owner_top_up_share * (wanted - funds) if firm.constrained else 0.0)
    firm.ordered = nearest(wanted)

    called_at_home = call if m.households_called or firm.constrained else 0
    sums.update(output=firm.output, materials=materials, wages=wages, production_tax=tax, interest=interest)
    sums.update(profit_tax=on_profit, investment_new=paid - second_hand, used_paid=used_paid, calls=call)
    sums.update(dividends=dividend, dividends_households=to_households, calls_households=called_at_home)
    sums.update(loans_new=max(change, 0) + emergency, loans_repaid=max(-change, 0), cash_after=firm.cash)
    sums.update(loans_after=firm.loans, pool=sold, ordered=firm.ordered)
    town.update(value_added=firm.output - materials, taxes=tax + on_profit, persons=firm.persons)
    return sums


def close(firm: Firm, depreciation: float, patience: int) -> Counter:
    """What a closing firm leaves: cash to bank and owners, machines to the pool, the unpaid loan to an estate."""
    repaid = min(max(firm.cash, 0), firm.loans)
    insolvent = firm.illiquid >= patience
    return Counter(
        exit_repaid=repaid,
        exit_overdraft=max(-firm.cash, 0),
        exit_households=max(firm.cash, 0) - repaid,
        exit_loans=firm.loans - repaid,
        pool=firm.capital * (1 - depreciation),
        ordered=-firm.ordered,
        closed=firm.members,
        insolvent=firm.members if insolvent else 0,
    )
