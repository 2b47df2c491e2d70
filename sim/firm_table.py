"""Market entities as a table with `select`, `get`, `groupby`, and views of single ones made on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np

from sim.kernels.pages import BLOCK
from sim.tables import COLUMNS, Firms
from sim.world import World

OF_CELL = ("county", "sector", "cell")
"""Columns that a firm has from its page."""
FIRM_COLUMNS = ("ids", *OF_CELL, *COLUMNS)


class HasWorld(Protocol):
    """Whatever stands in front of a world, such as a `Run` or a model."""

    @property
    def world(self) -> World:
        """The world at its present quarter."""
        ...


class FirmIndex:
    """Where each firm lies in the pages of one quarter; rows move only when a quarter is simulated."""

    def __init__(self, world: World) -> None:
        self._firms: Firms = world.firms
        self._quarter = world.quarter
        used = self._firms.used
        places = np.flatnonzero(np.arange(BLOCK) < self._firms.live[:used, None])
        ids = self._firms.ids[:used].ravel()[places]
        order = np.argsort(ids)
        self._ids, self._places = ids[order], places[order]

    def is_of(self, world: World) -> bool:
        """Whether it was made of this world at its present quarter."""
        return self._firms is world.firms and self._quarter == world.quarter

    def find(self, firm_id: int) -> tuple[int, int]:
        """Page and row of a firm; raises KeyError when it is not alive."""
        at = int(np.searchsorted(self._ids, np.uint64(firm_id)))
        if at == self._ids.size or int(self._ids[at]) != firm_id:
            raise KeyError(f"firm {firm_id} is not alive")
        return divmod(int(self._places[at]), BLOCK)


class FirmView:
    """One market entity as an object, made on demand; reads its row by id, so it survives moves of rows."""

    def __init__(self, table: FirmTable, firm_id: int) -> None:
        self._table, self.id = table, firm_id

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in FIRM_COLUMNS:
            raise AttributeError(f"a firm has no {name!r}; known: {', '.join(FIRM_COLUMNS)}")
        return self._table.get(name, self.id)

    def __repr__(self) -> str:
        return f"<firm {self.id}>"


class FirmTable:
    """All market entities of a model, by column; a thin reader of the pages."""

    def __init__(self, model: HasWorld) -> None:
        self._model = model
        self._index: FirmIndex | None = None

    def __len__(self) -> int:
        return self._model.world.firms.rows

    def __iter__(self) -> Iterator[FirmView]:
        return (FirmView(self, int(firm)) for firm in np.sort(self.column("ids")))

    def column(self, name: str) -> np.ndarray:
        """A column of all rows in page order: a copy; `county`, `sector` and `ids` are columns too."""
        world = self._model.world
        if name in OF_CELL:
            cell = world.firms.cells_of_rows()
            return cell if name == "cell" else getattr(world.opening, f"{name}_of")[cell]
        return world.firms.column(name)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return FIRM_COLUMNS

    def get(self, name: str, firm_id: int) -> Any:
        """A value of one firm; raises KeyError when it has closed."""
        world = self._model.world
        firms = world.firms
        if self._index is None or not self._index.is_of(world):
            self._index = FirmIndex(world)
        page, row = self._index.find(firm_id)
        if name == "ids":
            return firm_id
        if name in OF_CELL:
            cell = int(firms.cell[page])
            return cell if name == "cell" else getattr(world.opening, f"{name}_of")[cell].item()
        array, number = COLUMNS[name]
        return getattr(firms, array)[page, number * BLOCK + row].item()

    def select(self, chosen: Callable[[FirmTable], np.ndarray] | np.ndarray) -> list[FirmView]:
        """Views of the rows a mask names, or a function of the table that gives a mask."""
        mask = chosen(self) if callable(chosen) else chosen
        return [FirmView(self, int(firm)) for firm in self.column("ids")[mask]]

    def groupby(self, key: str, value: str = "members") -> dict[int, float]:
        """Sums of a column by another, e.g. `groupby("county", "persons")`."""
        groups, number = np.unique(self.column(key), return_inverse=True)
        sums = np.bincount(number, self.column(value).astype(np.float64))
        return {int(group): float(total) for group, total in zip(groups, sums, strict=True)}
