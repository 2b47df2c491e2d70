"""A policy: entries of the four primitives, keyed by id; everything is processed in the order of ids (C7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from sim.calendar import parse_quarter
from sim.checks import Strict
from sim.declared.difference import Difference, differences
from sim.declared.event import Event
from sim.declared.pairing import Pairing
from sim.declared.programme import Programme
from sim.declared.target import Adoption, Target

if TYPE_CHECKING:
    from sim.region import Region
    from sim.selection.cost import CostRow


class Policy(Strict):
    """All policies of a scenario; the empty one is no policy."""

    programmes: dict[str, Programme] = Field(default_factory=dict)
    pairings: dict[str, Pairing] = Field(default_factory=dict)
    events: dict[str, Event] = Field(default_factory=dict)
    adopts: dict[str, Adoption] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _money_arrives(self) -> Policy:
        for name, programme in self.fed:
            if programme not in self.programmes:
                known = ", ".join(sorted(self.programmes)) or "none"
                raise ValueError(
                    f"pairings: {name} pays into {programme!r}, which is no programme; known: {known}"
                )
        return self

    @property
    def fed(self) -> Iterator[tuple[str, str]]:
        """Pairings that pay into a programme, and the programme's id."""
        for name, pairing in self.pairings.items():
            for channel in (pairing.channels.money, pairing.channels.coinvest):
                if channel is not None and channel.into:
                    yield name, channel.into

    @property
    def names(self) -> tuple[str, ...]:
        """Ids under which money flows, sorted: programmes, pairings, events and adopted targets."""
        return tuple(sorted({*self.programmes, *self.pairings, *self.events, *self.adopts}))

    def diff(self, other: Policy) -> list[Difference]:
        """What differs in another policy: key, from, to, unit; words are left out."""
        return differences(self, other)

    def cost(
        self,
        region: Region,
        start: str = "2023Q1",
        horizon: int = 44,
        targets: Mapping[str, Target] | None = None,
    ) -> list[CostRow]:
        """What it costs before a run: a row a policy, item, payer and year, each saying at which prices."""
        from sim.selection.cost import cost_rows

        return cost_rows(self, region, parse_quarter(start), horizon, targets)
