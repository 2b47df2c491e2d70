"""Indices against functions whose indices are known: with noise, with failed runs, with groups."""

import numpy as np
import pytest
from SALib.sample import latin, morris, sobol

from analysis.sensitivity.morris import coordinates, moves, screen
from analysis.sensitivity.noise import floor_of_mean_size, split
from analysis.sensitivity.prior import spread
from analysis.sensitivity.sample import Sample, whole_blocks
from analysis.sensitivity.sobol import decompose
from analysis.signs import robust
from sim.errors import InputError

PI = np.pi


def problem(count, low=0.0, high=1.0, groups=None):
    names = [f"x{number}" for number in range(count)]
    found = {"num_vars": count, "names": names, "bounds": [[low, high]] * count}
    return found | ({"groups": groups} if groups else {})


def sample(points, values, groups=None):
    names = tuple(f"x{number}" for number in range(points.shape[1]))
    values = values[:, None] if values.ndim == 1 else values
    return Sample(names, tuple(groups or names), points, values)


def ishigami(x):
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def noisy(values, sd, replicates=4, seed=7):
    """Chance of each replicate, the same at every point, and chance of each run."""
    rng = np.random.default_rng(seed)
    common = rng.normal(0.0, 5.0, (1, replicates))
    return values[:, None] + common + rng.normal(0.0, sd, (len(values), replicates))


def test_sobol_of_ishigami():
    points = sobol.sample(problem(3, -PI, PI), 1024, calc_second_order=True, seed=1)
    found = decompose(sample(points, ishigami(points)), second_order=True)
    table = found.table.set_index("name")
    assert list(found.table["name"]) == ["x0", "x1", "x2"]
    assert table["first"].to_numpy() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.05)
    assert table["total"].to_numpy() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.05)
    assert (table["total_low"] < [0.5576, 0.4424, 0.2437]).all()
    assert (table["total_high"] > [0.5576, 0.4424, 0.2437]).all()
    strongest = found.pairs.iloc[0]
    assert (strongest["one"], strongest["other"]) == ("x0", "x2")
    assert strongest["second"] == pytest.approx(0.2437, abs=0.05)
    assert table["above"].isna().all() and np.isnan(found.noise.seen)


def test_sobol_leaves_blocks_with_a_failed_run_out():
    points = sobol.sample(problem(3, -PI, PI), 512, calc_second_order=False, seed=1)
    values = noisy(ishigami(points), 0.1)
    values[[7, 12, 13, 900]] = np.nan
    found = decompose(sample(points, values))
    assert (found.whole.kept, found.whole.dropped) == (509, 3)
    table = found.table.set_index("name").loc[["x0", "x1", "x2"]]
    assert table["first"].to_numpy() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.08)
    assert table["above"].tolist() == [True, True, True]


def test_an_index_of_noise_alone_is_not_above_noise():
    points = sobol.sample(problem(3), 64, calc_second_order=False, seed=1)
    found = decompose(sample(points, noisy(4.0 * points[:, 0], 0.5, seed=1)))
    table = found.table.set_index("name")
    assert table.loc["x0", "above"] and not table.loc["x1", "above"] and not table.loc["x2", "above"]
    assert found.noise.seen == pytest.approx(0.5**2 / 4 / (16 / 12 + 0.5**2 / 4), rel=0.3)


def linear(points):
    return 3.0 * points[:, 0] - 2.0 * points[:, 1] + 0.0 * points[:, 2]


def test_morris_of_a_linear_function_is_its_slopes():
    points = morris.sample(problem(3), 10, num_levels=4, seed=1)
    found = screen(sample(points, linear(points)))
    table = found.table
    assert list(table["name"]) == ["x0", "x1", "x2"]
    assert table["mu"].to_numpy() == pytest.approx([3.0, -2.0, 0.0])
    assert table["mu_star"].to_numpy() == pytest.approx([3.0, 2.0, 0.0])
    assert table["sigma"].to_numpy() == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert table["low"].to_numpy() == pytest.approx([3.0, 2.0, 0.0])


def morris_function(x):
    """Morris's own test function of 20 factors (1991): the first ten act, the others do little."""
    w = 2.0 * (x - 0.5)
    for number in (2, 4, 6):
        w[:, number] = 2.0 * (1.1 * x[:, number] / (x[:, number] + 0.1) - 0.5)
    rng = np.random.default_rng(3)
    one = np.concatenate([np.full(10, 20.0), rng.normal(size=10)])
    two = rng.normal(size=(20, 20))
    two[:6, :6] = -15.0
    y = w @ one + sum(two[i, j] * w[:, i] * w[:, j] for i in range(20) for j in range(i + 1, 20))
    three = [(i, j, k) for i in range(5) for j in range(i + 1, 5) for k in range(j + 1, 5)]
    return y + sum(-10.0 * w[:, i] * w[:, j] * w[:, k] for i, j, k in three) + 5.0 * w[:, :4].prod(1)


def test_morris_finds_the_factors_that_act_in_his_function():
    points = morris.sample(problem(20), 20, num_levels=4, seed=2)
    found = screen(sample(points, noisy(morris_function(points), 1.0)))
    assert set(found.table["name"][:10]) == {f"x{number}" for number in range(10)}
    assert found.table["above"][:10].all() and found.noise.replicates == 4


