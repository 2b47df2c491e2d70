"""People by age and skill: conserved by origin, older by hand, counted into the labour force."""

from __future__ import annotations

import numpy as np
import pytest

from sim.behaviour import people, residents, returnees
from sim.headcount import count_people
from sim.loops.columns import B_MEMBERS
from sim.step import step
from sim.tables.residents import ADULT, OLD, PLAIN, SKILLED, YOUNG, Talent
from sim.tables.treasury import Goal
from sim.talent import recruit
from tests.worlds import core_world_of, world_of, world_with


def everybody(world):
    return world.towns.people.sum() + world.city.outside_people.sum()


@pytest.mark.parametrize("region", ["pocket", "jiangmen"])
def test_people_change_by_births_deaths_and_moves_only(region):
    world = world_of(region=region, firms_per_agent=1000, warmup=0)
    for _ in range(12):
        before, whole = world.towns.people.copy(), everybody(world)
        step(world)
        table = world.residents
        change = table.births - table.deaths + table.net_migration
        np.testing.assert_allclose(world.towns.people, before + change, rtol=1e-9)
        np.testing.assert_allclose(table.cohorts.sum((1, 2)), world.towns.people, rtol=1e-9)
        assert everybody(world) == pytest.approx(whole + (table.births - table.deaths).sum(), rel=1e-9)
        assert (table.cohorts >= 0).all() and (table.away <= table.registered).all()


def test_the_groups_of_a_town_are_its_people_to_the_last_person():
    world = world_of(region="jiangmen", firms_per_agent=1000)
    np.testing.assert_allclose(world.residents.cohorts.sum((1, 2)), world.region.town_population, rtol=1e-12)
    county = world.opening.towns_to_counties
    taishan = world.region.counties.index("440781")
    assert county(world.residents.registered)[taishan] == pytest.approx(957_500, rel=1e-9)
    rural = county(world.towns.people * (1 - world.residents.urban_share)) / world.counties.people
    np.testing.assert_allclose(rural[taishan], 1 - 0.4773, rtol=1e-6)


def test_natural_increase_of_the_opening_is_the_communiques():
    """Taishan 2022: 6.11 births and 9.70 deaths a thousand, -3.59 in all; the city -0.29."""
    world = world_of(region="jiangmen", firms_per_agent=1000)
    before = world.counties.people.copy()
    residents.grow_older(world, world.begin_quarter())
    table = world.residents
    rate = 4 * world.opening.towns_to_counties(table.births - table.deaths) / before
    assert rate[world.region.counties.index("440781")] == pytest.approx(-0.00359, abs=2e-5)
    assert 4 * (table.births - table.deaths).sum() / before.sum() == pytest.approx(-0.00029, abs=2e-5)


def test_a_quarter_by_hand():
    """1,000 young, 2,000 adults, 1,000 old: 4 years of rates of 4 % are 1 % a quarter."""
    world = world_of()
    table = world.residents
    table.cohorts[0] = [[1000, 0], [1600, 400], [1000, 0]]
    world.towns.people[0] = 4000.0
    table.fertility, table.mortality = np.full(2, 0.02), np.full(2, 1.0)
    table.turning_fifteen, table.turning_sixty = np.full(2, 0.08), np.full(2, 0.04)
    rules = world.scenario.parameters.residents
    residents.grow_older(world, world.begin_quarter())
    young = 1000 * (1 - rules.young_mortality_per_year / 4)
    adults = 2000 * (1 - rules.adult_mortality_per_year / 4)
    old = 1000 * (1 - rules.old_mortality_per_year / 4)
    assert table.births[0] == 10  # 0.02 / 4 of 2,000 adults
    assert table.by_age(YOUNG)[0] == pytest.approx(young * 0.98 + 10)
    assert table.by_age(ADULT)[0] == pytest.approx(adults * 0.99 + young * 0.02)
    assert table.by_age(OLD)[0] == pytest.approx(old + adults * 0.01)
    graduates = rules.schooling_share * young * 0.02
    assert table.cohorts[0, ADULT, SKILLED] == pytest.approx(adults * 0.2 * 0.99 + graduates)
    assert table.cohorts[0, YOUNG, SKILLED] == 0


def test_better_schools_make_more_graduates():
    world, twin = world_of(), world_of()
    world.services.school_quality = world.services.school_quality * 1.2
    for one in (world, twin):
        residents.grow_older(one, one.begin_quarter())
    gained = world.residents.cohorts[:, ADULT, SKILLED] - twin.residents.cohorts[:, ADULT, SKILLED]
    assert (gained > 0).all()


def test_an_older_county_has_fewer_people_to_hire():
    world = world_of()
    world.counties.employment = np.zeros(2)
    count_people(world)
    np.testing.assert_allclose(
        world.counties.labour_force, world.opening.county_state.labour_force, rtol=1e-12
    )
    moved = 0.5 * world.residents.cohorts[:, ADULT]
    world.residents.cohorts[:, ADULT] -= moved
    world.residents.cohorts[:, OLD] += moved
    count_people(world)
    assert (world.counties.labour_force < 0.85 * world.opening.county_state.labour_force).all()


