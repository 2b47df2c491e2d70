"""What one run leaves behind: series, flows, events and the recipe that made them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calendar import quarter_name
from sim.errors import InputError, Problem, unknown_name
from sim.flows import LedgerTable, ledger_table
from sim.indicators import BY_KEY, LEVELS, growth, indicator, yearly
from sim.ledger import LedgerRows
from sim.provenance import Identity
from sim.record import FirmFacts
from sim.region import Region, find_place
from sim.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Result:
    """One run. `values[level][key]` is an array [quarters, places], places in the region's order, money int64.

    `ledger` holds the flows quarter by quarter; a row of `opening` is (level, place, item, value, unit, status)
    and perhaps a source; an event has quarter, event, subject, yuan and note.
    """

    identity: Identity
    region: Region
    scenario: Scenario
    record: str
    quarters: NDArray[np.int16]
    values: dict[str, dict[str, NDArray[Any]]]
    ledger: tuple[tuple[int, LedgerRows], ...] = ()
    events: tuple[Any, ...] = ()
    firm_facts: tuple[FirmFacts, ...] = ()
    opening: tuple[tuple[Any, ...], ...] = ()

    @property
    def first_quarter(self) -> int:
        """Number of the first quarter recorded (4 * year + q - 1)."""
        return int(self.quarters[0])

    @property
    def places(self) -> dict[str, tuple[str, ...]]:
        """Ids of the places of each level recorded, in the order of the columns of its arrays."""
        region = self.region
        ids = ((region.city_code,), region.counties.ids, region.towns.ids, region.villages.ids)
        return {level: of_level for level, of_level in zip(LEVELS, ids, strict=True) if level in self.values}

    @property
    def quarter_names(self) -> tuple[str, ...]:
        """The quarters recorded, `2023Q1` and so on."""
        return tuple(quarter_name(int(quarter)) for quarter in self.quarters)

    def series(self, key: str, place: str | None = None) -> NDArray[Any]:
        """An indicator by quarter at a place (id, name or slug; the city when none is named).

        Raises InputError for an unknown name, or one that this record does not keep at that level.
        """
        level, column = self._place(place)
        return self._kept(level, indicator(key).key)[:, column]

    def years(self, key: str, place: str | None = None) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Whole years and an indicator's yearly values at a place (C1); `KEY_growth` is the growth of KEY."""
        base = key if key in BY_KEY else key.removesuffix("_growth")
        item = indicator(base)
        level, column = self._place(place)
        parts = {part: self._kept(level, part)[:, column] for part in item.needed}
        years, values = yearly(item, parts, self.first_quarter)
        return years, values if base == key else growth(values)

    @cached_property
    def flows(self) -> LedgerTable:
        """All flows of the ledger as one table."""
        return ledger_table(self.region, self.ledger)

    def digest(self) -> str:
        """sha256 of all that was recorded; equal digests mean equal bytes."""
        digest = hashlib.sha256(repr((self.identity, self.record, self.first_quarter, self.places)).encode())
        for level, series in self.values.items():
            for key, array in series.items():
                digest.update(f"{level} {key} {array.dtype} {array.shape}".encode())
                digest.update(np.ascontiguousarray(array).tobytes())
        for value in vars(self.flows).values():
            digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
        digest.update(repr((self.events, self.firm_facts, self.opening)).encode())
        return digest.hexdigest()

    def _place(self, text: str | None) -> tuple[str, int]:
        if text is None:
            return "city", 0
        place = find_place(self.region, text, "result")
        if place.level not in LEVELS:
            allowed = "name the city, a county, a town or a village"
            raise InputError([Problem("result", f"{text!r} is a {place.level}", allowed)])
        return place.level, place.index

    def _kept(self, level: str, key: str) -> NDArray[Any]:
        series = self.values.get(level, {})
        if key in series:
            return series[key]
        given = f"record={self.record} keeps no {key!r} for a {level}"
        allowed = (
            unknown_name("", key, series).allowed if series else f"levels kept: {', '.join(self.values)}"
        )
        raise InputError([Problem("result", given, allowed)])
