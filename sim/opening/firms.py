"""Columns of the opening's firms and their pages: orders, people, capital, cash, loans, first investment."""

from __future__ import annotations

import numpy as np

from sim.calendar import EPOCH
from sim.kernels.maths import exp_array
from sim.kernels.pages import BLOCK
from sim.opening.cells import CellTotals
from sim.opening.members import Rows
from sim.opening.recognition import titles_of
from sim.opening.structure import Setting
from sim.tables import COLUMNS, Firms

GROWTH_ROOM = 1.6
"""Pages are allotted for so many times the opening's firms; pages not used stay untouched memory."""


def sum_by(index: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Sums of values by index, added one by one in row order."""
    return np.bincount(index, values, size)


def in_whole_yuan(cell: np.ndarray, exact: np.ndarray, cells: int) -> np.ndarray:
    """Row amounts in whole yuan whose cell totals are the exact total rounded: differences of rounded running sums.

    Rows joined from members therefore hold exactly what their members would hold.
    """
    out = np.empty(exact.size, np.int64)
    for k in range(cells):
        mine = slice(*np.searchsorted(cell, [k, k + 1]))
        running = np.floor(np.cumsum(exact[mine]) + 0.5).astype(np.int64)
        out[mine] = np.diff(running, prepend=0)
    return out


def columns_of(setting: Setting, totals: CellTotals, rows: Rows) -> dict[str, np.ndarray]:
    """Columns of every row before the first quarter, cash and loans as they stood at its beginning."""
    structure, parameters = setting.structure, setting.scenario.parameters
    cells, cell = structure.cells, rows.cell
    output = rows.sales * setting.flow_share
    spread = parameters.productivity.sd_share * structure.noise_scale
    productivity = spread[cell] * rows.productivity
    raw = output * exp_array(-productivity)
    per_raw = totals.employment.ravel() / sum_by(cell, raw, cells)
    capital = structure.capital_per_output[cell] * output
    named = titles_of(setting, rows, productivity)
    credit = parameters.credit
    before = setting.into + 1.0
    price_before = 1.0 / setting.trend.price[1] * setting.trend.price[0]
    loans = np.where(rows.constrained, 0.0, credit.loan_share_of_capital * price_before * capital)
    return {
        "orders": output,
        "productivity": productivity,
        "efficiency": exp_array(productivity),
        "persons": raw * per_raw[cell],
        "capital": capital,
        "sales": rows.sales,
        "members": rows.members,
        "cash": in_whole_yuan(cell, credit.cash_share_of_quarter * output / before, cells),
        "loans": in_whole_yuan(cell, loans, cells),
        "constrained": rows.constrained,
        "rung": rows.rung,
        "titles": named.titles,
        "listed": named.listed,
        "digital": named.digital,
        "born": setting.trend.first - EPOCH - rows.age,
        "town": rows.town,
        "ids": rows.ids,
    }


def build_pages(cells: int, cell: np.ndarray, columns: dict[str, np.ndarray]) -> Firms:
    """Firms in pages; rows are sorted by cell."""
    counts = np.bincount(cell, minlength=cells)
    pages = np.maximum(-(-counts // BLOCK), 1)
    firms = Firms.empty(int(pages.sum() * GROWTH_ROOM) + cells + 8, cells)
    row = 0
    for k in range(cells):
        page = k
        for number in range(pages[k]):
            if number:
                firms.following[page] = firms.used
                page = firms.used
                firms.cell[page] = k
                firms.used += 1
            count = min(int(counts[k]) - number * BLOCK, BLOCK)
            firms.live[page] = count
            for name, values in columns.items():
                part = values[row : row + count]
                if name == "ids":
                    firms.ids[page, :count] = part
                else:
                    array, field = COLUMNS[name]
                    getattr(firms, array)[page, field * BLOCK : field * BLOCK + count] = part
            row += count
    return firms
