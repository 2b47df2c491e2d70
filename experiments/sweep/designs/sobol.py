"""Sobol' indices (方差分解): Saltelli's points, from which SALib finds what share of variance each factor brings."""

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


class Sobol(Design):
    """N (2 D + 2) points for D factors or groups, N (D + 2) without second order (SALib.sample.sobol)."""

    kind: Literal["sobol"] = "sobol"
    base_points: Whole = Field(default=64, ge=2, le=65_536)
    """N, a power of two."""
    second_order: bool = False
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Name of a group -> factors that change together; a factor in none stands alone."""

    def cube(self, factors: Mapping[str, Factor]) -> np.ndarray:
        """The points in SALib's order."""
        if self.base_points & (self.base_points - 1):
            close = 1 << (self.base_points.bit_length() - 1)
            raise refused(
                "base_points",
                f"{self.base_points} given",
                f"a power of two is due, like {close} or {2 * close}",
            )
        asked = problem(factors, self.groups)
        sides = len(set(asked["groups"])) if self.groups else len(factors)
        points = self.base_points * ((2 if self.second_order else 1) * sides + 2)
        if points > MOST_POINTS:
            raise refused("base_points", f"{points} points", f"at most {MOST_POINTS} points; take fewer")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = module("sobol").sample(
                asked, self.base_points, calc_second_order=self.second_order, seed=self.seed
            )
        return np.asarray(found)
