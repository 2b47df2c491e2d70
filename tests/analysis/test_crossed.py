"""Points and replicates that cross, against answers worked by hand and by simulation."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.crossed import Crossed
from analysis.multiplicity import Multiplicity
from analysis.signs import robust_points, strongest_factor, surely
from analysis.statistics import correlation, holm, interval, variance_ratio


def grid(points, replicates):
    numbers = np.arange(points * replicates)
    return numbers // replicates, numbers % replicates


def test_replicates_of_a_point_are_averaged_before_points_are():
    values = np.array([1.0, 3.0, 10.0, 10.0, 10.0])
    found = Crossed(values, np.array([4, 4, 9, 9, 9]), np.array([0, 1, 0, 1, 2]))
    assert found.point_means.tolist() == [2.0, 10.0] and found.mean == 6.0
    assert found.point_errors == pytest.approx([1.0, 0.0])
    assert found.noise == pytest.approx(2.0 / 3)


def test_one_point_is_told_by_its_pairs():
    values = np.random.default_rng(0).normal(size=(12, 3))
    found = Crossed(values, np.full(12, -1), np.arange(12))
    assert np.array_equal(found.interval(), interval(values))
    assert found.p_value() == pytest.approx(stats.ttest_1samp(values, 0.0).pvalue)
    assert np.isnan(found.noise_share).all()


def test_intervals_cover_the_mean_that_prior_and_shared_chance_have():
    rng = np.random.default_rng(1)
    points, replicates = grid(12, 6)
    inside = naive = 0
    for _ in range(400):
        draw = rng.normal(size=12)[points] + rng.normal(size=6)[replicates] + 0.5 * rng.normal(size=72)
        low, high = Crossed(draw, points, replicates).interval()
        inside += low < 0.0 < high
        naive += abs(draw.mean()) < 1.99 * stats.sem(draw)
    assert inside / 400 > 0.93 and naive / 400 < 0.7


@pytest.mark.parametrize(("replicates", "least"), [(2, 0.87), (4, 0.93), (8, 0.94)])
@pytest.mark.parametrize("sizes", [(1.0, 1.0, 0.5), (0.3, 1.0, 0.3), (1.0, 0.2, 1.0)])
def test_few_replicates_are_covered_too_and_p_says_the_same(replicates, least, sizes):
    """Prior, shared chance and chance of single pairs, of several sizes; all draws are columns of one block."""
    rng, draws = np.random.default_rng(replicates), 2000
    points, numbers = grid(20, replicates)
    prior, shared = rng.normal(size=(20, draws))[points], rng.normal(size=(replicates, draws))[numbers]
    own = rng.normal(size=(20 * replicates, draws))
    found = Crossed(sizes[0] * prior + sizes[1] * shared + sizes[2] * own, points, numbers)
    low, high = found.interval()
    inside = (low < 0.0) & (high > 0.0)
    assert least < inside.mean() < 0.99
    assert np.array_equal(inside, found.p_value() > 0.05)


def test_one_replicate_of_several_points_has_no_interval_and_says_so():
    points, numbers = grid(20, 1)
    found = Crossed(np.random.default_rng(0).normal(size=(20, 3)), points, numbers)
    for values in (*found.interval(), found.p_value(), found.error):
        assert np.isnan(values).all()
    assert np.isfinite(found.mean).all()
    rows = pd.DataFrame({"how": ["pct"], "points": 20, "low": np.nan, "high": np.nan, "p_value": np.nan})
    said = Multiplicity.of(rows.assign(p_adjusted=np.nan))
    assert said.alone == 1 and "one replicate a point" in said.sentence("en")
    assert "只有 1 次重复" in said.sentence("zh")


def test_points_that_do_not_differ_have_an_interval_of_no_width():
    points, numbers = grid(3, 2)
    found = Crossed(np.ones((6, 1)), points, numbers)
    assert found.interval() == (1.0, 1.0) and found.p_value() == 0.0 and found.p_value(1.0) == 1.0


def test_the_share_of_noise_between_points_is_that_of_its_replicates():
    points, replicates = grid(3000, 4)
    rng = np.random.default_rng(2)
    noise = rng.normal(size=12000)
    assert Crossed(noise, points, replicates).noise_share == pytest.approx(1.0, abs=0.06)
    found = Crossed(noise + rng.normal(size=3000)[points], points, replicates)
    assert found.noise_share == pytest.approx(0.2, abs=0.02)


def test_correlation_and_variance_ratio_tell_the_same():
    draws = np.random.default_rng(3).normal(size=(5000, 2))
    on, off = draws[:, :1] + 0.3 * draws[:, 1:], draws[:, :1]
    assert correlation(on, off) == pytest.approx(np.corrcoef(on[:, 0], off[:, 0])[0, 1])
    assert np.isnan(correlation(np.ones((5, 1)), off[:5])).all()
    assert np.isnan(variance_ratio(on, off, free=0)).all()


def test_holm_is_holms():
    found = holm(np.array([0.01, np.nan, 0.04, 0.03]))
    assert found[[0, 2, 3]] == pytest.approx([0.03, 0.06, 0.06]) and np.isnan(found[1])


def test_a_table_says_what_chance_alone_would_make():
    rows = {
        "how": "abs",
        "p_value": [0.001, 0.5],
        "p_adjusted": [0.002, 0.5],
        "low": [1.0, -1.0],
        "high": [2.0, 1.0],
    }
    found = Multiplicity.of(pd.DataFrame(rows))
    assert (found.intervals, found.excluding, found.by_chance, found.adjusted) == (2, 1, 0.1, 1)
    assert "Holm" in found.sentence("en") and "Holm" in found.sentence("zh")
    assert Multiplicity(0, 0, 0.0, 0).sentence("en") == ""


@pytest.mark.parametrize(
    ("means", "noise", "verdict", "despite"),
    [
        ([1.0] * 20, 0.01, "positive", True),
        ([-1.0] * 18 + [1.0] * 2, 0.01, "negative", True),
        ([1.0] * 16 + [-1.0] * 4, 0.01, "not robust", False),
        ([1.0] * 20, 3.0, "positive", False),
        ([0.0] * 20, 0.0, "not robust", False),
        ([1.0] * 19, 0.01, "too few", False),
    ],
)
def test_an_effect_is_robust_where_its_sign_holds_in_nine_of_ten_points(means, noise, verdict, despite):
    points, replicates = grid(len(means), 4)
    swing = noise * np.array([-1.0, 1.0, 1.0, -1.0])
    found = robust_points(Crossed(np.array(means)[points] + swing[replicates], points, replicates))
    assert (found.verdict, found.despite_noise) == (verdict, despite)
    assert found.low <= found.share <= found.high


def test_one_replicate_leaves_every_sign_uncertain():
    found = robust_points(Crossed(np.ones(20), np.arange(20), np.zeros(20, int)))
    assert found.verdict == "positive" and np.isnan(found.uncertain) and not found.despite_noise


def test_the_strongest_factor_is_that_of_ranks():
    effect = np.arange(20.0) ** 3
    points = pd.DataFrame(
        {"point_id": range(20), "a": np.random.default_rng(0).normal(size=20), "b": -effect}
    )
    assert strongest_factor(points, effect) == ("b", pytest.approx(-1.0))
    words = points.assign(c=["low"] * 10 + ["high"] * 10)[["point_id", "c"]]
    assert strongest_factor(words, effect)[0] == "c"
    assert strongest_factor(points.assign(b=1.0, a=1.0), effect) == ("", 0.0)
    assert surely(0.9, 20, 2) and not surely(0.4, 20, 2) and not surely(1.0, 3, 1)
