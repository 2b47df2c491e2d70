"""Scores of targets by hand: levels, means, growth, sums, every year, counts and shares; distance and first year."""

import numpy as np
import pytest

from sim.indicators.scores import Aim, distance, first_met, met, path

YEARS = np.array([2023, 2024, 2025, 2026])


def aim(aggregation="level", op="ge", number=10.0, first=2023, last=2025, threshold=0.0):
    return Aim(aggregation, op, number, first, last, threshold)


def of(values, **changes):
    """Path of one run: values by year of each place."""
    return path(aim(**changes), YEARS, np.array(values, float).T)


def test_every_place_must_meet_it_so_the_farthest_counts():
    two = [[1, 20, 30, 40], [5, 9, 11, 12]]
    assert of(two).tolist() == [1, 9, 11, 12]
    assert of(two, op="le").tolist() == [5, 20, 30, 40]
    assert of(two, op="eq").tolist() == [1, 20, 30, 40]


def test_means_sums_and_the_worst_year_count_from_the_first_year():
    one = [[1, 4, 6, 2]]
    assert of(one, aggregation="sum", first=2024).tolist()[1:] == [4, 10, 12]
    assert of(one, aggregation="mean", first=2024).tolist()[1:] == [4, 5, 4]
    assert of(one, aggregation="every_year", first=2024).tolist()[1:] == [4, 4, 2]
    assert of(one, aggregation="every_year", op="le").tolist() == [1, 4, 6, 6]
    assert of(one, aggregation="every_year", op="eq", number=3.0).tolist() == [1, 1, 6, 6]
    assert np.isnan(of(one, aggregation="mean", first=2024)[0])
    assert np.isnan(of(one, aggregation="mean", first=2022)).all()


def test_mean_growth_is_the_geometric_one():
    found = of([[100, 110, 121, 120]], aggregation="mean_growth")
    assert np.isnan(found[0])
    np.testing.assert_allclose(found[1:], [0.1, 0.1, 1.2 ** (1 / 3) - 1], rtol=1e-14)
    assert np.isnan(of([[100, -1, 121, 0]], aggregation="mean_growth")[[1, 3]]).all()


def test_places_are_counted_from_the_threshold_on():
    towns = [[1, 5, 5, 5], [1, 1, 5, 5], [1, 1, 1, 4]]
    assert of(towns, aggregation="count_places", threshold=5).tolist() == [0, 1, 2, 2]
    np.testing.assert_allclose(
        of(towns, aggregation="share_of_places", threshold=5), [0, 1 / 3, 2 / 3, 2 / 3]
    )


def test_a_share_of_the_city():
    found = path(aim("share_of_city"), YEARS, np.array([[1.0, 2, 3, 4]]).T, np.array([4.0, 4, 4, 0]))
    assert found[:3].tolist() == [0.25, 0.5, 0.75]


@pytest.mark.parametrize(
    ("op", "value", "good", "far"),
    [
        ("ge", 10, True, 0),
        ("gt", 10, False, 0),
        ("le", 11, False, 0.1),
        ("lt", 9, True, 0),
        ("eq", 10, True, 0),
        ("ge", 4, False, 0.6),
        ("le", 99, False, 1),
        ("eq", 7, False, 0.3),
        ("ge", -50, False, 1),
    ],
)
def test_distance_is_a_share_of_the_number_and_never_above_one(op, value, good, far):
    assert met(aim(op=op), np.array([value]))[0] == good
    assert distance(aim(op=op), np.array([float(value)]))[0] == pytest.approx(far)
    assert not met(aim(op=op), np.array([np.nan]))[0] and np.isnan(
        distance(aim(op=op), np.array([np.nan]))[0]
    )


def test_the_first_year_of_meeting_it():
    assert first_met(aim(), YEARS, np.array([[1, 12, 3, 12], [1, 2, 3, 4]])).tolist()[0] == 2024
    assert np.isnan(first_met(aim(), YEARS, np.array([1, 2, 3, 4.0])))
    # what must hold on the mean or in every year is decided at its end
    assert first_met(aim("mean"), YEARS, np.array([12, 12, 12, 1.0])) == 2025
    assert np.isnan(first_met(aim("every_year"), YEARS, np.array([12, 12, 9, 9.0])))
    assert first_met(aim("sum", first=2024), YEARS, np.array([np.nan, 12, 13, 14])) == 2024


def test_an_aim_is_read_from_the_words_of_a_file():
    level = Aim.of({"aggregation": "level", "op": "ge", "number": 3, "by_year": 2025})
    assert (level.first, level.last, level.threshold) == (2025, 2025, 0.0)
    years = {
        "aggregation": "mean",
        "op": "ge",
        "number": 3,
        "from_year": 2023,
        "to_year": 2026,
        "by_year": None,
    }
    assert (Aim.of(years).first, Aim.of(years).last) == (2023, 2026)
