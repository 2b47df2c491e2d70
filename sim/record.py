"""What a run remembers: indicators by quarter and place, the flows of the ledger, what happened.

`record=headline` keeps the main indicators of the city and its counties; `standard` all indicators down to
the towns and parks, and every flow; `full` adds the villages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.indicators import LEVELS, at_level
from sim.ledger import LedgerRows
from sim.region import Region

Array = NDArray[Any]
Values = Mapping[str, Mapping[str, Array]]
"""Level -> key -> one value a place, in the order of the region's places."""


@dataclass(frozen=True, order=True)
class EventRow:
    """Something that happened once: quarter, what, where (an id or empty), to whom, yuan, a word of why."""

    quarter: int
    event: str
    place: str
    subject: str
    yuan: int
    note: str


class PolicyRow(NamedTuple):
    """One figure of what a policy did in a quarter, see `sim.quarter.Entry`."""

    quarter: int
    policy: str
    item: str
    place: str
    partner: str
    value: float


@dataclass(frozen=True)
class OpeningRow:
    """One figure of the opening balance: where, what, how much, and how it is known."""

    level: str
    place: str
    item: str
    value: float
    unit: str
    status: str
    source: str


@dataclass(frozen=True, eq=False)
class FirmFacts:
    """How single firms are spread and grow; one entry a whole year, NaN where too few firms are known.

    `hill_exponent`: Hill estimator of the tail of industrial sales above 20 m yuan. The log growth of sales
    is over the year; its kurtosis is in excess of the normal's. `laplace_minus_normal`: log-likelihood per
    firm of the fitted Laplace distribution less that of the fitted normal. `sd_size_slope`: of ln sd of growth on ln
    size. Exit rates are shares closing within a year: of firms in their first year, in years 2 to 6, and older.
    """

    year: NDArray[np.int64]
    hill_exponent: NDArray[np.float64]
    above_scale: NDArray[np.int64]
    log_growth_mean: NDArray[np.float64]
    log_growth_sd: NDArray[np.float64]
    log_growth_kurtosis: NDArray[np.float64]
    laplace_minus_normal: NDArray[np.float64]
    sd_size_slope: NDArray[np.float64]
    exit_rate_new: NDArray[np.float64]
    exit_rate_young: NDArray[np.float64]
    exit_rate_old: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Axes:
    """Ids of the places of each level, in the order of every array."""

    levels: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, region: Region) -> Axes:
        """The axes of a region."""
        parks = tuple(park.id for park in region.parks)
        ids = (region.counties.ids, region.towns.ids, parks, region.villages.ids)
        return cls(dict(zip(LEVELS, ((region.city_code,), *ids), strict=True)))


