"""Latin hypercube (拉丁超立方): every factor's range in as many strata as there are points, each met once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from pydantic import Field

from experiments.sweep.design import MOST_POINTS, Design
from experiments.sweep.factor import Factor
from sim.checks import Whole


class LatinHypercube(Design):
    """Points that fill the space evenly in each factor by itself (scipy.stats.qmc.LatinHypercube)."""

    kind: Literal["latin_hypercube"] = "latin_hypercube"
    points: Whole = Field(default=100, ge=1, le=MOST_POINTS)

    def cube(self, factors: Mapping[str, Factor]) -> np.ndarray:
        """A random point of every stratum."""
        from scipy.stats import qmc

        chance = np.random.default_rng(self.seed)
        return np.asarray(qmc.LatinHypercube(len(factors), seed=chance).random(self.points))
