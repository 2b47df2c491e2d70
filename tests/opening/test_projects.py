"""The pipeline at the opening, and regions without projects."""

from __future__ import annotations

import numpy as np

from sim.step import step
from sim.tables.projects import Stage
from tests.lands import give_land
from tests.worlds import scenario_of, with_rules, world_of


def test_the_opening_s_pipeline_is_what_an_ordinary_flow_would_have_left():
    projects = world_of(region="jiangmen", firms_per_agent=100).projects
    ordinary = projects.anchor == 0
    building = (projects.stage == Stage.BUILDING) & ordinary
    assert 100 < ordinary.sum() < 300
    a_quarter = projects.signed_per_year / 4.0 * 0.43
    under_way = (projects.signed * projects.executed_share / projects.quarters)[building].sum()
    assert 0.4 * a_quarter < under_way < 1.6 * a_quarter
    assert (projects.paid[building] < projects.quarters[building]).all()


def test_a_world_at_rest_has_no_projects():
    world = give_land(world_of("rest"))
    before = world.cells.export_reference.copy()
    for _ in range(3):
        step(world)
    assert world.projects.stage.size == 0
    np.testing.assert_array_equal(world.cells.export_reference, before)


def test_leads_that_are_switched_off_leave_the_opening_empty():
    scenario = with_rules(scenario_of(), projects={"leads_share": 0.0})
    from sim.world import open_world
    from tests.worlds import region_of

    assert open_world(region_of("pocket"), scenario).projects.stage.size == 0
