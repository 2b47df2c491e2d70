"""How policies for people fail: bridges drain, donors of staff lose, quality without upkeep fades."""

from __future__ import annotations

import datetime

import numpy as np

from sim.loops import columns
from sim.step import step
from sim.world import open_world
from tests.worlds import region_of, scenario_of, with_rules, world_of

EXPOSED = {
    "trade": {
        "access_purchase_elasticity": 0.2,
        "access_export_elasticity": 0.0,
        "access_adjustment_per_quarter": 0.3,
    },
    "commuting": {"outside_share": 0.03, "outside_wage_ratio": 1.0, "adjustment_per_quarter": 0.3},
}
"""Strong exposure at home, nothing gained outside, and many who could work beyond the bridge."""


def pocket(bridge: bool):
    scenario = with_rules(scenario_of("none", warmup=0, firms_per_agent=1), **EXPOSED)
    links = {"bridge": datetime.date(2023, 4, 1)} if bridge else {}
    world = scenario.world.model_copy(update={"links": links})
    return open_world(region_of("pocket"), scenario.model_copy(update={"world": world}))


def test_a_bridge_drains_the_county_behind_it():
    """Local services sell less, people go to work elsewhere, firms at home find fewer, people leave."""
    with_bridge, without = pocket(True), pocket(False)
    far = 1
    services = with_bridge.region.sectors.broad[with_bridge.opening.sector_of] == 2
    behind = services & (with_bridge.opening.county_of == far)
    made, moved = np.zeros(2), np.zeros(2)
    for _ in range(24):
        for row, world in enumerate((with_bridge, without)):
            now = step(world)
            made[row] += now.accounts[behind, columns.OUTPUT].sum() / now.nominal
            moved[row] += world.opening.towns_to_counties(world.residents.net_migration)[far]
    assert made[0] < 0.99 * made[1]
    assert with_bridge.residents.commuters[far, 2:].sum() > without.residents.commuters[far, 2:].sum()
    assert with_bridge.counties.employment[far] < without.counties.employment[far]
    assert moved[0] < moved[1]


def test_who_sends_staff_loses_quality_and_people():
    """A school link of two years: the recipient gains, the donor's own index and attraction fall, and it fades."""
    linked, alone = world_of(warmup=0), world_of(warmup=0)
    donor, recipient = 0, 3
    for quarter in range(24):
        if quarter < 8:
            linked.services.share_quality("school", donor, recipient, 0.1, 0.5, linked.towns.people)
        for world in (linked, alone):
            step(world)
        if quarter == 7:
            change = linked.services.school_quality - alone.services.school_quality
            assert change[recipient] > 0.02 and change[donor] < -0.002
            utility = linked.services.attraction - alone.services.attraction
            assert utility[recipient] > 0 > utility[donor]
            peak = change[recipient]
    faded = (linked.services.school_quality - alone.services.school_quality)[recipient]
    assert faded < 0.5 * peak
