"""The regional balance fund (区域平衡发展基金): recipients gain a little, donors pay, the city stays about the same."""

from __future__ import annotations

import numpy as np
import pytest

from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import Run, run

REPLICATES, FIRST = 6, 4
"""Replicates, and the first quarter of the fund since the start (2024Q1)."""


@pytest.fixture(scope="module")
def jiangmen():
    return read_region("jiangmen")


def fund(infrastructure):
    return {
        "payers": {"east": 0.8, "city": 0.2},
        "scope": ["west"],
        "stocks": {"infrastructure": infrastructure, "services": 1.0 - infrastructure},
        "budget_yuan_per_year": 3e8,
        "start_date": "2024-01-01",
    }


@pytest.fixture(scope="module")
def arms(jiangmen):
    policies = {
        "none": {},
        "mixed": {"fund": fund(0.6)},
        "works": {"fund": fund(1.0)},
        "services": {"fund": fund(0.0)},
    }
    found = {}
    for name, programmes in policies.items():
        scenario = plain_scenario(jiangmen, {"firms_per_agent": 10, "policy": {"programmes": programmes}})
        quarters = 44 if name in ("none", "mixed") else 12  # of the others only the first years are asked
        found[name] = [lived(jiangmen, scenario, replicate, quarters) for replicate in range(REPLICATES)]
    return found


def lived(region, scenario, replicate, quarters):
    running = Run.start(region, scenario, 0, replicate)
    for _ in range(quarters):
        running.step()
    return running.finish()


def members(region, group):
    return list(region.group(group).members)


def yearly(result, key, places):
    return result.values["county"][key][:, places].sum(1).reshape(-1, 4).sum(1)


def gain(arms, name, places, year):
    """Mean paired difference of real GDP in a year, and as a share of the baseline."""
    pairs = zip(arms[name], arms["none"], strict=True)
    difference = np.mean(
        [yearly(a, "gdp_real", places)[year] - yearly(b, "gdp_real", places)[year] for a, b in pairs]
    )
    level = np.mean([yearly(b, "gdp_real", places)[year] for b in arms["none"]])
    return difference, difference / level


@pytest.mark.parametrize("year", [1, 2, 4, 10])
def test_the_west_gains(arms, jiangmen, year):
    _, share = gain(arms, "mixed", members(jiangmen, "west"), year)
    assert 0.0004 <= share <= 0.002


@pytest.mark.parametrize("year", [1, 2])
def test_services_give_more_than_works_in_the_first_years(arms, jiangmen, year):
    west = members(jiangmen, "west")
    works, mixed, services = (
        gain(arms, name, west, year)[0] / 3e8 for name in ("works", "mixed", "services")
    )
    assert works < mixed < services
    assert works == pytest.approx(0.25, abs=0.12)
    assert services == pytest.approx(0.60, abs=0.15)


@pytest.mark.parametrize("year", [1, 4, 10])
def test_the_city_stays_about_the_same(arms, jiangmen, year):
    _, share = gain(arms, "mixed", list(range(jiangmen.counties.n)), year)
    assert -0.0002 <= share <= 0.0005


def test_donors_pay_what_is_paid_and_cut_as_much(arms, jiangmen):
    east, west = members(jiangmen, "east"), members(jiangmen, "west")
    for result in arms["mixed"]:
        city = result.values["city"]
        assert city["programme_paid"][FIRST:, 0].reshape(-1, 4).sum(1).tolist() == [300_000_000] * 10
        assert np.array_equal(city["programme_paid"], city["programme_received"])
        assert np.array_equal(city["spending_cut"], city["programme_paid"])
        assert result.values["county"]["programme_paid"][:, west].sum() == 0
        paid = result.values["county"]["programme_paid"][:, east].sum(1)
        assert (paid[FIRST:] > 0).all() and paid[:FIRST].sum() == 0
    assert gain(arms, "mixed", east, 1)[0] < 0


def test_in_the_first_quarter_donors_spend_less_by_exactly_what_they_pay(arms, jiangmen):
    for fund_run, none_run in zip(arms["mixed"], arms["none"], strict=True):
        with_fund, without = fund_run.values["county"], none_run.values["county"]
        moved = with_fund["spending_government"][FIRST] - without["spending_government"][FIRST]
        expected = with_fund["programme_received"][FIRST] - with_fund["programme_paid"][FIRST]
        assert np.array_equal(moved, expected)


def test_pairs_stay_pairs(arms, jiangmen):
    with_fund, without = (
        np.array([r.values["county"]["gdp_real"].reshape(11, 4, -1).sum(1)[4] for r in arms[name]])
        for name in ("mixed", "none")
    )
    ratio = (with_fund - without).var(0, ddof=1) / (with_fund.var(0, ddof=1) + without.var(0, ddof=1))
    assert ratio.max() <= 0.01


def test_bonds_close_the_gap_where_the_scenario_says_so(jiangmen):
    settings = {"firms_per_agent": 100, "horizon": 8, "policy": {"programmes": {"fund": fund(0.6)}}}
    scenario = plain_scenario(
        jiangmen, {**settings, "parameters": {"government": {"contribution_bond_share": 1.0}}}
    )
    result = run(jiangmen, scenario)
    assert result.values["city"]["spending_cut"].sum() == 0
    plain = run(jiangmen, plain_scenario(jiangmen, settings))
    more = result.values["city"]["bonds_issued"][FIRST] - plain.values["city"]["bonds_issued"][FIRST]
    assert more == result.values["city"]["programme_paid"][FIRST]
