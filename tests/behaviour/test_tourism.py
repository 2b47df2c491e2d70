"""Tourism: reach, new sights and what they take from old ones, what is spent at home."""

import numpy as np
import pytest

from sim.behaviour import tourism
from tests.worlds import world_of


def quarter(world):
    now = world.begin_quarter()
    tourism.receive_visitors(world, now)
    return now


def test_the_opening_is_shared_by_weights():
    visits = world_of("rest", firms_per_agent=10).visits
    assert (4 * visits.received).tolist() == pytest.approx([40_000, 20_000, 10_000, 30_000])
    assert visits.spending.sum() == pytest.approx(200.0 * 25_000, rel=0.02)


def test_half_of_the_visits_to_a_new_sight_are_taken_from_others():
    world = world_of("rest", firms_per_agent=10)
    before = world.visits.received.sum()
    built = world.visits.build(np.array([0.0, 0.0, 800_000.0, 0.0]), 100.0)
    assert built.tolist() == [0.0, 0.0, 8_000.0, 0.0]
    quarter(world)
    visits = world.visits
    new = 2_000 * (1.0 - 2 * 0.08 / 4)  # nobody paid its running costs
    assert visits.received_new.sum() == pytest.approx(new)
    assert visits.taken.sum() == pytest.approx(0.5 * new)
    assert visits.received.sum() == pytest.approx(before + 0.5 * new)
    # taken in proportion to what was there, the town of the new sight included
    np.testing.assert_allclose(visits.taken, 0.5 * new * np.array([0.4, 0.2, 0.1, 0.3]))


def test_paid_running_costs_halve_the_wear():
    world = world_of("rest", firms_per_agent=10)
    world.visits.build(np.full(4, 100_000.0), 100.0)
    world.visits.pay_upkeep(np.array([0.0, 1_000.0, 2_000.0, 9_000.0]))
    quarter(world)
    wear = 0.08 / 4
    np.testing.assert_allclose(
        world.visits.new_sights, 1_000.0 * (1.0 - wear * np.array([2.0, 1.5, 1.0, 1.0]))
    )
    assert not world.visits.upkeep_paid.any()


def test_shorter_journeys_bring_visitors_by_the_elasticity():
    world = world_of("rest", firms_per_agent=10)
    before = world.visits.received.copy()
    # journeys half as long are eight times the access: 2^1.2 visits
    world.counties.access_passenger[:] = [8.0, 1.0]
    now = quarter(world)
    grown = world.visits.received / before
    np.testing.assert_allclose(grown, [2.0**1.2, 2.0**1.2, 1.0, 1.0])
    # 60 000 visits at 200 yuan, half from outside, 0.45 of it value added, which is half of output
    orders = 60_000 / 4 * 200.0 * 0.5 * 0.45 / 0.5 * (2.0**1.2 - 1.0)
    reference = world.opening.cells_state.export_reference[2]
    assert now.export_factor[2] - 1.0 == pytest.approx(orders / reference, rel=0.02)
    assert now.export_factor[[0, 1, 3, 4, 5]].tolist() == [1.0] * 5


def test_old_sights_keep_a_tenth_at_least():
    assert tourism.share_taken(0.5, 10.0, 100.0) == 0.05
    assert tourism.share_taken(0.5, 1_000.0, 100.0) == 0.9
