"""Collectives: what they earn and pay to the yuan, leakage, the trap, grants, leaders, works, land."""

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import villages as behaviour
from sim.requests import Basket
from sim.step import step
from sim.tables import Villages
from sim.tables.treasury import Goal
from sim.tables.villages import leaking_share
from sim.village_works import build_works, order_works
from tests.worlds import scenario_of, with_rules, world_of

UPPER, STONE = 2, 5
"""A village of the first county of the pocket region, and its second county's."""


def still(**rules):
    """The pocket region at rest with numbers of villages changed."""
    from sim.loops.spans import Threads
    from sim.world import open_world
    from tests.worlds import region_of

    scenario = with_rules(scenario_of("rest"), villages={"luck_sd_per_year": 0.0, **rules})
    return open_world(region_of("pocket"), scenario, Threads(1))


def by_hand(world, **changes):
    """One collective at hand-made figures, all others with nothing; no growth, the plan made."""
    villages, ledger = world.villages, world.ledger
    now = world.begin_quarter()
    world.quarter += 1 - world.quarter % 4  # no January: luck stays as given
    now.growth_into, now.nominal, now.nominal_before = 0.0, 1.0, 1.0
    zero = Villages.none(villages.collective.size, world.opening.counties)
    for name in vars(zero):
        if name not in ("code", "collective", "buyer"):
            setattr(villages, name, getattr(zero, name))
    values = {
        "assets": 1_000_000.0,
        "leased_land": 10.0,
        "land_rent": 20_000.0,
        "governance": 1.0,
        "reinvested_share": 0.3,
        "fixed_cost": 12_500.0,
    }
    for name, value in (values | changes).items():
        getattr(villages, name)[UPPER] = value
    ledger.cash[ledger.account[Holder.VC]] = 0
    ledger.open_quarter()
    behaviour.plan(world, now)
    return now


def test_a_surplus_is_half_dividends_a_fifth_services_the_rest_assets():
    world = still(leakage_share=0.0)
    now = by_hand(world)
    villages = world.villages
    # 5 % of 1 m and 10 mu at 20 000 are 250 000 a year: 62 500 a quarter, less costs of 12 500
    assert villages.income[UPPER] == 62_500
    assert villages.costs[UPPER] == 12_500
    assert villages.services[UPPER] == 10_000
    assert villages.invested[UPPER] == 15_000
    assert villages.dividends[UPPER] == 25_000
    assert {
        (int(one.slot[0]), int(one.basket[0]), int(one.amount[0])) for one in now.orders if one.amount.size
    } == {
        (Kind.VILLAGE_SERVICES, Basket.PURCHASES, 22_500),
        (Kind.VILLAGE_INVESTMENT, Basket.PUBLIC_INVESTMENT, 15_000),
    }


def test_what_leaks_never_reaches_the_accounts():
    world = still(leakage_share=0.1)
    by_hand(world)
    # a tenth of 62 500 from an unsupervised collective of mean governance
    assert world.villages.leaked[UPPER] == 6_250
    assert world.villages.income[UPPER] == 56_250


def test_supervision_good_leaders_and_effort_stop_leaks():
    rules = scenario_of().parameters.villages
    usual = leaking_share(rules, np.array([1.0]), np.array([0.0]))
    assert usual == pytest.approx(rules.leakage_share)
    assert leaking_share(rules, np.array([1.5]), np.array([0.5])) == pytest.approx(0.25 * usual)
    assert leaking_share(rules, np.array([1.0]), np.array([0.0]), 0.5) == pytest.approx(2.0 * usual)
    villages = Villages.none(2, 1)
    villages.supervise(np.array([0.0, 100_000.0]), 100_000.0)
    assert villages.supervision.tolist() == [0.0, 0.5]
    world = still(leakage_share=0.1)
    world.treasury.effort[:, Goal.VILLAGES] = 0.5
    by_hand(world)
    assert world.villages.leaked[UPPER] == 12_500


def test_without_a_surplus_nothing_is_reinvested_and_unpaid_costs_wear_assets():
    world = still(leakage_share=0.0)
    by_hand(world, leased_land=0.0, fixed_cost=25_000.0)
    villages = world.villages
    assert villages.income[UPPER] == villages.costs[UPPER] == 12_500
    assert villages.invested[UPPER] == villages.services[UPPER] == villages.dividends[UPPER] == 0
    assert villages.backlog[UPPER] == 12_500
    # wear of 3 % a year, half as fast again as half the costs stay unpaid
    assert villages.assets[UPPER] == pytest.approx(1_000_000 * (1 - 0.0075 * 1.5))


