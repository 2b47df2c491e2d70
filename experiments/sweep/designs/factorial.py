"""Full factorial (全因子): every combination of the levels of all factors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from pydantic import Field

from experiments.sweep.design import MOST_POINTS, Design, refused
from experiments.sweep.factor import Factor, Varying
from sim.checks import Whole
from sim.scenario import Scenario


class Factorial(Design):
    """Every combination; a range is cut into `levels` values evenly spaced, both ends among them."""

    kind: Literal["factorial"] = "factorial"
    levels: Whole = Field(default=3, ge=2, le=1000)

    def columns(
        self, varying: Varying, scenarios: tuple[Scenario, ...], whole: Mapping[str, bool]
    ) -> dict[str, np.ndarray]:
        """Factor -> its value at every point; levels that fall on one whole number are one level."""
        found = super().columns(varying, scenarios, whole)
        sizes = [len(factor.values) or self.levels for factor in varying.factors.values()]
        kept = np.ones(int(np.prod(sizes)), bool).reshape(sizes)
        for axis, (name, values) in enumerate(found.items()):
            if whole[name] and not varying.factors[name].values:
                along = np.moveaxis(values.reshape(sizes), axis, 0).reshape(sizes[axis], -1)[:, 0]
                again = np.r_[False, along[1:] == along[:-1]]
                kept &= ~again.reshape([-1 if at == axis else 1 for at in range(len(sizes))])
        return {name: values[kept.ravel()] for name, values in found.items()}

    def cube(self, factors: Mapping[str, Factor]) -> np.ndarray:
        """The grid, the last factor changing fastest."""
        sizes = [len(factor.values) or self.levels for factor in factors.values()]
        points = int(np.prod(sizes, dtype=float)) if sizes else 0
        if points > MOST_POINTS:
            given = " × ".join(str(size) for size in sizes[:8]) + (" …" if len(sizes) > 8 else "")
            allowed = f"at most {MOST_POINTS} points; take fewer levels or a latin_hypercube"
            raise refused("levels", f"{given} combinations", allowed)
        marks = [
            (np.arange(size) + 0.5) / size if factor.values else np.linspace(0.0, 1.0, size)
            for factor, size in zip(factors.values(), sizes, strict=True)
        ]
        return np.stack([axis.ravel() for axis in np.meshgrid(*marks, indexing="ij")], axis=1)
