"""Bad matches: a county taught by one that makes other things, or that can take in little, learns little."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.run import Run
from tests.worlds import programme, region_of, scenario_of, with_policy, with_rules

QUARTERS = 20
JIANGHAI, XINHUI, TAISHAN = 1, 2, 3


@cache
def taught(*donors: int, flooded: bool = False, **numbers: float) -> dict[str, np.ndarray]:
    """Indicators of Taishan by quarter; one full link in all, shared by the donors."""
    scenario = scenario_of(region="jiangmen", firms_per_agent=100, horizon=QUARTERS)
    if flooded:
        flood = programme(2e10, payers={"up": 1.0}, scope=["taishan"], stocks={"services": 1.0})
        scenario = with_policy(scenario, flood=flood)
    run = Run.start(region_of("jiangmen"), scenario)
    run.world.scenario = with_rules(scenario, knowhow=numbers)  # nobody is taught in the warm-up
    for donor in donors:
        run.world.knowhow.link(donor, TAISHAN, 1.0 / len(donors))
    for _ in range(QUARTERS):
        run.step()
    county = run.recorder.taken_values()["county"]
    return {key: values[:, TAISHAN] for key, values in county.items()}


def test_a_bad_match_teaches_less_than_chance_and_a_good_one_more():
    """At equal strength: Xinhui is ahead and makes the like, Jianghai is ahead and makes other things."""
    good, bad = taught(XINHUI), taught(JIANGHAI)
    chance = taught(*(county for county in range(7) if county != TAISHAN))
    nobody = taught()
    for one in (good, bad, chance):
        assert one["knowhow_links"][-1] == pytest.approx(1.0)
    arms = (good, chance, bad, nobody)
    learnt = [float(one["knowhow_gained"][-1]) for one in arms]
    made = [float(one["gdp_real"][-8:].sum()) for one in arms]
    assert good["partner_similarity"][-1] > chance["partner_similarity"][-1] > bad["partner_similarity"][-1]
    assert learnt[0] > 1.3 * learnt[1] > 1.3 * learnt[2] > learnt[3] == 0.0
    assert made[0] > made[1] > made[3] and made[0] > made[2] > made[3]
    assert made[0] - made[3] > 1.3 * (made[2] - made[3])


def test_the_more_a_mismatch_costs_the_more_a_bad_match_loses():
    shares = []
    for donor in (XINHUI, JIANGHAI):
        mild, strict = (taught(donor, mismatch_exponent=theta)["knowhow_gained"][-1] for theta in (0.5, 2.0))
        shares.append(strict / mild)
    # sim^2 over sim^0.5: 0.83^1.5 and 0.71^1.5
    assert shares[0] == pytest.approx(0.75, abs=0.03) and shares[1] == pytest.approx(0.60, abs=0.03)


def test_low_absorption_leaves_little():
    able, unable = (taught(XINHUI, full_capacity_share=full) for full in (0.5, 2.0))
    assert able["absorption"][-1] > 4 * unable["absorption"][-1]
    assert 0 < unable["knowhow_gained"][-1] < 0.25 * able["knowhow_gained"][-1]
    assert unable["gdp_real"][-8:].sum() < able["gdp_real"][-8:].sum()


def test_a_county_flooded_with_money_learns_nothing():
    flooded = taught(XINHUI, flooded=True)
    assert flooded["absorption"].max() == 0.0 and flooded["knowhow_gained"].max() == 0.0
