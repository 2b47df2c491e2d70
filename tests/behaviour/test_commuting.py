"""Work elsewhere: nobody beside the usual at first; nearer and better paid places draw; wages come home."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import commuting, transport
from sim.calendar import quarter_name
from sim.step import step
from sim.world import open_world
from tests.worlds import core_world_of, region_of, scenario_of, world_of


def with_bridge(**settings):
    """A pocket whose bridge opens before the first quarter."""
    scenario = scenario_of(warmup=0, **settings)
    links = {"bridge": datetime.date(2020, 1, 1)}
    scenario = scenario.model_copy(update={"world": scenario.world.model_copy(update={"links": links})})
    return open_world(region_of("pocket"), scenario)


def test_usual_commuters_meet_their_shares():
    world = world_of()
    usual, force = world.residents.commuting_usual, world.counties.labour_force.sum()
    rules = world.scenario.parameters.commuting
    assert usual[:, :2].sum() == pytest.approx(rules.inside_share * force)
    assert usual[:, 2:].sum() == pytest.approx(rules.outside_share * force)
    assert (usual[[0, 1], [0, 1]] == 0).all()


def test_nobody_starts_where_nothing_has_changed():
    world = world_of()
    now = world.begin_quarter()
    commuting.offer(world, now)
    assert not world.residents.commuters.any() and not now.pool.any()


def test_a_better_wage_draws_from_the_neighbour():
    world = world_of(warmup=0)
    world.counties.log_wage = np.array([0.1, 0.0])
    now = world.begin_quarter()
    wished = commuting.wish(world)
    expected = world.residents.commuting_usual[1, 0] * (np.exp(2.0 * 0.1) - 1.0)
    assert wished[1, 0] == pytest.approx(expected) and wished[0, 1] == 0
    commuting.offer(world, now)
    np.testing.assert_allclose(world.residents.commuters[1, 0], 0.1 * expected)
    np.testing.assert_allclose(now.pool, [0.1 * expected, -0.1 * expected])


def test_a_bridge_takes_people_out():
    world = with_bridge()
    transport.read_network(world, world.begin_quarter())
    wished = commuting.wish(world)
    before, after = (1 + np.exp((t - 45.0) / 10) for t in (60.0, 30.0))
    assert wished[0, 2] == pytest.approx(world.residents.commuting_usual[0, 2] * (before / after - 1))
    assert not wished[:, :2].any()


def test_wages_come_home_to_the_yuan():
    world = with_bridge()
    for _ in range(6):
        now = step(world)  # the books are checked every quarter
    flows = world.ledger.flows[Kind.COMMUTER_WAGES]
    outside, homes = world.ledger.account[Holder.RX], world.ledger.account[Holder.HH]
    assert flows[outside][0] < 0 and (flows[homes] > 0).any(), quarter_name(now.number)
    assert flows.sum() == 0
    assert (world.counties.labour_force >= world.counties.employment - now.pool - 1e-9).all()


def test_the_core_has_no_commuters():
    world = core_world_of()
    for _ in range(4):
        now = step(world)
    assert not world.residents.commuters.any() and not now.pool.any()
