"""Reports: true without pressure, drifting with it, set right by audits; ranks by reported growth."""

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import reports
from sim.step import step
from sim.tables.treasury import Figure, Goal
from sim.world import open_world
from tests.worlds import region_of, scenario_of, with_rules, world_of


def lived(quarters, pressure=0.0, **rules):
    world = open_world(region_of("pocket"), with_rules(scenario_of("rest"), effort=rules))
    world.treasury.pressure[0, Goal.ATTRACTION] = pressure
    for _ in range(quarters):
        step(world)
    return world


def test_without_pressure_reports_are_true_and_nobody_is_fined():
    world = lived(8, audit_per_year=1.0)
    assert not world.treasury.misreport.any() and not world.treasury.penalty.any()
    assert world.events == []


def test_half_a_point_a_quarter_under_unit_pressure():
    world = lived(3, pressure=1.0, audit_per_year=0.0)
    # 0.02 a year for one unit of pressure
    assert world.treasury.misreport[0, Figure.GDP] == pytest.approx(0.015)
    assert world.treasury.misreport[1].tolist() == [0.0, 0.0, 0.0]
    assert lived(3, pressure=500.0, audit_per_year=0.0).treasury.misreport.max() == 0.3


def test_who_is_caught_reports_truly_again_and_pays():
    world = lived(4, pressure=1.0, audit_per_year=1.0)
    assert not world.treasury.misreport.any()
    event = world.events[-1]
    assert (event.event, event.subject) == ("audit", "990101")
    assert event.yuan == world.treasury.penalty[0] == int(0.01 * 4.0 * world.counties.revenue[0])
    step(world)
    ledger = world.ledger
    paid = ledger.flows[ledger.slot(Kind.AUDIT_PENALTY), ledger.account[Holder.CG]]
    assert paid.tolist() == [-event.yuan, 0] and not world.treasury.penalty.any()


def test_ranks_follow_reported_growth_once_there_are_two_years():
    world = world_of("rest")
    treasury = world.treasury
    for _ in range(7):
        step(world)
    assert not treasury.rank_gap.any() and (treasury.reported_last_year > 0).all()
    treasury.reported_so_far[0] *= 1.03
    reports._rank(world)
    # the first is 3 points ahead of a growth of minus a quarter (three of four quarters): 0.75 x 0.03 / 0.04
    np.testing.assert_allclose(treasury.rank_gap, [0.0, 0.75 * 0.03 / 0.04], rtol=1e-4)


def test_a_year_of_gdp_on_the_path_keeps_its_ratio():
    world = world_of("balanced")
    first, grown = world.treasury.gdp_year.copy(), world.opening.trend.nominal
    for quarter in range(12):
        step(world)
        np.testing.assert_allclose(world.treasury.gdp_year, first * grown[quarter + 1] / grown[0], rtol=1e-6)
