"""What is planned above the twin's firms: access, households, budgets, programmes, orders of all final buyers."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tests.oracle.money import Account

if TYPE_CHECKING:
    from tests.oracle.twin import Twin

BASKETS = (
    "consumption_share",
    "firm_investment_share",
    "housing_share",
    "government_purchase_share",
    "government_investment_share",
)


class Buyer(NamedTuple):
    """A final buyer: who pays, where, what for, in which proportions, how many yuan, for which policy."""

    account: Account
    county: int
    kind: str
    basket: np.ndarray
    yuan: int
    policy: str = ""


def floor(amount: float) -> int:
    """Whole yuan, cut."""
    return math.floor(amount)


def begins(day: datetime.date) -> int:
    """Number of the first quarter that starts on or after a day."""
    number = 4 * day.year + (day.month - 1) // 3
    return number if (day.month % 3, day.day) == (1, 1) else number + 1


def journeys(t: Twin, measured: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    """Minutes from every county: neighbours are asked again and again until nobody knows a shorter way."""
    region, counties = t.region, len(measured)
    roads: list[tuple[int, int, float]] = []
    for a in range(counties):
        roads += [(a, b, measured[a, b]) for b in range(measured.shape[1]) if a != b]
    for edge in range(len(region.edges.ids)):
        link = region.edges.link[edge]
        day = None if link < 0 else t.scenario.world.links.get(region.links[link].id)
        if link < 0 or (day is not None and begins(day) <= t.quarter):
            roads.append((region.edges.start[edge], region.edges.end[edge], minutes[edge]))
    times = np.copy(measured)
    for a in range(counties):
        least = {place: math.inf for place in range(region.edges.places)} | {a: 0.0}
        shorter = True
        while shorter:
            shorter = False
            for one, other, taken in roads:
                for x, y in ((one, other), (other, one)):
                    if least[x] + taken < least[y]:
                        least[y], shorter = least[x] + taken, True
        for b in range(measured.shape[1]):
            times[a, b] = measured[a, a] if a == b else least[b]
    return times


def read_access(t: Twin) -> None:
    """Whom a county reaches: G (minutes + 15)^-3 beside the opening, found out by and by; its effects on trade."""
    o, trade, region = t.opening, t.rules.trade, t.region
    passenger = journeys(t, region.travel_passenger, region.edges.passenger)
    freight = journeys(t, region.travel_freight, region.edges.freight)

    def access(minutes: np.ndarray, before: np.ndarray, opening: np.ndarray) -> np.ndarray:
        reached = (o.market_mass * (minutes + trade.terminal_minutes) ** -trade.access_decay).sum(1) / opening
        return before * (reached / before) ** trade.access_adjustment_per_quarter

    counties = t.counties
    people = access(passenger, counties["access_passenger"], o.access_passenger)
    goods = access(freight, counties["access_freight"], o.access_freight)
    counties["access_passenger"], counties["access_freight"] = people, goods
    by_sector = np.array([goods if by_freight else people for by_freight in region.sectors.freight])
    t.access_exports = by_sector[o.sector_of, o.county_of] ** trade.access_export_elasticity
    t.purchases = o.purchases * (by_sector**-trade.access_purchase_elasticity)[:, :, None]


def read_roads(t: Twin) -> None:
    """Public capital beside its reference makes a county's firms more productive."""
    beside = t.counties["public_capital"] / t.counties["public_capital_reference"]
    t.counties["road_productivity"] = t.rules.productivity.road_elasticity * np.log(beside)


def read_credit(t: Twin) -> None:
    """Where public debt has grown faster than GDP, loans are dearer and fewer, and firms want less capital."""
    o, rules, credit = t.opening, t.rules.crowding, t.rules.credit
    t.loan_rate, t.loan_limit, t.capital_wish = np.zeros(o.cells), np.zeros(o.cells), np.zeros(o.cells)
    for c in range(o.counties):
        mine = o.county_of == c
        now = (t.counties["debt"][c] + t.city["debt"] * o.population_share[c]) / t.gdp_year[c]
        then = o.county_state.debt[c] + o.city_state.debt * o.population_share[c]
        more = now - then / o.blocks.treasury.gdp_year[c]
        dearer = max(rules.rate_per_debt_share * more, -credit.loan_rate_per_year)
        t.loan_rate[mine] = credit.loan_rate_per_year + dearer
        cost = credit.loan_rate_per_year + 4 * o.depreciation[mine]
        t.capital_wish[mine] = 1 - rules.capital_cost_elasticity * dearer / cost
        displaced = rules.bonds_held_locally_share * more * t.gdp_year[c] / t.cells["loans"][mine].sum()
        pool = min(max(1 - displaced, rules.least_pool_share), 1)
        t.loan_limit[mine] = credit.loan_limit_share_of_capital * pool


