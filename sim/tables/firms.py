"""Firms: every market entity, one row each, in pages of one cell."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from sim.kernels import pages
from sim.kernels.pages import BLOCK


@dataclass
class Firms:
    """Every market entity, one row each (or a bundle of `members`), in pages of one cell.

    Columns (unit, dtype): orders (yuan a quarter at opening prices, f4), productivity (log, f4), efficiency (its
    exponential, f4), persons (f4), capital (opening prices, f4), sales (yuan, four quarters smoothed, f4), noise
    (f4), hazard (1/quarter, f4), members (firms, f4), cash, loans, ordered (yuan, i8), constrained, rung, illiquid
    (quarters without cash), leaving, titles (recognitions held, bits), listed (in the statistics of above-scale firms),
    digital (quarters since digitalisation began, 0 never), origin (see `ORIGINS`) (i1), born (quarter since 1990Q1),
    town (row of the towns), park (row of the parks plus one, 0 for none) (i2), ids (u8).
    Extensive columns hold the row's total; rules of size divide by members.
    """

    floats: np.ndarray
    """Columns in single precision [pages, columns x rows], units as above."""
    yuans: np.ndarray
    """Columns in whole yuan [pages, columns x rows]."""
    flags: np.ndarray
    """Columns of one byte [pages, columns x rows]."""
    shorts: np.ndarray
    """Columns of two bytes [pages, columns x rows]."""
    ids: np.ndarray
    """Ids of the firms [pages, rows]."""
    cell: np.ndarray
    """Cell of a page."""
    live: np.ndarray
    """Live rows of a page, always the first."""
    following: np.ndarray
    """Next page of the same cell, -1 at the end."""
    head: np.ndarray
    """First page of a cell."""
    used: int
    """Pages in use."""

    @classmethod
    def empty(cls, capacity: int, cells: int) -> Firms:
        """Tables for so many pages, each cell starting with one empty page."""
        firms = cls(
            floats=np.zeros((capacity, pages.FLOATS * BLOCK), np.float32),
            yuans=np.zeros((capacity, pages.YUANS * BLOCK), np.int64),
            flags=np.zeros((capacity, pages.FLAGS * BLOCK), np.int8),
            shorts=np.zeros((capacity, pages.SHORTS * BLOCK), np.int16),
            ids=np.zeros((capacity, BLOCK), np.uint64),
            cell=np.zeros(capacity, np.int64),
            live=np.zeros(capacity, np.int64),
            following=np.full(capacity, -1, np.int64),
            head=np.arange(cells),
            used=cells,
        )
        firms.cell[:cells] = np.arange(cells)
        return firms

    @property
    def rows(self) -> int:
        """Live rows."""
        return int(self.live[: self.used].sum())

    def column(self, name: str) -> np.ndarray:
        """A column of the live rows in page order, e.g. `cash`; a copy."""
        return self._view(name)[self._alive()]

    def cells_of_rows(self) -> np.ndarray:
        """Cell of every live row in page order."""
        return np.repeat(self.cell[: self.used], self.live[: self.used])

    def write(self, name: str, values: np.ndarray) -> None:
        """Set a column of the live rows, in page order."""
        array, number = COLUMNS[name]
        view = getattr(self, array)[: self.used].reshape(self.used, -1, BLOCK)[:, number]
        view[self._alive().reshape(view.shape)] = values

    def by_id(self, *names: str) -> dict[str, np.ndarray]:
        """Columns of the live rows in the order of ids, which no row order can move."""
        order = np.argsort(self.column("ids"), kind="stable")
        return {name: self.column(name)[order] for name in names}

    def room(self, rows_by_cell: np.ndarray) -> None:
        """Make sure that so many more rows fit each cell, adding pages at the end."""
        needed = self.used + int((rows_by_cell // BLOCK + 1).sum())
        capacity = self.live.size
        if needed <= capacity:
            return
        more = max(needed, capacity + capacity // 2) - capacity
        for column in fields(self):
            old = getattr(self, column.name)
            if column.name not in ("head", "used"):
                fill = -1 if column.name == "following" else 0
                setattr(
                    self, column.name, np.concatenate([old, np.full((more, *old.shape[1:]), fill, old.dtype)])
                )

    def copy(self) -> Firms:
        """The same firms in their own arrays; pages not yet used stay untouched memory."""
        twin = Firms.empty(self.live.size, self.head.size)
        for column in fields(self):
            if column.name not in ("head", "used"):
                getattr(twin, column.name)[: self.used] = getattr(self, column.name)[: self.used]
        return replace(twin, head=self.head.copy(), used=self.used)

    def _alive(self) -> np.ndarray:
        return (np.arange(BLOCK)[None, :] < self.live[: self.used, None]).ravel()

    def _view(self, name: str) -> np.ndarray:
        if name == "ids":
            return self.ids[: self.used].ravel()
        array, number = COLUMNS[name]
        return getattr(self, array)[: self.used].reshape(self.used, -1, BLOCK)[:, number].ravel()


COLUMNS = {
    "orders": ("floats", pages.ORDERS),
    "productivity": ("floats", pages.PRODUCTIVITY),
    "efficiency": ("floats", pages.EFFICIENCY),
    "persons": ("floats", pages.PERSONS),
    "capital": ("floats", pages.CAPITAL),
    "sales": ("floats", pages.SALES),
    "noise": ("floats", pages.NOISE),
    "hazard": ("floats", pages.HAZARD),
    "members": ("floats", pages.MEMBERS),
    "cash": ("yuans", pages.CASH),
    "loans": ("yuans", pages.LOANS),
    "ordered": ("yuans", pages.ORDERED),
    "constrained": ("flags", pages.CONSTRAINED),
    "rung": ("flags", pages.RUNG),
    "illiquid": ("flags", pages.ILLIQUID),
    "leaving": ("flags", pages.LEAVING),
    "titles": ("flags", pages.TITLES),
    "listed": ("flags", pages.LISTED_IN_STATISTICS),
    "digital": ("flags", pages.DIGITAL),
    "origin": ("flags", pages.ORIGIN),
    "born": ("shorts", pages.BORN),
    "town": ("shorts", pages.TOWN),
    "park": ("shorts", pages.PARK),
}
"""Where each column of a firm lies: array and field number."""