def test_a_loss_goes_no_deeper_than_the_money_there_is():
    world = still(leakage_share=0.0)
    now = by_hand(world, luck=-1.0, leased_land=1.0)
    villages = world.villages
    assert villages.asset_income[UPPER] == -villages.land_income[UPPER] == -5_000
    assert villages.income[UPPER] == 0 and villages.costs[UPPER] == 0
    behaviour.pay(world, now)
    assert world.ledger.of(Holder.VC)[UPPER] == 0


def test_what_others_paid_counts_as_income_once():
    world = still(leakage_share=0.0, cash_correction_per_quarter=0.25)
    villages, ledger = world.villages, world.ledger
    now = by_hand(world)
    villages.credit(np.array([UPPER]), np.array([1_000]))
    ledger.cash[ledger.account[Holder.VC][UPPER]] = 1_000
    ledger.open_quarter()
    now.orders.clear()
    villages.building[:] = 0.0
    villages.assets[UPPER] = 1_000_000.0
    behaviour.plan(world, now)
    assert villages.income[UPPER] == 63_500
    assert villages.dividends[UPPER] == 25_500
    assert not villages.received.any()


def test_collectives_pay_each_yuan_once_and_keep_nobodys_money():
    world = world_of()
    before = world.ledger.of(Holder.VC)
    step(world)
    villages, ledger = world.villages, world.ledger
    mine = ledger.account[Holder.VC]
    spent = villages.costs + villages.services + villages.invested + villages.dividends + villages.leaked
    earned = villages.asset_income + villages.land_income
    np.testing.assert_array_equal(ledger.of(Holder.VC), before + earned - spent)
    assert ledger.flows[Kind.VILLAGE_POOLING].sum() == 0
    for kind, paid in (
        (Kind.VILLAGE_SERVICES, villages.costs + villages.services),
        (Kind.VILLAGE_INVESTMENT, villages.invested),
        (Kind.VILLAGE_DIVIDENDS, villages.dividends),
        (Kind.LEAKAGE, villages.leaked),
    ):
        assert -ledger.flows[kind, mine].sum() == paid.sum()
    assert (ledger.of(Holder.VC) >= 0).all()


def granted(world, yuan, quarters=1):
    """Steps in which the counties grant so much to every collective each quarter."""
    from sim.policy import programme

    amount = np.where(world.villages.collective, yuan, 0).astype(np.int64)
    commit, deliver = programme.commit, programme.deliver

    def grant(world, now):
        account = world.ledger.account
        payer = account[Holder.CG][world.opening.plan.county_of_village]
        world.ledger.post(Kind.VILLAGE_GRANTS, payer, account[Holder.VC], amount)
        order_works(world, now, amount)
        commit(world, now)

    programme.commit = grant
    programme.deliver = lambda world, now: build_works(world, now, amount)
    try:
        for _ in range(quarters):
            now = step(world)
    finally:
        programme.commit, programme.deliver = commit, deliver
    return now


def test_two_grants_of_a_quarter_are_absorbed_as_one():
    together, apart = (still(failing_share=0.0) for _ in range(2))
    yuan = np.where(together.villages.collective, 1_000_000, 0)
    now = together.begin_quarter()
    build_works(together, now, 3 * yuan)
    now = apart.begin_quarter()
    build_works(apart, now, yuan)
    build_works(apart, now, 2 * yuan)
    np.testing.assert_allclose(apart.villages.granted, together.villages.granted)


def test_grants_build_assets_next_quarter_and_their_yuan_are_spent():
    world = still(failing_share=0.0, absorption_yuan_per_quarter=50_000_000.0, governance_spread=0.0)
    before, cash = world.villages.assets.copy(), world.ledger.of(Holder.VC)
    granted(world, 100_000)
    villages, mine = world.villages, world.villages.collective
    np.testing.assert_allclose((villages.assets - before)[mine], 100_000 / 1.002, rtol=1e-4)
    np.testing.assert_allclose(villages.granted[mine], 100_000 / 1.002)
    np.testing.assert_allclose(world.ledger.of(Holder.VC), cash, atol=3)
    assert not villages.failed.any()


