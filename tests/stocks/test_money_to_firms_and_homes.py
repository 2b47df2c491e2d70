"""What firms, owners and households make of money that programmes pay them, worked by hand; the books hold."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import crowding, households
from sim.behaviour import parks as park_rules
from sim.behaviour.projects import _forget
from sim.behaviour.statistics import gdp_three_ways
from sim.locate import attraction_effort, subsidy_offered, usual_investment
from sim.measures.government import SPENDING
from sim.policy import programme
from sim.step import step
from sim.stocks import STOCKS
from sim.tables.residents import ADULT, PLAIN, SKILLED
from tests.worlds import world_of


@pytest.fixture(scope="module")
def opened():
    return world_of("rest", warmup=0)


def build(world, name, yuan):
    now = world.begin_quarter()
    stock = STOCKS[name]
    stock.build(world, now, np.array(yuan, np.int64), stock.cost(world))
    return now


def paying(world, kind, yuan, monkeypatch):
    """A step in which counties pay households so much under a kind, as a programme would."""
    amount = np.array(yuan, np.int64)

    def pay(world, now):
        account = world.ledger.account
        world.ledger.post(kind, account[Holder.CG], account[Holder.HH], amount)
        original(world, now)

    original = programme.pay
    monkeypatch.setattr(programme, "pay", pay)
    now = step(world)
    monkeypatch.undo()
    return now


def test_vouchers_buy_more_next_quarter_and_less_after_it(opened):
    """1 m: 0.6 m more, then a quarter of 0.4 m less, of 0.3 m, ...: 0.2 m in the end."""
    world, usual = opened.fork(), opened.fork()
    build(world, "consumption", [1_000_000, 0])
    gained = []
    for _ in range(60):
        for one in (world, usual):
            households.plan(one, now := one.begin_quarter())
            one.consumed = now.consumption
        gained.append((world.consumed - usual.consumed).astype(float))
    np.testing.assert_allclose(np.array(gained)[:3, 0], [600_000, -100_000, -75_000], atol=2)
    assert np.array(gained)[:, 0].sum() == pytest.approx(200_000, abs=60)
    assert not np.array(gained)[:, 1].any()


@pytest.mark.parametrize("kind", [Kind.VOUCHERS, Kind.SOCIAL_FLOOR, Kind.INTEREST_SUBSIDY, Kind.AWARDS])
def test_transfers_are_income_and_government_spending_and_no_product(opened, kind, monkeypatch):
    world, usual = opened.fork(), opened.fork()
    for one in (world, usual):
        step(one)
    now, plain = paying(world, kind, [3_000_000, 0], monkeypatch), step(usual)
    np.testing.assert_array_equal(now.income - plain.income, [3_000_000, 0])
    planned = world.counties.income - usual.counties.income
    assert planned.tolist() == ([0.0, 0.0] if kind == Kind.VOUCHERS else [3e6, 0.0])
    spent = -(world.ledger.net(SPENDING) - usual.ledger.net(SPENDING))[world.ledger.account[Holder.CG]]
    np.testing.assert_array_equal(spent, [3_000_000, 0])
    np.testing.assert_array_equal(gdp_three_ways(world, now), gdp_three_ways(usual, plain))
    rural = world.residents.rural_income - usual.residents.rural_income
    part = rural[0] / 3e6
    if kind == Kind.SOCIAL_FLOOR:
        assert part == pytest.approx(1.0, abs=1e-6)
    else:
        assert 0.0 <= part < 0.95 and (part > 0.0) == (kind == Kind.VOUCHERS)
    for one in (world, usual):
        step(one)  # the books hold after it


def test_interest_subsidies_make_borrowers_want_more_capital_once(opened):
    """1 % of the loans in a quarter takes four points off the yearly rate: sigma 0.04 / (r + depreciation) more."""
    world = opened.fork()
    loans = world.opening.by_county(world.cells.loans)
    build(world, "loan_interest", [int(0.01 * loans[0]), 0])
    now, plain = world.begin_quarter(), world.begin_quarter()
    crowding.read_credit(world, now)
    crowding.read_credit(world, plain)
    rules, credit = world.scenario.parameters.crowding, world.scenario.parameters.credit
    cost = credit.loan_rate_per_year + 4.0 * world.opening.depreciation
    mine = world.opening.county_of == 0
    wish = np.where(mine, rules.capital_cost_elasticity * 0.04 / cost, 0.0)
    np.testing.assert_allclose(now.capital_wish - plain.capital_wish, wish, rtol=1e-4, atol=1e-12)
    np.testing.assert_array_equal(now.loan_rate, plain.loan_rate)  # the bank gets its interest in full
    assert not world.treasury.interest_subsidy.any()


def test_promotion_acts_as_more_effort_and_is_forgotten(opened):
    """As much again as is usual in a year: effort times 2^0.2; a quarter of it is forgotten each quarter."""
    world = opened.fork()
    build(world, "promotion", [30_000_000, 0])
    np.testing.assert_allclose(attraction_effort(world), [2**0.2, 1.0])
    _forget(world)
    np.testing.assert_allclose(attraction_effort(world), [1.75**0.2, 1.0])


def test_subsidies_to_investors_raise_what_is_offered_and_are_claimed_of_nobody(opened):
    world = opened.fork()
    usual = usual_investment(world)
    assert usual.sum() > 0.0 and usual[0] > 0.0
    build(world, "project_subsidy", [int(0.1 * usual[0]), 0])
    promised = world.projects.subsidy_share.copy()
    np.testing.assert_allclose(subsidy_offered(world) - promised, [0.1, 0.0], atol=1e-6)
    build(world, "project_subsidy", [10**12, 0])
    assert subsidy_offered(world)[0] == 0.9
    np.testing.assert_array_equal(world.projects.subsidy_share, promised)


def test_energy_saved_gives_room_and_never_more_than_room_for_all(opened):
    world = opened.fork()
    build(world, "energy_quota", [1_000_000_000, 0])
    np.testing.assert_allclose(world.projects.energy_quota, [0.2, 0.0])
    build(world, "energy_quota", [9_000_000_000, 0])
    np.testing.assert_allclose(world.projects.energy_quota, [1.0, 0.0])


def test_public_research_helps_industry_by_hand(opened):
    """As much as industry's own in a year: a fifth of the gain of doubled research, 0.2 x 0.09."""
    world = opened.fork()
    world.recognition.research_true[:] = [5_000_000, 0]
    build(world, "research", [5_000_000, 5_000_000])
    mine = world.opening.industry & (world.opening.county_of == 0)
    np.testing.assert_allclose(world.recognition.research_gain, np.where(mine, 0.2 * 0.09, 0.0))


