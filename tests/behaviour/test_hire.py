"""Hiring: half-way to the people needed, limited alike by the county's pool."""

import numpy as np
import pytest

from sim.behaviour import hire
from sim.kernels.maths import F
from tests.worlds import world_of


def test_half_way_to_what_orders_need():
    # 1/2 (1000 * 0.1 / 2 - 10) = 20 persons
    assert hire.wanted_change(F(1000), F(2), F(10), F(0.1), F(0.5)) == 20


def test_without_orders_half_are_dismissed():
    assert hire.wanted_change(F(0), F(2), F(10), F(0.1), F(0.5)) == -5


def test_vacancies_are_filled_in_part_and_dismissals_in_full():
    assert hire.hire(F(10), F(20), F(0.25)) == 15
    assert hire.hire(F(10), F(-5), F(0.25)) == 5
    assert hire.hire(F(10), F(0), F(0)) == 10


def test_the_pool_of_a_county():
    world = world_of()
    now = world.begin_quarter()
    world.counties.labour_force = np.array([100.0, 100.0])
    world.counties.employment = np.array([90.0, 100.0])
    now.vacancies = np.array([30.0, 5.0, 5.0, 8.0, 0.0, 0.0])
    now.dismissals = np.array([0.0, 1.0, 0.0, 0.0, 2.0, 0.0])
    hire.fill_vacancies(world, now)
    # (0.9 * 10 + 1) / 40 = 0.25; nobody idle in the second county: 2 dismissed / 8 = 0.25
    np.testing.assert_allclose(now.fill, [0.25, 0.25])


@pytest.mark.parametrize(
    ("employed", "vacancies", "fill"), [(50.0, 1.0, 1.0), (101.0, 1.0, 0.0), (90.0, 0.0, 1.0)]
)
def test_fill_lies_between_none_and_all(employed, vacancies, fill):
    world = world_of()
    now = world.begin_quarter()
    world.counties.labour_force = np.array([100.0, 100.0])
    world.counties.employment = np.full(2, employed)
    now.vacancies, now.dismissals = np.full(6, vacancies), np.zeros(6)
    hire.fill_vacancies(world, now)
    np.testing.assert_allclose(now.fill, fill)
