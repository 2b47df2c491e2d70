"""Opening of the parks: conserved land, companies on the trend, quality by the stated law."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from sim.accounts import Holder
from sim.opening.blocks import Flows
from sim.opening.cells import reconcile
from sim.opening.parks import open_parks, open_plots
from sim.opening.structure import Setting, structure_of
from sim.region import read_opening
from sim.region.stocks import Stocks
from sim.step import step
from sim.trend import trend_of
from tests.worlds import parks_world, region_of, scenario_of


def test_the_opening_land_is_what_the_region_says():
    parks = parks_world().parks
    np.testing.assert_allclose(parks.area(), [300.0, 300.0])
    np.testing.assert_allclose(parks.occupancy(), [100 / 150, 66 / 120])
    assert parks.debt.tolist() == [18_000_000, 14_400_000]  # 0.2 x 0.6 m x 150 and 120 mu


def known_of(scenario, **changed):
    """What is known of the opening of jiangmen as far as parks ask, without its firms."""
    region = region_of("jiangmen")
    data = replace(read_opening(region, "2022Q4"), **changed)
    trend = trend_of(scenario.world, 8088, 50)
    setting = Setting(region, data, scenario, trend, structure_of(region))
    totals = reconcile(region, data)
    return SimpleNamespace(setting=setting, totals=totals, output=totals.value_added.ravel())


def test_the_stated_share_of_parks_spills_over():
    good, known = [], known_of(scenario_of(region="jiangmen"))
    for seed in range(40):
        scenario = known.setting.scenario.model_copy(update={"opening_seed": seed})
        known.setting = replace(known.setting, scenario=scenario)
        quality = open_parks(known, Flows.none(7)).quality
        assert ((quality > 0.0) & (quality < 1.0)).all()
        good.append(quality >= 0.3)
    assert np.mean(good) == pytest.approx(0.7, abs=0.04)


def test_a_region_without_stocks_has_no_parks_and_no_flows():
    known, flows = known_of(scenario_of(region="jiangmen"), stocks=Stocks()), Flows.none(7)
    parks, plots = open_parks(known, flows), open_plots(known, flows)
    assert not parks.area().any() and not plots.number.size
    assert not flows.households.any() and not flows.purchases.any() and not flows.cash


@pytest.mark.parametrize("arm", ["rest", "balanced"])
def test_land_stays_and_company_money_keeps_to_the_trend(arm):
    world = parks_world(arm)
    parks, cash = world.parks, world.ledger.of(Holder.PK)
    stages = ("planned", "serviced", "sold", "in_use", "idle")
    before = {stage: getattr(parks, stage).copy() for stage in stages}
    debt, quality_before = parks.debt.copy(), parks.quality.copy()
    for _ in range(20):
        now = step(world)
        assert now.log_productivity.max() == 0.0 and now.log_productivity.min() == 0.0
    grown = world.opening.trend.nominal[now.t + 1] / world.opening.trend.nominal[0]
    for stage in stages:
        np.testing.assert_array_equal(getattr(parks, stage), before[stage])
    np.testing.assert_array_equal(parks.quality, quality_before)
    np.testing.assert_allclose(parks.debt / grown, debt, rtol=3e-6)
    np.testing.assert_allclose(world.ledger.of(Holder.PK) / grown, cash, rtol=2e-5)


def test_the_county_covers_the_stated_share_of_costs_at_the_opening():
    """Park 1: 150 mu; running 150 x 6000 / 4 = 225 000, interest 18 m x 0.05 / 4 = 225 000; a fifth is 90 000."""
    world = parks_world()
    now = step(world)
    np.testing.assert_allclose(now.claims["parks"].granted, [90_000, 72_000, 0], atol=2)
