"""Plants of projects (项目投产): those that are ready become firms, bring their customers by and by, and may close.

A plant raises the references of orders and exports by its weight, in equal steps over its ramp-up; when it closes, what
it brought and still holds leaves again, and its land lies idle. Source: as `sim/behaviour/projects.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.pages import BLOCK, ORDERS
from sim.locate import (
    counties_of,
)
from sim.loops.columns import B_EQUITY, B_MEMBERS
from sim.plants import plant_ids, put_plants
from sim.tables.projects import Stage
from sim.tables.rows import find_rows

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def open_plants(world: World, now: Quarter) -> None:
    """Projects that are ready become firms, those that ramp up win customers, land of those closed lies idle."""
    projects = world.projects
    if not projects.stage.size:
        return
    _close(world)
    _ramp(world)
    ready = np.flatnonzero((projects.stage == Stage.BUILDING) & (projects.paid >= projects.quarters))
    if ready.size:
        _open(world, now, ready[np.argsort(projects.ids[ready], kind="stable")])


def _close(world: World) -> None:
    """Find the rows of the plants; whose firm is gone leaves its land idle and takes its own customers away."""
    projects = world.projects
    has = np.flatnonzero(projects.has_firm)
    if not has.size:
        return
    at = (projects.cell[has], projects.firm[has], projects.page[has], projects.row[has])
    projects.page[has], projects.row[has] = find_rows(world.firms, *at)
    gone = projects.has_firm & (projects.page < 0)
    for at_one in np.flatnonzero(gone):
        park = int(projects.park[at_one])
        mu = min(projects.land[at_one], world.parks.in_use[park])
        world.parks.abandon(park, mu, producing=True)
        projects.anchor_firm[projects.anchor_firm == projects.firm[at_one]] = 0
    brought = (
        projects.orders[gone] * projects.brought[gone] / world.scenario.parameters.projects.ramp_quarters
    )
    withdraw_customers(world, projects.cell[gone], brought)
    projects.keep(~gone)


def _open(world: World, now: Quarter, ready: np.ndarray) -> None:
    """Finished projects become firm rows of their county and sector, with the first part of their customers."""
    rules, projects, opening = world.scenario.parameters.projects, world.projects, world.opening
    park, sector = projects.park[ready], projects.sector[ready]
    cell = counties_of(world)[park] * opening.sectors + sector
    capital = projects.signed[ready] * projects.executed_share[ready] * rules.new_share * rules.real_share
    output = capital / opening.capital_per_output[cell]
    weight = output / (now.nominal / now.price)
    first, cash_share = 1.0 / rules.ramp_quarters, world.scenario.parameters.credit.cash_share_of_quarter
    cash = (cash_share * output * now.price).astype(np.int64)
    projects.firm[ready] = firm = plant_ids(world, projects.ids[ready], park, sector)
    parts = {"weight": first * weight, "sales": 4.0 * first * output * now.price}
    at = put_plants(world, cell, firm, park, **parts, capital=capital, cash=cash)
    projects.page[ready], projects.row[ready] = at
    projects.stage[ready], projects.cell[ready] = Stage.RAMPING, cell
    projects.orders[ready], projects.brought[ready] = weight, 1
    np.add.at(now.births, (cell, B_MEMBERS), 1)
    np.add.at(now.births, (cell, B_EQUITY), cash)
    np.add.at(now.equity_outside, cell, cash)
    bring_customers(world, cell, first * weight)
    for one in ready:
        world.parks.occupy(
            int(projects.park[one]), world.parks.still_sold(int(projects.park[one]), projects.land[one])
        )
    for one in ready[projects.anchor[ready] > 0]:
        projects.anchor_firm[projects.anchor[one] - 1] = projects.firm[one]
        where, what = world.region.parks[projects.park[one]], int(projects.sector[one])
        yuan = int(projects.signed[one] * now.price)
        world.log("anchor_opened", where.name_zh, yuan, world.region.sectors.names_zh[what])


def _ramp(world: World) -> None:
    """Plants that ramp up win another part of their customers."""
    rules, projects, firms = world.scenario.parameters.projects, world.projects, world.firms
    ramping = projects.stage == Stage.RAMPING
    done = ramping & (projects.brought >= rules.ramp_quarters)
    projects.stage[done] = Stage.PRODUCING
    more = np.flatnonzero(ramping & ~done)
    added = projects.orders[more] / rules.ramp_quarters
    firms.floats[projects.page[more], ORDERS * BLOCK + projects.row[more]] += added.astype(np.float32)
    projects.brought[more] += 1
    bring_customers(world, projects.cell[more], added)


def bring_customers(world: World, cell: np.ndarray, weight: np.ndarray) -> None:
    """A plant from outside raises its cell's references by its orders: X' = X Wref' / Wref."""
    cells = world.cells
    added = np.bincount(cell, weight, cells.order_reference.size)
    held = np.maximum(cells.order_reference, 1.0)
    cells.export_reference = cells.export_reference * (1.0 + added / held)
    cells.order_reference = cells.order_reference + added


def withdraw_customers(world: World, cell: np.ndarray, weight: np.ndarray) -> None:
    """Customers that a plant brought leave with it, at most all its cell has: the inverse of bringing them."""
    cells = world.cells
    held = cells.order_reference
    lost = np.minimum(np.bincount(cell, weight, held.size), held)
    cells.export_reference = cells.export_reference * (1.0 - lost / np.maximum(held, 1.0))
    cells.order_reference = held - lost
