"""What the statistics say is what the books and the tables hold; GDP three ways breaks on one yuan."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour.statistics import FINAL, gdp_three_ways
from sim.errors import LedgerError
from sim.indicators import BY_KEY, together
from sim.kernels.matrices import deliver_final
from sim.loops import columns
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import Run

QUARTERS = 12
FUND = {
    "payers": {"east": 0.6, "city": 0.2, "up": 0.2},
    "scope": ["west"],
    "stocks": {"infrastructure": 0.6, "services": 0.4},
    "budget_yuan_per_year": 300_000_000,
    "start_date": "2023-07-01",
}
BUDGET = (Holder.CG, Holder.TG, Holder.CI)
FINAL_USES = {
    Kind.CONSUMPTION: ("consumption",),
    Kind.HOUSING: ("housing_investment",),
    Kind.INVESTMENT: ("firm_investment",),
    Kind.GOVERNMENT_PURCHASES: ("government_consumption",),
    Kind.GOVERNMENT_INVESTMENT: ("government_investment",),
    Kind.PARK_INVESTMENT: ("park_investment",),
    Kind.PARK_RUNNING_COSTS: ("park_running_paid",),
    Kind.PROJECT_INVESTMENT: (),
    Kind.RENEWAL_INVESTMENT: ("renewal_investment",),
    Kind.VILLAGE_SERVICES: ("village_services",),
    Kind.VILLAGE_INVESTMENT: ("village_investment", "village_grants"),
}
"""Indicators of every final use; what outside investors buy for their projects is in the trade across the border."""
SUBSIDIES = (Kind.PARK_SUPPORT, Kind.PROJECT_SUBSIDY, Kind.VILLAGE_GRANTS, Kind.AWARDS, Kind.UPGRADE_SUBSIDY)


@pytest.fixture(scope="module")
def lived():
    """Three years with a programme that all kinds of payers fund: cash and firms each quarter, the last in full."""
    region = read_region("jiangmen")
    settings = {"firms_per_agent": 100, "horizon": QUARTERS, "policy": {"programmes": {"fund": FUND}}}
    run = Run.start(region, plain_scenario(region, settings))
    ledger, firms = run.world.ledger, run.world.firms
    cash, members, now = [ledger.cash.copy()], [firms.column("members").sum()], None
    while not run.finished:
        now = run.step()
        cash.append(ledger.cash.copy())
        members.append(firms.column("members").sum())
    return SimpleNamespace(
        world=run.world, now=now, cash=np.array(cash), members=members, values=run.finish().values
    )


def of_last(lived, level="county"):
    return {key: values[-1] for key, values in lived.values[level].items()}


def by_county(lived, of_accounts, holders):
    """What accounts of these holders have, added up by county; the city's and the outside's in nobody's."""
    world = lived.world
    total = np.zeros(world.opening.counties, np.int64)
    counties = {
        Holder.F: world.opening.county_of,
        Holder.TG: world.region.town_county,
        Holder.CG: np.arange(total.size),
        Holder.HH: np.arange(total.size),
    }
    for holder in holders:
        np.add.at(total, counties[holder], of_accounts[world.ledger.account[holder]])
    return total


def flow(ledger, *kinds):
    """Net yuan by account of some kinds under any policy."""
    return sum(ledger.flows[slot] for slot, (kind, _) in enumerate(ledger.slots) if kind in kinds)


def test_governments_cash_changes_by_balance_and_bonds(lived):
    change = np.diff(lived.cash, axis=0)
    city = np.concatenate([lived.world.ledger.account[holder] for holder in BUDGET])
    for level, places in (
        ("county", [by_county(lived, row, BUDGET[:2]) for row in change]),
        ("city", change[:, city].sum(1)[:, None]),
    ):
        values = lived.values[level]
        assert np.array_equal(values["fiscal_balance"] + values["bonds_issued"], places)


def test_the_fiscal_balance_is_what_the_ledger_took_in_and_paid_out(lived):
    bonds = (Kind.BONDS, Kind.BOND_REPAYMENTS)
    other = flow(lived.world.ledger, *(kind for kind in Kind if kind not in bonds))
    assert np.array_equal(of_last(lived)["fiscal_balance"], by_county(lived, other, BUDGET[:2]))
    city = other[lived.world.ledger.account[Holder.CI]].sum()
    whole = of_last(lived, "city")["fiscal_balance"][0]
    assert whole == by_county(lived, other, BUDGET[:2]).sum() + city


