"""Production: the least of orders, plant and people; spare room takes over what others cannot make."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour import produce
from sim.kernels.maths import F
from tests.worlds import world_of


def test_plant_or_people_limit():
    # Plant 100 * 0.2 = 20; people 3 * 4 * 2 = 24
    assert produce.capacity(F(100), F(4), F(3), F(0.2), F(2)) == 20
    assert produce.capacity(F(200), F(4), F(3), F(0.2), F(2)) == 24
    assert produce.capacity(F(0), F(4), F(3), F(0.2), F(2)) == 0


def test_a_firm_delivers_what_it_can_and_some_of_what_others_cannot():
    assert produce.deliver(F(30), F(20), F(0.5)) == 20
    assert produce.deliver(F(10), F(20), F(0.0)) == 10
    assert produce.deliver(F(10), F(20), F(0.5)) == 15
    assert produce.deliver(F(20), F(20), F(1.0)) == 20


def test_spare_room_takes_over_at_most_what_is_missing():
    world = world_of()
    now = world.begin_quarter()
    now.excess, now.slack = np.array([0.0, 5, 20, 7, 0, 1]), np.array([10.0, 10, 10, 0, 0, 1])
    produce.reallocate(world, now)
    np.testing.assert_allclose(now.taken, [0, 0.5, 1, 1, 0, 1])


FIRMS = st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=15)


@given(FIRMS)
def test_a_cell_makes_all_orders_or_all_it_can(firms):
    excess = sum(max(ordered - able, 0) for ordered, able in firms)
    slack = sum(max(able - ordered, 0) for ordered, able in firms)
    taken = min(1.0, excess / max(slack, 1e-12))
    made = [float(produce.deliver(F(ordered), F(able), F(taken))) for ordered, able in firms]
    most = min(sum(ordered for ordered, _ in firms), sum(able for _, able in firms))
    assert sum(made) == pytest.approx(most, rel=1e-5, abs=0.1)
    assert all(y <= able * 1.000001 + 0.1 for y, (_, able) in zip(made, firms, strict=True))
