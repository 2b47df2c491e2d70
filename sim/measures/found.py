"""Values found by level: what a block's measure adds its own to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Values = dict[str, np.ndarray]


@dataclass
class Found:
    """Indicators of a quarter by level, in the order of places; money int64.

    County values that add up (or whose registry entry says how) give the city's; put into `city` only what has no
    county values, or where the whole is no sum of its counties.
    """

    city: Values
    county: Values
    town: Values
    park: Values
    village: Values
