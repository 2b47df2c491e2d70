"""The loops as the step calls them: tables in, named sums out."""

from __future__ import annotations

import numpy as np

from sim.chance import Key
from sim.errors import NumberError
from sim.loops import accounts, columns, labour, weights
from sim.loops.spans import Threads, summed
from sim.tables import Firms


def run_weights(
    firms: Firms, table: np.ndarray, word: np.uint32, key: Key, threads: Threads | None
) -> np.ndarray:
    """Weights loop over all pages: sums [cells, weights.WEIGHT_SUMS]."""
    shape = (table.shape[0], len(weights.WEIGHT_SUMS))
    arrays = (firms.floats, firms.yuans, firms.flags, firms.ids, firms.cell, firms.live)
    return summed(weights.weights_loop, firms.used, threads, (shape,), *arrays, table, word, *key)[0]


def run_vacancies(firms: Firms, table: np.ndarray, threads: Threads | None) -> np.ndarray:
    """Vacancies loop: sums [cells, labour.HIRING_SUMS]."""
    shape = (table.shape[0], len(labour.HIRING_SUMS))
    return summed(
        labour.vacancies_loop, firms.used, threads, (shape,), firms.floats, firms.cell, firms.live, table
    )[0]


def run_capacity(firms: Firms, table: np.ndarray, threads: Threads | None) -> np.ndarray:
    """Capacity loop: sums [cells, labour.CAPACITY_SUMS]."""
    shape = (table.shape[0], len(labour.CAPACITY_SUMS))
    return summed(
        labour.capacity_loop, firms.used, threads, (shape,), firms.floats, firms.cell, firms.live, table
    )[0]


def run_accounts(
    firms: Firms, table: np.ndarray, towns: int, closing: bool, patience: int, threads: Threads | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Accounts loop: sums [cells, columns.ACCOUNT_SUMS] and [towns, columns.TOWN_SUMS].

    Raises NumberError when a firm's output or wage bill is not finite or beyond 2^53 yuan, naming the cell's number.
    """
    shapes = ((table.shape[0], len(columns.ACCOUNT_SUMS)), (towns, len(columns.TOWN_SUMS)))
    arrays = (firms.floats, firms.yuans, firms.flags, firms.shorts, firms.ids, firms.cell, firms.live)
    sums, town_sums = summed(
        accounts.accounts_loop, firms.used, threads, shapes, *arrays, table, patience, closing
    )
    if sums[:, columns.BAD].any():
        cell = int(np.flatnonzero(sums[:, columns.BAD])[0])
        raise NumberError(cell, int(sums[cell, columns.BAD]))
    return sums, town_sums
