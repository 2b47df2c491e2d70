"""Running costs of what programmes built (管护经费): who owns it pays, as far as the money goes.

Due in a quarter: r / 4 x what works, yuan at opening prices, x the price. Counties pay by claim, with programmes, last
in rank; towns out of what they spend this quarter, collectives out of cash that nothing is planned for. Each stock is
told what was paid; what is unpaid wears it faster. What has worn or found no room costs nothing to keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.programmes.collecting import claim_name
from sim.programmes.paying import buy_for_villages
from sim.rates import per_quarter
from sim.requests import Basket, Rank, claim, order
from sim.sharing import split_within
from sim.upkeep import after_wear
from sim.village_works import spare_cash

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.stocks import Stock
    from sim.world import World

UPKEEP = "upkeep"


def ask(world: World, now: Quarter) -> None:
    """What is due this quarter; counties are asked for their part."""
    layout, plans = world.layout, now.programmes
    if not layout.running.any():
        return
    rate = per_quarter(layout.running)[layout.cell_programme]
    plans.running_due = np.floor(rate * world.programme_state.built * now.price).astype(np.int64)
    due = layout.by_place(plans.running_due, layout.cell_row)
    for number in np.flatnonzero(due.any(1)).tolist():
        if layout.owner[number] == "county":
            asked = np.append(due[number], 0)
            claim(now, claim_name(plans.names[number], UPKEEP), Rank.PROGRAMMES, asked)


def buy(world: World, now: Quarter) -> None:
    """Owners buy upkeep, as far as their money goes."""
    plans, layout = now.programmes, world.layout
    if not plans.running_due.any():
        return
    some = np.add.reduceat(plans.running_due, [cells.start for cells in layout.cells])
    granted = np.zeros((layout.count, layout.counties), np.int64)
    for number in np.flatnonzero(some).tolist():
        cells = layout.cells[number]
        due, rows = plans.running_due[cells], layout.cell_row[cells]
        if layout.owner[number] == "county":
            granted[number] = _by_county(world, now, number)
        elif layout.owner[number] == "town":
            plans.running_paid[cells] = _by_towns(world, now, number, due, rows)
        else:
            plans.running_paid[cells] = _by_villages(world, now, number, due, rows)
    now.policy_paid[:-1] += granted.sum(0)
    place = layout.place[layout.cell_row]
    plans.running_paid += split_within(granted.ravel(), place, plans.running_due.astype(np.float64))


def _by_county(world: World, now: Quarter, number: int) -> np.ndarray:
    """What counties pay for one programme, yuan by county."""
    layout = world.layout
    granted = now.claims[claim_name(layout.names[number], UPKEEP)].granted[:-1]
    at = np.flatnonzero(granted)
    slot = int(layout.slots[Kind.GOVERNMENT_PURCHASES][number])
    order(now, slot, world.ledger.account[Holder.CG][at], at, Basket.PURCHASES, granted[at])
    return granted


def _by_towns(world: World, now: Quarter, number: int, due: np.ndarray, rows: np.ndarray) -> np.ndarray:
    layout, towns_of, budgets = world.layout, world.region.town_county, now.budgets
    asked = np.zeros(budgets.town_spending.size, np.int64)
    np.add.at(asked, layout.town[rows], due)
    paid = np.minimum(asked, budgets.town_spending)
    budgets.town_spending = budgets.town_spending - paid
    at = np.flatnonzero(paid)
    slot = int(layout.slots[Kind.GOVERNMENT_PURCHASES][number])
    order(now, slot, world.ledger.account[Holder.TG][at], towns_of[at], Basket.PURCHASES, paid[at])
    return split_within(paid, layout.town[rows], due.astype(np.float64))


def _by_villages(world: World, now: Quarter, number: int, due: np.ndarray, rows: np.ndarray) -> np.ndarray:
    layout, cash = world.layout, spare_cash(world, now)
    village = layout.level_row[rows]
    asked = np.zeros(cash.size, np.int64)
    np.add.at(asked, village, due)
    paid = np.minimum(asked, cash)
    now.village_spent += paid
    at = np.flatnonzero(paid)
    if at.size:
        buy_for_villages(world, now, number, at, paid[at])
    return split_within(paid, village, due.astype(np.float64))


def tell(world: World, now: Quarter) -> None:
    """Tell every stock that programmes have built what was paid for its upkeep this quarter, by row of its level.

    What stands wears as the stock itself does: twice as fast where the stock is told of upkeep and it is not paid.
    """
    plans, built = now.programmes, world.programme_state.built
    told: dict[str, tuple[Stock, np.ndarray]] = {}
    for one in world.layout.with_any(built):
        cells = slice(one.first, one.last)
        paid = plans.running_paid[cells] / now.price if one.stock.upkeep else np.full(one.rows.size, np.inf)
        running, wear = world.layout.running[one.programme], np.array(one.stock.wear(world))
        built[cells] = after_wear(built[cells], paid, running, wear)
        if one.stock.upkeep is None:
            continue
        size = int(world.layout.level_sizes[one.programme])
        _, total = told.setdefault(one.stock.name, (one.stock, np.zeros(size, np.int64)))
        total[one.rows] += plans.running_paid[cells]
    for stock, total in told.values():
        if stock.upkeep is not None:
            stock.upkeep(world, now, total)
