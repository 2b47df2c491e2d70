"""Which places something is for: those named, and of them all, the most or least by a variable, or some by lot."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from sim.checks import Strict, Whole

Level = Literal["county", "town", "village", "park", "outside", "firm"]
"""What a place of a policy can be; a firm is one of the largest of a sector, an outside node a city beyond."""

Variable = Literal[
    "people",
    "gdp_per_head",
    "revenue_per_head",
    "income_per_head",
    "rural_income_per_head",
    "skill",
    "school_quality",
    "hospital_quality",
    "environment",
    "service_minutes",
    "collective_income",
    "collective_assets",
    "governance",
    "amenity",
    "area",
    "free_land",
    "occupancy",
    "quality",
    "sales",
]
"""What places can be ranked, chosen or weighed by; `sim/selection/variables.py` reads each."""


def _names(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Scope(Strict):
    """Places of one level; YAML may write a plain list of names for `places` alone.

    `places` names counties, towns, villages, parks, outside nodes, or groups; what lies inside them is meant where the
    level is lower. `city` is all of the region. `pick` chooses `count` of them, per county or town where `each` says
    so: `most` or `least` by the variable `by` at the opening, or `random` by an addressed draw.
    """

    SHORT: ClassVar[str] = "places"
    """The key that a plain list stands for."""

    places: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(min_length=1)
    pick: Literal["all", "most", "least", "random"] = "all"
    by: Variable | None = None
    count: Whole | None = Field(default=None, ge=1, le=2000)
    each: Literal["", "county", "town"] = ""
    sector: str = ""
    """Sector of the firms, where the level is firms."""

    @model_validator(mode="after")
    def _consistent(self) -> Scope:
        if self.pick == "all" and (self.count is not None or self.by is not None):
            raise ValueError("pick: all is given with by or count; say pick: most, least or random")
        if self.pick != "all" and self.count is None:
            raise ValueError(f"count: is missing; pick: {self.pick} needs the number of places")
        if self.pick in ("most", "least") and self.by is None:
            raise ValueError(f"by: is missing; pick: {self.pick} needs a variable")
        if self.pick == "random" and self.by is not None:
            raise ValueError("by: is given; pick: random needs none")
        return self


def _short(value: Any) -> Any:
    return {Scope.SHORT: value} if isinstance(value, list | tuple) else value


Places = Annotated[Scope, BeforeValidator(_short)]
"""A scope, or a plain list of names."""
