"""A result folder opened (C8): what it says of itself, its tables, and its series as one block of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from numpy.typing import NDArray

from analysis.places import Places
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import BY_KEY

SCHEMA_VERSION = 1
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled reader where there is one: a resolved scenario has thousands of lines."""


@dataclass(frozen=True, eq=False)
class Cube:
    """Series of some indicators: key -> [runs, quarters, places], NaN at levels that have none."""

    runs: NDArray[np.int64]
    quarters: NDArray[np.int64]
    places: tuple[str, ...]
    levels: tuple[str, ...]
    values: dict[str, NDArray[Any]]


class Folder:
    """A result folder; tables are read when first asked for."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.manifest = _manifest(self.path)
        self._cubes: dict[str, Cube] = {}
        self._scenarios: dict[str, dict[str, Any]] = {}

    @property
    def scenarios(self) -> list[str]:
        """Names of the scenarios, in the order they were given."""
        return list(self.manifest["arms"])

    @property
    def first_quarter(self) -> int:
        """Number of the first quarter (4 * year + q - 1)."""
        return int(self.manifest["first_quarter"])

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row a run: run_id, scenario, seed, replicate, status, error and the city's headline values."""
        return self.chunks("parts").to_pandas()

    @cached_property
    def places(self) -> Places:
        """All places and groups."""
        return Places(pq.read_table(self.path / "places.parquet").to_pandas())

    @cached_property
    def names(self) -> pd.DataFrame:
        """Names of what has no series: kind (outside, sector), id, name_zh, name_en; none in old folders."""
        file = self.path / "names.parquet"
        if not file.exists():
            return pd.DataFrame({name: [] for name in ("kind", "id", "name_zh", "name_en")}, dtype=str)
        return pq.read_table(file).to_pandas()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of the indicators that were recorded, in the registry's order."""
        columns = set(pq.read_schema(self._files("series")[0]).names)
        return tuple(key for key in BY_KEY if key in columns)

    def scenario(self, name: str) -> dict[str, Any]:
        """A resolved scenario as plain data."""
        if name not in self.scenarios:
            raise InputError([unknown_name(str(self.path), name, self.scenarios, "scenario")])
        if name not in self._scenarios:
            text = (self.path / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8")
            self._scenarios[name] = dict(yaml.load(text, Loader=LOADER))
        return self._scenarios[name]

    def opening(self, scenario: str, item: str) -> dict[str, float]:
        """A figure of a scenario's opening balance by place id; empty where none was written."""
        rows = self._opening
        runs = self.runs.loc[self.runs["scenario"] == scenario, "run_id"]
        found = rows[rows["run_id"].isin(runs) & (rows["item"] == item)]
        return dict(zip(found["place"], found["value"], strict=True))

    @cached_property
    def _opening(self) -> pd.DataFrame:
        return self.chunks("opening").to_pandas()

    def chunks(self, table: str, columns: Iterable[str] | None = None) -> pa.Table:
        """A whole table from its chunks, in their order."""
        wanted = list(columns) if columns is not None else None
        parts = [pq.read_table(file, columns=wanted) for file in self._files(table)]
        return pa.concat_tables(parts, promote_options="default")

    def cube(self, key: str) -> Cube:
        """The series of one indicator; raises InputError when it is unknown or was not recorded."""
        if key not in self._cubes:
            if key not in BY_KEY:
                raise InputError([unknown_name("indicators", key, self.keys)])
            if key not in self.keys:
                given = f"{key} was not recorded (record={self.manifest['identity']['record']})"
                raise InputError([Problem(str(self.path), given, "run again with record=standard")])
            self._cubes[key] = self._read_cube(key)
        return self._cubes[key]

    def _read_cube(self, key: str) -> Cube:
        frame = self.chunks("series", ["run_id", "quarter", "level", "place", key])
        runs = np.unique(frame["run_id"].to_numpy())
        quarters = np.unique(frame["quarter"].to_numpy()).astype(np.int64)
        width = len(frame) // max(1, len(runs) * len(quarters))
        if width * len(runs) * len(quarters) != len(frame):
            given = f"{len(frame)} rows are no full table of {len(runs)} runs and {len(quarters)} quarters"
            raise InputError([Problem(str(self.path), given, "finish the runs first")])
        values = frame[key].to_numpy().reshape(len(runs), len(quarters), width)
        places = tuple(frame["place"].slice(0, width).to_pylist())
        levels = tuple(frame["level"].slice(0, width).to_pylist())
        return Cube(runs.astype(np.int64), quarters, places, levels, {key: values})

    def _files(self, table: str) -> list[Path]:
        files = sorted((self.path / table).glob("chunk-*.parquet"))
        if not files:
            given = f"there is no finished chunk under {table}/"
            raise InputError([Problem(str(self.path), given, "finish the runs first")])
        return files


def _manifest(path: Path) -> dict[str, Any]:
    try:
        found = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        version = found["schema_version"]
    except (OSError, ValueError, KeyError, TypeError):
        given = "holds no results of this program" if path.exists() else "there is no such folder"
        raise InputError([Problem(str(path), given, "give a result folder, like results/first")]) from None
    if version > SCHEMA_VERSION:
        given = f"was written with schema {version}, this program knows {SCHEMA_VERSION}"
        raise InputError([Problem(str(path), given, "read it with a newer version of the program")])
    return dict(found)
