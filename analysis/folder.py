"""A result folder opened (C8): what it says of itself, its tables, and its series as blocks of numbers.

Of a sweep under way only the chunks that are whole are read: those whose file under `parts/` is there.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from pyarrow import dataset

from analysis.places import Places
from analysis.series import WIDE, Cube, Layout
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import BY_KEY, unknown_indicator

SCHEMA_VERSION = 1
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled reader where there is one: a resolved scenario has thousands of lines."""


NO_POINT = -1
"""Point of a run that no factor touches."""
OF_DESIGN = ("run_id", "point_id", "scenario", "seed", "replicate", "scenario_hash")
"""Columns of the design beside its factors, as `experiments.sweep.factor` has them."""
OF_RUN = ("run_id", "scenario", "point_id", "seed", "replicate", "status", "error")
"""Columns of the runs beside their headline values."""
MOST_KEPT = 256e6
"""Bytes of series that are kept in memory; the oldest leave first."""


class Folder:
    """A result folder; tables are read when first asked for."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.manifest = _manifest(self.path)
        self._cubes: OrderedDict[tuple[str, tuple[str, ...] | None], Cube] = OrderedDict()
        self._scenarios: dict[str, dict[str, Any]] = {}
        self.map_file: Path | None = None
        """A map of the user's own that maps are drawn on, instead of the one that came with the results."""
        self.package: Path | None = None
        """The folder of `bqw attribute` whose waterfalls the report of this one shows."""
        self.books: dict[str, pd.DataFrame] = {}
        """Flows of policies by scenario, as `analysis.policy_flows` read them."""
        self._kept: dict[tuple[str, ...], pd.DataFrame] = {}

    def on_map(self, map_file: str | Path | None) -> Folder:
        """The same folder with its maps drawn on a file of the user's own; what was read already is shared."""
        if map_file is None:
            return self
        found = copy(self)
        found.map_file = Path(map_file)
        return found

    @property
    def scenarios(self) -> list[str]:
        """Names of the scenarios, in the order they were given."""
        return list(self.manifest["arms"])

    @property
    def has_ledger(self) -> bool:
        """Whether the flows of the books were recorded; record=headline keeps none."""
        return bool(self.manifest["identity"].get("record") != "headline")

    @property
    def first_quarter(self) -> int:
        """Number of the first quarter (4 * year + q - 1)."""
        return int(self.manifest["first_quarter"])

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row a run that was made: run_id, scenario, point_id, seed, replicate, status, error."""
        known = set(pq.read_schema(self.files("parts")[0]).names)
        runs = self.chunks("parts", [name for name in OF_RUN if name in known]).to_pandas()
        if "point_id" not in runs:
            runs.insert(2, "point_id", NO_POINT)
        return runs

    @cached_property
    def headlines(self) -> pd.DataFrame:
        """A row a run that was made: run_id and the city's headline values of its last whole year."""
        return self.chunks("parts").to_pandas().drop(columns=list(OF_RUN[1:]), errors="ignore")

    @cached_property
    def planned(self) -> int:
        """Number of runs that the design asks for."""
        return len(self.design)

    @property
    def missing(self) -> int:
        """Number of runs that are not made yet; a failed run is made."""
        return self.planned - len(self.runs)

    def unfinished(self, lang: str) -> str:
        """How many runs are missing, as a sentence in zh or en; empty where none is."""
        if not self.missing:
            return ""
        done = self.planned - self.missing
        if lang == "zh":
            return f"尚未做完：{self.planned} 次运行中已有 {done} 次；接着运行：bqw resume {self.path}"
        return f"unfinished: {done} of {self.planned} runs are there; go on with bqw resume {self.path}"

    @cached_property
    def design(self) -> pd.DataFrame:
        """A row a run asked for: run_id, point_id, scenario, seed, replicate, scenario_hash, a column a factor."""
        design = pq.read_table(self.path / "design.parquet").to_pandas()
        if "point_id" not in design:
            design.insert(1, "point_id", NO_POINT)
        return design

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of the factors of a sweep; none of a run or a comparison."""
        return tuple(name for name in self.design.columns if name not in OF_DESIGN)

    @cached_property
    def points(self) -> pd.DataFrame:
        """A row a point: point_id, a column a factor."""
        varied = self.design[self.design["point_id"] != NO_POINT]
        points = varied.drop_duplicates("point_id")[["point_id", *self.factors]]
        return points.sort_values("point_id").reset_index(drop=True)

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
        columns = set(pq.read_schema(self.files("series")[0]).names)
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
        # A Parquet file opened by itself is read in half the time of a data set of one.
        return self._together(table, lambda file: pq.ParquetFile(file).read(wanted))

    def rows(self, table: str, columns: Iterable[str] | None = None, wanted: Sequence[Any] = ()) -> pa.Table:
        """The rows of a table that meet every condition; chunks are filtered one by one."""
        condition = None
        for one in wanted:
            condition = one if condition is None else condition & one
        names = list(columns) if columns is not None else None

        def read(file: Path) -> pa.Table:
            return dataset.dataset(file).to_table(columns=names, filter=condition)

        return self._together(table, read)

    def _together(self, table: str, read: Callable[[Path], pa.Table]) -> pa.Table:
        """The chunks of a table as one; the columns alone, shown by another chunk, where none of these has a row."""
        found = [read(file) for file in self.files(table)]
        if not found:
            found = [
                read(file).slice(0, 0) for file in sorted((self.path / table).glob("chunk-*.parquet"))[:1]
            ]
        if not found:
            raise self._unfinished(table)
        return pa.concat_tables(found, promote_options="default")

    @cached_property
    def layout(self) -> Layout:
        """Runs, quarters and places of the series."""
        return Layout.of(self.path, self.files("series"))

    def cube(self, key: str, level: str | None = None) -> Cube:
        """The series of one indicator at a level, city and counties together, or at all levels.

        Raises InputError when the indicator is unknown or was not recorded, or when no run finished.
        """
        levels = _levels(level)
        if (key, levels) not in self._cubes:
            if key not in BY_KEY:
                raise InputError([unknown_indicator("indicators", key, self.keys)])
            if key not in self.keys:
                given = f"{key} was not recorded (record={self.manifest['identity']['record']})"
                raise InputError([Problem(str(self.path), given, "run again with record=standard")])
            self.preload([key], level)
        return self._cubes[key, levels]

    def preload(self, keys: Iterable[str], level: str | None = None) -> None:
        """Read the series of several indicators at once, which takes little longer than that of one."""
        levels = _levels(level)
        absent = [key for key in dict.fromkeys(keys) if (key, levels) not in self._cubes]
        found = self.layout.cubes(self.files("series"), absent, levels) if absent else {}
        self._cubes |= {(key, levels): cube for key, cube in found.items()}
        while len(self._cubes) > len(found) and sum(cube.bytes for cube in self._cubes.values()) > MOST_KEPT:
            self._cubes.popitem(last=False)

    def once(self, make: Callable[[], pd.DataFrame], *name: str) -> pd.DataFrame:
        """A table that several parts of a page ask for: made when first asked for, and kept; a copy each time."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name].copy()

    def files(self, table: str) -> list[Path]:
        """Files of a table, chunk by chunk; only those of chunks that are whole, and have a row of it."""
        if not self._finished_chunks:
            raise self._unfinished(table)
        files = [self.path / table / name for name in self._finished_chunks]
        return [file for file in files if file.exists()]

    def _unfinished(self, table: str) -> InputError:
        given = f"there is no finished chunk under {table}/"
        return InputError([Problem(str(self.path), given, "finish the runs first")])

    def part(self, chunks: Iterable[str]) -> Folder:
        """The folder as if only some of its chunks (`chunk-000000.parquet`) were there."""
        found = copy(self)
        for name in ("runs", "headlines", "layout", "_opening"):
            found.__dict__.pop(name, None)
        found._cubes, found.books, found._kept = OrderedDict(), {}, {}
        found.__dict__["_finished_chunks"] = sorted(chunks)
        return found

    @cached_property
    def _finished_chunks(self) -> list[str]:
        return sorted(file.name for file in (self.path / "parts").glob("chunk-*.parquet"))


def _levels(level: str | None) -> tuple[str, ...] | None:
    """The levels that are read together with one; None for all."""
    return None if level is None else WIDE if level in WIDE else (level,)


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
