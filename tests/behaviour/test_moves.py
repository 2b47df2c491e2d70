"""Firms that move inside the city take row, money and customers along."""

from __future__ import annotations

import numpy as np

from sim.accounts import Holder, Kind
from sim.behaviour import projects
from sim.kernels.pages import MOVED_INSIDE
from sim.locate import free_land
from sim.step import step
from sim.tables.projects import Stage
from sim.tables.rows import find_rows, values_of
from tests.lands import give_land, give_no_more_land
from tests.worlds import scenario_of, with_rules, world_of

EAGER = {"leads_share": 0.0, "moves_per_year": 2.0, "moving_cost": 0.0, "moving_least_sales_yuan": 1e6}


def eager_world(quarters=6, **rules):
    world = give_land(world_of())
    world.scenario = with_rules(scenario_of(), projects=EAGER | rules)
    posted = 0
    for _ in range(quarters):
        step(world)
        posted += int(np.abs(world.ledger.flows[Kind.FIRM_MOVES]).sum())
    return world, posted


def test_books_balance_while_firms_move():
    world, posted = eager_world()
    moved = world.projects.stage == Stage.MOVED
    assert moved.sum() > 0 and posted > 0
    assert any(event.event == "firm_moved" for event in world.events)


def test_a_firm_that_moved_is_in_its_new_cell_and_town_with_its_id():
    world, _ = eager_world()
    listed = world.projects
    page, row = find_rows(world.firms, listed.cell, listed.firm)
    there = page >= 0
    assert there.any()
    origin = values_of(world.firms, page, row, "origin")[there]
    park = values_of(world.firms, page, row, "park")[there]
    town = values_of(world.firms, page, row, "town")[there]
    assert (origin == MOVED_INSIDE).all()
    np.testing.assert_array_equal(park, listed.park[there] + 1)
    assert [world.region.parks[p].town for p in listed.park[there]] == town.tolist()
    ids = world.firms.column("ids")
    assert np.unique(ids).size == ids.size


def test_a_move_takes_customers_from_one_cell_to_another_and_makes_none():
    world = give_land(world_of())
    world.scenario = with_rules(scenario_of(), projects=EAGER)
    orders, exports = world.cells.order_reference.sum(), world.cells.export_reference.sum()
    for _ in range(6):
        step(world)
    np.testing.assert_allclose(world.cells.order_reference.sum(), orders, rtol=1e-9)
    np.testing.assert_allclose(world.cells.export_reference.sum(), exports, rtol=1e-9)


def test_who_finds_moving_too_dear_stays():
    world, posted = eager_world(moving_cost=10.0)
    assert not (world.projects.stage == Stage.MOVED).any() and posted == 0


def test_nobody_moves_where_there_is_no_land():
    world = give_no_more_land(world_of())
    nothing_back = {"idle_taken_back_per_year": 0.0}
    world.scenario = with_rules(scenario_of(), projects=EAGER, parks=nothing_back)
    for _ in range(3):
        step(world)
    assert not (world.projects.stage == Stage.MOVED).any()


def test_what_movers_were_promised_is_claimed_and_paid_the_quarter_after():
    """Alone or beside outsiders who build, whose own claim pays nothing of it."""
    for leads in (0.0, 1.0):
        world = give_land(world_of())
        world.projects.subsidy_share[:] = 0.1
        world.scenario = with_rules(scenario_of(), projects=EAGER | {"leads_share": leads})
        due = world.projects.subsidy_due.copy()
        promised = 0
        for _ in range(6):
            now = step(world)
            outside = now.claims[projects.SUBSIDY].granted[:-1] if leads else np.zeros_like(due)
            posted = world.ledger.flows[Kind.PROJECT_SUBSIDY]
            if due.any():
                np.testing.assert_array_equal(now.claims[projects.MOVERS].asked[:-1], due)
            np.testing.assert_array_equal(posted[world.ledger.account[Holder.HH]], due)
            np.testing.assert_array_equal(posted[world.ledger.account[Holder.RX]], outside.sum())
            due = world.projects.subsidy_due.copy()
            promised += due.sum()
        assert promised > 0


def test_land_that_signed_projects_wait_for_is_not_sold_to_movers():
    world = give_no_more_land(world_of(), serviced=100.0)
    listed, parks = world.projects, len(world.region.parks)
    waiting = {"stage": Stage.SIGNED, "land": 100.0, "signed": 1e9, "starts": world.quarter + 8, "page": -1}
    listed.add(ids=np.arange(parks, dtype=np.uint64) + np.uint64(1), park=np.arange(parks), **waiting)
    assert (free_land(world) <= 0.0).all()
    nothing_back = {"idle_taken_back_per_year": 0.0}
    world.scenario = with_rules(scenario_of(), projects=EAGER, parks=nothing_back)
    for _ in range(3):
        step(world)
    assert not (world.projects.stage == Stage.MOVED).any()
