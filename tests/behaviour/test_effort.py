"""Effort: ones without pressure, one in the mean with it, moved from what is not measured."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.behaviour import effort
from sim.tables.treasury import Goal
from tests.worlds import scenario_of, with_rules, world_of


def allocated(pressure, gap=0.0, **rules):
    world = world_of()
    world.scenario = with_rules(scenario_of(), effort=rules)
    world.treasury.pressure[:] = pressure
    world.treasury.rank_gap[:] = gap
    effort.allocate(world, world.begin_quarter())
    return world.treasury.effort


def test_without_pressure_effort_is_even_to_the_bit():
    assert (allocated(0.0) == 1.0).all()


def test_pressure_on_one_goal_by_hand():
    pressure = np.zeros((2, len(Goal)))
    pressure[0, Goal.PARKS] = 3.0
    found = allocated(pressure)
    # weights 1 1 4 1 1 1, mean 1.5: parks 2 2/3 and the rest 2/3; 30 % of the way there
    assert found[0, Goal.PARKS] == 1 + 0.3 * (8 / 3 - 1)
    np.testing.assert_allclose(np.delete(found[0], Goal.PARKS), 1 - 0.3 / 3)
    assert (found[1] == 1.0).all()


def test_a_bad_rank_moves_effort_to_growth():
    found = allocated(0.0, gap=1.0, tournament_share=1.0)
    assert (found[:, :3] > 1.0).all() and (found[:, 3:] < 1.0).all()
    assert (allocated(0.0, gap=1.0, tournament_share=0.0) == 1.0).all()


@given(arrays(np.float64, (2, len(Goal)), elements=st.floats(0.0, 50.0)))
def test_effort_is_one_in_the_mean_and_never_negative(pressure):
    shares = effort.wanted_shares(pressure)
    np.testing.assert_allclose(shares.mean(1), 1.0, rtol=1e-12)
    assert (1.0 + 0.6 * (shares - 1.0) > 0.0).all()