@pytest.mark.parametrize(
    ("key", "kinds", "sign"),
    [
        ("revenue_own", (Kind.PRODUCTION_TAX, Kind.PROFIT_TAX, Kind.TAX_SHARING), 1),
        ("transfers_received", (Kind.TRANSFERS, Kind.REMITTANCES), 1),
        ("interest_paid", (Kind.BOND_INTEREST,), -1),
        ("bonds_issued", (Kind.BONDS, Kind.BOND_REPAYMENTS), 1),
        ("programme_paid", (Kind.PROGRAMME_CONTRIBUTIONS, Kind.OWN_SHARE, Kind.FUND_RETURNS), -1),
        ("programme_received", (Kind.PROGRAMME_GRANTS,), 1),
        (
            "spending_government",
            (
                Kind.GOVERNMENT_PURCHASES,
                Kind.GOVERNMENT_INVESTMENT,
                Kind.TRANSFERS_TO_HOUSEHOLDS,
                *SUBSIDIES,
            ),
            -1,
        ),
    ],
)
def test_a_budget_belongs_to_its_government(lived, key, kinds, sign):
    """A county's with its towns'; the city's is all of them and its own."""
    moved = sign * flow(lived.world.ledger, *kinds)
    counties = by_county(lived, moved, BUDGET[:2])
    assert counties.any()
    by_land = key == "spending_government"  # works paid by land belong to the budget of funds (政府性基金)
    counties = counties - of_last(lived)["land_works"] * by_land
    assert np.array_equal(of_last(lived)[key], counties)
    own = moved[lived.world.ledger.account[Holder.CI]].sum()
    assert of_last(lived, "city")[key][0] == counties.sum() + own


def test_the_fiscal_balance_is_the_sum_of_its_parts(lived):
    """No payment of a government is outside its budget, the budget of funds (land), arrears and penalties."""
    for level, holders in (("county", BUDGET[:2]), ("city", BUDGET)):
        values = {key: series[-1] for key, series in lived.values[level].items()}
        other = flow(lived.world.ledger, Kind.ARREARS, Kind.ARREARS_PAID, Kind.AUDIT_PENALTY)
        if level == "city":
            other = np.array([sum(other[lived.world.ledger.account[holder]].sum() for holder in holders)])
        else:
            other = by_county(lived, other, holders)
        taken_in = ("revenue_own", "transfers_received", "programme_received", "land_revenue")
        paid = ("spending_government", "interest_paid", "programme_paid", "land_compensation", "land_works")
        left = sum(values[key] for key in taken_in) - sum(values[key] for key in paid) + other
        assert np.array_equal(values["fiscal_balance"], left)


def test_subsidies_that_counties_granted_are_spent(lived):
    paid = -by_county(lived, flow(lived.world.ledger, *SUBSIDIES), BUDGET[:2])
    granted = sum(
        claim.granted[:-1]
        for name, claim in lived.now.claims.items()
        if name != "audit_penalty" and not name.startswith("programme ")
    )
    assert granted.sum() > 0
    assert np.array_equal(paid, granted)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("government_consumption", Kind.GOVERNMENT_PURCHASES),
        ("government_investment", Kind.GOVERNMENT_INVESTMENT),
    ],
)
def test_governments_buy_in_places_whoever_pays(lived, key, kind):
    ledger, buyers = lived.world.ledger, lived.now.buyers
    paid = -flow(ledger, kind)
    by_city = (buyers.account == ledger.account[Holder.CI][0]) & (buyers.slot == kind)
    expected = by_county(lived, paid, BUDGET[:2])
    np.add.at(expected, buyers.county[by_city], buyers.amount[by_city])
    assert np.array_equal(of_last(lived)[key], expected)
    assert of_last(lived, "city")[key][0] == sum(paid[ledger.account[holder]].sum() for holder in BUDGET)


