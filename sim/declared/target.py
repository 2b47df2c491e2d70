"""TARGET (目标) as data: what public texts ask for, and what a policy makes of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.calendar import first_quarter_from
from sim.checks import Number, Strict, Whole
from sim.declared.terms import Date, Described, Title, Year

Aggregation = Literal[
    "level", "mean", "mean_growth", "every_year", "sum", "count_places", "share_of_places", "share_of_city"
]
"""Level at the date; mean or sum over the years; mean yearly growth; met in every year; number or share of the
places inside at which the value reaches `threshold`; share in the city's value at the date."""

TargetLevel = Literal["city", "county", "town", "park", "village"]
GoalName = Literal["attraction", "ladder", "parks", "villages", "services", "environment"]


class Target(Described):
    """A stated target; measured in every scenario, felt only where a policy adopts it."""

    region: str = ""
    """Region whose places it names; in any other it is left out."""
    place: tuple[str, ...] = Field(min_length=1)
    """Places it is set for: the city, counties, towns, parks or groups; every one of them must meet it."""
    indicator: str
    """Key of the indicator that shows it, or comes nearest (kind: proxy)."""
    level: TargetLevel
    """Level at which the indicator is read; below the place, its places inside are counted."""
    op: Literal["ge", "gt", "le", "lt", "eq"]
    number: Number | None = None
    """What it must reach; left out only where nothing can be scored."""
    unit: str
    """Unit of the number: the indicator's, or `share`, `1/year`, `places` by the aggregation."""
    by_year: Year | None = None
    from_year: Year | None = None
    to_year: Year | None = None
    aggregation: Aggregation = "level"
    threshold: Number | None = None
    """Value from which a place counts, in the indicator's unit."""
    kind: Literal["measured", "proxy", "external", "undated"]
    """Measured by the model; by what comes nearest; outside the model; without a date: the last two are listed and
    never scored."""
    goal: GoalName = "attraction"
    """What a leader who feels it turns to."""
    figure: Literal["true", "reported"] = "true"
    """Whether it is judged by what is or by what is reported."""
    stated: Title = Title()
    """The target in the words of the sources."""
    why: Title = Title()
    """Why the model does not see it, or how the proxy differs."""
    paid_for: bool = False
    """A policy is priced so that the stated number is just paid: that it is met says nothing of effects (投入类)."""
    reached: Title = Title()
    """What the sources say of its having been reached; empty where they say nothing."""
    also: tuple[str, ...] = ()
    """Other indicators that come near."""

    @property
    def scored(self) -> bool:
        """Whether runs are held against it."""
        return self.kind in ("measured", "proxy")

    @model_validator(mode="after")
    def _complete(self) -> Target:
        if self.scored and self.number is None:
            raise ValueError(f"number: is missing; a target of kind {self.kind} is scored against one")
        if self.scored and (self.by_year is None) == (self.from_year is None or self.to_year is None):
            raise ValueError("by_year: give by_year, or from_year and to_year; a scored target has a date")
        if self.from_year is not None and self.to_year is not None and self.to_year < self.from_year:
            raise ValueError("to_year: it lies before from_year; set it later")
        counted = self.aggregation in ("count_places", "share_of_places")
        if self.scored and counted != (self.threshold is not None):
            raise ValueError("threshold: places are counted with it, and with it only; give both or none")
        if (
            self.scored
            and self.aggregation in ("mean", "mean_growth", "every_year", "sum")
            and self.from_year is None
        ):
            raise ValueError(
                f"from_year: is missing; aggregation: {self.aggregation} needs from_year and to_year"
            )
        return self


class Adoption(Strict):
    """A policy takes a stated target up (考核): from when, who answers for it, how much it weighs, what follows."""

    start_date: Date
    """Nobody feels it, and nothing follows from it, before."""
    holder: tuple[str, ...] = ()
    """Counties whose leaders feel it; the target's own place where it is left out."""
    weight: Number = Field(default=1.0, ge=0.0, le=10.0)
    reward_yuan: Whole = Field(default=0, ge=0, le=10_000_000_000)
    """Paid to each holder once when it is met."""
    sanction_yuan: Whole = Field(default=0, ge=0, le=10_000_000_000)
    """Paid by each holder once when the date has passed without."""
    settled_by: Literal["city", "up"] = "city"
    """Who pays rewards and receives sanctions."""

    @property
    def first(self) -> int:
        """Number of the first quarter in which it is felt."""
        return first_quarter_from(self.start_date)

    def too_late(self, target: Target) -> bool:
        """Whether it starts only after the target has been judged."""
        last = target.by_year or target.to_year
        return last is not None and self.first >= 4 * (last + 1)
