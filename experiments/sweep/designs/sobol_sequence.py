"""Sobol' sequence (Sobol' 序列): points that fill the space evenly in all factors together; no indices come of it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Literal

import numpy as np
from pydantic import Field

from experiments.sweep.design import MOST_POINTS, Design
from experiments.sweep.factor import Factor
from sim.checks import Whole


class SobolSequence(Design):
    """A scrambled Sobol' sequence (scipy.stats.qmc.Sobol); powers of two are balanced best."""

    kind: Literal["sobol_sequence"] = "sobol_sequence"
    points: Whole = Field(default=128, ge=1, le=MOST_POINTS)

    def cube(self, factors: Mapping[str, Factor]) -> np.ndarray:
        """The first points of the sequence."""
        from scipy.stats import qmc

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a number that is no power of two
            sequence = qmc.Sobol(len(factors), seed=np.random.default_rng(self.seed))
            return np.asarray(sequence.random(self.points))
