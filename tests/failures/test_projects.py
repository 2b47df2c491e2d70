"""How attracting projects can fail: diversion, the slump of an anchor, projects that execute little."""

from __future__ import annotations

import numpy as np
import pytest

from sim.behaviour.statistics import gdp_three_ways, measure
from sim.loops.counting import count_firms
from sim.slump import slump
from sim.step import step
from sim.tables.projects import Stage
from tests.lands import give_land, give_no_more_land
from tests.worlds import region_of, scenario_of, with_rules

QUARTERS = 24


def opened(region="pocket", serviced=300.0, **rules):
    from sim.world import open_world

    scenario = with_rules(
        scenario_of(region=region, firms_per_agent=100 if region == "jiangmen" else 1), **rules
    )
    return give_land(open_world(region_of(region), scenario), serviced)


def found(world, now):
    opening = world.opening
    now.firm_counts = count_firms(
        world.firms,
        opening.county_of,
        opening.industry,
        opening.above_scale_threshold,
        opening.counties,
        world.region.towns.n,
    )
    return measure(world, now)


@pytest.fixture(scope="module")
def subsidised():
    """Two futures of Jiangmen: nobody pays more than usual, or Enping pays a third of every plant."""
    out = []
    for share in (0.02, 0.35):
        world = opened("jiangmen", 3000.0, projects={"moves_per_year": 0.4})
        world.projects.subsidy_share[6] = share
        for _ in range(QUARTERS):
            now = step(world)
        out.append((world, gdp_three_ways(world, now) / now.price, found(world, now)))
    return out


def test_a_subsidy_attracts_firms_of_other_counties(subsidised):
    (_, _, before), (_, _, after) = subsidised
    # Firms, not their output: over eight keys output rose 0.9 to 2.2 times, the number of firms always 1.9 to 2.4.
    key = "projects_moved_inside"
    assert after["county"][key][6] > 1.5 * before["county"][key][6]
    assert after["city"][key][0] > before["city"][key][0]


def test_what_one_county_gains_is_largely_what_others_lose(subsidised):
    (_, usual, _), (_, gdp, _) = subsidised
    gain = gdp - usual
    assert gain[6] > 0
    assert gain.sum() < 0.7 * gain[6]


def test_the_slump_of_one_plant_costs_its_county_most():
    """A county that lives on one plant loses more than it would if all its firms shared its sales."""
    lost, share = {}, {}
    for factor in (1.0, 0.1):
        world = opened(projects={"leads_share": 0.0, "moves_per_year": 0.0}, growth={"noise_sd_share": 0.0})
        step(world)
        index = world.projects.concentration
        slump(world, int(world.projects.anchor_firm[0]), factor)
        for _ in range(8):
            now = step(world)
        lost[factor] = gdp_three_ways(world, now) / now.price
        share[factor] = found(world, now)["county"]["anchor_share"][1]
    change = lost[0.1] / lost[1.0] - 1.0
    assert change[1] < -0.01 and change[1] < 3.0 * change[0]
    assert share[0.1] < 0.5 * share[1.0]
    assert index[1] > 0.5 * share[1.0] ** 2  # what makes the county fragile shows beforehand


def test_projects_that_execute_little_leave_idle_land():
    idle, output = [], []
    for share in (0.6, 0.15):
        world = opened(projects={"executed_share": share, "leads_share": 3.0, "moves_per_year": 0.0})
        for _ in range(QUARTERS):
            now = step(world)
        values = found(world, now)["city"]
        idle.append(world.parks.idle.sum())
        output.append(values["output_from_outside"][0])
        assert values["projects_failed"][0] == world.projects.failed.sum()
    assert idle[1] > 2.0 * idle[0] and output[1] < output[0]


def test_a_county_that_signs_without_land_has_little_to_show():
    """Signatures are no output: with no land left the signed are dropped."""
    world = give_no_more_land(opened(projects={"moves_per_year": 0.0, "leads_share": 5.0}), serviced=2.0)
    for _ in range(QUARTERS):
        now = step(world)
    assert world.projects.dropped.sum() > 0
    assert found(world, now)["city"]["projects_producing"][0] < world.projects.lost_leads.sum() / 20
    assert not np.isin(world.projects.stage, Stage.MOVED).any()