def plan_households(t: Twin) -> None:
    """Consumption from expected income and deposits; housing from expected income."""
    rules = t.rules.households
    expected = t.counties["income"] * (1.0 + t.growth_into)
    deposits = [t.books.held("HH", c) for c in range(t.opening.counties)]
    wish = t.opening.propensity * expected + rules.wealth_per_quarter * np.array(deposits)
    t.consumption = [int(max(amount, 0.0)) for amount in wish]
    t.housing = [int(max(rules.housing_share * amount, 0.0)) for amount in expected]


def plan_budgets(t: Twin) -> None:
    """Every government spends last quarter's revenue, grown, its transfer and bonds, less interest and kept cash."""
    rules, o, g = t.rules.government, t.opening, t.growth_into
    rate = 0.25 * t.rules.credit.bond_rate_per_year

    def spendable(revenue: float, cash: int, target: float) -> float:
        target = target * t.nominal_before
        return revenue * (1 + g) - g * target + rules.cash_correction_per_quarter * (cash - target)

    t.transfers, t.bonds, t.interest, t.spending, t.short = [], [], [], [], []
    for c in range(o.counties):
        revenue, debt = t.counties["revenue"][c], t.counties["debt"][c]
        shortfall = revenue * (1 + g) - o.county_revenue[c] * t.nominal
        t.transfers.append(floor(o.county_transfers[c] * t.nominal - rules.equalisation_slope * shortfall))
        t.bonds.append(floor(g * debt))
        t.interest.append(floor(rate * debt))
        own = spendable(revenue, t.books.held("CG", c), o.county_cash[c])
        left = floor(own + t.transfers[c] + t.bonds[c] - t.interest[c])
        t.spending.append(max(left, 0))
        t.short.append(max(-left, 0))
    t.town_spending = [
        max(floor(spendable(t.towns["revenue"][n], t.books.held("TG", n), o.town_cash[n])), 0)
        for n in range(t.region.towns.n)
    ]
    debt = int(t.city["debt"])
    t.city_transfer, t.city_bonds = int(o.city_transfer * t.nominal), int(g * debt)
    t.city_interest = int(rate * debt)
    own = spendable(float(t.city["revenue"]), t.books.held("CI"), o.city_cash)
    left = int(own + t.city_transfer + t.city_bonds - t.city_interest)
    t.city_spending = max(left, 0)
    t.short.append(max(-left, 0))


