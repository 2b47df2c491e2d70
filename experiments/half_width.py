"""Half the width of the interval of a mean by Student's t: the one that tables and stop rules of this room share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def half_width(values: Sequence[float] | NDArray[np.float64], confidence: float = 0.95) -> float:
    """t of (1 + confidence) / 2 with n - 1 degrees of freedom, times s / sqrt(n); NaN with fewer than two values."""
    from scipy import stats

    found = np.asarray(values, np.float64)
    if found.size < 2:
        return float("nan")
    return float(stats.t.ppf(0.5 + confidence / 2, found.size - 1) * found.std(ddof=1) / found.size**0.5)
