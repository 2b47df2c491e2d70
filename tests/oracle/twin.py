"""The twin: one quarter of the whole economy in plain Python, firm by firm and yuan by yuan.

It starts from the tables of a World and advances its own. Nothing of the compiled loops, the matrices or the ledger is
used; what it shares with the core is the opening (constants of the cells) and the scenario's parameters.
Cells, counties and towns are numpy vectors of a few numbers, firms a list of objects.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.accounts import Holder
from sim.world import World
from tests.oracle import chance, payments, plans
from tests.oracle.firm import Firm, apart, assess, capacity, climb, learn, nearest, reweigh, wanted_change
from tests.oracle.money import Books
from tests.oracle.quarter import Market, close, keep_accounts

FLOATS = ("orders", "productivity", "persons", "capital", "sales", "noise", "hazard")
WHOLE = ("cell", "town", "members", "cash", "loans", "ordered", "rung", "illiquid", "born", "titles")


def firms_of(world: World) -> list[Firm]:
    """The world's firms as objects, in the order of ids."""
    names = (*FLOATS, *WHOLE, "constrained", "ids")
    table = {name: world.firms.column(name) for name in names if name != "cell"}
    table["cell"] = world.firms.cells_of_rows()
    firms = []
    for row in np.argsort(table["ids"]):
        values = {name: float(table[name][row]) for name in FLOATS}
        values |= {name: int(table[name][row]) for name in WHOLE}
        firms.append(Firm(who=int(table["ids"][row]), constrained=bool(table["constrained"][row]), **values))
    return firms


