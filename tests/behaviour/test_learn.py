"""Productivity: a stationary walk beside the trend; roads; the trend itself."""

import math

import numpy as np
import pytest

from sim.behaviour import learn
from sim.chance import Use, draws
from sim.kernels.maths import F, kernel
from sim.kernels.philox import laplace32
from tests.worlds import world_of


@kernel
def next_values(values, luck, keep, sd):
    out = np.empty(values.size)
    for i in range(values.size):
        out[i] = learn.learn(F(values[i]), laplace32(F(luck[i])), keep, sd)
    return out


def test_a_quarter():
    # 0.97 * 0.2 + 0.0729 * 1 = 0.2669
    assert learn.learn(F(0.2), F(1.0), F(0.97), F(0.0729)) == pytest.approx(0.2669)


def test_without_noise_a_firm_returns_to_its_sector():
    assert learn.learn(F(0.2), F(5.0), F(0.97), F(0.0)) == pytest.approx(0.194)


def test_the_spread_neither_grows_nor_shrinks():
    drawn = draws((5, 0), np.arange(100_000, dtype=np.uint64), 8092, Use.FIRM_QUARTER)
    side = np.sign(drawn[:, 0] - 0.5)
    before = -0.3 / math.sqrt(2.0) * side * np.log(1.0 - 2.0 * np.abs(drawn[:, 0] - 0.5))
    sd = before.std()
    after = next_values(before, drawn[:, 1], F(0.97), F(sd * math.sqrt(1 - 0.97**2)))
    error = sd * math.sqrt(5.0 / 4.0 / after.size)  # of a standard deviation at kurtosis six
    assert abs(after.mean() - 0.97 * before.mean()) < 3 * sd / math.sqrt(after.size)
    assert abs(after.std() - sd) < 3 * error


def test_roads_count_beside_their_reference():
    world = world_of()
    world.counties.public_capital = world.counties.public_capital_reference * np.array([math.e, 1.0])
    learn.read_roads(world)
    np.testing.assert_allclose(world.counties.road_productivity, [0.05, 0.0], atol=1e-15)


def test_the_trend_moves_productivity_and_the_reference_of_roads_alike():
    world = world_of()
    now = world.begin_quarter()
    before, roads = world.cells.productivity, world.counties.public_capital_reference
    learn.advance_trend(world, now)
    np.testing.assert_allclose(world.cells.productivity / before, 1.05**0.25)
    np.testing.assert_allclose(world.counties.public_capital_reference / roads, 1.05**0.25)