def test_upgrades_and_digitalisation_at_another_unit_cost(opened):
    """At half the subsidy a firm, the same yuan pay for twice as many."""
    world = opened.fork()
    for name, fund in (("upgrades", "upgrade_fund"), ("digital", "digital_fund")):
        stock = STOCKS[name]
        stock.build(world, world.begin_quarter(), np.array([1_000_000, 0]), 0.5 * stock.cost(world))
        assert getattr(world.recognition, fund).tolist() == [2_000_000, 0]


def test_training_makes_adults_skilled_where_they_live(opened):
    """20,000 yuan a person; never more than there are."""
    world = opened.fork()
    before = world.residents.cohorts.copy()
    build(world, "training", [2_000_000, 0])
    change = world.residents.cohorts - before
    assert change[:, ADULT, SKILLED].sum() == pytest.approx(100.0)
    np.testing.assert_allclose(change[:, ADULT, PLAIN], -change[:, ADULT, SKILLED])
    build(world, "training", [10**12, 0])
    assert world.residents.cohorts[world.opening.town_county == 0, ADULT, PLAIN].sum() == pytest.approx(
        0, abs=1e-6
    )


def test_two_programmes_welcome_people_as_one(opened):
    world, twin = opened.fork(), opened.fork()
    build(world, "returnees", [1_000, 0])
    build(world, "returnees", [2_000, 0])
    build(twin, "returnees", [3_000, 0])
    np.testing.assert_allclose(world.residents.welcome, twin.residents.welcome)
    assert 0.0 < twin.residents.welcome[0] < 1.0


def test_quality_of_parks_rises_towards_the_best_and_wears(opened):
    """50,000 yuan a developed mu go half of the way to one; unpaid running costs double the wear."""
    world = opened.fork()
    parks = world.parks
    there = parks.developed() > 0.0
    before, cost = parks.quality.copy(), 50_000.0 * parks.developed()
    build(world, "park_quality", np.floor(cost).astype(np.int64))
    np.testing.assert_allclose(parks.quality, np.where(there, 0.5 * (1.0 + before), before), rtol=1e-6)
    built, reached = parks.quality_built.copy(), parks.quality.copy()
    park_rules._wear_services(world)
    np.testing.assert_allclose(parks.quality_built, built * (1.0 - 2.0 * 0.15 / 4.0))
    np.testing.assert_allclose(reached - parks.quality, built - parks.quality_built)


def test_leaders_learn_up_to_a_limit(opened):
    """50,000 yuan go half of the way to 0.1; what a first secretary added already is not raised beyond it."""
    world = opened.fork()
    count = world.region.villages.n
    build(world, "village_governance", np.full(count, 50_000))
    np.testing.assert_allclose(world.villages.lift, 0.05)
    world.villages.lift[:] = 0.2
    build(world, "village_governance", np.full(count, 50_000))
    np.testing.assert_allclose(world.villages.lift, 0.2)


def test_idle_land_is_let_as_far_as_there_is_any(opened):
    world = opened.fork()
    world.villages.idle_land[:] = 2.0
    before = world.villages.leased_land.copy()
    build(world, "village_land", [20_000, *[60_000] * (world.region.villages.n - 1)])
    np.testing.assert_allclose(world.villages.leased_land - before, [1.0, *[2.0] * (before.size - 1)])
