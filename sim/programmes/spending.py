"""What grants are spent on and what they build (资金使用).

A place's money is split among the stocks by their shares, whole yuan. Of it d frees money of the recipient: a county
spends it as usual, a collective counts it as income; households and owners of firms are paid in full, and d of it
moves nothing. With the rest the recipient's county buys, or the collective orders works. What is bought builds: times
what the county absorbs where the programme says so (capacity and room beside its own spending, `sim/absorption.py`),
after the lag, at the prices of then. Collectives absorb their works by a rule of their own (`sim/village_works.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.absorption import absorption
from sim.accounts import Holder, Kind
from sim.programmes.paying import pay_out
from sim.quarter import Buyers

if TYPE_CHECKING:
    from sim.programmes.layout import Group
    from sim.quarter import Quarter
    from sim.world import World

PRIVATE = ("households", "owners")
"""Receivers that keep what they are paid, whatever it moves them to do."""


def spend(world: World, now: Quarter) -> None:
    """Turn what places were granted into orders, payments and works on their way."""
    layout, plans = world.layout, now.programmes
    of_row = plans.granted[layout.cell_row]
    yuan = _whole(layout.cell_high * of_row) - _whole(layout.cell_low * of_row)
    freed = _whole(layout.deadweight[layout.cell_programme] * yuan)
    paid_out = np.isin(layout.group_receiver, PRIVATE)[layout.cell_group]
    _grant(world, now, yuan, np.where(paid_out, 0, freed))
    bought = yuan - freed
    working = bought
    absorbs = layout.absorption[layout.cell_programme] & ~layout.cell_collective
    if absorbs.any():
        absorbed = absorption(world, now)[layout.county[layout.cell_row]]
        working = np.where(absorbs, _whole(absorbed * bought), bought)
    _buy(world, now, np.where(paid_out, yuan, bought))
    _order_works(world, now, bought)
    _mature(world, now, working)


def _whole(yuan: np.ndarray) -> np.ndarray:
    return np.floor(yuan).astype(np.int64)


def _grant(world: World, now: Quarter, yuan: np.ndarray, freed: np.ndarray) -> None:
    """Money out of the fund, to counties and to collectives; what it frees is spent as usual."""
    layout, plans, account = world.layout, now.programmes, world.ledger.account
    fund, mine = account[Holder.FD], layout.cell_collective
    if mine.any():
        villages = np.zeros(layout.rows, np.int64)
        np.add.at(villages, layout.cell_row[mine], yuan[mine])
        plans.grants = layout.by_place(plans.granted - villages)
        at = np.flatnonzero(villages)
        slots = layout.slots[Kind.VILLAGE_GRANTS][layout.programme[at]]
        pay_out(now, slots, fund, account[Holder.VC][layout.level_row[at]], villages[at])
        np.add.at(world.villages.received, layout.level_row[layout.cell_row[mine]], freed[mine])
    else:
        plans.grants = layout.by_place(plans.granted)
    slots = layout.slots[Kind.PROGRAMME_GRANTS][:, None]
    pay_out(now, slots, fund, account[Holder.CG][None], plans.grants)
    if freed.any():
        more = np.zeros(layout.counties, np.int64)
        np.add.at(more, layout.county[layout.cell_row[~mine]], freed[~mine])
        now.budgets.spending = now.budgets.spending + more


def _buy(world: World, now: Quarter, bought: np.ndarray) -> None:
    """Orders and payments of counties, by stock of a programme and county."""
    layout, plans, account = world.layout, now.programmes, world.ledger.account
    total = np.zeros(len(layout.groups) * layout.counties, np.int64)
    np.add.at(total, layout.cell_place, bought)
    by_group, receiver = total.reshape(-1, layout.counties), layout.group_receiver
    group, county = np.nonzero(by_group * (receiver == "market")[:, None])
    if group.size:
        yuan, payers = by_group[group, county], account[Holder.CG][county]
        now.orders.append(Buyers(payers, county, layout.group_slot[group], layout.group_basket[group], yuan))
    paid = np.flatnonzero((receiver == "households") | (receiver == "owners"))
    if paid.size:
        yuan, slots = by_group[paid], layout.group_slot[paid][:, None]
        share = world.scenario.parameters.recognition.award_household_share
        at_home = np.where((receiver[paid] == "owners")[:, None], _whole(share * yuan), yuan)
        pay_out(now, slots, account[Holder.CG][None], account[Holder.HH][None], at_home)
        pay_out(now, slots, account[Holder.CG][None], account[Holder.RX], yuan - at_home)
    for one in layout.infrastructure:
        plans.infrastructure[one.programme] += by_group[one.number]


def _order_works(world: World, now: Quarter, bought: np.ndarray) -> None:
    """Collectives order their works at once, each stock once, whoever paid for it."""
    together: dict[str, tuple[Group, np.ndarray]] = {}
    if not world.layout.cell_collective.any():
        return
    for one in world.layout.with_any(bought):
        if one.collective:
            empty = np.zeros(world.villages.code.size, np.int64)
            _, yuan = together.setdefault(one.stock.name, (one, empty))
            yuan[one.rows] += bought[one.first : one.last]
    for one, yuan in together.values():
        one.stock.order(world, now, yuan, one.cost)


def _mature(world: World, now: Quarter, working: np.ndarray) -> None:
    """What begins to work this quarter: bought now, or as many quarters ago as the lag is, at today's prices."""
    plans, state = now.programmes, world.programme_state
    plans.matured = working
    if state.pipe.size:
        plans.matured = working.copy()
        for one in world.layout.groups:
            if one.lag:
                cells = slice(one.first, one.last)
                size = one.last - one.first
                pipe = state.pipe[one.pipe : one.pipe + one.lag * size].reshape(one.lag, size)
                at = world.quarter % one.lag
                plans.matured[cells] = np.rint(pipe[at] * now.price).astype(np.int64)
                pipe[at] = working[cells] / now.price
    for one in world.layout.infrastructure:
        np.add.at(plans.capital, one.county, plans.matured[one.first : one.last])


def build(world: World, now: Quarter) -> None:
    """Stocks whose building is done begin to work, each stock once, whoever paid for it; what finds no room is lost."""
    matured, sizes = now.programmes.matured, world.layout.level_sizes
    together: dict[tuple[str, float], tuple[list[Group], np.ndarray]] = {}
    for one in world.layout.with_any(matured):
        empty = np.zeros(sizes[one.programme], np.int64)
        groups, total = together.setdefault((one.stock.name, one.cost), ([], empty))
        groups.append(one)
        total[one.rows] += matured[one.first : one.last]
    standing = matured / now.price
    for groups, yuan in together.values():
        stood = groups[0].stock.build(world, now, yuan, groups[0].cost)
        if stood is not None:
            share = np.minimum(stood / np.maximum(yuan, 1), 1.0)
            for one in groups:
                standing[one.first : one.last] *= share[one.rows]
    world.programme_state.built += standing
