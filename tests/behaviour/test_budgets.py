"""Budgets: spending from revenue, equalisation, splits to the yuan, tax sharing, public capital."""

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import budgets
from sim.loops import columns
from sim.step import step
from tests.worlds import core_world_of as world_of


def planned(change=None):
    """A world at hand-made figures: no growth, revenue 1 000 as expected, cash on target."""
    world = world_of()
    opening, counties, ledger = world.opening, world.counties, world.ledger
    now = world.begin_quarter()
    now.growth_into, now.nominal, now.nominal_before = 0.0, 1.0, 1.0
    counties.revenue, counties.debt = np.array([1000.0, 1000.0]), np.array([4000, 0])
    opening.county_revenue[:] = 1000.0
    opening.county_transfers[:] = [500.0, -200.0]
    opening.county_cash[:] = 100.0
    ledger.cash[ledger.account[Holder.CG]] = 100
    if change:
        change(world, now)
    ledger.open_quarter()
    budgets.plan(world, now)
    return now.budgets


def test_a_county_spends_revenue_and_transfer_less_interest():
    plan = planned()
    # 1 000 + 500 - 0.029 / 4 * 4 000 = 1 471; the second county remits 200 upwards: 1 000 - 200
    assert plan.spending.tolist() == [1471, 800]
    assert plan.interest.tolist() == [29, 0]
    assert plan.transfers.tolist() == [500, -200]
    assert plan.bonds.tolist() == [0, 0]


def test_sixty_fen_of_a_yuan_of_shortfall_are_made_good():
    def poorer(world, now):
        world.counties.revenue = np.array([900.0, 1100.0])

    plan = planned(poorer)
    assert plan.transfers.tolist() == [560, -260]
    assert plan.spending.tolist() == [1431, 840]


def test_cash_returns_to_its_target():
    def rich(world, now):
        world.ledger.cash[world.ledger.account[Holder.CG]] = [500, 0]

    # a quarter of 400 too much is spent, a quarter of 100 too little is saved
    assert planned(rich).spending.tolist() == [1571, 775]


def test_growth_brings_bonds_and_keeps_cash_in_step():
    def growing(world, now):
        now.growth_into = 0.1

    plan = planned(growing)
    assert plan.bonds.tolist() == [400, 0]
    # shortfall of the reference -100: transfer 440; 1 100 - 10 + 440 + 400 - 29 = 1 901
    assert plan.transfers[0] == 440 and plan.spending[0] == 1901


def test_a_county_without_income_spends_nothing():
    def broke(world, now):
        world.counties.revenue = np.array([0.0, 0.0])
        world.opening.county_transfers[:] = -5000.0

    assert planned(broke).spending.tolist() == [0, 0]


@pytest.mark.parametrize("quarters", [1, 3])
def test_spending_is_split_to_the_yuan(quarters):
    world = world_of()
    for _ in range(quarters):
        now = step(world)
    plan = now.budgets
    county = plan.county_households + plan.county_invested + plan.county_bought
    town = plan.town_households + plan.town_invested + plan.town_bought
    city = plan.city_households + plan.city_invested + plan.city_bought
    np.testing.assert_array_equal(county, plan.spending)
    np.testing.assert_array_equal(town, plan.town_spending)
    assert city.sum() == plan.city_spending
    # 12 % to households, 25 % invested
    assert plan.county_households[0] == plan.spending[0] * 12 // 100
    assert plan.county_invested[0] == plan.spending[0] // 4


def test_taxes_are_shared_among_all_levels_to_the_yuan():
    world = world_of()
    now = step(world)
    ledger, s, rules = world.ledger, now.accounts, world.scenario.parameters.government
    gathered = world.opening.by_county(s[:, columns.TAX_ON_PRODUCTION] + s[:, columns.TAX_ON_PROFIT])
    slot = ledger.slot(Kind.TAX_SHARING)
    kept = gathered + ledger.flows[slot, ledger.account[Holder.CG]]
    np.testing.assert_array_equal(kept, world.counties.revenue)
    local = np.floor(world.opening.local_share * gathered).astype(np.int64)
    np.testing.assert_array_equal(now.local_revenue, local)
    np.testing.assert_array_equal(now.to_city, np.floor(rules.city_share_of_revenue * local))
    np.testing.assert_array_equal(ledger.flows[slot, ledger.account[Holder.TG]], world.towns.revenue)
    assert ledger.flows[slot, ledger.account[Holder.UP]][0] == (gathered - local).sum()
    # towns get 30 % of what the city leaves of their own taxes
    assert world.towns.revenue.sum() == pytest.approx(0.3 * 0.8 * local.sum(), rel=1e-5)


def test_public_capital_wears_out_and_is_built():
    world = world_of()
    before = world.counties.public_capital
    now = step(world)
    kept = before * (1.0 - world.opening.public_depreciation)
    np.testing.assert_allclose(world.counties.public_capital, kept + now.public_investment / now.price)
    on_path = world.counties.public_capital / world.counties.public_capital_reference
    np.testing.assert_allclose(on_path, 1.0, rtol=1e-6)


def test_remittances_and_repayments_flow_back():
    world = world_of()
    now = step(world)
    now.budgets.transfers = np.array([30, -20])
    now.budgets.bonds, now.budgets.city_bonds = np.array([-7, 5]), -11
    debt, city_debt = world.counties.debt.copy(), world.city.debt
    world.ledger.open_quarter()
    budgets.pay(world, now)
    ledger = world.ledger

    def flow(kind, holder):
        return ledger.flows[ledger.slot(kind), ledger.account[holder]].tolist()

    assert flow(Kind.TRANSFERS, Holder.CG) == [30, 0] and flow(Kind.REMITTANCES, Holder.CG) == [0, -20]
    assert flow(Kind.BONDS, Holder.CG) == [0, 5] and flow(Kind.BOND_REPAYMENTS, Holder.CG) == [-7, 0]
    assert flow(Kind.BOND_REPAYMENTS, Holder.CI) == [-11]
    assert (world.counties.debt - debt).tolist() == [-7, 5] and world.city.debt - city_debt == -11