def fair_split(amount: int, shares: np.ndarray) -> list[int]:
    """Whole yuan by shares: the largest remainders get what is left."""
    parts = [floor(amount * share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(amount * shares[i] - parts[i]), i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def payer_shares(t: Twin, payers: dict[str, float]) -> np.ndarray:
    """Shares of the counties, the city and the levels above, in this order; a group shares by opening revenue."""
    n, region = t.opening.counties, t.region
    shares = np.zeros(n + 2)
    groups = {group.key: list(group.members) for group in region.groups}
    for payer, share in payers.items():
        if payer == "city":
            shares[n] += share
        elif payer == "up":
            shares[n + 1] += share
        else:
            revenue = t.opening.county_revenue[groups[payer]]
            shares[groups[payer]] += share * revenue / revenue.sum()
    return shares


def ceilings(t: Twin) -> tuple[list[int], list[int], list[int]]:
    """By county, the city last: services that come first, cash above its floor, bonds still allowed."""
    rules, o, n = t.rules.government, t.opening, t.opening.counties
    part = o.county_state.debt.sum() / (o.county_state.debt.sum() + o.city_state.debt)
    bases = [*(part * t.gdp_year), (1 - part) * t.gdp_year.sum()]
    planned, debts = [*t.bonds, t.city_bonds], [*t.counties["debt"], t.city["debt"]]
    held = [*(t.books.held("CG", c) for c in range(n)), t.books.held("CI")]
    usual, targets = [*o.county_spending, o.city_spending], [*o.county_cash, o.city_cash]
    services, idle, room = [], [], []
    for g, base in enumerate(bases):
        services.append(floor(rules.services_floor_share * usual[g] * t.nominal))
        idle.append(max(floor(held[g] - rules.cash_floor_share * targets[g] * t.nominal_before), 0))
        quota = rules.bond_quota_share_of_gdp / 4 * base
        limit = rules.debt_limit_share_of_gdp * base - debts[g]
        room.append(max(floor(min(quota, limit) - planned[g]), 0))
    return services, idle, room


def commit_programmes(t: Twin) -> None:
    """Programmes come last: paid out of income beyond services, then cash, then bonds, and cut pro rata.

    Recipients get what was paid. Payers close their gaps by bonds to a share, else by cuts.
    """
    n = t.opening.counties
    asked, above = {}, {}
    for name in sorted(t.scenario.policy.programmes):
        programme = t.scenario.policy.programmes[name]
        since, budget = t.quarter - begins(programme.start_date), int(programme.budget_yuan_per_year)
        over = programme.end_date is not None and t.quarter >= begins(programme.end_date)
        planned = 0 if since < 0 or over else budget * (since + 1) // 4 - budget * since // 4
        parts = fair_split(planned, payer_shares(t, programme.payers))
        asked[name], above[name] = parts[:-1], parts[-1]
    income = [*t.spending, t.city_spending]
    paid = {name: [0] * (n + 1) for name in asked}
    borrowed = [0] * (n + 1)
    for g, (services, idle, room) in enumerate(zip(*ceilings(t), strict=True)):
        wanted = sum(row[g] for row in asked.values())
        missing = max(services + wanted - (income[g] - t.short[g]), 0)
        cash = min(missing, idle)
        bonds = min(missing - cash, room)
        cut = missing - cash - bonds
        assert cut <= wanted, "no builder waits in the worlds of the twin"
        for name, row in asked.items():
            paid[name][g] = floor(row[g] * ((wanted - cut) / max(wanted, 1)))
        given = sum(row[g] for row in paid.values())
        more = min(floor(t.rules.government.contribution_bond_share * given), room - bonds)
        borrowed[g] = bonds + more
        income[g] = max(income[g] - t.short[g] - given + cash + bonds, 0) + more
    t.contributions = {name: [*row, above[name]] for name, row in paid.items()}
    t.grants = {}
    for name, contributions in t.contributions.items():
        programme = t.scenario.policy.programmes[name]
        groups = {group.key: list(group.members) for group in t.region.groups}
        inside = [c for key in programme.scope.places for c in groups[key]]
        people = np.zeros(n)
        people[inside] = t.region.county_population[inside] if programme.rule == "per_head" else 1.0
        t.grants[name] = fair_split(sum(contributions), people / people.sum())
    t.bonds = [t.bonds[c] + borrowed[c] for c in range(n)]
    t.city_bonds += borrowed[n]
    t.spending, t.city_spending = income[:-1], income[n]


def split_spending(t: Twin) -> None:
    """Each government's spending: to households, invested, bought; the city's is spent where people live."""
    rules, o = t.rules.government, t.opening

    def split(spending: int) -> tuple[int, int, int]:
        support = floor(rules.households_share_of_spending * spending)
        built = floor(rules.investment_share_of_spending * spending)
        return support, built, spending - support - built

    of_city = [floor(t.city_spending * share) for share in o.population_share]
    of_city[o.largest_county] += t.city_spending - sum(of_city)
    t.spent = [(("CG", c), c, *split(t.spending[c])) for c in range(o.counties)]
    t.spent += [(("TG", n), int(c), *split(t.town_spending[n])) for n, c in enumerate(o.town_county)]
    t.spent += [(("CI", 0), c, *split(of_city[c])) for c in range(o.counties)]


def gather_buyers(t: Twin) -> None:
    """All final buyers of the quarter."""
    consumed, invested, housed, bought_for_all, built_for_all = (
        getattr(t.region.sectors, b) for b in BASKETS
    )
    t.buyers = [Buyer(("HH", c), c, "CONSUMPTION", consumed, yuan) for c, yuan in enumerate(t.consumption)]
    t.buyers += [Buyer(("HH", c), c, "HOUSING", housed, yuan) for c, yuan in enumerate(t.housing)]
    for k, yuan in enumerate(t.investment_new):
        t.buyers.append(Buyer(("F", k), int(t.opening.county_of[k]), "INVESTMENT", invested, yuan))
    for account, c, _, built, bought in t.spent:
        t.buyers.append(Buyer(account, c, "GOVERNMENT_PURCHASES", bought_for_all, bought))
        t.buyers.append(Buyer(account, c, "GOVERNMENT_INVESTMENT", built_for_all, built))
    t.infrastructure = [0] * t.opening.counties
    for name, grants in t.grants.items():
        share = t.scenario.policy.programmes[name].stocks.get("infrastructure", 0.0)
        for c, grant in enumerate(grants):
            built = floor(share * grant)
            t.infrastructure[c] += built
            who = ("CG", c)
            t.buyers.append(Buyer(who, c, "GOVERNMENT_PURCHASES", bought_for_all, grant - built, name))
            t.buyers.append(Buyer(who, c, "GOVERNMENT_INVESTMENT", built_for_all, built, name))


def plan_demand(t: Twin) -> None:
    """Exports asked for, local demand by one solve, and orders per unit of a firm's weight."""
    o, cells = t.opening, t.cells
    gained = np.exp(t.rules.trade.export_elasticity * (t.efficiency - o.efficiency))
    outside = cells["export_reference"] * t.nominal * t.access_exports * gained / cells["order_reference"]
    exports = outside * t.weights
    right = exports.copy()
    t.matrix = np.zeros((o.cells, o.cells))
    for k in range(o.cells):
        s, c = o.sector_of[k], o.county_of[k]
        for buyer in t.buyers:
            right[k] += t.purchases[s, buyer.county, c] * buyer.basket[s] * buyer.yuan
        for j in range(o.cells):
            t.matrix[k, j] = t.region.io[s, o.sector_of[j]] * t.purchases[s, o.county_of[j], c]
    t.demand = np.linalg.solve(np.eye(o.cells) - t.matrix * cells["fill"][None, :], right)
    t.orders_per_weight = (t.demand - exports) / t.weights + outside
    t.output_per_person = cells["productivity"] * np.exp(t.counties["road_productivity"])[o.county_of]
