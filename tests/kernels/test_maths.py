import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.maths import (
    cos2pi32,
    exp32,
    exp_array,
    kernel,
    log32,
    log_array,
    ordered_sum,
    power_array,
    sqrt32,
)

COUNT = 200_000


@kernel
def all32(x):
    out = np.empty((4, x.size), np.float32)
    for i in range(x.size):
        out[0, i], out[1, i], out[2, i], out[3, i] = exp32(x[i]), log32(x[i]), cos2pi32(x[i]), sqrt32(x[i])
    return out


def spread(low: float, high: float) -> np.ndarray:
    """Many numbers between two, both included, at no round places."""
    return np.sort(np.concatenate([np.random.default_rng(7).uniform(low, high, COUNT), [low, high]]))


def units(found: np.ndarray, right: np.ndarray) -> float:
    """Largest distance in units in the last place."""
    return float(np.max(np.abs(found - right) / np.spacing(np.abs(right))))


@pytest.mark.parametrize(("low", "high"), [(-745.0, -708.0), (-708.0, 709.78), (-1.0, 1.0), (-1e-8, 1e-8)])
def test_exp64_is_within_two_units_in_the_last_place(low, high):
    x = spread(low, high)
    assert units(exp_array(x), np.exp(x)) <= 2


@pytest.mark.parametrize(("low", "high"), [(-744.0, -708.0), (-708.0, 709.0), (-1.0, 1.0)])
def test_log64_is_within_two_units_in_the_last_place(low, high):
    x = np.exp(spread(low, high))
    assert units(log_array(x), np.log(x)) <= 2


def test_log64_is_exact_to_two_units_next_to_one():
    x = spread(1 - 1e-6, 1 + 1e-6)
    assert units(log_array(x), np.log(x)) <= 2


def test_float64_extremes():
    x = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 710.0, -746.0])
    np.testing.assert_array_equal(exp_array(x), [1, 1, np.inf, 0, np.nan, 1, np.inf, 0])
    with np.errstate(all="ignore"):
        right = np.log(x)
    np.testing.assert_allclose(log_array(x), right, rtol=1e-15)


def test_exp32_and_log32_stay_below_3e_7():
    x = spread(-87, 88).astype(np.float32)
    assert np.max(np.abs(all32(x)[0] / np.exp(x.astype(np.float64)) - 1)) < 3e-7
    for low, high in [(-87, 88), (-0.5, 0.5)]:
        y = np.exp(spread(low, high)).astype(np.float32)
        y = y[y != 1]
        assert np.max(np.abs(all32(y)[1] / np.log(y.astype(np.float64)) - 1)) < 3e-7


def test_float32_extremes():
    x = np.array([np.nan, np.inf, -np.inf, -1.0, 0.0, 1.0], np.float32)
    exp, log, _, _ = all32(x)
    np.testing.assert_allclose(exp, [np.nan, 1.6516363e38, 1.6458115e-38, np.exp(-1), 1, np.e], rtol=3e-7)
    np.testing.assert_allclose(log, [np.nan, np.nan, np.nan, np.nan, -88.02969, 0], rtol=3e-7)


def test_cosine_and_root():
    u = spread(0, 1).astype(np.float32)
    _, _, cosine, root = all32(u)
    assert np.max(np.abs(cosine - np.cos(2 * np.pi * u.astype(np.float64)))) < 3e-7
    np.testing.assert_array_equal(root, np.sqrt(u))


def test_power():
    x = np.array([0.0, 0.0, 0.0, 1.0, 2.0, 4.0, -1.0, np.inf])
    p = np.array([0.0, 1.0, -1.0, 5.0, 3.0, 0.5, 2.0, 2.0])
    np.testing.assert_allclose(power_array(x, p), [1, 0, np.inf, 1, 8, 2, np.nan, np.inf], rtol=1e-15)
    y = spread(1e-3, 1e6)
    np.testing.assert_allclose(power_array(y, 0.37), y**0.37, rtol=3e-15)


def test_arrays_of_any_shape_keep_it():
    x = np.arange(24.0).reshape(2, 3, 4)
    assert exp_array(x[:, ::2]).shape == (2, 2, 4)
    np.testing.assert_allclose(log_array(x.T[1:]), np.log(x.T[1:]), rtol=1e-15)
    assert power_array(x, np.ones(4)).shape == x.shape
    assert exp_array(0.0) == 1.0


@given(st.lists(st.floats(-1e15, 1e15), max_size=60))
def test_ordered_sum_rounds_once_a_step_from_first_to_last(numbers):
    total = 0.0
    for number in numbers:
        total += number
    assert ordered_sum(numbers) == total