@pytest.mark.parametrize(
    ("key", "kind", "holder", "sign"),
    [
        ("wages_nominal", Kind.WAGES, Holder.F, -1),
        ("consumption", Kind.CONSUMPTION, Holder.HH, -1),
        ("housing_investment", Kind.HOUSING, Holder.HH, -1),
        ("dividends_received", Kind.DIVIDENDS, Holder.HH, 1),
        ("loans_new", Kind.NEW_LOANS, Holder.F, 1),
    ],
)
def test_households_and_firms_against_the_ledger(lived, key, kind, holder, sign):
    moved = by_county(lived, sign * flow(lived.world.ledger, kind), (holder,))
    assert np.array_equal(of_last(lived)[key], moved)
    assert of_last(lived, "city")[key][0] == moved.sum()


def test_sales_and_purchases_across_the_border_of_the_city(lived):
    ledger, city = lived.world.ledger, of_last(lived, "city")
    projects = flow(ledger, Kind.PROJECT_INVESTMENT)[ledger.account[Holder.F]].sum()
    exports = flow(ledger, Kind.EXPORTS)[ledger.account[Holder.F]].sum()
    assert projects > 0 and city["exports"][0] == exports + projects
    outside, above = (ledger.account[holder] for holder in (Holder.RX, Holder.UP))
    goods = flow(ledger, Kind.MATERIALS, Kind.EXPORTS, *FINAL)
    balance = goods[outside].sum() + goods[above].sum()
    assert city["imports"][0] - city["exports"][0] == balance


def test_sales_and_purchases_across_the_border_of_a_county(lived):
    """From the book, where the city's purchases are delivered anew to split them by county."""
    world, buyers, opening = lived.world, lived.now.buyers, lived.world.opening
    ledger, county = world.ledger, of_last(lived)
    by_city = np.flatnonzero(buyers.account == ledger.account[Holder.CI][0])
    chosen = (buyers.basket[by_city], buyers.county[by_city], buyers.amount[by_city])
    sold = deliver_final(world.purchases, opening.baskets, *chosen, world.cells.fill)
    book = ledger.book[
        [n for n, (kind, _) in enumerate(ledger.slots) if kind in (Kind.MATERIALS, *FINAL)]
    ].sum(0)
    holder, place = ledger.sites.T
    firms = np.flatnonzero(holder == Holder.F)
    assert np.array_equal(place[firms], np.arange(opening.counties))
    assert np.array_equal(book[holder == Holder.CI][0, firms], opening.by_county(sold.sum(0)))
    towns = world.region.town_county[np.where(holder == Holder.TG, place, 0)]
    local = np.isin(holder, (Holder.HH, Holder.F, Holder.CG, Holder.PK, Holder.VC))
    at = np.where(holder == Holder.TG, towns, np.where(local, place, -1))
    for c in range(opening.counties):
        at_home = book[at == c, firms[c]].sum() + opening.by_county(sold[chosen[1] == c].sum(0))[c]
        assert county["exports"][c] == county["output_nominal"][c] - at_home
        bought = book[at == c].sum() + chosen[2][chosen[1] == c].sum()
        assert county["imports"][c] == bought - at_home


@pytest.mark.parametrize("level", ["county", "city"])
def test_gdp_is_the_sum_of_its_final_uses(lived, level):
    values = lived.values[level]
    assert set(FINAL_USES) == set(FINAL)
    uses = sum(values[key] for keys in FINAL_USES.values() for key in keys)
    total = uses + values["exports"] - values["imports"]
    assert np.array_equal(total, values["gdp_nominal"])


def test_firms_change_by_births_and_deaths(lived):
    """Plants that outside investors opened are born; firms that moved left one county and came to another."""
    for level in ("county", "city"):
        values = lived.values[level]
        change = np.diff(values["firms"], axis=0)
        came = values["firms_born"] - values["firms_closed"] + values["firms_moved_net"]
        assert np.array_equal(change, came[1:])
    city = lived.values["city"]
    assert lived.values["county"]["firms_moved_net"].any() and not city["firms_moved_net"].any()
    assert np.array_equal(np.diff(lived.members), (city["firms_born"] - city["firms_closed"])[:, 0])
    assert np.array_equal(city["firms"][:, 0], lived.members[1:])


