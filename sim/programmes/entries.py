"""What programmes did in a quarter, for the record: planned, paid by whom, cut, granted, leaked, idle, built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.programmes.collecting import paid_in
from sim.quarter import Entry
from sim.selection.scope import ids_of

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def record(world: World, now: Quarter) -> None:
    """Entries of every programme that did something, in id order; nothing that is zero."""
    layout, plans = world.layout, now.programmes
    local = plans.contributions.sum(1) - plans.from_recipients.sum(1)
    running_due, running_paid = (
        _by_programme(world, cells) for cells in (plans.running_due, plans.running_paid)
    )
    of_programmes = {
        "planned": plans.planned,
        "paid_local": local,
        "paid_above": plans.from_above,
        "paid_outside": plans.from_outside,
        "paid_owners": plans.from_owners.sum(1),
        "paid_recipients": plans.from_recipients.sum(1),
        "paid_pairings": layout.by_programme(plans.paired),
        "paid_own": plans.own.sum(1) + layout.by_programme(plans.own_villages),
        "cut": plans.planned - paid_in(now),
        "leaked": plans.leaked.sum(1),
        "returned": plans.returned.sum(1),
        "paid_back": plans.paid_back.sum(1),
        "idle": world.programme_state.idle,
        "running_due": running_due,
        "running_paid": running_paid,
    }
    table = np.stack(list(of_programmes.values()), 1)
    items, granted = tuple(of_programmes), layout.by_place(plans.granted)
    ids, names, add = world.region.counties.ids, layout.names, now.entries.append
    numbers, columns = np.nonzero(table)
    for number, at, yuan in zip(
        *(one.tolist() for one in (numbers, columns, table[numbers, columns])), strict=True
    ):
        add(Entry(names[number], items[at], float(yuan)))
    numbers, counties = np.nonzero(granted)
    found = (numbers, counties, granted[numbers, counties])
    for number, county, yuan in zip(*(one.tolist() for one in found), strict=True):
        add(Entry(names[number], "granted", float(yuan), ids[county]))
    _units(world, now)
    _promises(world, now)


def _by_programme(world: World, cells: np.ndarray) -> np.ndarray:
    total = np.zeros(world.layout.count, np.int64)
    if cells.any():
        np.add.at(total, world.layout.cell_programme, cells)
    return total


def _units(world: World, now: Quarter) -> None:
    """Units that begin to work, by stock; stocks that are counted in yuan have none."""
    plans = now.programmes
    for one in world.layout.with_any(plans.matured):
        if one.cost:
            yuan = int(plans.matured[one.first : one.last].sum())
            units = yuan / (one.cost * now.price)
            now.entries.append(Entry(world.layout.names[one.programme], "units", units, "", one.stock.name))


def _promises(world: World, now: Quarter) -> None:
    """What winners of open bids promise, when they have just won."""
    layout, state = world.layout, world.programme_state
    for number in now.programmes.bids_decided:
        one = world.programmes[number]
        promises = state.promises[layout.starts[number] : layout.starts[number + 1]]
        for at in np.flatnonzero(promises):
            place = ids_of(world.region, one.level)[one.rows[at]]
            now.entries.append(Entry(one.name, "promised", float(promises[at]), place))
