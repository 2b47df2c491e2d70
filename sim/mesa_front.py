"""The front that modellers know: a Mesa model whose agents are views of rows (Mesa 3.5).

Counties, towns, villages and parks are Mesa agents; firms are a table with `select`, `get`, `groupby` and views made
on demand, as 680,000 Mesa agents would cost seconds and gigabytes. Numbers are those of `sim.run`, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import mesa
import numpy as np

from sim.errors import InputError, Problem, unknown_name
from sim.firm_table import FirmTable
from sim.indicators import BY_KEY
from sim.plain import changed_scenario, plain_scenario
from sim.quarter import Quarter
from sim.record import Values
from sim.region import Region, find_place, read_region
from sim.result import Result
from sim.run import Run
from sim.scenario import Scenario
from sim.world import World


class Place(mesa.Agent):
    """A place as an agent: its id and names, and every indicator of its level as an attribute."""

    level = ""

    def __init__(self, model: RegionModel, row: int, place_id: str, name_zh: str, name_en: str) -> None:
        super().__init__(model)
        self.row, self.id, self.name_zh, self.name_en = row, place_id, name_zh, name_en

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_") or "model" not in self.__dict__:
            raise AttributeError(key)
        values = self.model.measures.get(self.level, {})
        if key not in values:
            raise AttributeError(
                f"{self.level} {self.id} has no {key!r}; known: {', '.join(values) or 'nothing yet'}"
            )
        return values[key][self.row].item()

    def __repr__(self) -> str:
        return f"<{self.level} {self.id} {self.name_zh}>"


class County(Place):
    """A county, county-level city or district (县、市、区)."""

    level = "county"

    @property
    def towns(self) -> mesa.agent.AgentSet:
        """Its towns."""
        mine = self.model.region.town_county
        return self.model.agents_by_type[Town].select(lambda town: mine[town.row] == self.row)


class Town(Place):
    """A town or subdistrict (镇、街道)."""

    level = "town"

    @property
    def county(self) -> County:
        """The county it lies in."""
        return self.model.counties[int(self.model.region.town_county[self.row])]


class Village(Place):
    """A village or community (村、社区)."""

    level = "village"

    @property
    def town(self) -> Town:
        """The town it lies in."""
        return self.model.towns[int(self.model.region.village_town[self.row])]


class Park(Place):
    """An industrial park (园区): where it lies, what rank it has, how large it is, what it is for."""

    level = "park"

    def __init__(self, model: RegionModel, row: int, place_id: str, name_zh: str, name_en: str) -> None:
        super().__init__(model, row, place_id, name_zh, name_en)
        park = model.region.parks[row]
        self.area_mu = park.area_mu
        """Area in mu, not a number where none is known."""
        self.sectors_zh = park.sectors_zh
        """Sectors it is meant for."""
        self.level_of_park = park.level
        """Its rank, such as provincial; empty where none is known."""
        self.county: County = model.counties[park.county]
        """The county it lies in."""
        self.town: Town = model.towns[park.town]
        """The town it lies in."""


class RegionModel(mesa.Model):
    """A region as a Mesa model; `rng=r` is replicate r, keyword arguments override fields of the scenario.

    `scenario` is ours (a `Scenario`, or None for the packaged empty policy through the default world). `villages`:
    True for all of them as agents, or those asked for by id, name or path. Raises InputError for a random generator
    in place of a replicate, for villages not known, and for unknown or impossible fields.
    """

    def __init__(
        self,
        *,
        region: str | Region = "jiangmen",
        scenario: Scenario | None = None,
        rng: int | None = 0,
        seed_of_run: int = 0,
        villages: bool | str | Iterable[str] = False,
        record: str = "standard",
        **changed: Any,
    ) -> None:
        replicate = _replicate(rng)
        super().__init__(rng=replicate)
        self.region = region if isinstance(region, Region) else read_region(region)
        asked = _villages(self.region, villages)
        self.run = Run.start(
            self.region, _scenario(self.region, scenario, changed), seed_of_run, replicate, record
        )
        self.last: Quarter | None = None
        self.firms = FirmTable(self)
        self.counties = self._create(County, self.region.counties)
        self.towns = self._create(Town, self.region.towns)
        self.villages = self._create(Village, self.region.villages, asked)
        self.parks = [Park(self, row, p.id, p.name_zh, p.name_en) for row, p in enumerate(self.region.parks)]

    def _create(self, kind: type[Place], places: Any, rows: Iterable[int] | None = None) -> list[Any]:
        chosen = range(places.n) if rows is None else rows
        return [
            kind(self, row, places.ids[row], places.names_zh[row], places.names_en[row]) for row in chosen
        ]

    @property
    def world(self) -> World:
        """The tables behind the agents."""
        return self.run.world

    @property
    def measures(self) -> Values:
        """Indicators of the quarter just simulated, level -> key -> places; empty before the first."""
        return self.run.measures

    def step(self) -> None:
        """One quarter."""
        if self.run.finished:
            self.running = False
            return
        self.last = self.run.step()
        self.running = not self.run.finished

    def value(self, key: str, level: str = "city", row: int = 0) -> float:
        """An indicator of the quarter just simulated; not a number before the first.

        Raises InputError for a key that is no indicator, with the nearest one.
        """
        if key not in BY_KEY:
            raise InputError([unknown_name("RegionModel", key, BY_KEY, "indicator")])
        values = self.measures.get(level, {})
        return values[key][row].item() if key in values else float("nan")

    def result(self) -> Result:
        """What was recorded so far, as `sim.run` gives it."""
        return self.run.finish()


def _replicate(rng: Any) -> int:
    if rng is None:
        return 0
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer):
        given = f"rng={rng!r} is not a whole number"
        allowed = (
            "rng is the number of a replicate (0, 1, 2 …); draws are addressed, so no generator can be used"
        )
        raise InputError([Problem("RegionModel", given, allowed)])
    return int(rng)


def _villages(region: Region, asked: bool | str | Iterable[str]) -> list[int]:
    """Rows of the villages asked for, each once, in the region's order."""
    if isinstance(asked, bool):
        return list(range(region.villages.n)) if asked else []
    names = [asked] if isinstance(asked, str) else list(asked)
    places = [find_place(region, str(name), "RegionModel", "villages") for name in names]
    problems = [
        Problem("RegionModel", f"{place.id} {place.name_zh} is a {place.level}", "villages", "villages")
        for place in places
        if place.level != "village"
    ]
    if problems:
        raise InputError(problems)
    return sorted({place.index for place in places})


def _scenario(region: Region, scenario: Scenario | None, changed: dict[str, Any]) -> Scenario:
    return plain_scenario(region, changed) if scenario is None else changed_scenario(scenario, changed)
