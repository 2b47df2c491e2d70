"""Single rows of firms put in and taken out: rare events, such as a project that opens or a firm that moves."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.kernels.maths import F, kernel
from sim.kernels.pages import BLOCK, MEMBERS, SALES, clear_row, copy_row, free_row
from sim.tables.firms import COLUMNS, Firms


class Row(NamedTuple):
    """Where a firm lies at this moment; rows move when firms close, so it holds no longer than the quarter's step."""

    page: int
    row: int


@kernel
def _find(all_ids, live, following, head, cell, wanted, page, row):
    for i in range(wanted.size):
        p, r = page[i], row[i]
        if p >= 0 and p < live.size and r < live[p] and all_ids[p, r] == wanted[i]:
            continue
        page[i], row[i] = -1, -1
        p = head[cell[i]]
        while p >= 0:
            for j in range(live[p]):
                if all_ids[p, j] == wanted[i]:
                    page[i], row[i] = p, j
            p = following[p]


def find_rows(
    firms: Firms,
    cell: np.ndarray,
    ids: np.ndarray,
    page: np.ndarray | None = None,
    row: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Page and row of the firms of these cells and ids, -1 for those no longer there.

    `page` and `row` say where they were last seen; only a firm that is not there is looked for in its cell's pages.
    """
    nowhere = np.full(ids.size, -1, np.int64)
    at = (nowhere if page is None else page).copy(), (nowhere if row is None else row).copy()
    _find(firms.ids, firms.live, firms.following, firms.head, cell, ids.astype(np.uint64), *at)
    return at


@kernel
def _large(floats, live, used, least):
    found = np.empty((2, 64), np.int64)
    count = 0
    for page in range(used):
        x = floats[page]
        for j in range(live[page]):
            if x[SALES * BLOCK + j] >= least and x[MEMBERS * BLOCK + j] == F(1.0):
                if count == found.shape[1]:
                    more = np.empty((2, 2 * count), np.int64)
                    more[:, :count] = found
                    found = more
                found[0, count], found[1, count] = page, j
                count += 1
    return found[:, :count]


def large_rows(firms: Firms, least_sales: float) -> tuple[np.ndarray, np.ndarray]:
    """Page and row of every single firm with at least so many yuan of yearly sales, in the order of their ids.

    One pass over all firms, so once a year at most.
    """
    page, row = _large(firms.floats, firms.live, firms.used, F(least_sales))
    order = np.argsort(firms.ids[page, row], kind="stable")
    return page[order], row[order]


def values_of(firms: Firms, page: np.ndarray, row: np.ndarray, name: str) -> np.ndarray:
    """A column of the firms at these places."""
    array, number = COLUMNS[name]
    return np.asarray(getattr(firms, array)[page, number * BLOCK + row])


def read_row(firms: Firms, at: Row, name: str) -> float | int:
    """A value of one firm."""
    array, number = COLUMNS[name]
    return getattr(firms, array)[at.page, number * BLOCK + at.row].item()


def write_row(firms: Firms, at: Row, name: str, value: float) -> None:
    """Set a value of one firm."""
    array, number = COLUMNS[name]
    getattr(firms, array)[at.page, number * BLOCK + at.row] = value


@kernel
def _free_rows(ids, live, following, cell, used, head, new, page, row):
    for i in range(new.size):
        page[i], used = free_row(head[i], live, following, cell, used)
        row[i] = live[page[i]]
        live[page[i]] += 1
        ids[page[i], row[i]] = new[i]
    return used


def add_rows(
    firms: Firms, cell: np.ndarray, ids: np.ndarray, **columns: np.ndarray | float
) -> tuple[np.ndarray, np.ndarray]:
    """Put firms into their cells' pages; columns not named are zero. Returns page and row of each."""
    firms.room(np.bincount(cell, minlength=firms.head.size))
    page, row = np.empty(cell.size, np.int64), np.empty(cell.size, np.int64)
    tables = (firms.ids, firms.live, firms.following, firms.cell, firms.used, firms.head[cell])
    firms.used = int(_free_rows(*tables, ids.astype(np.uint64), page, row))
    for name, values in columns.items():
        array, number = COLUMNS[name]
        getattr(firms, array)[page, number * BLOCK + row] = values
    return page, row


def add_row(firms: Firms, cell: int, firm_id: int, **columns: float) -> Row:
    """Put one firm into a cell's pages; columns not named are zero."""
    page, row = add_rows(firms, np.array([cell]), np.array([firm_id], np.uint64), **columns)
    return Row(int(page[0]), int(row[0]))


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
