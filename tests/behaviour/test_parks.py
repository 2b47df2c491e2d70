"""Parks: what they give to firms, when they grow, who pays; land is conserved whatever happens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.accounts import Holder, Kind
from sim.behaviour import effort as leaders
from sim.behaviour.parks import lift, plan
from sim.step import step
from sim.tables.parks import Item
from sim.tables.treasury import Goal
from tests.worlds import parks_world

COUNTIES = np.array([0, 1])


def world_with(arm: str = "rest", **rules: float):
    return parks_world(arm, parks=rules)


def test_lift_by_hand():
    """1000 workers; 100 mu x 4 = 400 of them in park 1, quality 0.5: 0.05 x 0.5 x 0.4 + 0.03 ln 1.4."""
    world = world_with(jobs_persons_per_mu=4.0)
    parks, rules = world.parks, world.scenario.parameters.parks
    parks.quality = np.array([0.5, 0.29])
    found = lift(parks, rules, COUNTIES).reshape(2, 3)
    jobs = parks.jobs.reshape(2, 3)[:, 1]
    np.testing.assert_allclose(jobs, [1000.0, 500.0], rtol=1e-6)
    assert found[0, 1] == pytest.approx(0.05 * 0.5 * 0.4 + 0.03 * np.log(1.4), rel=1e-6)
    assert found[1, 1] == pytest.approx(0.03 * np.log(1 + 66 * 4 / 500), rel=1e-6)  # never spills over
    assert found[:, [0, 2]].tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_a_crowded_park_lifts_less_and_nobody_works_twice():
    world = world_with(jobs_persons_per_mu=4.0)
    parks, rules = world.parks, world.scenario.parameters.parks
    parks.quality[:] = 0.5
    parks.serviced[0] = parks.sold[0] = parks.idle[0] = 0.0
    found = lift(parks, rules, COUNTIES).reshape(2, 3)[0, 1]
    assert found == pytest.approx(0.4 * (0.025 - 0.02 * np.log(1 / 0.9)) + 0.03 * np.log(1.4), rel=1e-6)
    parks.in_use[0] = 1000.0  # room for 4000 persons, where 1000 work
    found = lift(parks, rules, COUNTIES).reshape(2, 3)[0, 1]
    assert found == pytest.approx(0.025 - 0.02 * np.log(1 / 0.9) + 0.03 * np.log(2.0), rel=1e-6)


def test_a_phase_begins_by_demand_and_is_paid_and_done_over_a_year():
    world = world_with(phase_decisions_per_year=4.0)  # certain every quarter
    parks = world.parks
    parks.serviced[0], parks.in_use[0] = 0.0, 130.0  # occupancy above 0.7 in park 1 only
    area, debt = parks.area(), parks.debt.copy()
    now = step(world)
    assert parks.planned.tolist() == [120.0, 180.0]
    assert parks.building[:, -1].tolist() == [30.0, 0.0]
    assert parks.money[Item.WORKS].tolist() == [30 * 600_000 / 4, 0]
    assert world.ledger.flows[Kind.PARK_INVESTMENT, world.ledger.account[Holder.PK]].tolist() == [
        -4_500_000,
        0,
    ]
    assert (
        parks.debt[0] - debt[0] >= 4_500_000 - 1_000_000
    )  # what cash above its target does not cover is borrowed
    for _ in range(3):
        now = step(world)
        assert parks.serviced[0] == 0.0
    now = step(world)
    assert parks.serviced[0] == 30.0 and now.claims["parks"].granted.size == 3
    np.testing.assert_allclose(parks.area(), area)
    assert world.events[0].event == "park_phase" and world.events[0].subject == "PK01"


def test_land_that_a_programme_services_holds_up_no_phase_of_the_company():
    """A little every quarter is no phase; as much as the company would build is room enough."""
    for lot, begins in ((0.5, True), (60.0, False)):
        world = world_with(phase_decisions_per_year=4.0)
        parks = world.parks
        parks.serviced[0], parks.in_use[0] = 0.0, 130.0
        cost = world.scenario.parameters.parks.service_cost_yuan_per_mu
        parks.service_land(np.array([int(lot * cost), 0]), cost)
        step(world)
        assert (parks.building[0, -1] >= 30.0) == begins
        assert parks.phase_quarters.tolist() == [4 if begins else 0, 0]


def test_a_park_without_planned_land_builds_upward():
    world = world_with(phase_decisions_per_year=4.0, build_quarters=1)
    parks = world.parks
    parks.planned[0], parks.serviced[0], parks.in_use[0] = 0.0, 0.0, 280.0
    step(world)
    assert parks.raising[0, 0] == pytest.approx(0.25 * 30 * 2000 / 3)
    step(world)
    assert parks.plant_floor[0] == pytest.approx(5000.0)
    assert parks.floor_area_ratio[0] == pytest.approx(1.0 + 7.5 / 300)


@pytest.mark.parametrize(
    ("effort", "pressure", "ordered"), [(1.0, 0.0, False), (1.6, 0.0, True), (1.0, 2.0, True)]
)
def test_the_county_orders_phases_under_target_pressure(monkeypatch, effort, pressure, ordered):
    """Effort beyond the usual orders phases, and so does pressure; leaders keep to what they are given here."""
    monkeypatch.setattr(leaders, "allocate", lambda world, now: None)
    world = world_with(orders_per_year=10.0)
    world.treasury.effort[0, Goal.PARKS], world.treasury.pressure[0, Goal.PARKS] = effort, pressure
    for _ in range(8):
        step(world)
    assert (world.parks.planned[0] < 150.0) == ordered
    assert world.parks.planned[1] == 180.0


def test_land_receipts_pay_for_works_before_loans_do():
    world = world_with(phase_decisions_per_year=4.0)
    parks, ledger = world.parks, world.ledger
    parks.serviced[0], parks.in_use[0] = 0.0, 130.0
    rich = ledger.account[Holder.PK][0]
    ledger.cash[rich] += 50_000_000
    ledger.cash[ledger.account[Holder.RX][0]] -= 50_000_000
    step(world)
    assert parks.money[Item.LOANS, 0] == 0
    assert parks.debt[0] < 18_000_000  # and a quarter of what is over repays


def test_a_poor_county_covers_no_more_than_its_limit_and_wear_follows():
    world = world_with(support_limit_share_of_revenue=0.0, debt_limit_share=0.1)
    parks = world.parks
    serviced, quality = parks.serviced.copy(), parks.quality.copy()
    step(world)
    due, paid = parks.money[Item.RUNNING_DUE], parks.money[Item.RUNNING_PAID]
    assert parks.money[Item.SUPPORT].tolist() == [0, 0]
    np.testing.assert_allclose(due - paid, [90_000, 72_000], atol=2)
    worn = 2.0 * 0.01 * 0.4  # 90 of 225 thousand unpaid
    np.testing.assert_allclose(parks.serviced, serviced * (1 - worn), rtol=1e-6)
    np.testing.assert_allclose(parks.decayed, serviced * worn, rtol=1e-4)
    np.testing.assert_allclose(parks.quality, quality * (1 - worn), rtol=1e-6)


def test_the_bank_lends_on_rather_than_let_a_company_overdraw():
    world = world_with(
        support_limit_share_of_revenue=0.0, debt_limit_share=0.1, running_cost_yuan_per_mu_year=1000.0
    )
    parks, ledger = world.parks, world.ledger
    parks.rent[:] = 0.0
    parks.debt[:] *= 20
    for _ in range(3):
        step(world)
    assert (ledger.of(Holder.PK) >= 0).all()


def test_idle_land_is_offered_again():
    world = world_with(idle_taken_back_per_year=0.4)
    step(world)
    assert world.parks.idle.tolist() == [9.0, 5.4]
    assert world.parks.serviced.tolist() == [31.0, 36.6]


def test_yuan_of_a_programme_become_serviced_land_and_plants():
    parks = world_with().parks
    used = parks.service_land(np.array([6_000_000, 10**12]), 600_000.0)
    assert used.tolist() == [6_000_000, 180 * 600_000]  # the second park has no more planned land
    assert parks.building[:, -1].tolist() == [10.0, 180.0]
    used = parks.build_plants(np.array([2_500_000, 0]), 2500.0, 3.0)
    assert used.tolist() == [2_500_000, 0] and parks.raising[0, -1] == 1000.0
    for _ in range(4):
        parks.finish_works()
    assert parks.serviced.tolist() == [40.0, 216.0]
    assert parks.floor_area_ratio[0] == pytest.approx(1.0 + 1000 / (160 * 2000 / 3))


def test_an_empty_block_does_nothing():
    world = parks_world()
    for name in ("planned", "serviced", "sold", "in_use", "idle"):
        getattr(world.parks, name)[:] = 0.0
    now = world.begin_quarter()
    plan(world, now)
    assert not now.claims and not now.orders


@settings(max_examples=15, deadline=None)
@given(
    effort=st.floats(0.2, 3.0),
    pressure=st.floats(0.0, 5.0),
    decisions=st.floats(0.0, 4.0),
    limit=st.floats(0.0, 0.5),
    back=st.floats(0.0, 1.0),
    wear=st.floats(0.0, 0.15),
    granted=st.integers(0, 10**9),
)
def test_land_is_conserved(effort, pressure, decisions, limit, back, wear, granted):
    world = world_with(
        "none",
        phase_decisions_per_year=decisions,
        orders_per_year=10.0,
        support_limit_share_of_revenue=limit,
        idle_taken_back_per_year=back,
        wear_per_year=wear,
    )
    parks = world.parks
    area = parks.area()
    world.treasury.effort[:, Goal.PARKS], world.treasury.pressure[:, Goal.PARKS] = effort, pressure
    for quarter in range(6):
        parks.service_land(np.array([granted, 0]), 600_000.0)
        if quarter == 3:
            parks.sell(0, min(5.0, parks.serviced[0]))
            parks.abandon(1, 3.0, producing=True)
        step(world)
        np.testing.assert_allclose(parks.area(), area, rtol=1e-12)
        for stage in (parks.planned, parks.building, parks.serviced, parks.sold, parks.in_use, parks.idle):
            assert (stage >= -1e-9).all()
