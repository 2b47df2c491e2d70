import numpy as np
import pytest

from sim.kernels.solve import solve


def test_a_system_solved_by_hand():
    # 2y = 2 and 3x + 4y = 7; the first row has no pivot, so rows change places.
    np.testing.assert_array_equal(solve(np.array([[0.0, 2.0], [3.0, 4.0]]), np.array([2.0, 7.0])), [1, 1])


@pytest.mark.parametrize("size", [1, 5, 84])
def test_random_systems_agree_with_lapack(size):
    chance = np.random.default_rng(size)
    matrix, right = chance.normal(size=(size, size)), chance.normal(size=size)
    kept = matrix.copy(), right.copy()
    np.testing.assert_allclose(solve(matrix, right), np.linalg.solve(matrix, right), rtol=1e-8)
    np.testing.assert_array_equal(matrix, kept[0])
    np.testing.assert_array_equal(right, kept[1])


@pytest.mark.parametrize("matrix", [[[1.0, 2.0], [2.0, 4.0]], [[np.nan, 1.0], [1.0, np.nan]]])
def test_no_pivot_is_an_error(matrix):
    with pytest.raises(ArithmeticError, match="singular"):
        solve(np.array(matrix), np.array([1.0, 1.0]))


def test_shapes_that_do_not_fit_are_an_error():
    with pytest.raises(ValueError, match="square"):
        solve(np.eye(3), np.ones(2))
