"""A design (试验设计) as data: which factors differ, at which points, how often each is repeated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from experiments.sweep.factor import Factor, Varying
from experiments.sweep.stopping import StopRule
from sim.checks import Number, Strict, Whole
from sim.declared.terms import Title
from sim.errors import InputError, Problem
from sim.scenario import Scenario

MOST_POINTS = 1_000_000
Replicates = Annotated[Whole, Field(ge=1, le=1_000_000)]


class Judgement(Strict):
    """The parameters that are judged, as factors with a prior range each; `priors.py` says how it is found."""

    groups: tuple[str, ...] = ()
    """Groups of parameters (`growth`) or single keys; all of them where it is empty."""
    without: tuple[str, ...] = ()
    """Groups or keys that are left out."""
    spread: Number = Field(default=0.5, gt=0.0, le=9.0)
    """A value of 0.5 means from the default over 1.5 to the default times 1.5."""


class Design(Strict):
    """What every kind of design has in common; a kind says where in the unit cube its points lie."""

    title: Title = Title()
    kind: str
    factors: dict[str, Factor] = Field(default_factory=dict)
    judgement: Judgement | None = None
    seed: Whole = Field(default=0, ge=0, le=2**32 - 1)
    """Chance of the points; that of the runs is the command line's `seed`."""
    replicates: Replicates | StopRule | None = None
    """Runs of every point, paired by number, or the rule that says when they are enough; the command line's number goes
    before it."""
    source: str = ""

    RANGES: ClassVar[bool] = True
    """Whether every factor needs a range or values."""
    ASKED: ClassVar[str] = ""
    """The command that decides the points as it goes; empty where they are known beforehand."""

    def cube(self, factors: Mapping[str, Factor]) -> np.ndarray:
        """Points [points, factors] in the unit cube, each from 0 to 1; raises InputError."""
        raise NotImplementedError

    def columns(
        self, varying: Varying, scenarios: tuple[Scenario, ...], whole: Mapping[str, bool]
    ) -> dict[str, np.ndarray]:
        """Factor -> its value at every point."""
        from experiments.sweep.values import column

        cube = self.cube(varying.factors)
        return {
            name: column(factor, cube[:, at], whole[name])
            for at, (name, factor) in enumerate(varying.factors.items())
        }


def refused(key: str, given: str, allowed: str) -> InputError:
    """The fault of an option of a design."""
    return InputError([Problem("design", given, allowed, key)])
