"""Environment and amenity of the towns (环境)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Environment:
    """One entry a town."""

    index: np.ndarray
    """Environment beside the opening's, in standard deviations between towns; zero at the opening."""
