"""How tables look: titles on a line of their own, money in one unit that the title states, names of a bounded width."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from analysis.labels import money_unit, unit_told

WIDEST_NAME = 30
BARS = "▁▂▃▄▅▆▇█"
"""Heights of a trend line, the lowest first; a screen whose encoding lacks them is given plain marks instead."""
NARROWEST_NAME = 12


def table_of(heads: Sequence[str]) -> Table:
    """A table whose first column holds names, the others numbers that are never broken."""
    table = Table(header_style="bold", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number == 0 else "right", no_wrap=True)
    return table


def trend(values: Iterable[float], zero: bool = False) -> str:
    """A path as one bar a value, from its lowest to its highest, nothing among them where `zero`; a blank for NaN."""
    path = [float(value) for value in values]
    known = [value for value in path if math.isfinite(value)] + ([0.0] if zero else [])
    low, high = min(known, default=0.0), max(known, default=0.0)
    step = (high - low) / (len(BARS) - 1) or 1.0
    return "".join(BARS[round((value - low) / step)] if math.isfinite(value) else " " for value in path)


@dataclass(frozen=True)
class IfRoom:
    """Text that is left out where its column is too narrow for all of it; numbers beside it are never cut for it."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.split("\n")
        fits = max(cell_len(line) for line in lines) <= options.max_width
        yield Text("\n".join(lines) if fits else "", no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(0, max(cell_len(line) for line in self.text.split("\n")))


def trend_column(table: Table, head: str) -> None:
    """A last column for trend lines, the first to give way on a narrow screen."""
    table.add_column(IfRoom(head), justify="left")


def let_fold(table: Table, number: int) -> None:
    """Let a column of words take more lines where the screen is narrow."""
    column = table.columns[number]
    column.no_wrap, column.justify, column.overflow = False, "left", "fold"
    column.min_width = NARROWEST_NAME


def titled(title: str, table: Table) -> Group:
    """A table under a title that may be wider than it."""
    return Group(Text(title, style="bold"), table)


def with_unit(title: str, size: float, lang: str) -> tuple[str, float]:
    """A title that states the unit of all amounts under it, and the yuan of that unit."""
    scale, unit = money_unit(size, "en" if lang == "en" else "zh")
    return f"{title} · {unit_told(unit, lang) if lang != 'en' else f'{unit} yuan'}", scale


def short(name: str, most: int = WIDEST_NAME) -> str:
    """A name cut to a width; what stands in brackets at its end is kept."""
    if cell_len(name) <= most:
        return name
    at = max(name.rfind("（"), name.rfind(" (")) if name.endswith(("）", ")")) else -1
    after = name[at:] if at > 0 else ""
    return chop_cells(name[: at if at > 0 else None], most - 1 - cell_len(after))[0].rstrip() + "…" + after
