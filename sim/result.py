"""What one run leaves behind: series, flows, events and the recipe that made them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calendar import quarter_name
from sim.errors import InputError, Problem, unknown_name
from sim.flows import LedgerTable, ledger_table
from sim.indicators import BY_KEY, LEVELS, growth, indicator, yearly
from sim.provenance import Identity, identity
from sim.record import EventRow, FirmFacts, OpeningRow, PolicyRow, Recorder
from sim.region import Region, find_place
from sim.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Result:
    """One run; `values[level][key]` is an array [quarters, places], money int64, `places[level]` the ids."""

    identity: Identity
    scenario: Scenario
    region: Region
    record: str
    first_quarter: int
    places: dict[str, tuple[str, ...]]
    values: dict[str, dict[str, NDArray[Any]]]
    ledger: LedgerTable
    events: tuple[EventRow, ...] = ()
    policies: tuple[PolicyRow, ...] = ()
    """What policies did, quarter by quarter."""
    firm_facts: FirmFacts | None = None
    opening: tuple[OpeningRow, ...] = ()

    @classmethod
    def from_recorder(
        cls,
        recorder: Recorder,
        region: Region,
        scenario: Scenario,
        seed: int,
        replicate: int,
        firm_facts: FirmFacts | None = None,
        opening: Iterable[OpeningRow] = (),
    ) -> Result:
        """What a recorder has taken so far, signed with the identity of the run."""
        return cls(
            identity=identity(region, scenario, seed, replicate),
            scenario=scenario,
            region=region,
            record=recorder.record,
            first_quarter=recorder.first_quarter,
            places={level: recorder.axes.levels[level] for level in recorder.series},
            values=recorder.taken_values(),
            ledger=ledger_table(region, recorder.ledger),
            events=tuple(recorder.events),
            policies=tuple(recorder.policies),
            firm_facts=firm_facts,
            opening=tuple(opening),
        )

    @property
    def quarters(self) -> NDArray[np.int16]:
        """Numbers of the quarters recorded (4 * year + q - 1)."""
        taken = len(next(iter(self.values["city"].values())))
        return np.arange(self.first_quarter, self.first_quarter + taken, dtype=np.int16)

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

    def digest(self) -> str:
        """sha256 of all that was recorded; equal digests mean equal bytes."""
        digest = hashlib.sha256(repr((self.identity, self.record, self.first_quarter, self.places)).encode())
        for level, series in self.values.items():
            for key, array in series.items():
                digest.update(f"{level} {key} {array.dtype} {array.shape}".encode())
                digest.update(np.ascontiguousarray(array).tobytes())
        for part in (self.ledger, self.firm_facts):
            for column in fields(part) if part is not None else ():
                value = getattr(part, column.name)
                digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
        digest.update(repr((self.events, self.policies, self.opening)).encode())
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
