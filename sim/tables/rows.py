"""Single rows of firms put in and taken out: rare events, such as a project that opens or a firm that moves."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.kernels.maths import kernel
from sim.kernels.pages import BLOCK, clear_row, copy_row, free_row
from sim.tables.firms import COLUMNS, Firms


class Row(NamedTuple):
    """Where a firm lies at this moment; rows move when firms close, so it holds no longer than the quarter's step."""

    page: int
    row: int


@kernel
def _free_row(page, live, following, cell, used):
    return free_row(page, live, following, cell, used)


def rows_of(firms: Firms, ids: np.ndarray) -> list[Row | None]:
    """Where the firms of these ids lie, None for those no longer alive; one pass over all firms."""
    used = firms.used
    alive = np.flatnonzero(np.arange(BLOCK) < firms.live[:used, None])
    all_ids = firms.ids[:used].ravel()[alive]
    wanted = np.asarray(ids, np.uint64)
    found = np.isin(all_ids, wanted)
    place = {
        int(one): Row(*divmod(int(at), BLOCK)) for one, at in zip(all_ids[found], alive[found], strict=True)
    }
    return [place.get(int(one)) for one in wanted]


def read_row(firms: Firms, at: Row, name: str) -> float | int:
    """A value of one firm."""
    array, number = COLUMNS[name]
    return getattr(firms, array)[at.page, number * BLOCK + at.row].item()


def write_row(firms: Firms, at: Row, name: str, value: float) -> None:
    """Set a value of one firm."""
    array, number = COLUMNS[name]
    getattr(firms, array)[at.page, number * BLOCK + at.row] = value


def add_row(firms: Firms, cell: int, firm_id: int, **columns: float) -> Row:
    """Put one firm into a cell's pages; columns not named are zero."""
    room = np.zeros(firms.head.size, np.int64)
    room[cell] = 1
    firms.room(room)
    page, firms.used = _free_row(firms.head[cell], firms.live, firms.following, firms.cell, firms.used)
    at = Row(int(page), int(firms.live[page]))
    firms.live[page] += 1
    firms.ids[at.page, at.row] = firm_id
    for name, value in columns.items():
        write_row(firms, at, name, value)
    return at


def take_row(firms: Firms, at: Row) -> dict[str, float]:
    """Take one firm out of its cell: all its columns; the page's last firm takes the free row."""
    columns = {name: read_row(firms, at, name) for name in COLUMNS}
    last = int(firms.live[at.page]) - 1
    _close_gap(
        firms.floats[at.page], firms.yuans[at.page], firms.flags[at.page], firms.shorts[at.page],
        firms.ids[at.page], at.row, last,
    )  # fmt: skip
    firms.live[at.page] = last
    return columns


@kernel
def _close_gap(floats, yuans, flags, shorts, ids, row, last):
    copy_row(floats, yuans, flags, shorts, ids, row, last)
    clear_row(floats, yuans, flags, shorts, ids, last)