def test_a_community_takes_no_grant():
    world = world_of()
    now = world.begin_quarter()
    yuan = np.zeros(world.region.villages.n, np.int64)
    yuan[0] = 1
    with pytest.raises(ValueError, match="no collective"):
        order_works(world, now, yuan)


def test_failing_projects_owe_upkeep_and_earn_nothing():
    world = still(failing_share=1.0, governance_spread=0.0)
    before = world.villages.assets.copy()
    granted(world, 100_000)
    villages, mine = world.villages, world.villages.collective
    np.testing.assert_allclose(villages.assets, before, rtol=1e-3)
    np.testing.assert_array_equal(villages.failed, villages.granted)
    assert len([event for event in world.events if event.event == "village_project_failed"]) == mine.sum()
    costs = villages.costs.copy()
    step(world)
    assert (villages.costs > costs)[mine].all()


def test_a_first_secretary_raises_income_while_there_and_fades_after():
    world = still()
    villages = world.villages
    step(world)
    first = villages.income[UPPER]
    villages.post_secretaries(np.array([UPPER]), 8)
    for _ in range(8):
        step(world)
    assert villages.secretary[UPPER] == 0 and villages.lift[UPPER] == pytest.approx(0.1)
    step(world)
    # 5 % a year for two years, on all rents; governance also stops a part of the leaks
    assert villages.income[UPPER] / first == pytest.approx(1.10, abs=0.02)
    for _ in range(4):
        step(world)
    assert villages.lift[UPPER] == pytest.approx(0.1 * 0.95**5)
    assert not villages.lift[STONE]


def test_land_is_conserved_when_it_enters_the_market():
    villages = Villages.none(2, 1)
    villages.idle_land, villages.leased_land = np.array([5.0, 1.0]), np.array([10.0, 0.0])
    villages.let_land(np.array([3.0, 4.0]))
    assert villages.idle_land.tolist() == [2.0, 0.0] and villages.leased_land.tolist() == [13.0, 1.0]
    assert villages.construction_land().tolist() == [15.0, 1.0]


def test_works_make_villages_beautiful_and_services_near_and_wear_again():
    villages = Villages.none(1, 1)
    villages.beautify(np.array([2_500_000.0]), 5_000_000.0)
    assert villages.amenity.tolist() == [0.5]
    villages.service_minutes = np.array([13.0])
    villages.bring_services_near(np.array([8_000_000.0]), 2_000_000.0, 0.25, 3.0)
    assert villages.service_minutes.tolist() == [8.0]  # four points halve the ten minutes above the least
    world = still()
    before = world.villages.amenity.copy()
    world.villages.beautify(np.full(before.size, 5_000_000.0), 5_000_000.0)
    step(world)
    np.testing.assert_allclose(world.villages.amenity - before, 1.0 - 0.05 / 4.0)


def test_an_empty_block_does_nothing():
    world = world_of()
    world.villages = Villages.none(world.region.villages.n, world.opening.counties)
    now = world.begin_quarter()
    behaviour.plan(world, now)
    behaviour.pay(world, now)
    assert not now.orders and not world.villages.income.any()


def test_the_spread_of_incomes_by_hand():
    from sim.measures.villages import _places_on_the_scale

    median, least, most, theil = _places_on_the_scale(
        np.array([1.0, 3.0, 2.0, 6.0]), np.zeros(4, np.int64), 1
    )
    assert (median[0], least[0], most[0]) == (2.5, 1.0, 6.0)
    # shares of the mean of 3: a third, one, two thirds, two
    expected = (np.log(1 / 3) / 3 + 2 / 3 * np.log(2 / 3) + 2 * np.log(2)) / 4
    assert theil[0] == pytest.approx(expected)


def test_grants_of_seven_million_a_year_do_not_show_in_the_citys_product():
    """The size of all paired villages together (68 pairs): far below what a city of 380 bn yuan notices."""
    worlds = [world_of("rest", region="jiangmen", firms_per_agent=100) for _ in range(2)]
    collectives = int(worlds[0].villages.collective.sum())
    made = []
    for world, yuan in zip(worlds, (0, 7_000_000 // 4 // collectives), strict=True):
        now = granted(world, yuan, 4)
        made.append((now.accounts[:, 0] - now.accounts[:, 1]).sum())
    assert made[1] != made[0]
    assert abs(made[1] / made[0] - 1.0) < 5e-5
