"""Opening of the collectives: the published incomes for any seed, exact totals, stocks that rest."""

import numpy as np
import pytest

from sim.accounts import Holder
from sim.errors import InputError
from sim.opening.village_incomes import IncomeLaw, incomes, normal_score
from sim.step import step
from tests.worlds import region_of, world_of

XINHUI, QIBANG = "440705", "440705001206"


def opened(seed=0, region="jiangmen", arm="rest"):
    return world_of(arm, region=region, firms_per_agent=100, opening_seed=seed)


def yearly(world):
    """Income a year of every village at the opening, yuan: what its assets and land earn less what leaks."""
    villages = world.villages
    spent = (
        villages.assets * 0.03 / 4.0 / np.where(villages.reinvested_share > 0, villages.reinvested_share, 1)
    )
    return (spent + villages.fixed_cost) / world.opening.trend.quarter_flow_share(world.region.base_year)


@pytest.mark.parametrize("seed", [0, 1, 77])
def test_xinhui_earns_what_was_published(seed):
    world = opened(seed)
    county = world.region.counties.index(XINHUI)
    mine = world.villages.collective & (world.opening.plan.county_of_village == county)
    income = yearly(world)[mine]
    assert mine.sum() == 199
    assert income.sum() == pytest.approx(1_256e6, rel=1e-9)
    assert 6.0e6 < income.mean() < 6.6e6
    assert (income >= 1e6).sum() == 195
    assert 55e6 < income.max() < 65e6
    assert income.min() == pytest.approx(0.2e6)
    best = np.flatnonzero(mine)[np.argmax(income)]
    assert world.region.villages.ids[best] == QIBANG


def test_the_west_has_many_villages_below_half_a_million():
    world = opened()
    income, region = yearly(world), world.region
    enping = world.villages.collective & (
        world.opening.plan.county_of_village == region.counties.index("440785")
    )
    assert (income[enping] < 500_000).mean() > 0.8
    assert 0.1 < (income[enping] < 100_000).mean() < 0.3
    weak = region.villages.index("440785106208")
    assert 55_000 < income[weak] < 75_000


def test_who_stands_where_is_chance_and_communities_have_nothing():
    one, other = opened(0), opened(1)
    mine = one.villages.collective
    assert not np.array_equal(yearly(one), yearly(other))
    kinds = np.array(one.region.village_type)
    assert set(kinds[mine]) == {"village"} and mine.sum() == (kinds == "village").sum()
    assert not one.villages.assets[~mine].any() and not one.ledger.of(Holder.VC)[~mine].any()


def test_a_lognormal_county_has_its_total_and_its_spread():
    income = incomes(IncomeLaw(total=3e6, log_sd=0.8), np.array([0.9, 0.1, 0.5]), "county")
    assert income.sum() == pytest.approx(3e6, rel=1e-12)
    # ranks 3, 1, 2 of 3: scores of 5/6, 1/6, 1/2
    assert np.argsort(income).tolist() == [1, 2, 0]
    assert np.log(income[0] / income[2]) == pytest.approx(0.8 * 0.967421566)
    assert income[2] ** 2 == pytest.approx(income[0] * income[1])


def test_normal_scores_are_those_of_the_tables():
    shares = np.array([0.001, 0.025, 0.5, 0.9, 0.999])
    expected = [-3.090232306, -1.959963985, 0.0, 1.281551566, 3.090232306]
    np.testing.assert_allclose(normal_score(shares), expected, atol=1e-8)


def test_a_total_that_no_median_gives_is_refused():
    law = IncomeLaw(total=1e9, log_sd=1.0, most=1e6)
    with pytest.raises(InputError, match="village_income_total_yuan"):
        incomes(law, np.array([0.1, 0.5, 0.9]), "county")


@pytest.mark.parametrize("arm", ["rest", "balanced"])
def test_collectives_rest(arm):
    world = opened(region="pocket", arm=arm)
    villages, mine = world.villages, world.villages.collective
    before = {name: getattr(villages, name).copy() for name in ("assets", "amenity", "supervision", "lift")}
    first = None
    for _ in range(24):
        now = step(world)
        share = villages.income[mine] / now.nominal
        first = share if first is None else first
        np.testing.assert_allclose(share, first, rtol=1e-4)
        np.testing.assert_allclose(
            villages.dividends[mine] / now.nominal, villages.dividends[mine].clip(1) / now.nominal
        )
    for name, values in before.items():
        np.testing.assert_allclose(getattr(villages, name), values, rtol=1e-3, err_msg=name)
    assert not villages.backlog.any() and not villages.granted.any()


def test_both_packaged_regions_have_collectives():
    for name in ("pocket", "jiangmen"):
        assert region_of(name).villages.n and opened(region=name).villages.collective.any()
