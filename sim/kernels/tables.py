"""Float32 tables of constants for a pass over firms: one row a cell, columns with names."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


class Columns:
    """The named columns of such a table; kernels use `numbers`, Python fills by name."""

    def __init__(self, *names: str) -> None:
        self.names = names

    @property
    def numbers(self) -> range:
        """Column numbers in the order of the names."""
        return range(len(self.names))

    def fill(self, rows: int, **values: ArrayLike) -> np.ndarray:
        """A float32 table [rows, columns]; every column must be given, a scalar holds for all rows."""
        if set(values) != set(self.names):
            raise TypeError(f"columns differ: {sorted(set(values) ^ set(self.names))}")
        table = np.empty((rows, len(self.names)), np.float32)
        for column, name in enumerate(self.names):
            table[:, column] = values[name]
        return table
