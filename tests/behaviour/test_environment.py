"""Environment: industry and people weigh on it, effort and works mend it, facilities wear."""

import numpy as np
import pytest

from sim.behaviour import environment
from sim.step import step
from sim.tables.environment import Facility
from sim.tables.treasury import Goal
from tests.worlds import world_of


@pytest.fixture
def world():
    return world_of("rest", firms_per_agent=10)


def test_at_rest_it_stays(world):
    for _ in range(4):
        step(world)
    np.testing.assert_allclose(world.environment.index, 0.0, atol=1e-6)
    np.testing.assert_allclose(world.environment.energy_headroom, 0.7, atol=1e-6)


def test_industry_above_its_trend_lowers_it_and_takes_energy(world):
    now = step(world)
    world.environment.index[:] = 0.0
    now.accounts[:, 0] = 2 * now.accounts[:, 0]
    environment.change(world, now)
    # a quarter of 0.3 of the gap: load 1.48 and 0.52, half a deviation a log point
    gap = -0.5 * np.log(2.0) * np.array([1.48, 1.48, 0.52, 0.52])
    np.testing.assert_allclose(world.environment.index, 0.3 / 4 * gap, rtol=1e-4)
    np.testing.assert_allclose(world.environment.energy_headroom, 0.7 - np.log(2.0), atol=1e-4)


def test_effort_and_works_mend_it(world):
    now = step(world)
    world.environment.index[:] = 0.0
    world.treasury.effort[1, Goal.ENVIRONMENT] = 2.0
    world.environment.build(Facility.TOILETS, np.array([450_000.0, 0.0, 0.0, 0.0]), 150_000.0)
    environment.change(world, now)
    assert world.environment.built[0, Facility.TOILETS] == 3.0
    left = 450_000.0 * (1.0 - 2 * 0.06 / 4) / 2_500.0
    gain = 2.0 * 0.0005 * left / (2.0 + 0.0005 * left)
    np.testing.assert_allclose(
        world.environment.index, 0.3 / 4 * np.array([gain, 0.0, 0.1, 0.1]), rtol=1e-4, atol=1e-7
    )


def test_facilities_count_once_built_and_wear_less_when_kept_up(world):
    now = step(world)
    built = world.environment.build(Facility.BELTS, np.full(4, 3e6), 1.5e6)
    assert built.tolist() == [2.0] * 4
    world.environment.pay_upkeep(Facility.BELTS, np.array([0.0, 3e6 * 0.05 / 4, 0.0, 0.0]))
    environment.change(world, now)
    np.testing.assert_allclose(
        world.environment.facilities[:, Facility.BELTS], 2.0 - 2.0 * 0.06 / 4 * np.array([2.0, 1.0, 2.0, 2.0])
    )
    assert world.environment.built[:, Facility.BELTS].tolist() == [2.0] * 4
