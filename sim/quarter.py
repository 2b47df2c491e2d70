"""What one quarter works out and forgets: rates, plans and sums, filled in the order of `sim/step.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from sim.pairs.helping import Helping
    from sim.programmes.flows import Programmes

Array = np.ndarray


@dataclass
class Outside:
    """What events make of the world outside in a quarter; neutral unless one is in force."""

    visitors: float = 1.0
    """Visits beside the usual."""
    loan_rate: float = 0.0
    """Yearly loan rate beyond the parameter's."""
    land_demand: float = 1.0
    """Demand for county land beside the usual."""
    peel_demand: float = 1.0
    """Consumers' demand for peel beside the usual."""
    transfers: float = 1.0
    """Transfers from above beside the usual."""
    leads: Array = field(default_factory=lambda: np.ones((1, 1)))
    """Leads of investors beside the usual, by node and sector, or one number for all."""
    rivals: Array = field(default_factory=lambda: np.zeros(1))
    """Utility that investors see in rival cities beyond the usual, by node, or one number for all."""


@dataclass
class Quarter:
    """Scratch of a quarter; arrays are per cell unless named otherwise."""

    t: int
    number: int
    price: float
    """Price of the quarter, one in the first simulated."""
    price_next: float
    growth: float
    """Real trend growth from this quarter to the next."""
    growth_into: float
    """Nominal trend growth from the last quarter into this one."""
    nominal: float
    """Nominal trend index of the quarter."""
    nominal_before: float
    """Nominal trend index of the quarter before, relative to the one before the first."""
    firm_index: float
    """Trend of the number of firms, one at the opening."""
    counties: int
    cells: int

    # What blocks tell the core before it acts; neutral unless a block says more.
    orders: list[Buyers] = field(default_factory=list)
    """Final purchases that blocks order, see `sim.requests.order`."""
    claims: dict[str, Claim] = field(default_factory=dict)
    """What blocks ask of governments, by name, see `sim.requests.claim`."""
    log_productivity: Array = field(init=False)
    """Log productivity that blocks give to the firms of a cell, beside roads."""
    export_factor: Array = field(init=False)
    """What blocks make of outside demand for a cell."""
    loan_rate: Array = field(init=False)
    """Yearly rate on loans of a cell's firms; the parameter plus what blocks add."""
    loan_limit: Array = field(init=False)
    """Share of capital that may be lent against, by cell."""
    unpaid_share: Array = field(init=False)
    """Share of a cell's sales whose payment is put off (positive) or made good (negative)."""
    capital_wish: Array = field(init=False)
    """Capital that firms of a cell want beside what their orders need; below one where loans are dear."""
    works: Array = field(init=False)
    """Public works that blocks order out of county accounts, yuan [counties]."""
    pool: Array = field(init=False)
    """Persons from elsewhere who look for work in a county, less its own who work elsewhere [counties]."""
    firm_money: dict[int, Array] = field(default_factory=dict)
    """Net yuan by cell that blocks put into rows of firms after the accounts loop, by kind of flow."""
    firm_loans: Array = field(init=False)
    """The same for loans: of firms that moved from cell to cell."""
    firms_moved: Array = field(init=False)
    """Members of firms that came from other counties, less those that left for them [counties]."""
    equity_outside: Array = field(init=False)
    """Equity that outside investors put into a cell's new firms, yuan, whole."""

    efficiency_offset: Array = field(init=False)
    weights: Array = field(init=False)
    weighted_productivity: Array = field(init=False)
    scale: Array = field(init=False)
    efficiency: Array = field(init=False)
    investment_new: Array = field(init=False)
    buyers: Buyers = field(init=False)
    export_orders: Array = field(init=False)
    demand: Array = field(init=False)
    orders_per_weight: Array = field(init=False)
    cell_productivity: Array = field(init=False)
    persons_per_order: Array = field(init=False)
    vacancies: Array = field(init=False)
    dismissals: Array = field(init=False)
    fill: Array = field(init=False)
    output_per_capital: Array = field(init=False)
    output_per_person: Array = field(init=False)
    excess: Array = field(init=False)
    slack: Array = field(init=False)
    taken: Array = field(init=False)
    reallocated: Array = field(init=False)
    """Orders that went to firms with room, yuan."""
    accounts: Array = field(init=False)
    """Sums of the accounts loop [cells, sums]."""
    town_sums: Array = field(init=False)
    """Value added, taxes and persons by town [towns, 3]."""
    pool_received: Array = field(init=False)
    investment_ordered: Array = field(init=False)
    births: Array = field(init=False)
    """Members, equity, loans and orders of entrants [cells, 4]."""
    consumption: Array = field(init=False)
    housing: Array = field(init=False)
    budgets: Budgets = field(init=False)
    programmes: Programmes = field(init=False)
    exports: Array = field(init=False)
    trade: Trade = field(init=False)
    """Sales inside the own county, purchases and final uses by county."""
    local_revenue: Array = field(init=False)
    """Own revenue arising in a county, the city's and the towns' parts included."""
    city_revenue: int = field(init=False)
    to_city: Array = field(init=False)
    """The city's part of a county's own revenue."""
    village_works: Array = field(default_factory=lambda: np.zeros(1))
    """Grants that became works of villages so far, yuan on the trend [villages, or one for all]."""
    village_spent: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    """Whole yuan that policies take of what collectives neither planned for nor pay members [villages]."""
    lost_orders: Array = field(init=False)
    labour_force: Array = field(init=False)
    """Labour force the quarter worked with, before moves."""
    firm_counts: tuple[Array, Array, Array, Array] = field(init=False)
    """Firms by county and rung, by town, above scale by town, capital by cell; only when recorded."""
    shortfall: Shortfall = field(init=False)
    bridged: Array = field(init=False)
    """Bonds that keep cash from falling below zero, by county, the city last."""
    land: LandMarket = field(init=False)
    paired: dict[str, Array] = field(default_factory=dict)
    """Whole yuan that pairings pay into a programme, by row of the places it builds in, by programme."""
    pairings_resting: Array = field(init=False)
    """Whole yuan that contracts of pairings would ask did they not rest, by county, the city last."""
    policy_paid: Array = field(init=False)
    """Whole yuan that policies of all kinds take from governments, by county, the city last."""
    policy_bonds: Array = field(init=False)
    """The part of it that special bonds are to finance, as far as their ceiling allows."""
    pairs: list[Helping] = field(default_factory=list)
    """Pairings at work this quarter, in id order, with what they pay."""
    procured: Array = field(init=False)
    """Whole yuan of purchases that a partner's government makes in a county, less its own elsewhere [counties]."""
    counted: Array = field(init=False)
    """GDP that a county may report as its own beside what arises in it, yuan; it sums to zero [counties]."""
    outside: Outside = field(default_factory=Outside)
    """The world outside beside the usual."""
    measures: dict[str, dict[str, Array]] | None = None
    """Indicators of the quarter by level and key, once they have been measured."""
    entries: list[Entry] = field(default_factory=list)
    """What policies did this quarter, for the record."""
    gap_bonds: Array = field(init=False)
    """Bonds issued for payments into programmes, by county, the city last."""
    gap_cuts: Array = field(init=False)
    """Ordinary spending cut for the same reason."""
    public_investment: Array = field(init=False)
    dividends: Array = field(init=False)
    income: Array = field(init=False)
    writeoffs: Array = field(init=False)

    def __post_init__(self) -> None:
        self.log_productivity, self.export_factor = np.zeros(self.cells), np.ones(self.cells)
        self.loan_rate, self.loan_limit = np.zeros(self.cells), np.zeros(self.cells)
        self.unpaid_share, self.pool = np.zeros(self.cells), np.zeros(self.counties)
        self.capital_wish, self.works = np.ones(self.cells), np.zeros(self.counties, np.int64)
        self.firms_moved = np.zeros(self.counties)
        self.procured, self.counted = np.zeros(self.counties, np.int64), np.zeros(self.counties)
        self.pairings_resting = np.zeros(self.counties + 1, np.int64)
        self.policy_paid = np.zeros(self.counties + 1, np.int64)
        self.policy_bonds = np.zeros(self.counties + 1, np.int64)
        self.equity_outside, self.firm_loans = np.zeros(self.cells, np.int64), np.zeros(self.cells, np.int64)


