"""What a calibration states: moments with their uncertainty, parameters with their priors; strict data (law 5)."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from experiments.sweep.factor import Factor, Varying
from sim.checks import Number, Status, Strict, Whole, parameter
from sim.declared.terms import Title

Floats = NDArray[np.float64]
Statistic = Literal["level", "mean", "growth", "growth_sd", "slope", "change"]
SEVERAL_YEARS = ("growth", "growth_sd", "slope", "change")


class Moment(Strict):
    """One number that was observed and that runs give too.

    A series of yearly values (of `indicator`, or of it over `over`, at `place`) and a statistic of its years:
    `level` the last, `mean`, `growth` the mean yearly growth from the first to the last, `growth_sd` the spread of
    yearly growth, `slope` of the logarithm on the year, `change` the last less the first.
    """

    title: Title = Title()
    indicator: str
    over: str = ""
    place: str = "city"
    statistic: Statistic
    from_year: Whole = Field(ge=1990, le=2100)
    to_year: Whole = Field(ge=1990, le=2100)
    observed: Number
    uncertainty: Number = Field(gt=0.0)
    """Standard error of what was observed, in its own unit: of the count, of the definition, of a text's rounding."""
    weight: Number = Field(default=1.0, ge=0.0, le=100.0)
    """Times the inverse variance; 0 keeps the moment out of the search and the posterior, to judge them by."""
    source: str
    status: Status = "sourced"
    note: str = ""

    @property
    def fitted(self) -> bool:
        """Whether the search and the posterior see it."""
        return self.weight > 0.0

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        least = self.from_year + (2 if self.statistic == "growth_sd" else self.statistic in SEVERAL_YEARS)
        if self.to_year < least:
            raise ValueError(
                f"to_year: {self.to_year} given; {least} or later is allowed for {self.statistic}"
            )
        return self


class Prior(Strict):
    """A parameter that may move, and what is thought of it before the data are seen."""

    title: Title = Title()
    key: str
    low: Number
    high: Number
    distribution: Literal["uniform", "log_uniform"] = "uniform"
    unit: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"high: {self.high:g} given; a number above low is allowed")
        if self.distribution == "log_uniform" and self.low <= 0.0:
            raise ValueError(f"low: {self.low:g} given; a number above 0 is allowed (log_uniform)")
        return self

    def at(self, share: Floats) -> Floats:
        """The value below which a share of the prior lies."""
        if self.distribution == "log_uniform":
            return np.asarray(self.low * (self.high / self.low) ** share)
        return np.asarray(self.low + (self.high - self.low) * share)

    def share_below(self, value: Floats) -> Floats:
        """The share of the prior that lies below a value."""
        if self.distribution == "log_uniform":
            return np.asarray(np.log(value / self.low) / np.log(self.high / self.low))
        return np.asarray((value - self.low) / (self.high - self.low))

    @property
    def factor(self) -> Factor:
        """The parameter as a factor of a sweep."""
        return Factor(
            title=self.title, keys=(self.key,), low=self.low, high=self.high, distribution=self.distribution
        )


class Calibration(Strict):
    """Which scenario is held against which numbers, by moving which parameters, with how many runs."""

    title: Title = Title()
    scenario: str
    settings: tuple[str, ...] = ()
    """Settings of the runs as on the command line, such as `firms_per_agent=100`."""
    moments: dict[str, Moment] = Field(min_length=1)
    parameters: dict[str, Prior] = Field(min_length=1)
    trials: Whole = parameter(
        60, "points of the search", 1, 100_000, "搜索点数", "a setting of the run", "given"
    )
    replicates: Whole = parameter(3, "runs a point", 1, 1000, "每点次数", "a setting of the run", "given")
    batch: Whole = parameter(6, "points asked at once", 1, 1000, "每批点数", "a setting of the run", "given")
    draws: Whole = parameter(
        400, "runs drawn from the prior", 20, 1_000_000, "先验抽样数", "a setting of the run", "given"
    )
    kept_share: Number = parameter(
        0.25, "share of the draws", 0.01, 1.0, "保留比例", "nearest draws kept by the posterior", "given"
    )
    checks: Whole = parameter(
        24, "runs drawn from the posterior", 2, 10_000, "后验复核次数", "a setting of the run", "given"
    )
    identified_above: Number = parameter(
        0.3,
        "shrinkage, 1 - sd of the posterior / sd of the prior",
        0.0,
        1.0,
        "识别门槛",
        "below, the data hardly speak and the prior stays",
        "judgement",
    )

    @property
    def point_runs(self) -> int:
        """Runs at the present values and at each point of the check, to tell chance from what a value does."""
        return max(4, self.replicates, self.checks // 2)

    @property
    def varying(self) -> Varying:
        """The parameters as factors of a sweep."""
        return Varying({name: prior.factor for name, prior in self.parameters.items()})

    @property
    def priors(self) -> tuple[Prior, ...]:
        """The priors in the order of the file."""
        return tuple(self.parameters.values())

    def column(self, name: Literal["observed", "uncertainty", "weight"]) -> Floats:
        """A number of every moment, in the order of the file."""
        return np.array([getattr(moment, name) for moment in self.moments.values()])