class Recorder:
    """Takes a quarter at a time into arrays [quarters, places] that are made once."""

    def __init__(self, axes: Axes, first_quarter: int, horizon: int, record: str = "standard") -> None:
        self.axes, self.first_quarter, self.horizon, self.record = axes, first_quarter, horizon, record
        self.taken = 0
        self.series: dict[str, dict[str, Array]] = {}
        self.ledger: list[tuple[int, LedgerRows]] = []
        self.events: list[EventRow] = []
        self.policies: list[PolicyRow] = []
        for level in LEVELS:
            kept = at_level(level, record)
            if kept:
                shape = (horizon, len(axes.levels[level]))
                self.series[level] = {item.key: np.zeros(shape, item.dtype) for item in kept}

    def take(
        self,
        quarter: int,
        values: Values,
        rows: LedgerRows | None = None,
        events: Iterable[Any] = (),
        entries: Iterable[Any] = (),
    ) -> None:
        """Keep a quarter; raises ValueError when it is out of turn, or a value is missing or misshapen.

        Money must come as int64. Keys and levels that this record does not keep are passed over. An event is
        anything with `quarter event subject yuan note` and perhaps a `place`.
        """
        number = quarter - self.first_quarter
        if number != self.taken or number >= self.horizon:
            raise ValueError(f"quarter {number} of the record was delivered when {self.taken} was due")
        for level, series in self.series.items():
            delivered = values.get(level, {})
            missing = [key for key in series if key not in delivered]
            if missing:
                raise ValueError(f"{level}: no value was delivered for {', '.join(missing)}")
            for key, array in series.items():
                array[number] = _fit(f"{level} {key}", array, delivered[key])
        if self.record != "headline":
            self.ledger += [(quarter, rows)] if rows is not None else []
            self.events += [_event(event) for event in events]
        self.policies += [
            PolicyRow(quarter, policy, item, place, partner, float(value))
            for policy, item, value, place, partner in entries
        ]
        self.taken += 1

    def taken_values(self) -> dict[str, dict[str, Array]]:
        """Level -> key -> read-only values [quarters taken, places]."""
        return {
            level: {key: _frozen(array[: self.taken]) for key, array in series.items()}
            for level, series in self.series.items()
        }

    def copy(self) -> Recorder:
        """A record of its own with the same past, for a fork."""
        twin = Recorder(self.axes, self.first_quarter, self.horizon, self.record)
        for level, series in self.series.items():
            for key, array in series.items():
                np.copyto(twin.series[level][key], array)
        twin.ledger, twin.events, twin.taken = list(self.ledger), list(self.events), self.taken
        twin.policies = list(self.policies)
        return twin

    def state(self) -> dict[str, Array]:
        """Everything taken so far as plain arrays, for the file of a saved run."""
        arrays: dict[str, Array] = {"taken": np.array(self.taken)}
        for level, series in self.series.items():
            arrays |= {f"series/{level}/{key}": array[: self.taken] for key, array in series.items()}
        counts = [np.full(len(rows.yuan), quarter) for quarter, rows in self.ledger]
        arrays["ledger/quarters"] = np.array([quarter for quarter, _ in self.ledger], np.int64)
        arrays["ledger/quarter"] = np.concatenate([np.zeros(0, np.int64), *counts])
        for column in _LEDGER_COLUMNS:
            empty = np.zeros(0, "U1" if column == "policy" else np.int64)
            parts = [np.asarray(getattr(rows, column), empty.dtype.type) for _, rows in self.ledger]
            arrays[f"ledger/{column}"] = np.concatenate([empty, *parts])
        for column in _EVENT_COLUMNS:
            kind = np.int64 if column in ("quarter", "yuan") else np.str_
            arrays[f"events/{column}"] = np.array([getattr(event, column) for event in self.events], kind)
        for column, given in _POLICY_COLUMNS.items():
            arrays[f"policies/{column}"] = np.array([getattr(row, column) for row in self.policies], given)
        return arrays

    def restore(self, arrays: Mapping[str, Array]) -> None:
        """Take back what `state` gave; the recorder must have been made alike."""
        self.taken = int(arrays["taken"])
        for level, series in self.series.items():
            for key, array in series.items():
                array[: self.taken] = arrays[f"series/{level}/{key}"]
        self.ledger = []
        for quarter in arrays["ledger/quarters"]:
            of_quarter = arrays["ledger/quarter"] == quarter
            columns: dict[str, Any] = {c: arrays[f"ledger/{c}"][of_quarter] for c in _LEDGER_COLUMNS}
            columns["policy"] = tuple(str(name) for name in columns["policy"])
            self.ledger.append((int(quarter), LedgerRows(**columns)))
        events = [arrays[f"events/{column}"].tolist() for column in _EVENT_COLUMNS]
        self.events = [EventRow(*row) for row in zip(*events, strict=True)]
        rows = [arrays[f"policies/{column}"].tolist() for column in _POLICY_COLUMNS]
        self.policies = [PolicyRow(*row) for row in zip(*rows, strict=True)]


_LEDGER_COLUMNS = tuple(column.name for column in fields(LedgerRows))
_EVENT_COLUMNS = tuple(column.name for column in fields(EventRow))
_POLICY_COLUMNS: dict[str, type] = {
    "quarter": np.int64,
    "policy": np.str_,
    "item": np.str_,
    "place": np.str_,
    "partner": np.str_,
    "value": np.float64,
}


def _fit(name: str, array: Array, given: Any) -> Array:
    values = np.asarray(given)
    if values.shape != array.shape[1:]:
        raise ValueError(f"{name}: shape {values.shape} was delivered, {array.shape[1:]} is due")
    if array.dtype == np.int64 and values.dtype != np.int64:
        raise ValueError(f"{name}: money is whole yuan (int64), not {values.dtype}")
    return values


def _frozen(array: Array) -> Array:
    array = array.copy()
    array.setflags(write=False)
    return array


def _event(event: Any) -> EventRow:
    place = getattr(event, "place", "")
    return EventRow(int(event.quarter), event.event, place, event.subject, int(event.yuan), event.note)
