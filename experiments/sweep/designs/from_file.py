"""Points from a file (外部文件): CSV or Parquet, a row a point, a column a factor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from experiments.sweep.design import MOST_POINTS, Design
from experiments.sweep.factor import Varying
from experiments.sweep.values import listed
from sim.errors import InputError, Problem
from sim.scenario import Scenario


class FromFile(Design):
    """Every row of a table; a column that no factor names is a factor whose key is its heading."""

    kind: Literal["file"] = "file"
    file: str
    """Path, from the folder of the design file."""

    RANGES: ClassVar[bool] = False

    def columns(
        self, varying: Varying, scenarios: tuple[Scenario, ...], whole: Mapping[str, bool]
    ) -> dict[str, np.ndarray]:
        """Factor -> its column."""
        table = read_points(Path(self.file))
        return {name: listed(tuple(table[name].to_pylist())) for name in varying.factors}


def read_points(path: Path) -> pa.Table:
    """The table of a file; raises InputError when it cannot be read, holds no row, or a cell is empty."""
    where = str(path)
    if not path.is_file():
        raise InputError([Problem(where, "there is no such file", "give a CSV or a Parquet file", "file")])
    try:
        if path.suffix == ".parquet":
            table = pq.read_table(path)
        else:
            texts = csv.ConvertOptions(strings_can_be_null=True, null_values=[""])
            table = csv.read_csv(path, convert_options=texts)
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise InputError([Problem(where, "holds no table", "give a CSV or a Parquet file")]) from None
    if not table.num_rows:
        raise InputError([Problem(where, "there is no row", "give a row a point below the heading")])
    if table.num_rows > MOST_POINTS:
        given = f"{table.num_rows} rows"
        raise InputError([Problem(where, given, f"at most {MOST_POINTS} points")])
    faults = []
    for name in table.column_names:
        if table.column_names.count(name) > 1:
            faults.append(Problem(where, "given twice", "keep one of the two", name))
            continue
        kind = table.schema.field(name).type
        if not (pa.types.is_boolean(kind) or _is_number(kind) or pa.types.is_string(kind) or _is_day(kind)):
            faults.append(Problem(where, f"holds {kind}", "numbers, text or true and false", name))
        elif table[name].null_count:
            empty = np.flatnonzero(table[name].is_null().to_numpy())
            given = f"row {empty[0] + 1} is empty" + (
                f", and {len(empty) - 1} more" if len(empty) > 1 else ""
            )
            faults.append(Problem(where, given, "give a value in every row", name))
    if faults:
        raise InputError(faults)
    days = [name for name in table.column_names if _is_day(table.schema.field(name).type)]
    for name in days:
        texts = pa.array([day.isoformat()[:10] for day in table[name].to_pylist()])
        table = table.set_column(table.column_names.index(name), name, texts)
    return table


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind)


def _is_day(kind: pa.DataType) -> bool:
    return pa.types.is_date(kind) or pa.types.is_timestamp(kind)