def test_trajectories_with_a_failed_run_are_left_out():
    points = morris.sample(problem(3), 10, num_levels=4, seed=1)
    values = noisy(linear(points), 0.0)
    values[5, 2] = values[6, 0] = values[38, 1] = np.nan
    found = screen(sample(points, values))
    assert (found.whole.kept, found.whole.dropped) == (8, 2)
    assert found.table["mu"].to_numpy() == pytest.approx([3.0, -2.0, 0.0])


def test_too_few_that_did_not_fail_are_refused():
    points = morris.sample(problem(3), 10, num_levels=4, seed=1)
    values = linear(points)
    values[: 4 * 6 : 4] = np.nan
    with pytest.raises(InputError, match="4 of 10 trajectories are without a failed run; at least 5"):
        screen(sample(points, values))
    with pytest.raises(InputError, match="not whole trajectories"):
        whole_blocks(np.zeros((7, 1)), 3, 2, "trajectories")


def test_groups_move_together_and_whole_numbers_that_do_not_move_leave_no_hole():
    groups = ["one", "one", "two", "two"]
    points = morris.sample(problem(4, groups=groups), 12, num_levels=4, seed=4)
    rounded = points.copy()
    rounded[:, 2:] = np.round(0.4 * rounded[:, 2:])  # never moves
    values = np.abs(np.diff(rounded[:, :2], axis=1))[:, 0] * 0.0 + 5.0 * rounded[:, 0] + 5.0 * rounded[:, 1]
    found = screen(sample(rounded, noisy(values, 0.0), groups))
    table = found.table.set_index("name")
    assert table["members"].tolist() == [2, 2] and table.loc["two", "mu_star"] == 0.0
    assert 0.0 < table.loc["one", "mu_star"] <= 10.0 and np.isnan(table.loc["one", "mu"])
    assert table["above"].tolist() == [True, False]


def test_coordinates_follow_the_moves():
    points = morris.sample(problem(3), 5, num_levels=4, seed=9)
    rows = np.arange(20).reshape(5, 4)
    order, direction = moves(sample(points, linear(points)), rows)
    assert np.diff(coordinates(order, direction, 2 / 3).reshape(5, 4, 3), axis=1) == pytest.approx(
        np.diff(points[rows], axis=1)
    )


def test_noise_is_split_as_it_was_made():
    rng = np.random.default_rng(5)
    values = rng.normal(0, 3, (4000, 1)) + rng.normal(0, 1, (1, 8)) + rng.normal(0, 2, (4000, 8))
    found = split(values)
    assert found.seen == pytest.approx((4 / 8) / (9 + 4 / 8), rel=0.1)
    assert 0.2 < found.single_run < 0.55
    assert np.isnan(split(values[:, :1]).seen) and split(np.zeros((5, 2))).replicates == 2


def test_the_floor_is_passed_by_noise_alone_in_one_case_of_twenty():
    rng = np.random.default_rng(6)
    passed = []
    for _ in range(2000):
        runs = rng.normal(0, 1, (6, 1, 3))
        error = np.sqrt(runs.var(axis=2, ddof=1).mean(0) / 3)
        passed.append(np.abs(runs.mean(2)).mean() > floor_of_mean_size(error, 6, 3)[0])
    assert np.mean(passed) == pytest.approx(0.05, abs=0.02)


def test_prior_draws_name_what_moves_the_outcome():
    points = latin.sample(problem(40), 300, seed=3)
    values = 10.0 * points[:, 4] - 4.0 * points[:, 7] + 6.0 * (points[:, 9] - 0.5) ** 2 - 1.0
    found = spread(sample(points, noisy(values, 0.5, 3)))
    table = found.table.set_index("name")
    assert list(found.table["name"][:2]) == ["x4", "x7"] and set(table.index[table["related"]]) == {
        "x4",
        "x7",
    }
    assert table.loc["x4", "partial"] > 0.9 and table.loc["x7", "partial"] < -0.7
    whole = (100 + 16) / 12 + 36 / 180
    assert table.loc["x4", "share"] == pytest.approx(100 / 12 / whole, abs=0.05)
    assert found.explained == pytest.approx(0.95, abs=0.05)


def test_prior_draws_of_nothing_but_noise_explain_nothing():
    points = latin.sample(problem(200), 100, seed=3)
    found = spread(sample(points, np.random.default_rng(1).normal(size=(100, 1))))
    assert found.explained < 0.1 and found.table["related"].sum() <= 1


@pytest.mark.parametrize(
    ("effects", "verdict", "share"),
    [
        (np.linspace(-1, 9, 100), "positive", 0.9),
        (np.linspace(-2, 8, 100), "not robust", 0.8),
        (np.linspace(-1, 9, 10), "too few", 0.9),
        (np.zeros(50), "not robust", 0.0),
    ],
)
def test_robust_is_a_sign_that_holds_in_nine_of_ten_draws(effects, verdict, share):
    found = robust(effects)
    assert found.verdict == verdict and found.share == pytest.approx(share)
    assert found.low <= share <= found.high


def test_failed_draws_count_for_nothing():
    assert robust(np.array([np.nan] * 10 + [1.0] * 30)).points == 30
    assert robust(np.full(3, np.nan)).points == 0
