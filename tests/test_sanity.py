"""The baseline is sane: ten replicates of the empty policy at firms_per_agent=10."""

from __future__ import annotations

import numpy as np
import pytest

from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import run

pytestmark = pytest.mark.slow
"""Statistics of whole runs; laws and mechanisms have fast tests of their own."""

REPLICATES = 10


@pytest.fixture(scope="module")
def jiangmen():
    return read_region("jiangmen")


@pytest.fixture(scope="module")
def results(jiangmen):
    scenario = plain_scenario(jiangmen, {"firms_per_agent": 10})
    return [run(jiangmen, scenario, 0, replicate, firm_facts=True) for replicate in range(REPLICATES)]


def base_gdp(result, level):
    return np.array([row.value for row in result.opening if row.level == level and row.item == "gdp_nominal"])


def yearly_gdp(result, level):
    """Real GDP of the base year and every year after [years, places]."""
    quarters = result.values[level]["gdp_real"]
    years = quarters.reshape(-1, 4, quarters.shape[1]).sum(1)
    return np.concatenate([base_gdp(result, level)[None], years])


def test_city_growth(results):
    gdp = np.array([yearly_gdp(result, "city")[:, 0] for result in results])
    growth = gdp[:, 1:] / gdp[:, :-1] - 1.0
    assert 0.03 <= growth.mean() <= 0.06
    assert growth.min() > 0.0 and growth.max() < 0.08
    by_year = growth.mean(0)
    assert by_year[-4:].mean() < by_year[:4].mean()  # slowing


def test_the_first_reported_year_has_the_size_the_trend_says(results):
    first = np.mean([yearly_gdp(result, "city")[1, 0] for result in results])
    assert first / (base_gdp(results[0], "city")[0] * 1.05) == pytest.approx(1.0, abs=0.005)


def test_county_growth(results):
    for result in results:
        gdp = yearly_gdp(result, "county")
        average = (gdp[-1] / gdp[0]) ** (1.0 / (len(gdp) - 1)) - 1.0
        assert (average > 0.01).all() and (average < 0.08).all()


def test_above_scale_firms(results):
    counts = np.array([result.series("firms_above_scale") for result in results]).mean(0)
    assert counts[0] == pytest.approx(3264, rel=0.05)
    assert 0.02 <= (counts[-1] / 3264) ** (1 / 11) - 1 <= 0.09


def test_firm_sizes_and_growth(results):
    facts = [result.firm_facts for result in results]
    hill = np.array([fact.hill_exponent for fact in facts])
    by_year = hill.mean(0)  # one replicate scatters by 0.03
    assert by_year.min() > 0.8 and by_year.max() < 1.4
    gain = np.array([fact.laplace_minus_normal[1:] for fact in facts])
    assert (gain > 0).all()  # Laplace rather than normal, every year of every replicate
    assert np.array([fact.log_growth_kurtosis[1:] for fact in facts]).mean() > 1.0


def test_public_money(results):
    for result in results:
        gdp = result.series("gdp_nominal").astype(float)
        for key, low, high in (("revenue_own", 0.06, 0.08), ("spending_government", 0.10, 0.12)):
            share = (result.series(key) / gdp).reshape(-1, 4).mean(1)
            assert low <= share.min() and share.max() <= high, key


def test_no_county_dies_out_and_people_stay(results, jiangmen):
    for result in results:
        firms = result.values["county"]["firms"]
        assert (firms[-1] > 0.8 * firms[0]).all()
        people = result.values["county"]["population"]
        assert (np.abs(people[-1] / people[0] - 1) < 0.2).all()


@pytest.mark.slow
def test_bundles_of_ten_give_the_means_of_single_firms(results, jiangmen):
    scenario = plain_scenario(jiangmen, {"firms_per_agent": 1})
    single = [run(jiangmen, scenario, 0, replicate) for replicate in range(REPLICATES)]
    for key in ("gdp_real", "firms_above_scale", "firms", "employment", "revenue_own"):
        one, ten = (np.array([r.series(key)[-1] for r in group], float) for group in (single, results))
        error = np.sqrt((one.var(ddof=1) + ten.var(ddof=1)) / REPLICATES)
        assert abs(one.mean() - ten.mean()) < 3.0 * error, key
