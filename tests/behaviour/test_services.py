"""Schools and hospitals: costs of stocks, upkeep, crowding, and staff that donors miss."""

from __future__ import annotations

import numpy as np
import pytest

from sim.behaviour import budgets, services
from sim.step import step
from tests.worlds import core_world_of, world_of


def served(world, times=1.0):
    """Serve once with so many times the planned spending."""
    now = world.begin_quarter()
    budgets.plan(world, now)
    if not world.services.spending_reference.any():
        services.serve(world, now)
    now.budgets.spending = (now.budgets.spending * times).astype(np.int64)
    now.budgets.town_spending = (now.budgets.town_spending * times).astype(np.int64)
    services.serve(world, now)
    return world.services


def test_at_the_opening_services_draw_nobody():
    table = served(world_of())
    np.testing.assert_allclose(table.attraction, 0.0, atol=1e-12)
    np.testing.assert_allclose(table.school_quality, table.school_quality_reference)


def test_less_money_lowers_quality_by_and_by():
    world = world_of()
    table = served(world, 0.5)
    usual = table.school_quality_reference
    # 6 % of the way to 0.5^0.25 = 0.8409
    np.testing.assert_allclose(table.school_quality, usual * (1 - 0.06 * (1 - 0.5**0.25)), rtol=1e-6)
    assert (table.attraction < 0).all()


def test_places_and_beds_for_money():
    world = world_of()
    table = world.services
    before = table.school_places.copy()
    yuan = np.array([0, 1.2e6, 0, 0])
    np.testing.assert_allclose(table.add_places(yuan, 1.0, 60_000), [0, 20, 0, 0])
    np.testing.assert_allclose(table.add_places(yuan, 2.0, 60_000), [0, 10, 0, 0])
    np.testing.assert_allclose(table.school_places - before, [0, 30, 0, 0])
    np.testing.assert_allclose(table.school_places_added, [0, 30, 0, 0])
    np.testing.assert_allclose(table.add_beds(yuan, 1.0, 600_000), [0, 2, 0, 0])
    np.testing.assert_allclose(table.add_points(yuan, 1.0, 600_000), [0, 2, 0, 0])


def test_new_places_relieve_crowding_and_thin_out_quality():
    world, twin = world_of(), world_of()
    world.services.add_places(np.full(4, 6e6), 1.0, 60_000)
    more, usual = served(world), served(twin)
    assert (more.attraction > usual.attraction).all()
    assert (more.school_quality < usual.school_quality).all()
    np.testing.assert_allclose(more.hospital_quality, usual.hospital_quality)


def test_quality_paid_for_wears_off():
    world = world_of()
    table = world.services
    people = world.towns.people
    gained = table.raise_quality("school", np.array([1e6, 0, 0, 0]), people, 1.0, 400.0, 0.1)
    np.testing.assert_allclose(gained, [0.1 * 1e6 / (2500 * 400), 0, 0, 0])
    for _ in range(40):
        served(world)
    np.testing.assert_allclose(table.school_quality, table.school_quality_reference, rtol=0.02)


def test_staff_on_loan_by_hand():
    world = world_of()
    table = world.services
    table.school_quality = np.array([1.2, 1.0, 1.0, 0.8])
    # a tenth of a gap of 0.4 for 800 people; the donor, 2,500 people, misses half of it
    gain, loss = table.share_quality("school", 0, 3, 0.1, 0.5, world.towns.people)
    assert gain == pytest.approx(0.04) and loss == pytest.approx(0.5 * 0.04 * 800 / 2500)
    np.testing.assert_allclose(table.school_quality, [1.2 - loss, 1.0, 1.0, 0.84])
    assert table.share_quality("school", 3, 0, 0.1, 0.5, world.towns.people) == (0.0, 0.0)


def test_minutes_to_a_point():
    world = world_of()
    # town of 20 km2 with 4 points: 0.5 sqrt(5) * 1.3 km at 25 km an hour
    minutes = world.services.minutes_to_service(25.0)
    assert minutes[0] == pytest.approx(60 * 1.3 * 0.5 * 5**0.5 / 25)


def test_without_stocks_there_are_no_services():
    world = core_world_of()
    step(world)
    assert not world.services.known and not world.services.attraction.any()
