"""The registry, the rule of the year, and how places add up."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.indicators import BY_KEY, INDICATORS, LEVELS, at_level, growth, indicator, together, yearly

FIRST = 4 * 2023


def test_every_indicator_has_words_and_known_parts():
    assert len(BY_KEY) == len(INDICATORS)
    for item in INDICATORS:
        assert item.zh and item.en and item.unit
        assert set(item.levels) <= set(LEVELS)
        assert set(item.needed) <= set(BY_KEY)
        assert (item.kind == "ratio" and item.aggregation == "ratio") == bool(item.numerator)


def test_money_is_whole_yuan_and_everything_else_is_not():
    assert {item.dtype for item in INDICATORS if item.unit == "yuan"} == {"int64"}
    assert {item.dtype for item in INDICATORS if item.unit != "yuan"} == {"float64"}


def test_a_headline_record_can_give_the_parts_of_its_headline_ratios():
    kept = {item.key for item in at_level("county", "headline")}
    for key in kept:
        assert set(BY_KEY[key].needed) <= kept


def test_wider_records_keep_more():
    assert at_level("town", "headline") == ()
    assert at_level("village", "standard") == ()
    assert "population" in {item.key for item in at_level("village", "full")}
    assert set(at_level("city", "headline")) < set(at_level("city", "standard"))


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(InputError, match="gdp_real"):
        indicator("gdp_reel")


@pytest.mark.parametrize(
    ("key", "expected"),
    [("gdp_nominal", [10, 26]), ("population", [4, 8]), ("firms", [4, 8]), ("price_index", [2.5, 6.5])],
)
def test_a_year_follows_the_kind(key, expected):
    series = {key: np.arange(1, 9)}
    years, values = yearly(BY_KEY[key], series, FIRST)
    assert years.tolist() == [2023, 2024]
    assert values.tolist() == expected


def test_only_whole_years_count():
    years, values = yearly(BY_KEY["gdp_nominal"], {"gdp_nominal": np.ones(9, np.int64)}, FIRST + 2)
    assert years.tolist() == [2024]
    assert values.tolist() == [4] and values.dtype == np.int64
    assert len(yearly(BY_KEY["gdp_nominal"], {"gdp_nominal": np.ones(3)}, FIRST)[0]) == 0


def test_a_ratio_comes_from_the_sums_of_the_year():
    series = {"revenue_own": np.array([1, 2, 3, 4]), "gdp_nominal": np.array([10, 10, 10, 70])}
    assert yearly(BY_KEY["revenue_share"], series, FIRST)[1].tolist() == [0.1]


def test_a_ratio_per_head_divides_the_years_flow_by_the_mean_of_the_people():
    series = {"gdp_real": np.array([1.0, 2.0, 3.0, 4.0]), "population": np.array([1.0, 1.0, 3.0, 3.0])}
    assert yearly(BY_KEY["gdp_real_per_head"], series, FIRST)[1].tolist() == [5.0]


def test_unemployment_of_a_group_is_the_ratio_of_its_sums():
    series = {"labour_force": np.array([[100.0, 300.0]]), "employment_residents": np.array([[90.0, 270.0]])}
    assert together(BY_KEY["unemployment_rate"], series) == pytest.approx([0.1])


def test_an_index_of_a_group_is_weighted_and_trade_across_borders_does_not_add_up():
    series = {"wage_relative": np.array([1.0, 2.0]), "population": np.array([3.0, 1.0])}
    assert together(BY_KEY["wage_relative"], series) == 1.25
    assert np.isnan(together(BY_KEY["exports"], {"exports": np.array([1, 2])}))


def test_growth_is_on_the_year_before():
    found = growth(np.array([100.0, 105.0, 84.0]))
    assert np.isnan(found[0]) and found[1:].tolist() == pytest.approx([0.05, -0.2])