class Twin:
    """State of the twin and its quarter."""

    def __init__(self, world: World) -> None:
        self.region, self.opening, self.scenario = world.region, world.opening, world.scenario
        self.rules, self.key = world.scenario.parameters, (int(world.key.seed), int(world.key.replicate))
        self.quarter = world.quarter
        self.firms = firms_of(world)
        self.cells = {name: np.copy(value) for name, value in vars(world.cells).items()}
        self.counties = {name: np.copy(value) for name, value in vars(world.counties).items()}
        self.towns = {name: np.copy(value) for name, value in vars(world.towns).items()}
        self.city = {name: np.copy(value) for name, value in vars(world.city).items()}
        self.gdp_year = world.treasury.gdp_year.copy()
        cash = world.ledger.cash
        self.books = Books(
            {
                (holder.name, place): int(cash[number])
                for holder in Holder
                for place, number in enumerate(world.ledger.account[holder])
            }
        )

    def step(self) -> None:
        """One quarter, in the order of `sim/step.py`."""
        self.read_rates()
        self.books.open_quarter()
        plans.read_access(self)
        plans.read_roads(self)
        if self.quarter % 4 == 0:
            self.january()
        plans.read_credit(self)
        self.choose_customers()
        self.normalise()
        plans.plan_households(self)
        plans.plan_budgets(self)
        plans.commit_programmes(self)
        plans.split_spending(self)
        plans.gather_buyers(self)
        plans.plan_demand(self)
        self.hire()
        self.produce_and_account()
        self.found()
        payments.settle(self)
        payments.pay_budgets(self)
        payments.pay_households(self)
        payments.pay_firms_and_bank(self)
        payments.prepare_next(self)
        self.quarter += 1

    def by_county(self, values: np.ndarray) -> np.ndarray:
        """Sums of the cells of each county."""
        return np.array([values[self.opening.county_of == c].sum() for c in range(self.opening.counties)])

    def sums_of(self, name: str) -> np.ndarray:
        """A sum of the firms' accounts by cell: whole yuan, or a float where it is people or machines."""
        return np.array([sums[name] for sums in self.sums])

    def read_rates(self) -> None:
        """Prices and growth of the quarter from the trend."""
        trend, at = self.opening.trend, self.quarter - self.opening.trend.first + 1
        self.price, self.price_next = trend.price[at], trend.price[at + 1]
        self.growth = trend.real[at + 1] / trend.real[at] - 1.0
        self.growth_into = trend.nominal[at] / trend.nominal[at - 1] - 1.0
        self.nominal, self.nominal_before = trend.nominal[at], trend.nominal[at - 1] / trend.nominal[0]

    def january(self) -> None:
        """Grown rows fall apart; size and age of the year; rungs."""
        least = self.scenario.thin_below_yuan
        together = []
        for firm in self.firms:
            grown = firm.members > 1 and firm.sales >= least * firm.members
            together += apart(firm) if grown else [firm]
        self.firms = together
        for firm in self.firms:
            assess(firm, self.rules, self.quarter - chance.EPOCH)
            a, b, _, _ = chance.firm_words(self.key, firm.who, self.quarter, chance.LADDER)
            climb(firm, self.rules, chance.uniform(a), chance.uniform(b))

    def choose_customers(self) -> None:
        """Weights, productivity and who will leave; sums of weights before normalisation."""
        o, cells = self.opening, self.cells
        weight = self.rules.growth.productivity_weight
        roads = weight * self.counties["road_productivity"][o.county_of]
        self.common = roads - o.labour_share_of_output * self.counties["log_wage"][o.county_of]
        advantage = self.common - cells["sector_efficiency"][o.sector_of]
        self.weights, weighted = np.zeros(o.cells), np.zeros(o.cells)
        self.investment_new = [0] * o.cells
        for firm in self.firms:
            k = firm.cell
            drawn = chance.firm_words(self.key, firm.who, self.quarter, chance.FIRM_QUARTER)
            uniforms = tuple(chance.uniform(word) for word in drawn)
            reweigh(firm, self.rules, uniforms, advantage[k], o.entrant_mass[k])
            self.weights[k] += firm.orders
            weighted[k] += firm.orders * firm.productivity
            learn(firm, self.rules, o.noise_scale[k], uniforms[2])
            self.investment_new[k] += firm.ordered - nearest(cells["used_share"][k] * firm.ordered)
        self.efficiency = weight * weighted / self.weights + self.common

    def normalise(self) -> None:
        """Weights go part of the way back to their reference; sectors' mean efficiency by output."""
        o, cells = self.opening, self.cells
        pull = self.rules.growth.normalisation_per_quarter
        scale = (cells["order_reference"] / self.weights) ** pull
        for firm in self.firms:
            firm.orders *= scale[firm.cell]
        self.weights = self.weights * scale
        for s in range(o.sectors):
            mine = o.sector_of == s
            output = cells["last_output"][mine]
            cells["sector_efficiency"][s] = (self.efficiency[mine] * output).sum() / output.sum()

    def hire(self) -> None:
        """Everybody moves towards the people needed; vacancies of a county are filled alike."""
        labour, per_person = self.rules.labour, self.price * self.output_per_person
        counties = self.opening.counties
        vacancies, dismissed = [1e-9] * counties, [0.0] * counties
        changes = []
        for firm in self.firms:
            c = self.opening.county_of[firm.cell]
            firm.demand = self.orders_per_weight[firm.cell] * firm.orders
            change = wanted_change(firm, per_person[firm.cell], labour.adjustment_share)
            changes.append(change)
            vacancies[c] += max(change, 0.0)
            dismissed[c] += max(-change, 0.0)
        idle = np.maximum(0.0, self.counties["labour_force"] - self.counties["employment"])
        fill = np.minimum(1.0, (labour.reemployment_share * idle + dismissed) / vacancies)
        for firm, change in zip(self.firms, changes, strict=True):
            firm.persons += change * fill[self.opening.county_of[firm.cell]] if change > 0 else change

    def produce_and_account(self) -> None:
        """Orders beyond capacity go to firms with room; then everybody's accounts, and the closed leave."""
        o, rules = self.opening, self.rules
        by_capital = self.price / (o.capital_per_output * rules.production.utilisation_share)
        by_person = self.price * self.output_per_person * rules.production.overtime_factor
        excess, slack = np.zeros(o.cells), np.zeros(o.cells)
        able = []
        for firm in self.firms:
            able.append(capacity(firm, by_capital[firm.cell], by_person[firm.cell]))
            gap = int(firm.demand - able[-1])
            excess[firm.cell] += max(gap, 0)
            slack[firm.cell] += max(-gap, 0)
        taken = np.minimum(1.0, rules.production.reallocation_share * excess / np.maximum(slack, 1.0))
        wage = o.wage * np.exp(self.counties["log_wage"])[o.county_of] * self.nominal
        markets = [
            Market(
                orders_per_weight=self.orders_per_weight[k],
                taken=taken[k],
                by_capital=by_capital[k],
                by_person=by_person[k],
                wage=wage[k],
                materials=o.materials_share[k],
                production_tax=o.production_tax_share_of_value_added[k],
                depreciation=o.depreciation[k],
                capital_per_output=o.capital_per_output[k],
                used_share=self.cells["used_share"][k],
                entrants=o.entrant_mass[k],
                growth=self.growth,
                price=self.price,
                price_next=self.price_next,
                owners=bool(o.owner[k]),
                loan_rate=self.loan_rate[k],
                loan_limit=self.loan_limit[k],
                capital_wish=self.capital_wish[k],
                callable=bool(o.callable[k]),
                households_called=bool(o.call_payer_households[k]),
            )
            for k in range(o.cells)
        ]
        self.sums = [Counter() for _ in markets]
        self.town_sums = [Counter() for _ in range(self.region.towns.n)]
        staying = []
        for firm, most in zip(self.firms, able, strict=True):
            k = firm.cell
            self.sums[k].update(keep_accounts(firm, markets[k], rules, most, self.town_sums[firm.town]))
            if firm.leaving or firm.illiquid >= rules.exit.quarters_without_cash:
                self.sums[k].update(close(firm, o.depreciation[k], rules.exit.quarters_without_cash))
            else:
                staying.append(firm)
        self.firms = staying

    def found(self) -> None:
        """The quarter's entrants, group by group (town x sector)."""
        o, entry, per_row = self.opening, self.rules.entry, self.scenario.firms_per_agent
        rate = 0.25 * (entry.net_growth_per_year + entry.replacement_per_year)
        index = float(self.city["firm_index"])
        self.births = [Counter() for _ in range(o.cells)]
        for group, members in enumerate(o.group_members):
            town, sector = int(o.group_town_code[group]), int(o.group_sector[group])
            a, b, _, _ = chance.words(self.key, town, sector, self.quarter, chance.BIRTH_COUNT)
            mean = rate * index * members * o.group_births[group]
            rows = int(mean / per_row + chance.fine_uniform(a, b))
            first = town << 34 | (self.quarter - chance.EPOCH) << 24 | sector << 18
            for number in range(rows):
                self.firms.append(self.entrant(first | number * per_row, group, per_row))

    def entrant(self, who: int, group: int, members: int) -> Firm:
        """A firm with orders, cash, perhaps a loan and an order for machines, and nobody at work yet."""
        o, rules, k = self.opening, self.rules, int(self.opening.group_cell[group])
        drawn = chance.firm_words(self.key, who, self.quarter, chance.ENTRANT)
        u = [chance.uniform(word) for word in drawn]
        form = chance.uniform(chance.firm_words(self.key, who, self.quarter, chance.ENTRANT_FORM)[0])
        sd = rules.entry.size_sd
        weight = o.entrant_weight[k] / float(self.city["firm_index"]) * members
        weight *= np.exp(sd * chance.normal(u[0], u[1]) - sd * sd / 2)
        output = weight * self.demand[k] / o.output[k]
        price = self.price_next * (1.0 + rules.entry.price_margin_share) / self.price
        order = int(o.capital_per_output[k] * output * price)
        constrained = u[3] < rules.credit.constrained_share
        loan = 0 if constrained else nearest(rules.credit.loan_share_of_capital * order)
        equity = order - loan + int(rules.credit.cash_share_of_quarter * output)
        individual, proprietor = o.small_rung_shares[:2]
        firm = Firm(
            who=who,
            cell=k,
            town=int(o.group_town[group]),
            orders=float(weight),
            productivity=rules.productivity.sd_share * o.noise_scale[k] * chance.laplace(u[2]),
            persons=0.0,
            capital=0.0,
            sales=4.0 * float(output),
            noise=0.0,
            hazard=0.0,
            members=members,
            cash=equity + loan,
            loans=loan,
            ordered=order,
            constrained=constrained,
            rung=0 if form < individual else 1 if form < individual + proprietor else 2,
            illiquid=0,
            born=self.quarter - chance.EPOCH,
        )
        assess(firm, rules, firm.born)
        self.births[k].update(members=members, equity=equity, loans=loan, orders=order)
        return firm
