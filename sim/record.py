"""What a run remembers: indicators by quarter and place, and the flows of the ledger.

`record=headline` keeps the main indicators of the city and its counties; `standard` all indicators down to
the towns, and every flow; `full` adds the villages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.indicators import LEVELS, at_level
from sim.ledger import LedgerRows

Array = NDArray[Any]
Values = Mapping[str, Mapping[str, Array]]
"""Level -> key -> one value a place, in the order of the region's places."""


@dataclass(frozen=True)
class FirmFacts:
    """How single firms are spread and grow in one year; NaN where too few are known.

    `hill_exponent`: Hill estimator of the tail of industrial sales above 20 m yuan. The log growth of sales
    is over the year; its kurtosis is in excess of the normal's. `laplace_minus_normal`: log-likelihood per
    firm of the fitted Laplace distribution less that of the fitted normal.
    """

    year: int
    above_scale: int
    hill_exponent: float
    log_growth_sd: float
    log_growth_kurtosis: float
    laplace_minus_normal: float


class Recorder:
    """Takes a quarter at a time into arrays [quarters, places] that are made once."""

    def __init__(self, sizes: Mapping[str, int], horizon: int, level: str, first_quarter: int) -> None:
        self.sizes, self.horizon, self.level, self.first_quarter = dict(sizes), horizon, level, first_quarter
        self.taken = 0
        self.ledger: list[tuple[int, LedgerRows]] = []
        self.series: dict[str, dict[str, Array]] = {}
        for place_level in LEVELS:
            kept = at_level(place_level, level)
            if kept:
                shape = (horizon, self.sizes[place_level])
                self.series[place_level] = {item.key: np.zeros(shape, item.dtype) for item in kept}

    @property
    def keeps_ledger(self) -> bool:
        """Whether the flows of the ledger are kept."""
        return self.level != "headline"

    def take(self, quarter: int, values: Values, rows: LedgerRows | None = None) -> None:
        """Keep a quarter; raises ValueError when it is out of turn, or a value is missing or misshapen.

        Money must come as int64. Keys and levels that this record does not keep are passed over.
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
        if rows is not None and self.keeps_ledger:
            self.ledger.append((quarter, rows))
        self.taken += 1

    def quarter_numbers(self) -> NDArray[np.int16]:
        """Numbers of the quarters taken (4 * year + q - 1)."""
        return np.arange(self.first_quarter, self.first_quarter + self.taken, dtype=np.int16)

    def taken_values(self) -> dict[str, dict[str, Array]]:
        """Level -> key -> read-only values [quarters taken, places]."""
        return {
            level: {key: _frozen(array[: self.taken]) for key, array in series.items()}
            for level, series in self.series.items()
        }

    def copy(self) -> Recorder:
        """A record of its own with the same past, for a fork."""
        twin = Recorder(self.sizes, self.horizon, self.level, self.first_quarter)
        for level, series in self.series.items():
            for key, array in series.items():
                np.copyto(twin.series[level][key], array)
        twin.ledger, twin.taken = list(self.ledger), self.taken
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


_LEDGER_COLUMNS = tuple(column.name for column in fields(LedgerRows))


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
