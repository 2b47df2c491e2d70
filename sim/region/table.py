"""Reading one table of a region folder: every fault is written down, nothing is passed over in silence."""

from __future__ import annotations

import csv
import datetime
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sim.errors import Problem, unknown_name

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
STATUSES = ("sourced", "derived", "estimated", "recalled", "judgement", "synthetic")


@dataclass(frozen=True)
class Column:
    """One column: what a cell may hold.

    `kind` is text, code (digits only, `digits` long), codes (several, joined by ';'), number, count (whole),
    flag (0 or 1), choice (one of `choices`) or date (ISO). Numbers lie in [low, high], above low if `open`.
    """

    name: str
    kind: str = "text"
    blank: bool = False
    low: float = 0.0
    high: float = math.inf
    open: bool = False
    digits: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row of a table: the line it stands on and its cells, None where blank or faulty."""

    line: int
    cells: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        """The cell of a column."""
        return self.cells[name]


@dataclass
class Faults:
    """The faults found so far."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, where: str, given: str, allowed: str, key: str = "", line: int | None = None) -> None:
        """Write one down."""
        self.problems.append(Problem(where, given, allowed, key, line))

    def unknown(self, where: str, word: str, valid: Iterable[str], key: str, line: int | None) -> None:
        """Write down a name that is not known, with the nearest one that is; once for a column."""
        problem = unknown_name(where, word, [name for name in valid if name], key, line)
        if not any(replace(known, line=line) == problem for known in self.problems):
            self.problems.append(problem)


@dataclass(frozen=True)
class Table:
    """A table as read, rows sorted by key.

    `complete`: every row of the file is here with a key of its own, so that others may be held against it;
    `whole`: complete and without a fault of its own, so that its numbers may be added up.
    """

    name: str
    rows: tuple[Row, ...]
    complete: bool
    whole: bool

    def column(self, name: str) -> list[Any]:
        """All cells of a column in row order."""
        return [row[name] for row in self.rows]


def read_table(
    folder: Path, name: str, columns: Sequence[Column], key: Sequence[str], faults: Faults
) -> Table:
    """Read and check one CSV file; every fault goes into `faults`, a faulty cell reads as None."""
    before = len(faults.problems)
    lines = _read_lines(folder / name, name, faults)
    rows = _read_rows(name, lines, columns, faults) if lines else []
    complete = bool(rows) and len(rows) == len(lines) - 1
    complete = _check_key(name, rows, key, faults) and complete
    rows.sort(key=lambda row: tuple(str(row[part] if row[part] is not None else "") for part in key))
    return Table(name, tuple(rows), complete, complete and len(faults.problems) == before)


def _check_key(name: str, rows: list[Row], key: Sequence[str], faults: Faults) -> bool:
    """Whether every row has a key of its own; a repeated one is a fault."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        identity = tuple(str(row[part]) if row[part] is not None else "" for part in key)
        if identity in seen and identity[0]:
            given = f"{' '.join(identity).strip()!r} was already given on line {seen[identity]}"
            faults.add(name, given, "each may stand once", "+".join(key), row.line)
        seen.setdefault(identity, row.line)
    return len(seen) == len(rows) and not (len(key) == 1 and ("",) in seen)


def _read_lines(path: Path, name: str, faults: Faults) -> list[tuple[int, list[str]]]:
    """The lines of a CSV file with their numbers, the header first; none when it cannot be read."""
    if not path.is_file():
        faults.add(name, "the file is missing", "a region folder needs it")
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(name, f"byte {error.start} is not UTF-8", "save the table as UTF-8")
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if cells:
                lines.append((start, [cell.strip() for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.add(
            name, f"the row cannot be read ({error})", "quotes must be closed and doubled inside", "", start
        )
        return []
    if len(lines) < 2:
        faults.add(
            name, "there is no row" if lines else "the file is empty", "a header line and at least one row"
        )
        return []
    return lines


def _read_rows(
    name: str, lines: list[tuple[int, list[str]]], columns: Sequence[Column], faults: Faults
) -> list[Row]:
    header = lines[0][1]
    wanted = [column.name for column in columns]
    for word in sorted({word for word in header if header.count(word) > 1}):
        faults.add(name, f"column {word!r} stands {header.count(word)} times", "each column once", word, 1)
    for word in header:
        if word not in wanted:
            faults.unknown(name, word, [w for w in wanted if w not in header] or wanted, "column", 1)
    missing = [word for word in wanted if word not in header]
    for word in missing:
        faults.add(name, f"column {word!r} is missing", f"the columns are {', '.join(wanted)}", word, 1)
    if missing or len(set(header)) < len(header):
        return []
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            faults.add(name, f"the row has {len(cells)} cells", f"{len(header)} as in the header", "", line)
            continue
        texts = dict(zip(header, cells, strict=True))
        cells_read = {
            column.name: read_cell(name, line, column, texts[column.name], faults) for column in columns
        }
        rows.append(Row(line, cells_read))
    return rows


def read_cell(name: str, line: int, column: Column, text: str, faults: Faults) -> Any:
    """The value of one cell; None for a blank one and for a faulty one, whose fault is added."""
    if not text:
        if not column.blank:
            faults.add(name, "the cell is empty", _allowed(column), column.name, line)
        return None
    value: Any = None
    if column.kind in ("number", "count", "flag"):
        value = _number(column, text)
    elif column.kind == "code":
        value = text if text.isascii() and text.isdigit() and len(text) == column.digits else None
    elif column.kind == "codes":
        value = tuple(part.strip() for part in text.split(";") if part.strip()) or None
    elif column.kind == "choice":
        value = text if text in column.choices else None
    elif column.kind == "date":
        value = _date(text)
    else:
        value = text
    if value is None:
        faults.add(name, f"{text!r} given", _allowed(column), column.name, line)
    return value


def _number(column: Column, text: str) -> float | None:
    if not NUMBER.fullmatch(text):
        return None
    value = float(text)
    whole = column.kind == "number" or value.is_integer()
    inside = column.low < value <= column.high if column.open else column.low <= value <= column.high
    if column.kind == "flag":
        inside = value in (0.0, 1.0)
    return value if math.isfinite(value) and whole and inside else None


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _allowed(column: Column) -> str:
    """What a cell of this column may hold, in words."""
    if column.kind in ("number", "count"):
        noun = "a number" if column.kind == "number" else "a whole number"
        if math.isinf(column.low):
            return f"{noun}, no larger than {column.high:g}" if math.isfinite(column.high) else noun
        start = f"above {column.low:g}" if column.open else f"from {column.low:g}"
        return f"{noun} {start}" + (f" to {column.high:g}" if math.isfinite(column.high) else "")
    words = {
        "flag": "0 or 1",
        "code": f"a code of {column.digits} digits",
        "codes": "codes joined by ';'",
        "choice": f"one of {', '.join(column.choices)}",
        "date": "a date like 2024-06-30",
    }
    return words.get(column.kind, "some text")
