"""Small tables of firms made by hand, and what of them nobody may see."""

from __future__ import annotations

import numpy as np

from sim.loops import columns
from sim.loops.running import run_accounts, run_capacity, run_vacancies, run_weights
from sim.loops.spans import Threads
from sim.tables import COLUMNS, Firms
from sim.world import World

NAMES = (*COLUMNS, "ids")
MONEY = ("cash", "loans", "ordered")


def totals(firms: Firms, names: tuple[str, ...], cells: int) -> dict[str, np.ndarray]:
    """Exact sums of whole-number columns by cell."""
    cell, out = firms.cells_of_rows(), {}
    for name in names:
        out[name] = np.zeros(cells, np.int64)
        np.add.at(out[name], cell, firms.column(name).astype(np.int64))
    return out


def walked(firms: Firms) -> np.ndarray:
    """Rows that a walk along each cell's chain of pages finds, by cell; fails on a page of another cell."""
    rows = np.zeros(firms.head.size, np.int64)
    for cell, page in enumerate(firms.head):
        while page >= 0:
            assert firms.cell[page] == cell
            rows[cell] += firms.live[page]
            page = firms.following[page]
    return rows


def accounts_constants(world: World) -> np.ndarray:
    """Constants of the accounts loop as in a first quarter."""
    o, production = world.opening, world.scenario.parameters.production
    return columns.accounts_table(
        o,
        world.scenario.parameters,
        demand=np.ones(o.cells),
        taken=0.3,
        scale=1.0,
        price=1.0,
        price_next=1.01,
        growth=0.01,
        output_per_capital=1.0 / (o.capital_per_output * production.utilisation_share),
        output_per_person=world.cells.productivity * production.overtime_factor,
        wage=o.wage,
        used_share=np.full(o.cells, 0.1),
        entrants=o.entrant_mass,
    )


def run_all(world: World, firms: Firms, threads: int = 1, patience: int = 2) -> list[np.ndarray]:
    """Sums of the four loops one after the other over these firms, with the tables of a first quarter."""
    from sim.behaviour import hire, orders, produce

    now, pool = world.begin_quarter(), Threads(threads)
    word = np.uint32(0x20012345)
    sums = [run_weights(firms, orders.reweigh_table(world, now), word, world.key, pool)]
    now.cell_productivity, now.orders_per_weight = world.cells.productivity, np.full(world.opening.cells, 1.1)
    now.fill = np.full(world.opening.counties, 0.7)
    sums.append(run_vacancies(firms, hire.vacancy_table(world, now), pool))
    sums.append(run_capacity(firms, produce.capacity_table(world, now), pool))
    sums += run_accounts(firms, accounts_constants(world), world.region.towns.n, True, patience, pool)
    return sums
