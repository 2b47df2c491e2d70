"""Demand: one solve, local deliveries, imports and exports as residuals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.matrices import deliver_final, deliver_materials, final_orders, planned_demand, trade_matrix
from sim.step import step
from tests.worlds import world_of

HALF = np.array([[[0.5]]])
ONE_FIFTH = trade_matrix(HALF, np.array([[0.4]]))


def test_local_sales_for_a_unit_of_output():
    # 0.4 of output is bought, half of it at home
    assert ONE_FIFTH.tolist() == [[0.2]]
    # two counties that buy a quarter from each other
    shares = np.array([[[0.5, 0.25], [0.25, 0.5]]])
    np.testing.assert_allclose(trade_matrix(shares, np.array([[0.4]])), [[0.2, 0.1], [0.1, 0.2]])


def test_planned_demand_of_one_cell():
    # (0.5 * 100 + 30) / (1 - 0.2) = 100; at half the fill (80) / (1 - 0.1) = 88.889
    final, exports = np.array([[100.0]]), np.array([30.0])
    assert planned_demand(HALF, ONE_FIFTH, np.array([1.0]), final, exports)[0] == pytest.approx(100)
    assert planned_demand(HALF, ONE_FIFTH, np.array([0.5]), final, exports)[0] == pytest.approx(88.888889)
    assert planned_demand(HALF, ONE_FIFTH, np.array([1.0]), final * 0, exports * 0)[0] == 0


def test_final_orders_by_sector_and_county():
    baskets = np.array([[0.25, 0.75], [1.0, 0.0]])
    buyers = (np.array([0, 1, 0]), np.array([0, 1, 1]), np.array([100, 10, 200]))
    np.testing.assert_allclose(final_orders(baskets, *buyers, 2), [[25, 60], [75, 150]])


def test_materials_are_commitments_never_above_need():
    # planned 100, 0.2 of it at home: 20 yuan; when only 8 are needed, 8
    one = np.array([1.0])
    assert deliver_materials(ONE_FIFTH, np.array([100.0]), one, np.array([40]), 1).tolist() == [[20]]
    assert deliver_materials(ONE_FIFTH, np.array([100.0]), one, np.array([8]), 1).tolist() == [[8]]
    assert deliver_materials(ONE_FIFTH, np.array([100.0]), one * 0.5, np.array([40]), 1).tolist() == [[10]]
    assert deliver_materials(ONE_FIFTH, np.array([0.0]), one, np.array([40]), 1).tolist() == [[0]]


def test_deliveries_to_a_final_buyer():
    # 101 yuan, half bought at home, the seller fills 60 %: floor(101 * 0.5 * 0.6) = 30
    sold = deliver_final(
        HALF, np.array([[1.0]]), np.array([0]), np.array([0]), np.array([101]), np.array([0.6])
    )
    assert sold.tolist() == [[30]]


@given(
    st.lists(st.integers(0, 10**10), min_size=4, max_size=4),
    st.lists(st.floats(0, 1), min_size=4, max_size=4),
    st.lists(st.floats(0, 1), min_size=4, max_size=4),
)
def test_deliveries_never_exceed_orders(amounts, fill, mix):
    shares = np.array([[[0.5, 0.3], [0.2, 0.8]], [[0.1, 0.0], [0.9, 0.1]]])
    baskets = np.array([[mix[0], 1 - mix[0]], [mix[1], 1 - mix[1]]])
    county, basket = np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])
    sold = deliver_final(shares, baskets, basket, county, np.array(amounts), np.array(fill))
    assert (sold >= 0).all() and (sold.sum(1) <= amounts).all()
    orders = final_orders(baskets, basket, county, np.array(amounts), 2)
    for k in range(4):
        c, s = divmod(k, 2)
        assert sold[:, k].sum() <= fill[k] * (orders[s] * shares[s, :, c]).sum() * (1 + 1e-12)


@pytest.mark.parametrize("shock", ["none", "plant burns", "people leave"])
def test_a_quarter_sells_everything_and_exports_are_never_negative(shock):
    world = world_of()
    for quarter in range(6):
        if quarter == 3 and shock == "plant burns":
            lost = np.where(world.firms.cells_of_rows() == 1, 0.05, 1.0).astype(np.float32)
            world.firms.write("capital", world.firms.column("capital") * lost)
        if quarter == 3 and shock == "people leave":
            world.firms.write("persons", world.firms.column("persons") * np.float32(0.2))
        now = step(world)
        assert (now.exports >= 0).all()
        assert (now.accounts[:, 0] <= now.demand * (1 + 1e-6) + 1e3).all()
        assert ((world.cells.fill > 0) & (world.cells.fill <= 1)).all()
        assert (now.trade.bought >= now.trade.sold_at_home).all()
    assert shock == "none" or world.cells.fill.min() < 0.99


def test_orders_of_firms_add_up_to_the_demand_of_their_cell():
    world = world_of()
    now = step(world)
    local = now.demand - now.export_orders
    np.testing.assert_allclose((now.orders_per_weight / now.scale) * now.weights - local, now.export_orders)
