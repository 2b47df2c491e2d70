"""Series read from the chunks of a folder: one indicator, the levels asked for, and nothing else held in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.errors import InputError, Problem

KEYS = ["run_id", "quarter", "level", "place"]
WIDE = ("city", "county")
"""Levels that are few rows and nearly always wanted together."""


@dataclass(frozen=True, eq=False)
class Cube:
    """Series of an indicator at some levels: key -> [runs, quarters, places], NaN at levels that have none."""

    runs: NDArray[np.int64]
    quarters: NDArray[np.int64]
    places: tuple[str, ...]
    levels: tuple[str, ...]
    values: dict[str, NDArray[Any]]

    @property
    def bytes(self) -> int:
        """Memory of the values."""
        return sum(values.nbytes for values in self.values.values())


@dataclass(frozen=True, eq=False)
class Layout:
    """What the rows of a folder's series are: run by run, quarter by quarter, the same places."""

    runs: NDArray[np.int64]
    quarters: NDArray[np.int64]
    places: tuple[str, ...]
    levels: tuple[str, ...]

    @classmethod
    def of(cls, folder: Path, files: Sequence[Path]) -> Layout:
        """The layout that all files share; raises InputError where a file's rows are no full table of its runs."""
        runs: list[NDArray[np.int64]] = []
        first: Layout | None = None
        for file in files:
            table = pq.ParquetFile(file).read(KEYS)
            if table.num_rows == 0:
                continue
            found = _layout(table)
            if found is None or (first is not None and not found.fits(first)):
                given = f"the rows of {file.name} are no full table of runs, quarters and places"
                raise InputError([Problem(str(folder), given, "make the runs again")])
            first = first or found
            runs.append(found.runs)
        if first is None:
            raise InputError(
                [Problem(str(folder), "none of its runs finished", "see its errors: runs.failures")]
            )
        return cls(np.concatenate(runs), first.quarters, first.places, first.levels)

    def fits(self, other: Layout) -> bool:
        """Whether two files hold the same quarters and places."""
        return (
            np.array_equal(self.quarters, other.quarters)
            and self.places == other.places
            and self.levels == other.levels
        )

    def cubes(
        self, files: Sequence[Path], keys: Sequence[str], levels: Sequence[str] | None = None
    ) -> dict[str, Cube]:
        """The series of some indicators; a file is opened once and only the rows of the levels are kept."""
        width = len(self.places)
        chosen = np.array([levels is None or level in levels for level in self.levels])
        parts: dict[str, list[NDArray[Any]]] = {key: [] for key in keys}
        for file in files:
            table = pq.ParquetFile(file).read(list(keys))
            if table.num_rows:
                for key in keys:
                    values = table[key].to_numpy().reshape(-1, len(self.quarters), width)
                    parts[key].append(values if chosen.all() else values[:, :, chosen])
        places, kept = (
            tuple(name for name, is_kept in zip(names, chosen, strict=True) if is_kept)
            for names in (self.places, self.levels)
        )
        return {
            key: Cube(self.runs, self.quarters, places, kept, {key: np.concatenate(found)})
            for key, found in parts.items()
        }


def _layout(table: pa.Table) -> Layout | None:
    """The layout of one file, or None where its rows are not run by run and quarter by quarter the same places."""
    table = table.unify_dictionaries().combine_chunks()
    run_id, quarter = (table[name].to_numpy() for name in ("run_id", "quarter"))
    changes = np.flatnonzero((np.diff(run_id) != 0) | (np.diff(quarter) != 0))
    width = int(changes[0]) + 1 if len(changes) else len(run_id)
    runs, per_run = np.unique(run_id, return_counts=True)
    rows = int(per_run[0])
    if (per_run != rows).any() or rows % width:
        return None
    quarters = quarter[:rows:width].astype(np.int64)
    full = (
        np.array_equal(run_id, np.repeat(runs, rows))
        and np.array_equal(quarter, np.tile(np.repeat(quarters, width), len(runs)))
        and all(_repeats(table[name], width) for name in ("level", "place"))
    )
    if not full:
        return None
    levels, places = (tuple(table[name].slice(0, width).to_pylist()) for name in ("level", "place"))
    return Layout(runs.astype(np.int64), quarters, places, levels)


def _repeats(column: pa.ChunkedArray, width: int) -> bool:
    """Whether a column of names repeats its first rows to the end."""
    array = column.combine_chunks()
    array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
    numbers = (
        array.indices if pa.types.is_dictionary(array.type) else array.dictionary_encode().indices
    ).to_numpy()
    return bool((numbers.reshape(-1, width) == numbers[:width]).all())
