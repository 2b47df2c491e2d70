"""Moves of people: by hand, conserved, towards the better place."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour import people
from sim.kernels.matrices import move_people
from sim.step import step
from tests.worlds import core_world_of, world_of


def moved(persons, base, attraction):
    after = np.array(persons, float)
    nobody = np.zeros((after.size, 0))
    move_people(after, np.array(base, float), np.array(attraction, float), nobody, np.ones(0))
    return after


def test_two_places():
    # 10 (e^0.05 - e^-0.05) = 1.000417 people from the first to the second
    after = moved([100, 100], [[0, 10], [10, 0]], [0.0, 0.1])
    np.testing.assert_allclose(after, [100 - 1.0004167, 100 + 1.0004167], rtol=1e-7)


@given(st.lists(st.floats(-0.3, 0.3), min_size=5, max_size=5), st.integers(0, 10**6))
def test_nobody_is_born_or_dies(attraction, seed):
    base = np.random.default_rng(seed).random((5, 5)) * 3
    base = base + base.T
    before = np.array([1000.0, 50.0, 7.0, 1e5, 20.0])
    after = moved(before, base, attraction)
    assert after.sum() == pytest.approx(before.sum(), rel=1e-12)
    assert after[np.argmax(attraction)] >= before[np.argmax(attraction)]
    assert after[np.argmin(attraction)] <= before[np.argmin(attraction)]


def test_where_all_are_alike_nobody_moves_on_balance():
    assert moved([5, 6, 7], np.ones((3, 3)), [0.2, 0.2, 0.2]).tolist() == [5, 6, 7]


def test_better_paid_counties_gain_from_outside():
    world = world_of()
    before, outside = world.towns.people.copy(), world.city.outside_people.copy()
    world.counties.last_log_wage = np.array([0.1, 0.0])
    world.counties.attraction_gap = np.array([0.05, 0.0])
    people.migrate(world)
    # attraction 1.5 * 0.1 - 0.05 = 0.1 in the first county, none elsewhere
    assert (world.towns.people[:2] > before[:2]).all() and (world.towns.people[2:] < before[2:]).all()
    gain = 2 * math.sinh(0.05) * world.opening.base_moves[:2, 4].sum()
    assert outside.sum() - world.city.outside_people.sum() == pytest.approx(gain, rel=1e-6)


def test_a_run_of_the_core_conserves_people_on_every_level():
    world = core_world_of()
    whole = world.towns.people.sum() + world.city.outside_people.sum()
    for _ in range(8):
        step(world)
        assert world.towns.people.sum() + world.city.outside_people.sum() == pytest.approx(whole, rel=1e-13)
        np.testing.assert_allclose(world.opening.towns_to_counties(world.towns.people), world.counties.people)
        share = world.counties.labour_force / world.counties.people
        np.testing.assert_allclose(share, world.opening.participation)
