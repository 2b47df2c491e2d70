"""Subsidies to upgrades and digitalisation: who pays, what they add, what fades; shares sold on an exchange."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import digital
from sim.behaviour.upgrade import added, log_gain
from sim.kernels.maths import I8, F
from sim.kernels.pages import JOINT_STOCK, LISTED
from sim.step import step
from sim.tables.recognition import Step, Title
from sim.tables.treasury import Goal
from tests.worlds import open_world, region_of, scenario_of, with_rules, world_of


def thin_world():
    return world_of(region="jiangmen", firms_per_agent=1000, thin_below_yuan=3e6)


def test_half_of_the_subsidised_had_planned_it_anyway_but_no_more_than_plan_one():
    found = added(np.array([10.0, 100.0]), np.array([8.0, 8.0]), 0.5)
    assert found.tolist() == [5.0, 92.0]
    assert added(np.array([10.0]), np.array([20.0]), 1.0).tolist() == [0.0]


def test_a_fund_pays_for_upgrades_until_it_is_empty_and_they_fade():
    """20 m yuan pay for 20 firms at 1 m each: 10 of them new; a tenth a year fades. No county pays them again."""
    world, usual = thin_world(), thin_world()
    world.recognition.fund_upgrades(np.full(7, 20_000_000))
    left, stock = world.recognition.upgrade_fund.copy(), world.recognition.upgraded.copy()
    for _ in range(6):
        now = step(world)
        step(usual)
        known = world.recognition
        spent = left - known.upgrade_fund
        paid = -world.ledger.flows[Kind.UPGRADE_SUBSIDY, world.ledger.account[Holder.CG]]
        due = known.upgrade_subsidies * now.nominal * world.treasury.effort[:, Goal.LADDER]
        np.testing.assert_array_equal(paid, np.floor(due))
        stock = stock * 0.975 + 0.5 * spent / (1e6 * now.nominal)
        np.testing.assert_allclose(known.upgraded, stock, atol=1e-4)
        left = known.upgrade_fund.copy()
    assert not left.any()
    assert (log_gain(world) > 0)[world.opening.industry].any()
    assert not log_gain(world)[~world.opening.industry].any()
    assert np.abs(log_gain(usual)).max() < 1e-6


def test_no_more_upgrades_begin_than_firms_can_take_up():
    world = thin_world()
    world.recognition.fund_upgrades(np.full(7, 10**11))
    step(world)
    firms = world.opening.by_county(world.recognition.above_scale)
    np.testing.assert_allclose(world.recognition.upgrades_subsidised, 0.05 * firms, rtol=0.01)
    assert (world.recognition.upgrade_fund > 9 * 10**10).all()


def test_a_year_of_digitalisation():
    assert digital.begin(I8(0), F(0.03), F(0.04)) == 1 and digital.begin(I8(0), F(0.05), F(0.04)) == 0
    assert digital.begin(I8(1), F(0.9), F(0.04)) == 5 and digital.begin(I8(119), F(0.9), F(0.04)) == 120


def test_subsidised_digitalisation_dips_for_a_year_and_gains_after_it():
    world = thin_world()
    world.recognition.fund_digital(np.full(7, 12_000_000))
    mean = []
    for _ in range(13):
        step(world)
        mean.append(log_gain(world)[world.opening.industry].mean())
    # The first January comes before the money; the second begins, the third has its first year behind it.
    assert np.allclose(mean[:4], 0.0, atol=1e-7)
    assert max(mean[4:8]) < 0 < min(mean[8:])
    assert world.recognition.digital_fund.sum() == 0 and world.recognition.digital_paid.sum() == 0


def public_world():
    rules = {
        "joint_stock_to_listed_per_year": 0.05,
        "listed_high_tech_factor": 10.0,
        "listed_sales_yuan": 1e8,
    }
    world = open_world(region_of("pocket"), with_rules(scenario_of(), ladder=rules, exit={"scale": 0.0}))
    for name, value in (("rung", JOINT_STOCK), ("titles", Title.HIGH_TECH), ("sales", 2e8)):
        column = world.firms.column(name)
        column[:] = value
        world.firms.write(name, column)
    return world


def test_firms_gone_public_get_cash_from_outside_and_order_machines():
    world, plain = public_world(), public_world()
    plain.recognition.active = 0
    now, without = step(world), step(plain)
    public = world.recognition.steps[:, Step.TO_PUBLIC].sum()
    assert public > 0 and public == (world.firms.column("rung") == LISTED).sum()
    equity = world.ledger.flows[Kind.LISTING_EQUITY, world.ledger.account[Holder.F]]
    assert world.ledger.flows[Kind.LISTING_EQUITY, world.ledger.account[Holder.RX]].sum() == -equity.sum() < 0
    sales = world.firms.column("sales")[world.firms.column("rung") == LISTED].astype(np.float64)
    assert equity.sum() == pytest.approx(0.3 * sales.sum(), rel=1e-6)
    more = now.investment_ordered - without.investment_ordered
    assert more.sum() == pytest.approx(0.5 * equity.sum(), rel=0.05)
    assert not (world.firms.column("titles") & Title.NEWLY_PUBLIC).any()
    assert any(event.event == "went_public" for event in world.events)
    step(world)  # the books hold in the quarter in which the machines are bought
    assert not world.ledger.flows[Kind.LISTING_EQUITY].any()