def test_ratios_and_means_of_the_city_are_those_of_all_counties(lived):
    """Indicators whose parts hold nothing of the city's own budget; with it, the city's sums count."""
    budget = {"revenue_share", "spending_share", "land_revenue_share_of_own", "debt_share_of_gdp"}
    budget |= {"interest_share_of_revenue", "park_debt_revenue_ratio"}
    for key, item in BY_KEY.items():
        if item.aggregation not in ("ratio", "mean") or not (item.denominator or item.weight):
            continue
        source = lived.values["city"] if key in budget else lived.values["county"]
        whole = together(item, {needed: source[needed] for needed in item.needed})
        assert np.array_equal(whole, lived.values["city"][key][:, 0], equal_nan=True), key


def test_lost_and_moved_orders_are_shares_of_the_orders(lived):
    county, now, by_place = of_last(lived), lived.now, lived.world.opening.by_county
    lost = np.maximum(now.demand - now.accounts[:, columns.OUTPUT], 0.0)
    np.testing.assert_allclose(county["orders_lost_share"], by_place(lost) / by_place(now.demand), rtol=1e-12)
    share = lived.world.scenario.parameters.production.reallocation_share
    moved = np.minimum(now.slack, share * now.excess)
    np.testing.assert_allclose(
        county["orders_reallocated_share"], by_place(moved) / by_place(now.demand), rtol=1e-12
    )


def test_orders_move_only_as_far_as_the_rule_lets_them():
    rules = {"production": {"reallocation_share": 0.0}}
    run = fresh_pocket(rules)
    now = run.step()
    assert np.minimum(now.excess, now.slack).sum() > 0
    assert run.measures["city"]["orders_reallocated_share"][0] == 0.0


def test_the_trend_index_is_one_in_the_base_year(lived):
    """Rates of the packaged world: 5 % in 2022 and 2023, 4.85 % in 2024, 4.7 % in 2025, each by its fourth root."""
    levels = [1.0]
    for rate in (0.05, 0.05, 0.0485, 0.047):
        for _ in range(4):
            levels.append(levels[-1] * (1.0 + rate) ** 0.25)
    levels = np.array(levels[1:])
    assert lived.world.region.base_year == 2022
    index = lived.values["city"]["trend_real_index"][:, 0]
    np.testing.assert_allclose(index, levels[4:] / levels[:4].mean(), rtol=1e-12)


@pytest.mark.parametrize(
    "column", [columns.CASH_AFTER, columns.CASH_BEFORE, columns.INTEREST, columns.INVESTED, columns.OUTPUT]
)
def test_one_yuan_in_the_firms_rows_breaks_income(column):
    run = fresh_pocket()
    now = run.step()
    now.accounts[2, column] += 1
    says = r"2023Q1, 河口区: GDP by output is [\d,]+ yuan, by income [\d,]+ yuan; [+-]1 yuan"
    with pytest.raises(LedgerError, match=says):
        gdp_three_ways(run.world, now)


@pytest.mark.parametrize(
    ("kind", "payer", "receiver", "way"),
    [
        (Kind.WAGES, Holder.F, Holder.HH, "income"),
        (Kind.PRODUCTION_TAX, Holder.F, Holder.CG, "income"),
        (Kind.EXPORTS, Holder.RX, Holder.F, "expenditure"),
        (Kind.MATERIALS, Holder.F, Holder.RX, "expenditure"),
        (Kind.CONSUMPTION, Holder.HH, Holder.F, "expenditure"),
        (Kind.GOVERNMENT_PURCHASES, Holder.CI, Holder.F, "expenditure"),
        (Kind.GOVERNMENT_INVESTMENT, Holder.TG, Holder.F, "expenditure"),
    ],
)
def test_one_yuan_posted_more_breaks_a_way(kind, payer, receiver, way):
    run = fresh_pocket()
    now = run.step()
    ledger = run.world.ledger
    payer, receiver = (ledger.account[holder][:1] for holder in (payer, receiver))
    ledger.post(int(kind), payer, receiver, np.array([1]))
    with pytest.raises(LedgerError, match=f"by {way}.*[+-]1 yuan"):
        gdp_three_ways(run.world, now)


def fresh_pocket(rules=None):
    region = read_region("pocket")
    return Run.start(region, plain_scenario(region, {"horizon": 2, "parameters": rules or {}}))
