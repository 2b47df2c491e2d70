"""Investment wanted, machines sold, what can be funded, and the cell's pool of used machines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour import invest
from sim.kernels.maths import F
from tests.worlds import world_of


def wanted(capital, ordered, drift=0.0, replacement=0.02, accelerator=0.15, capital_per_order=2.0):
    rates = (drift, replacement, accelerator, capital_per_order)
    return invest.wanted_investment(F(capital), F(ordered), *(F(rate) for rate in rates))


def test_a_firm_with_the_right_plant_replaces_and_grows():
    # 0.02 * 100; orders 50 need 2 * 50 = 100
    assert wanted(100, 50) == pytest.approx(2)


def test_the_accelerator_and_expected_customers():
    # (0.02 + 0.01) * 100 + 0.15 (2 * 60 * 1.01 - 100) = 3 + 0.15 * 21.2 = 6.18
    assert wanted(100, 60, drift=0.01) == pytest.approx(6.18)


def test_without_orders_a_firm_sells():
    # 2 - 0.15 * 100 = -13, but at most a tenth
    assert wanted(100, 0) == pytest.approx(-13)
    assert invest.sold_capital(F(100), F(-13), F(0.1)) == 10
    assert invest.sold_capital(F(100), F(-7), F(0.1)) == 7
    assert invest.sold_capital(F(100), F(5), F(0.1)) == 0
    assert invest.sold_capital(F(0), F(-5), F(0.1)) == 0


def test_what_cannot_be_funded_is_not_ordered_but_owners_of_constrained_firms_add():
    assert invest.funded(F(100), F(120), False, F(0.7)) == 100
    assert invest.funded(F(100), F(40), False, F(0.7)) == 40
    # 40 + 0.7 * 60 = 82
    assert invest.funded(F(100), F(40), True, F(0.7)) == pytest.approx(82)


@given(st.floats(0, 1e9), st.floats(-1e9, 1e9))
def test_sales_of_machines_leave_plant(capital, investment):
    assert 0 <= invest.sold_capital(F(capital), F(investment), F(0.1)) <= F(0.1) * F(capital)


def test_used_machines_fill_orders():
    world = world_of()
    now = world.begin_quarter()
    world.cells.used_pool = np.array([60.0, 0.0, 0.0, 1000.0, 10.0, 0.0])
    now.pool_received = np.array([40.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    now.investment_ordered = np.array([1000.0, 1000.0, 0.0, 100.0, 0.0, 1.0])
    now.price_next = 2.0
    invest.offer_used_capital(world, now)
    # 100 machines at 2 yuan are 20 % of orders for 1 000 yuan, and all are sold;
    # of 1 000 machines 90 % of 100 yuan are bought, 45 machines, of the other 955 a tenth decays;
    # nobody orders in the fifth cell: 10 become 9.
    np.testing.assert_allclose(world.cells.used_share, [0.2, 0, 0, 0.9, 0, 0])
    np.testing.assert_allclose(world.cells.used_pool, [0, 0, 0, 859.5, 9, 0], atol=1e-12)
