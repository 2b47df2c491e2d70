"""Know-how between counties: similarity, absorption and learning by hand; without links nothing at all."""

import math

import numpy as np
import pytest

from sim.absorption import absorption, capacity, room
from sim.behaviour import knowhow
from sim.loops import columns
from sim.loops.fixed import UNFIX
from sim.measures import knowhow as measures
from sim.measures.found import Found
from sim.run import Run, measured
from sim.similarity import county_similarity, similarity, value_added
from sim.step import step
from tests.worlds import (
    core_world_of,
    open_world,
    programme,
    region_of,
    scenario_of,
    with_policy,
    with_rules,
    world_of,
)

EAST, WEST = 0, 1


@pytest.fixture
def stepped():
    """The core of the pocket region after a quarter, and a quarter whose output and workers are set by hand.

    East makes 300, 200 and 100 yuan a worker in farming, industry and services, west 100, 200 and 200.
    """
    world = core_world_of("rest")
    now = step(world)
    now.accounts[:, columns.EMPLOYED] = np.round(10.0 / UNFIX)
    now.accounts[:, columns.OUTPUT] = [3000, 2000, 1000, 1000, 2000, 2000]
    return world, now


def make(world, structures):
    """Let counties have made so much value added, by sector."""
    shares = 1.0 - world.opening.materials_share
    world.cells.last_output = np.array(structures, float).ravel() / shares


def test_similarity_is_the_cosine_of_what_is_made():
    found = similarity(np.array([[3.0, 4.0, 0.0], [6.0, 8.0, 0.0], [0.0, 0.0, 5.0], [4.0, 0.0, 3.0]]))
    # (3, 4, 0) and (4, 0, 3): 12 / (5 x 5)
    np.testing.assert_allclose(found[0], [1.0, 1.0, 0.0, 0.48], rtol=1e-15)
    np.testing.assert_array_equal(found, found.T)
    assert found.max() <= 1.0


def test_who_makes_nothing_is_like_nobody():
    assert similarity(np.array([[0.0, 0.0], [1.0, 2.0]]))[0].tolist() == [0.0, 0.0]


def test_counties_are_compared_by_what_they_make_now():
    world = core_world_of("rest")
    # of the 400 and 200 m yuan of a year: 50, 200, 150 and 50, 100, 50
    shares = value_added(world) / value_added(world).sum(1, keepdims=True)
    np.testing.assert_allclose(shares, [[0.125, 0.5, 0.375], [0.25, 0.5, 0.25]], rtol=1e-9)
    cosine = (1 * 2 + 4 * 4 + 3 * 2) / math.sqrt((1 + 16 + 9) * (4 + 16 + 4))
    assert county_similarity(world)[EAST, WEST] == pytest.approx(cosine, rel=1e-9)


def test_receipts_leave_less_room():
    left = room(np.array([0, 50, 100, 300]), np.array([100, 100, 100, 100]), 1.0)
    assert left.tolist() == [1.0, 0.5, 0.0, 0.0]
    assert room(np.array([50, 10]), np.array([100, 0]), 2.0).tolist() == [0.75, 0.0]


def test_capacity_is_skill_times_services_beside_the_city():
    world = world_of()
    residents, services = world.residents, world.services
    # two thirds of the people live in the east: shares of 0.2 and 0.05 make a mean of 0.15
    residents.skilled_share = np.array([0.2, 0.05])
    services.school_quality[:], services.hospital_quality[:] = 1.0, 0.6
    np.testing.assert_allclose(capacity(world), [0.8, 0.8 / 3.0], rtol=1e-12)
    services.school_quality[:] = 2.0
    np.testing.assert_allclose(capacity(world), [1.0, 1.0 / 3.0], rtol=1e-12)
    harder = open_world(region_of("pocket"), with_rules(scenario_of(), knowhow={"full_capacity_share": 2.0}))
    harder.residents.skilled_share = np.array([0.2, 0.05])
    harder.services.school_quality[:], harder.services.hospital_quality[:] = 1.0, 0.6
    np.testing.assert_allclose(capacity(harder), [2.0 / 3.0 * 0.4, 0.5 / 3.0 * 0.4], rtol=1e-12)


def test_what_a_region_does_not_know_does_not_bind():
    world = core_world_of()
    np.testing.assert_array_equal(capacity(world), 1.0)
    np.testing.assert_array_equal(absorption(world, step(world)), 1.0)


def test_a_programme_beyond_own_spending_leaves_nothing_to_absorb():
    scenario = with_policy(scenario_of(warmup=0), fund=programme(1e10, payers={"up": 1.0}))
    world = open_world(region_of("pocket"), scenario)
    assert absorption(world, step(world)).tolist() == [capacity(world)[EAST], 0.0]


def test_a_quarter_of_learning_by_hand(stepped):
    world, now = stepped
    make(world, [[3.0, 4.0, 0.0], [4.0, 0.0, 3.0]])
    world.knowhow.link(EAST, WEST, 0.5)
    knowhow.learn(world, now)
    # farming alone: 0.03 / 4 x 0.5 x ln 3 x 0.48; in services the west is ahead, in industry level
    gained = world.knowhow.gained.reshape(2, 3)
    np.testing.assert_allclose(gained, [[0, 0, 0], [0.0075 * 0.5 * math.log(3.0) * 0.48, 0, 0]], rtol=1e-12)


