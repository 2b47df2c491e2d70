"""Wages: the curve by hand."""

import numpy as np

from sim.behaviour import wages
from sim.loops import columns
from tests.worlds import world_of


def test_a_quarter():
    world = world_of()
    now = world.begin_quarter()
    now.accounts = np.zeros((6, len(columns.ACCOUNT_SUMS)), np.int64)
    now.accounts[:, columns.EMPLOYED] = np.array([300, 300, 330, 500, 400, 0]) << 20
    world.counties.labour_force = np.array([1000.0, 1000.0])
    world.counties.log_wage = np.array([0.0, 0.05])
    wages.adjust(world, now)
    # 7 % idle where 5 % are usual: 0.1 * -0.02 = -0.002; 10 % idle, and 2 % of the way back: 0.05 - 0.005 - 0.001
    np.testing.assert_allclose(world.counties.employment, [930, 900])
    np.testing.assert_allclose(world.counties.attraction_gap, [0.02, 0.05])
    np.testing.assert_allclose(world.counties.log_wage, [-0.002, 0.044])
    np.testing.assert_allclose(world.counties.last_log_wage, [0.0, 0.05])
