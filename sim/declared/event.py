"""EVENT (事件) as data: something that happens once, on a date or by lot, and perhaps ends."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.checks import Number, Strict, Whole
from sim.declared.scope import Level, Places
from sim.declared.terms import Date, Described

NodeVariable = Literal[
    "skilled_people",
    "school_places",
    "hospital_beds",
    "school_quality",
    "hospital_quality",
    "environment",
    "sights",
    "park_quality",
    "planned_land",
    "serviced_land",
    "governance",
    "energy_quota",
    "land_demand",
    "rivals",
]
"""What an event can change of a place; `sim/nodes.py` says how and in which unit."""

LEVEL_OF: dict[str, Level] = {
    "skilled_people": "county",
    "school_places": "town",
    "hospital_beds": "town",
    "school_quality": "town",
    "hospital_quality": "town",
    "environment": "town",
    "sights": "town",
    "park_quality": "park",
    "planned_land": "park",
    "serviced_land": "park",
    "governance": "village",
    "energy_quota": "county",
    "land_demand": "county",
    "rivals": "outside",
}
"""Level of the places whose variable changes: each place of that level which the scope means gets all of `add`."""

OutsideVariable = Literal[
    "demand", "visitors", "loan_rate", "land_demand", "peel_demand", "leads", "transfers"
]
"""What an event can change of the world outside."""


class Drawn(Strict):
    """An event by lot: drawn every quarter between two dates until it has happened."""

    chance_per_year: Number = Field(gt=0.0, le=1.0)
    from_date: Date
    until_date: Date | None = None


class LinkChange(Strict):
    """A link of the region opens or shuts."""

    link: str
    change: Literal["open", "shut"]


class PlaceChange(Strict):
    """A variable of places changes by so much, in the variable's own unit."""

    scope: Places
    variable: NodeVariable
    add: Number


class LeadChange(Strict):
    """Leads of investors: those from a node, for a sector, or both, come so many times as often."""

    node: str = ""
    sector: str = ""
    factor: Number = Field(ge=0.0, le=100.0)


class FirmChange(Strict):
    """A named firm's orders become so many times what they were."""

    firm: str
    factor: Number = Field(ge=0.0, le=10.0)


class Payment(Strict):
    """Money paid once, spread over so many quarters: between governments, or from and to the outside."""

    payer: str
    receiver: str
    yuan: Whole = Field(gt=0, le=100_000_000_000)
    quarters: Whole = Field(default=1, ge=1, le=40)


class OutsideChange(Strict):
    """A variable of the world outside becomes so many times what it would have been."""

    variable: OutsideVariable
    factor: Number = Field(ge=0.0, le=10.0)
    sector: str = ""
    """Only for `demand`: one sector's."""


CHANGES = ("link", "place", "leads", "firm", "account", "outside")


class Event(Described):
    """Something that happens (事件); primitive of `sim/policy/event.py`. Exactly one change."""

    date: Date | None = None
    drawn: Drawn | None = None
    lasts_quarters: Whole | None = Field(default=None, ge=1, le=400)
    """Undone after so many quarters; for good where it is left out."""
    link: LinkChange | None = None
    place: PlaceChange | None = None
    leads: LeadChange | None = None
    firm: FirmChange | None = None
    account: Payment | None = None
    outside: OutsideChange | None = None

    @model_validator(mode="after")
    def _one_change(self) -> Event:
        if (self.date is None) == (self.drawn is None):
            raise ValueError("date: give either date or drawn; an event has one of them")
        given = [name for name in CHANGES if getattr(self, name) is not None]
        if len(given) != 1:
            said = " and ".join(given) or "no change"
            raise ValueError(f"{said} given; give exactly one of {', '.join(CHANGES)}")
        if self.lasts_quarters is not None and given[0] in ("firm", "account"):
            raise ValueError(
                f"lasts_quarters: is given for a {given[0]}, which cannot be undone; leave it out"
            )
        return self

    @property
    def change(self) -> str:
        """Name of the change it makes."""
        return next(name for name in CHANGES if getattr(self, name) is not None)
