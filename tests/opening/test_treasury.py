"""The opening of land, loans for homes and towns' shares."""

import shutil

import numpy as np
import pytest

from sim.accounts import Holder
from sim.opening.treasury import year_before
from sim.region import read_region
from sim.step import step
from sim.world import open_world
from tests.worlds import core_world_of, region_of, scenario_of, with_rules, world_of

LAND = ("treasury",)
"""The stocks of county land, loans for homes and towns' shares."""


def test_land_revenue_is_its_share_of_own_revenue():
    world = world_of(region="jiangmen", firms_per_agent=1000)
    treasury, opening = world.treasury, world.opening
    sales = treasury.land_turnover * treasury.land_price
    own = (opening.county_revenue.sum() + opening.city_state.revenue) / 0.76
    # towns keep 30 % of the 80 % the city leaves: counties and city hold 0.56 + 0.20 = 0.76 of all
    assert sales.sum() / own == pytest.approx(0.3, rel=0.02)
    # a good 2 000 mu a year for homes and trade, at 1.6 to 4.5 m yuan
    assert 2000 < 4 * treasury.land_turnover.sum() < 3500


def test_what_land_brings_the_levels_above_need_not_give():
    with_land, without = core_world_of("rest", blocks=LAND).opening, core_world_of("rest").opening
    kept = with_land.blocks.treasury.land_kept
    np.testing.assert_allclose(without.county_transfers - with_land.county_transfers, kept, atol=1.0)
    np.testing.assert_array_equal(with_land.county_spending, without.county_spending)


def test_the_bank_carries_the_loans_for_homes_and_of_parks():
    without = core_world_of("rest")
    for opened, parks in ((core_world_of("rest", blocks=LAND), False), (world_of("rest"), True)):
        lent = int(opened.treasury.mortgages.sum())
        assert lent == 120_000_000 and opened.parks.debt.any() == parks
        lent += int(opened.parks.debt.sum())
        more = opened.ledger.of(Holder.BK)[0] - without.ledger.of(Holder.BK)[0]
        assert -more == pytest.approx(0.92 * lent, abs=1)


@pytest.mark.parametrize("into", [0.0, 0.015])
def test_a_year_before_is_what_the_rule_makes_of_a_path(into):
    total, flow = year_before(np.array([100.0]), into), 100.0
    for _ in range(5):
        before, total = total, 0.75 * total + flow
        flow *= 1 + into
        assert total / before == pytest.approx(1 + into)
    assert total == pytest.approx(4 * flow, rel=0.07)


def test_a_town_may_keep_more_than_others(tmp_path):
    folder = tmp_path / "pocket"
    shutil.copytree(region_of("pocket").folder, folder)
    table = folder / "opening" / "2022Q4" / "stocks" / "treasury.csv"
    rows = table.read_text(encoding="utf-8") + "990101001,town_share_of_revenue,0.5,share,synthetic,POCKET\n"
    table.write_text(rows, encoding="utf-8")
    rich, usual = open_world(read_region(folder), scenario_of("rest")), world_of("rest")
    assert rich.opening.town_share.tolist() == [0.5, 0.3, 0.3, 0.3]
    now = step(rich)
    step(usual)
    ratio = rich.towns.revenue / usual.towns.revenue
    np.testing.assert_allclose(ratio, [5 / 3, 1, 1, 1], rtol=1e-5)
    assert not now.shortfall.gap.any()
    for _ in range(8):
        step(rich)
    np.testing.assert_allclose(rich.towns.revenue[0] / usual.towns.revenue[0], 5 / 3, rtol=1e-5)


def test_no_land_when_the_share_is_nothing():
    scenario = with_rules(scenario_of("rest"), land={"revenue_share_of_own": 0.0})
    treasury = open_world(region_of("pocket"), scenario).treasury
    assert not treasury.land_turnover.any() and not treasury.land_kept.any()