def test_graduates_move_most_and_the_old_least():
    world = world_of()
    before = world.residents.cohorts.copy()
    world.counties.last_log_wage = np.array([0.0, -0.3])
    people.migrate(world)
    lost = 1.0 - (world.residents.cohorts / np.where(before > 0, before, 1.0))[2]
    assert lost[ADULT, SKILLED] > lost[ADULT, PLAIN] > lost[YOUNG, PLAIN] > lost[OLD, PLAIN] > 0


@pytest.mark.parametrize("what", ["services", "environment", "housing"])
def test_what_draws_people(what):
    world = world_of()
    gain = np.array([1.0, 0, 0, 0])
    if what == "services":
        world.services.attraction = gain
    elif what == "environment":
        world.environment.index = gain
    else:
        world.residents.housing_cost = -gain
    before = world.towns.people.copy()
    people.migrate(world)
    assert world.towns.people[0] > before[0] and (world.towns.people[1:] < before[1:]).all()


def test_returnees_come_home_from_outside_and_found_firms():
    world = world_of()
    table = world.residents
    away, whole, before = table.away.copy(), everybody(world), world.towns.people.copy()
    cost = world.scenario.parameters.residents.return_yuan_per_person
    in_county = world.opening.towns_to_counties(away)
    yuan = np.array([0.0, in_county[1] * cost / 4 / 2])  # half a full programme in the second county
    np.testing.assert_allclose(table.welcome_home(yuan, 1.0, cost, world.opening.town_county), [0, 0.5])
    returnees.come_home(world, world.begin_quarter())
    back = np.array([0, 0, 1, 1]) * away * 0.03 / 4 * 0.5
    np.testing.assert_allclose(table.returnees, back)
    np.testing.assert_allclose(world.towns.people, before + back)
    np.testing.assert_allclose(table.away, away - back)
    np.testing.assert_allclose(table.returnee_firms, [0, 0.1 * back.sum()])
    assert everybody(world) == pytest.approx(whole, rel=1e-13)
    assert not table.welcome.any()  # has to be paid anew


def test_effort_for_villages_calls_people_home():
    world = world_of()
    world.treasury.effort[:, Goal.VILLAGES] = [2.0, 0.5]
    np.testing.assert_allclose(returnees.strength(world), [0.15, 0.0])


def test_returnees_raise_births_of_firms():
    """Held at half the usual births; no plants of projects, which count as births too."""
    more, usual = world_with("residents"), world_with("residents")
    born = np.zeros((2, 2))
    for _ in range(16):
        for row, (world, founders) in enumerate(((more, 1e9), (usual, 0.0))):
            world.residents.returnee_firms = np.array([0.0, founders])
            now = step(world)
            born[row] += world.opening.by_county(now.births[:, B_MEMBERS])
    assert born[0, 0] == born[1, 0] and born[0, 1] > 1.2 * born[1, 1]


def test_talent_costs_money_and_comes_from_outside():
    world = world_of()
    whole, before = everybody(world), world.counties.people.copy()
    cost = world.scenario.parameters.residents.talent_yuan_per_person
    came = recruit(world, Talent.HEALTH, np.array([0.0, 3.0 * cost]), 1.0, cost)
    np.testing.assert_allclose(came, [0, 3])
    np.testing.assert_allclose(world.counties.people - before, [0, 3])
    assert everybody(world) == pytest.approx(whole, rel=1e-13)
    np.testing.assert_allclose(world.residents.cohorts.sum((1, 2)), world.towns.people)
    recruit(world, Talent.DOCTORAL_PLATFORMS, np.array([4e6, 0.0]), 1.0, 2e6)
    assert world.residents.talent[:, Talent.DOCTORAL_PLATFORMS].tolist() == [2.0, 0.0]
    np.testing.assert_allclose(world.counties.people - before, [0, 3])


def test_talent_and_moves_of_a_quarter_are_net_migration():
    world = world_of()
    before = world.towns.people.copy()
    recruit(world, Talent.SCIENCE, np.array([3e6, 0.0]), 1.0, 3e5)
    step(world)
    table = world.residents
    change = world.towns.people - before
    np.testing.assert_allclose(table.net_migration, change - table.births + table.deaths, atol=1e-9)
    np.testing.assert_allclose(table.cohorts.sum((1, 2)), world.towns.people)


def test_without_ages_nobody_ages():
    world = core_world_of()
    assert not world.residents.known
    for _ in range(4):
        step(world)
    table = world.residents
    for name in ("cohorts", "births", "deaths", "returnees", "commuters", "rural_income", "housing_cost"):
        assert not np.any(getattr(table, name)), name