def test_both_learn_from_one_another_where_they_lag(stepped):
    world, now = stepped
    make(world, [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]])
    world.knowhow.link(EAST, WEST, 1.0)
    world.knowhow.link(WEST, EAST, 1.0)
    knowhow.learn(world, now)
    gained = world.knowhow.gained.reshape(2, 3)
    np.testing.assert_allclose(
        gained, 0.0075 * np.array([[0, 0, math.log(2.0)], [math.log(3.0), 0, 0]]), rtol=1e-12, atol=1e-18
    )


def test_a_sector_that_only_one_of_them_has_teaches_nobody(stepped):
    world, now = stepped
    now.accounts[3] = 0
    world.knowhow.link(EAST, WEST, 1.0)
    knowhow.learn(world, now)
    np.testing.assert_array_equal(world.knowhow.gained, 0.0)


def test_what_was_learnt_is_kept_by_a_full_link_and_fades_without(stepped):
    world, now = stepped
    now.accounts[:, columns.OUTPUT] = 1000
    for intensity, kept in ((1.0, 1.0), (0.5, 0.99), (0.0, 0.98)):
        world.knowhow.gained[:] = 0.1
        world.knowhow.link(EAST, WEST, intensity)
        knowhow.learn(world, now)
        np.testing.assert_allclose(world.knowhow.gained, [0.098] * 3 + [0.1 * kept] * 3, rtol=1e-12)


def test_what_was_learnt_makes_firms_more_productive():
    plain, taught = core_world_of(), core_world_of()
    taught.knowhow.gained[3:] = 0.02
    before, after = step(plain), step(taught)
    np.testing.assert_allclose(
        after.cell_productivity / before.cell_productivity, [1.0] * 3 + [math.exp(0.02)] * 3
    )
    assert after.accounts[3:, columns.OUTPUT].sum() > before.accounts[3:, columns.OUTPUT].sum()


def test_without_a_link_no_number_of_know_how_changes_a_bit():
    numbers = {"catch_up_per_year": 0.06, "mismatch_exponent": 2.0, "forgetting_per_year": 0.3}
    plain = world_of()
    other = open_world(region_of("pocket"), with_rules(scenario_of(), knowhow=numbers))
    for _ in range(4):
        step(plain), step(other)
    assert not other.knowhow.gained.any()
    np.testing.assert_array_equal(plain.ledger.cash, other.ledger.cash)
    for name in ("floats", "yuans", "flags"):
        np.testing.assert_array_equal(getattr(plain.firms, name), getattr(other.firms, name))


def test_a_fork_goes_on_learning_alike():
    done = Run.start(region_of("pocket"), scenario_of(horizon=6))
    done.world.knowhow.link(EAST, WEST, 1.0)
    for _ in range(3):
        done.step()
    twin = done.fork()
    for run in (done, twin):
        for _ in range(3):
            run.step()
    assert done.world.knowhow.gained.any()
    np.testing.assert_array_equal(done.world.knowhow.gained, twin.world.knowhow.gained)
    np.testing.assert_array_equal(done.world.ledger.cash, twin.world.ledger.cash)


def test_what_the_statistics_say(stepped):
    world, now = stepped
    make(world, [[3.0, 4.0, 0.0], [4.0, 0.0, 3.0]])
    world.knowhow.link(EAST, WEST, 0.5)
    world.knowhow.gained[:] = [0, 0, 0, 0.05, 0.0, 0.1]
    found = knowhow_of(world, now)
    assert found["knowhow_links"].tolist() == [0.0, 0.5]
    np.testing.assert_allclose(found["knowhow_links_similar"], [0.0, 0.24], rtol=1e-12)
    # (1000 x 0.05 + 2000 x 0.1) / 5000
    np.testing.assert_allclose(found["knowhow_gained"], [0.0, 0.05], rtol=1e-12)
    np.testing.assert_array_equal(found["absorption"], 1.0)


def knowhow_of(world, now):
    found = Found({}, {}, {}, {}, {})
    measures.measure(world, now, found)
    return found.county


def test_partners_are_as_similar_as_their_links_and_counties_without_have_no_value():
    world = world_of(warmup=0)
    world.knowhow.link(EAST, WEST, 0.5)
    values = measured(world, step(world))
    alike = county_similarity(world)[EAST, WEST]
    np.testing.assert_allclose(values["county"]["partner_similarity"], [np.nan, alike], rtol=1e-12)
    np.testing.assert_allclose(values["city"]["partner_similarity"], [alike], rtol=1e-12)


@pytest.mark.parametrize(("donor", "intensity"), [(WEST, 0.5), (EAST, 1.2), (EAST, -0.1), (EAST, math.nan)])
def test_a_link_is_between_two_counties_and_of_a_strength_between_none_and_full(donor, intensity):
    with pytest.raises(ValueError, match="link"):
        core_world_of().knowhow.link(donor, WEST, intensity)
