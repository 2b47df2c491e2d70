"""Incomes of townspeople and villagers: solved for the city's ratio, whole yuan, moved by their sources."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import incomes
from sim.step import step
from tests.worlds import world_of


def test_the_split_meets_the_ratio():
    income, villagers, people = np.array([600.0, 300.0]), np.array([2.0, 6.0]), np.array([10.0, 10.0])
    rural = incomes.rural_incomes(income, villagers, people, 1.75)
    ratio = (900 - rural.sum()) / 12 / (rural.sum() / 8)
    assert ratio == pytest.approx(1.75, rel=1e-9)
    assert (rural < income).all()


def test_land_alone_may_pay_more_than_the_rule():
    income, villagers, people = np.array([600.0, 300.0]), np.array([2.0, 6.0]), np.array([10.0, 10.0])
    plain = incomes.rural_incomes(income, villagers, people, 1.75)
    least = np.array([plain[0] + 20.0, 0.0])
    rural = incomes.rural_incomes(income, villagers, people, 1.75, least)
    # the ratio fixes what all villagers have together, so the others have so much less
    np.testing.assert_allclose(rural, [plain[0] + 20.0, plain[1] - 20.0], rtol=1e-9)


def test_nobody_lives_in_villages_that_pay():
    least = np.array([50.0, 0.0])
    rural = incomes.rural_incomes(
        np.array([600.0, 300.0]), np.array([0.0, 6.0]), np.array([10.0, 10.0]), 1.75, least
    )
    assert rural[0] == 0.0 and rural[1] > 0.0


def test_only_villagers_or_only_townspeople():
    income, people = np.array([600.0]), np.array([10.0])
    assert incomes.rural_incomes(income, np.array([10.0]), people, 1.75).tolist() == [600.0]
    assert incomes.rural_incomes(income, np.array([0.0]), people, 1.75).tolist() == [0.0]


@pytest.mark.parametrize("region", ["pocket", "jiangmen"])
def test_the_city_begins_at_its_ratio_and_rests_there(region):
    world = world_of("balanced", region=region, firms_per_agent=100)
    table, county = world.residents, world.opening.towns_to_counties
    for _ in range(3):
        now = step(world)
        villagers = county(world.towns.people * (1 - table.urban_share)).sum()
        townspeople = world.towns.people.sum() - villagers
        rural = table.rural_income.sum()
        ratio = (now.income.sum() - rural) / townspeople / (rural / villagers)
        assert ratio == pytest.approx(1.75, rel=1e-5)
        assert table.rural_income.dtype == np.int64 and (table.rural_income <= now.income).all()


def test_what_collectives_pay_is_rural_income():
    world, twin = world_of("rest"), world_of("rest")
    for one in (world, twin):
        now = step(one)
    before = world.residents.rural_income.copy()
    homes, villages = world.ledger.account[Holder.HH], world.ledger.account[Holder.VC]
    paid = np.array([0, 1_000_000], np.int64)
    world.ledger.post(Kind.VILLAGE_DIVIDENDS, villages[0], homes, paid)
    now.income = now.income + paid
    incomes.split(world, now)
    np.testing.assert_array_equal(world.residents.rural_income - before, paid)
