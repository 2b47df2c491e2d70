"""Morris screening (Morris 筛选): trajectories that change one factor at a time, for elementary effects."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Literal

import numpy as np
from pydantic import Field

from experiments.sweep.design import MOST_POINTS, Design, refused
from experiments.sweep.designs.salib import module, problem
from experiments.sweep.factor import Factor
from sim.checks import Whole


class Morris(Design):
    """r (D + 1) points for D factors or groups (SALib.sample.morris)."""

    kind: Literal["morris"] = "morris"
    trajectories: Whole = Field(default=20, ge=2, le=10_000)
    levels: Whole = Field(default=4, ge=2, le=100)
    """Steps of the grid, an even number."""
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Name of a group -> factors that change together; a factor in none stands alone."""

    def cube(self, factors: Mapping[str, Factor]) -> np.ndarray:
        """The points in SALib's order."""
        if self.levels % 2:
            raise refused("levels", f"{self.levels} given", "an even number is due, like 4")
        if self.trajectories * (len(factors) + 1) > MOST_POINTS:
            given = f"{self.trajectories * (len(factors) + 1)} points"
            raise refused("trajectories", given, f"at most {MOST_POINTS} points; take fewer")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = module("morris").sample(
                problem(factors, self.groups), self.trajectories, num_levels=self.levels, seed=self.seed
            )
        return np.asarray(found)