class Entry(NamedTuple):
    """One figure of what a policy did this quarter: planned, paid, cut, leaked, idle; or of one of its pairs."""

    policy: str
    item: str
    value: float
    """Yuan, unless the item is something else; whole yuan are exact below 2^53."""
    place: str = ""
    """Id of the place it is about: the recipient, or empty for the whole."""
    partner: str = ""
    """Id of the donor, or of the payer."""


@dataclass
class Claim:
    """What a block asks of governments this quarter, yuan by county, the city last; granted in order of rank."""

    rank: int
    asked: Array
    granted: Array = field(init=False)


@dataclass(frozen=True)
class Buyers:
    """Final buyers of a quarter: account, county, kind of flow (ledger slot), basket row and amount in yuan."""

    account: Array
    county: Array
    slot: Array
    basket: Array
    amount: Array


@dataclass
class Budgets:
    """Plans of governments, yuan a quarter; arrays by county, by town, or one number for the city."""

    transfers: Array
    """From above; negative when the county remits upward."""
    above_reference: Array
    """Own revenue expected beyond the reference that transfers are measured against."""
    city_transfer: int
    spending: Array
    town_spending: Array
    city_spending: int
    bonds: Array
    """New bonds; negative when debt is repaid."""
    city_bonds: int
    interest: Array
    city_interest: int
    short: Array
    """What is missing even when nothing is spent, by county, the city last."""
    county_households: Array = field(init=False)
    county_invested: Array = field(init=False)
    county_bought: Array = field(init=False)
    town_households: Array = field(init=False)
    town_invested: Array = field(init=False)
    town_bought: Array = field(init=False)
    city_households: Array = field(init=False)
    """The city's spending is by county where it is spent."""
    city_invested: Array = field(init=False)
    city_bought: Array = field(init=False)
    households: Array = field(init=False)
    """Transfers of all governments to the households of a county."""


@dataclass(frozen=True)
class Shortfall:
    """How governments met what they could not pay out of the quarter's income, yuan by county, the city last."""

    gap: Array
    """Services, and what was asked, beyond income."""
    cash: Array
    """Met out of cash above its floor."""
    bonds: Array
    """Met by bonds up to the ceiling."""
    late: Array
    """Met by letting builders wait."""
    cut: Array
    """Not met [ranks, counties + 1]."""


@dataclass(frozen=True)
class LandMarket:
    """Land and loans for homes of the quarter by county: mu, and whole yuan."""

    sold: Array
    requisitioned: Array
    revenue: Array
    compensation: Array
    works: Array
    lent: Array
    repaid: Array
    interest: Array


@dataclass(frozen=True)
class Trade:
    """Sales and purchases by county, yuan."""

    sold_at_home: Array
    """Sales of a county's firms to buyers of the same county."""
    bought: Array
    """Materials and final uses bought by the county, imports included; outside investors are no buyers of it."""
