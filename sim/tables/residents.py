"""People by town, age and skill (居民)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Residents:
    """People of the towns."""

    skilled_share: np.ndarray
    """Share of a county's adults with higher education [counties]."""
