"""Linear systems with the same bits on every machine; LAPACK's change with the processor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.maths import kernel


@kernel
def solve(matrix: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """The x with `matrix @ x = right`: Gaussian elimination with partial pivoting, [n, n] and [n], float64.

    The first of equally large pivots is taken. Raises ArithmeticError when no pivot is left, that is when the
    matrix is singular or holds NaN, and ValueError when the shapes do not fit.
    """
    n = right.size
    if matrix.shape[0] != n or matrix.shape[1] != n:
        raise ValueError("solve: a square matrix and a right side of the same length are needed")
    a, x = matrix.copy(), right.copy()
    for column in range(n):
        pivot = column
        for row in range(column + 1, n):
            if abs(a[row, column]) > abs(a[pivot, column]):
                pivot = row
        if not abs(a[pivot, column]) > 0.0:
            raise ArithmeticError("solve: the matrix is singular or not finite")
        if pivot != column:
            for k in range(column, n):
                a[column, k], a[pivot, k] = a[pivot, k], a[column, k]
            x[column], x[pivot] = x[pivot], x[column]
        for row in range(column + 1, n):
            factor = a[row, column] / a[column, column]
            if factor != 0.0:
                for k in range(column + 1, n):
                    a[row, k] -= factor * a[column, k]
                x[row] -= factor * x[column]
    for column in range(n - 1, -1, -1):
        x[column] /= a[column, column]
        for row in range(column):
            x[row] -= a[row, column] * x[column]
    return x
