"""Orders: noise by size, the replicator, the fair mean, customers following deliveries, normalisation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour import orders
from sim.chance import Use, draws
from sim.kernels.maths import F, kernel
from sim.kernels.philox import laplace32
from tests.worlds import world_of

ROOT = F(1.0 / math.sqrt(0.4))
BELIEF = {"probability": F(0.4), "replicator": F(0.0), "offset": F(0.0), "entrants": F(0.0)}


def reweigh(weight, productivity=0.0, noise=0.0, hazard=0.0, when=0.0, shock=0.0, **cell):
    settings = BELIEF | {name: F(value) for name, value in cell.items()}
    return orders.reweigh(
        F(weight), F(productivity), F(noise), F(hazard), F(when), F(shock), *settings.values()
    )


@kernel
def mean_weight(noise, when, luck, probability):
    """Mean and standard error of the new weight of a firm of weight one over many draws."""
    total, squares = 0.0, 0.0
    for i in range(when.size):
        weight = orders.reweigh(
            F(1.0), F(0.0), noise, F(0.0), when[i], laplace32(luck[i]), probability, F(0.0), F(0.0), F(0.0)
        )
        total += weight
        squares += weight * weight
    mean = total / when.size
    return mean, np.sqrt((squares / when.size - mean * mean) / when.size)


def test_noise_is_half_the_yearly_spread_of_the_size_class():
    # At 20 m yuan: 1/2 * 0.35 / sqrt(0.4) = 0.276699; at 640 m a factor 32^-0.2 = 1/2: 0.138350.
    rules = (F(0.35), F(0.60), F(0.20), ROOT)
    assert orders.noise_scale(F(2e7), *rules) == pytest.approx(0.276699, rel=1e-5)
    assert orders.noise_scale(F(6.4e8), *rules) == pytest.approx(0.138350, rel=1e-5)


def test_noise_of_the_smallest_is_limited_and_a_firm_without_sales_is_finite():
    # Limit 0.60: 1/2 * 0.60 / sqrt(0.4) = 0.474342.
    rules = (F(0.35), F(0.60), F(0.20), ROOT)
    assert orders.noise_scale(F(1e4), *rules) == pytest.approx(0.474342, rel=1e-5)
    assert orders.noise_scale(F(0.0), *rules) == orders.noise_scale(F(1e4), *rules)


def test_a_quarter_without_a_shock():
    # 100 / (1 + 0.4 (1 / (1 - 0.2^2 / 2) - 1)) * (1 + 0.01 - 0.02) = 100 / 1.0081633 * 0.99 = 98.19838
    assert reweigh(100, noise=0.2, hazard=0.01, when=0.5, shock=3, entrants=0.02) == pytest.approx(98.19838)


def test_a_quarter_with_a_shock():
    # 100 e^0.2 / 1.0081633 = 121.15129
    assert reweigh(100, noise=0.2, when=0.3, shock=1) == pytest.approx(121.15129)


def test_the_more_productive_gain_and_the_mean_firm_stays():
    # chi alpha a + offset = 0.02 * 0.5 * 0.3 - 0.003 = 0
    assert reweigh(100, productivity=0.3, replicator=0.01, offset=-0.003) == pytest.approx(100)
    assert reweigh(100, productivity=0.4, replicator=0.01, offset=-0.003) > 100


def test_nothing_comes_of_nothing():
    assert reweigh(0, noise=0.4, when=0.1, shock=5, hazard=0.1) == 0


@pytest.mark.parametrize("noise", [0.1384, 0.2767, 0.4743])
def test_weights_are_a_martingale(noise):
    drawn = draws((11, 0), np.arange(100_000, dtype=np.uint64), 8092, Use.FIRM_QUARTER).astype(np.float32)
    mean, error = mean_weight(
        F(noise), np.ascontiguousarray(drawn[:, 0]), np.ascontiguousarray(drawn[:, 1]), F(0.4)
    )
    assert abs(mean - 1.0) < 3 * error
    assert error < 0.002


def test_customers_follow_deliveries():
    # 0.75 * 100 + 0.25 * 160 / 2 = 95: orders were 200 at two yuan a unit of weight, 160 were delivered.
    assert orders.follow(F(100), F(160), F(0.75), F(0.25 / 2)) == 95
    assert orders.follow(F(100), F(200), F(0.75), F(0.25 / 2)) == 100


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_following_keeps_the_sum_when_all_orders_are_delivered(weights):
    after = [float(orders.follow(F(w), F(3.0 * w), F(0.75), F(0.25 / 3.0))) for w in weights]
    assert sum(after) == pytest.approx(sum(weights), rel=1e-5, abs=1e-3)


def test_a_cells_weights_return_a_tenth_of_the_way():
    world = world_of()
    now = world.begin_quarter()
    orders.reweigh_table(world, now)
    now.weights = world.cells.order_reference * np.array([1.0, 0.5, 2.0, 1.0, 1.0, 1.0])
    now.weighted_productivity = np.zeros(6)
    orders.normalise(world, now)
    # (1/0.5)^0.1 = 1.0717735, (1/2)^0.1 = 0.9330330
    np.testing.assert_allclose(now.scale, [1, 1.0717735, 0.9330330, 1, 1, 1], rtol=1e-6)
    np.testing.assert_allclose(now.weights / world.cells.order_reference, [1, 0.5358867, 1.866066, 1, 1, 1])


def test_efficiency_is_roads_less_wages():
    world = world_of()
    world.counties.road_productivity = np.array([0.1, 0.0])
    world.counties.log_wage = np.array([0.0, 0.2])
    # alpha 0.5 times roads; labour share of output, half of value added, times the wage.
    share = world.opening.labour_share_of_output
    np.testing.assert_allclose(orders.efficiency_offsets(world, world.begin_quarter())[:3], 0.05)
    np.testing.assert_allclose(orders.efficiency_offsets(world, world.begin_quarter())[3:], -0.2 * share[3:])


def test_sector_means_weigh_counties_by_output():
    world = world_of()
    # (1 * 3 + 5 * 1) / 4 = 2 for the first sector
    means = world.opening.sector_means(np.array([1.0, 0, 0, 5.0, 0, 7]), np.array([3.0, 1, 1, 1.0, 1, 1]))
    np.testing.assert_allclose(means, [2, 0, 3.5])
