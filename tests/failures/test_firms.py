"""Policies for firms that fail: subsidies to what was planned anyway; titles and lists that make nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sim.behaviour.upgrade import log_gain
from sim.run import measured
from sim.step import step
from sim.tables.treasury import Goal
from tests.worlds import open_world, region_of, scenario_of, with_rules

QUARTERS = 9


def jiangmen(**rules):
    scenario = scenario_of(region="jiangmen", firms_per_agent=1000, thin_below_yuan=3e6)
    return open_world(region_of("jiangmen"), with_rules(scenario, **rules))


def lift_of(deadweight: float) -> tuple[np.ndarray, dict]:
    """Log productivity by cell after two years, and the city's indicators summed over them.

    Every quarter subsidies for 1.5 % of a county's firms are set aside: half of those that plan an upgrade.
    """
    world = jiangmen(upgrade={"deadweight_share": deadweight})
    firms = world.opening.by_county(world.recognition.above_scale)
    totals: dict[str, float] = {}
    for _ in range(QUARTERS):
        world.recognition.fund_upgrades((0.015 * 1e6 * firms).astype(np.int64))
        now = step(world)
        for key, values in measured(world, now)["city"].items():
            totals[key] = totals.get(key, 0.0) + float(values[0])
    return log_gain(world), totals


def test_a_subsidy_to_what_was_planned_anyway_lifts_nobody():
    """The same money: at a deadweight of 0.8 most upgrades were planned without it, and little is gained."""
    good, well = lift_of(0.3)
    bad, ill = lift_of(0.8)
    assert ill["subsidies_upgrade"] == pytest.approx(well["subsidies_upgrade"], rel=1e-3)
    assert well["upgrades_anyway"] / well["upgrades_subsidised"] == pytest.approx(0.3, abs=0.01)
    assert ill["upgrades_anyway"] / ill["upgrades_subsidised"] == pytest.approx(0.8, abs=0.02)
    assert 0 < bad.sum() < 0.4 * good.sum()


def campaign(effort: float, **rules) -> dict[str, np.ndarray]:
    """City indicators by quarter with so much effort on the ladder in every January."""
    world = jiangmen(**rules)
    shown: dict[str, list[float]] = {}
    for _ in range(QUARTERS):
        world.treasury.effort[:, Goal.LADDER] = effort
        for key, values in measured(world, step(world))["city"].items():
            shown.setdefault(key, []).append(float(values[0]))
    return {key: np.array(values) for key, values in shown.items()}


def test_a_campaign_raises_counts_and_reported_research_but_makes_nothing():
    """Firms are listed, named and renamed; where what is reported as research is relabelled, output stands still."""
    rules = {"recognition": {"relabelled_share": 1.0, "specialised_gain_share": 0.0}}
    usual, pushed = campaign(1.0, **rules), campaign(3.0, **rules)
    for key, least in (
        ("firms_listed_in_statistics", 1.01),
        ("firms_high_tech", 1.05),
        ("firms_specialised", 1.05),
        ("research_spending_reported", 1.001),
    ):
        assert pushed[key][-1] > least * usual[key][-1], key
    assert pushed["firms_converted"].sum() > 3 * usual["firms_converted"].sum()
    form = pushed["firms_converted_in_form"].sum() / pushed["firms_converted"].sum()
    assert form == pytest.approx(0.87, abs=0.05)
    assert pushed["research_relabelled"][-1] > 1.05 * usual["research_relabelled"][-1]
    assert pushed["research_spending"][-1] == pytest.approx(usual["research_spending"][-1], rel=2e-3)
    assert pushed["firms_above_scale"][-1] == pytest.approx(usual["firms_above_scale"][-1], rel=2e-3)
    assert pushed["tax_forgone_high_tech"].sum() > usual["tax_forgone_high_tech"].sum()
    assert pushed["gdp_real"].sum() == pytest.approx(usual["gdp_real"].sum(), rel=1e-3)
