"""All programmes of a scenario side by side: rows, parts of stocks, payers and slots as flat arrays (C7: id order)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Kind
from sim.sharing import NO_LIMIT

if TYPE_CHECKING:
    from sim.ledger import Ledger
    from sim.programmes.compiled import Compiled
    from sim.stocks import Stock


INFRASTRUCTURE = "infrastructure"
"""The one stock that is public capital of a county."""
Cells = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""Rows of a group's cells, shares before and up to its stock, whether the money is a collective's."""


@dataclass(frozen=True)
class Group:
    """One stock of one programme: its cells lie from `first` to `last`."""

    number: int
    programme: int
    stock: Stock
    slot: int
    """Slot under which its last payment is booked; -1 where a collective orders the works itself."""
    cost: float
    """Yuan a unit at opening prices, 0 for none."""
    first: int
    last: int
    lag: int
    pipe: int
    """Where its pipe begins: `lag` lists of its cells."""
    rows: np.ndarray
    """Rows of the level, one a cell."""
    county: np.ndarray
    """County of each."""

    @property
    def collective(self) -> bool:
        """Whether the village gets the grant itself."""
        return self.stock.receiver == "collective"


@dataclass(frozen=True)
class Layout:
    """Flat arrays: [programmes], [rows] of all programmes one after the other, [cells] row x stock."""

    names: tuple[str, ...]
    counties: int
    starts: np.ndarray
    """Where the rows of each programme begin, and the end [programmes + 1]."""
    programme: np.ndarray
    """Programme of each row."""
    county: np.ndarray
    """County of each row."""
    place: np.ndarray
    """Programme and county of each row as one number, p x counties + c."""
    level_row: np.ndarray
    """Row of the level."""
    payers: np.ndarray
    """Shares of counties, city, those above, outside, owners by county [programmes, payers]; the recipients' counties'
    share lies apart."""
    own_counties: np.ndarray
    """Share that the recipients' counties pay [programmes]."""
    own_ratio: np.ndarray
    """Own yuan for each yuan granted, o / (1 - o) [programmes]."""
    own_village: np.ndarray
    """Whether the collective pays it [programmes]."""
    most: np.ndarray
    """Most a place can absorb in a quarter, yuan at opening prices, by row; infinite without a limit."""
    leakage: np.ndarray
    deadweight: np.ndarray
    absorption: np.ndarray
    bonds: np.ndarray
    """Share that special bonds finance, NaN for the model's own [programmes]."""
    running: np.ndarray
    """Running costs a year as a share of what was built [programmes]."""
    owner: tuple[str, ...]
    town: np.ndarray
    """Town of each row, 0 where rows are counties."""
    level_sizes: np.ndarray
    """Places of the level of each programme in all the region [programmes]."""
    bid: np.ndarray
    """Rows of open bids."""
    groups: tuple[Group, ...]
    group_first: np.ndarray
    """First cell of each group."""
    cells: tuple[slice, ...]
    """Cells of each programme."""
    group_slot: np.ndarray
    """Slot of the last payment, basket (-1 for none) and receiver of each group."""
    group_basket: np.ndarray
    group_receiver: np.ndarray
    infrastructure: tuple[Group, ...]
    """Groups that are public capital of a county."""
    cell_row: np.ndarray
    """Number of the row of each cell."""
    cell_low: np.ndarray
    """Share of the row's money before this stock, and up to it."""
    cell_high: np.ndarray
    cell_place: np.ndarray
    """Group and county of each cell as one number, g x counties + c."""
    cell_collective: np.ndarray
    """Whether the cell's money goes to the collective."""
    cell_programme: np.ndarray
    cell_group: np.ndarray
    """Number of the group of each cell."""
    pipe_size: int
    slots: dict[Kind, np.ndarray]
    """Slot by programme of each kind, -1 where the programme never uses it."""

    @property
    def count(self) -> int:
        """Number of programmes."""
        return len(self.names)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.programme.size)

    @property
    def payer_count(self) -> int:
        """Payers apart from the recipients' counties: counties, city, above, outside, owners by county."""
        return 2 * self.counties + 3

    def by_place(self, yuan: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """Whole yuan of all rows, or of the rows named, added up [programmes, counties]."""
        total = np.zeros(self.count * self.counties, np.int64)
        np.add.at(total, self.place if rows is None else self.place[rows], yuan)
        return total.reshape(self.count, self.counties)

    def with_any(self, of_cells: np.ndarray) -> list[Group]:
        """Groups with anything but zero in their cells; amounts are never negative."""
        some = np.flatnonzero(np.add.reduceat(of_cells, self.group_first))
        return [self.groups[number] for number in some.tolist()]

    def by_programme(self, of_rows: np.ndarray) -> np.ndarray:
        """Whole yuan of rows, added up [programmes]; no programme is without rows."""
        return np.asarray(np.add.reduceat(of_rows, self.starts[:-1])) if self.count else np.zeros(0, np.int64)


KINDS = (
    Kind.PROGRAMME_CONTRIBUTIONS,
    Kind.DONATIONS,
    Kind.OWN_SHARE,
    Kind.PROGRAMME_GRANTS,
    Kind.VILLAGE_GRANTS,
    Kind.VILLAGE_POOLING,
    Kind.VILLAGE_SERVICES,
    Kind.GOVERNMENT_PURCHASES,
    Kind.LEAKAGE,
    Kind.FUND_RETURNS,
)
"""Kinds of flow that a programme uses beside those of its stocks."""


def lay_out(ledger: Ledger, compiled: tuple[Compiled, ...], counties: int) -> Layout:
    """Compiled programmes side by side."""
    sizes = np.array([one.rows.size for one in compiled], np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    programme = np.repeat(np.arange(len(compiled)), sizes)
    county = _joined([one.county for one in compiled], np.int64)
    groups, cells, pipe_size = _groups(ledger, compiled, starts)
    edges = np.cumsum([0, *(one.rows.size * len(one.stocks) for one in compiled)]).tolist()
    declared = [one.declared for one in compiled]
    own = np.array([one.own_share for one in declared], np.float64)
    limits = np.array([(one.most_yuan_per_year or np.inf) / 4.0 for one in declared])
    held = dict(zip(ledger.slots, range(len(ledger.slots)), strict=True))
    bids = np.array([one.rule == "open_bid" for one in declared], np.bool_)
    return Layout(
        names=tuple(one.name for one in compiled),
        counties=counties,
        starts=starts,
        programme=programme,
        county=county,
        place=programme * counties + county,
        level_row=_joined([one.rows for one in compiled], np.int64),
        payers=np.array([_payers(one) for one in compiled]).reshape(len(compiled), 2 * counties + 3),
        own_counties=np.array([one.own_counties_share for one in compiled]),
        own_ratio=own / (1.0 - own),
        own_village=np.array([one.level == "village" for one in compiled], np.bool_),
        most=limits[programme],
        leakage=np.array([one.leakage_share for one in declared]),
        deadweight=np.array([one.deadweight_share for one in declared]),
        absorption=np.array([one.absorption for one in declared], np.bool_),
        bonds=np.array([np.nan if one.bond_share is None else one.bond_share for one in declared]),
        running=np.array([one.running_cost_share_per_year for one in declared]),
        owner=tuple(one.owner for one in declared),
        town=_joined([one.town for one in compiled], np.int64),
        level_sizes=np.array([one.level_size for one in compiled], np.int64),
        bid=np.flatnonzero(bids[programme]) if programme.size else np.zeros(0, np.int64),
        groups=groups,
        group_first=np.array([one.first for one in groups], np.int64),
        cells=tuple(slice(first, last) for first, last in itertools.pairwise(edges)),
        group_slot=np.array([one.slot for one in groups], np.int64),
        group_basket=np.array(
            [-1 if one.stock.basket is None else int(one.stock.basket) for one in groups], np.int64
        ),
        group_receiver=np.array([one.stock.receiver for one in groups], np.str_),
        infrastructure=tuple(one for one in groups if one.stock.name == INFRASTRUCTURE),
        cell_row=_joined([rows for rows, _, _, _ in cells], np.int64),
        cell_low=_joined([low for _, low, _, _ in cells], np.float64),
        cell_high=_joined([high for _, _, high, _ in cells], np.float64),
        cell_place=_joined([number * counties + one.county for number, one in enumerate(groups)], np.int64),
        cell_collective=_joined([collective for _, _, _, collective in cells], np.bool_),
        cell_programme=_joined([np.full(one.rows.size, one.programme) for one in groups], np.int64),
        cell_group=_joined([np.full(one.rows.size, one.number) for one in groups], np.int64),
        pipe_size=pipe_size,
        slots={
            kind: np.array([held.get((kind, one.name), -1) for one in compiled], np.int64) for kind in KINDS
        },
    )


def limits_of(ceiling: np.ndarray) -> np.ndarray:
    """Whole yuan of a limit, more than there are where it is infinite."""
    return np.where(np.isfinite(ceiling), np.minimum(ceiling, 1e15), float(NO_LIMIT)).astype(np.int64)


def _payers(one: Compiled) -> np.ndarray:
    return np.concatenate([one.payer_shares, [one.above_share, one.outside_share], one.owner_shares])


def _groups(
    ledger: Ledger, compiled: tuple[Compiled, ...], starts: np.ndarray
) -> tuple[tuple[Group, ...], list[Cells], int]:
    groups: list[Group] = []
    cells: list[Cells] = []
    first = pipe = 0
    for number, one in enumerate(compiled):
        edges = np.minimum(np.cumsum(one.stock_shares), 1.0)
        edges[-1] = 1.0
        size = one.rows.size
        for at, stock in enumerate(one.stocks):
            collective = stock.receiver == "collective"
            lag = one.declared.build_lag_quarters
            slot = -1 if collective else ledger.slot(stock.kind, one.name)
            groups.append(
                Group(
                    len(groups),
                    number,
                    stock,
                    slot,
                    one.costs[at],
                    first,
                    first + size,
                    lag,
                    pipe,
                    one.rows,
                    one.county,
                )
            )
            cells.append(
                (
                    starts[number] + np.arange(size),
                    np.full(size, edges[at - 1] if at else 0.0),
                    np.full(size, edges[at]),
                    np.full(size, collective),
                )
            )
            first, pipe = first + size, pipe + lag * size
    return tuple(groups), cells, pipe


def _joined(parts: list[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, kind)
