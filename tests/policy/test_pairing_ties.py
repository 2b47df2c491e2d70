"""Pairing raises investment between the two, more when they are near (sign); nobody gains from nothing."""

from functools import cache

import numpy as np
import pytest

from sim.locate import counties_of
from sim.step import step
from sim.world import open_world
from tests.policy.helps import pairing
from tests.worlds import region_of, scenario_of, with_pairings, with_rules

DONOR, RECIPIENT = "新会区", "台山市"


@cache
def signed(relation: float, half_at: float = 60.0) -> tuple[float, float]:
    """Yuan signed in three years in the recipient's parks, and in all."""
    scenario = with_rules(
        scenario_of(region="jiangmen", warmup=0, firms_per_agent=1000),
        projects={"relation_minutes": half_at},
    )
    if relation:
        tie = {"market": {"relation": relation}}
        plan = pairing(donors=[DONOR], recipients=[RECIPIENT], channels=tie, mismatch_exponent=0.0)
        scenario = with_pairings(scenario, help=plan)
    region = region_of("jiangmen")
    world = open_world(region, scenario)
    here = counties_of(world) == region.counties.names_zh.index(RECIPIENT)
    total = np.zeros(2)
    for _ in range(12):
        step(world)
        total += world.projects.signed_now[here].sum(), world.projects.signed_now.sum()
    return float(total[0]), float(total[1])


@pytest.mark.slow
def test_a_tie_brings_investment_to_the_partner_and_more_when_it_is_near():
    without, far, near = signed(0.0), signed(3.0, 10.0), signed(3.0, 240.0)
    assert near[0] > far[0] > without[0]
    # most of it is drawn from other counties of the city
    assert near[1] - without[1] < near[0] - without[0]
