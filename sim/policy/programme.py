"""PROGRAMME (项目资金): payers put money into a budget that builds stocks in places.

Each quarter's budget is shared among the payers; they pay in order of rank and programmes come last, so a programme
whose payer has no money is cut, and the cut is recorded. What was paid in is shared among places by a rule, spent on
stocks, and works once it is built; its upkeep must be paid. Nothing here knows a particular policy. The parts, in the
order of a quarter, lie in `sim/programmes/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder
from sim.calendar import quarter_name
from sim.errors import LedgerError
from sim.programmes import bids, collecting, entries, granting, paying, spending, upkeep
from sim.programmes.flows import Programmes

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def ask(world: World, now: Quarter, active: bool = True) -> None:
    """What programmes ask of governments this quarter, last in rank; nothing in the warm-up."""
    layout = world.layout
    now.programmes = Programmes.none(
        layout.names, layout.counties, layout.payer_count, layout.rows, layout.cell_row.size
    )
    if not active or not layout.count:
        return
    if collecting.plan(world, now):
        collecting.ask(world, now)
    granting.ask_own(world, now)
    upkeep.ask(world, now)
    bids.judge(world, now)
    now.programmes.active = True


def commit(world: World, now: Quarter) -> None:
    """What each programme got from its payers, gives to its places, buys and builds."""
    if not now.programmes.active:
        return
    collecting.collect(world, now)
    granting.grant(world, now)
    if now.programmes.granted.any() or world.programme_state.pipe.any():
        spending.spend(world, now)
    upkeep.buy(world, now)
    bids.pay_back(world, now)
    bids.remember(world, now)
    _charge(world, now)
    entries.record(world, now)


def _charge(world: World, now: Quarter) -> None:
    """What governments paid must be saved elsewhere, or borrowed to the share that special bonds finance.

    No bonds for what counties pay themselves for things they would have bought anyway: it only moves their own money.
    """
    plans, usual = now.programmes, world.scenario.parameters.government.contribution_bond_share
    paid = plans.contributions.copy()
    paid[:, :-1] += plans.own - plans.unused
    financed = paid.copy()
    anyway = world.layout.deadweight[:, None] * (plans.from_recipients - plans.unused + plans.own)
    financed[:, :-1] -= np.ceil(anyway).astype(np.int64)
    stated = ~np.isnan(world.layout.bonds)
    bonds = np.floor(usual * financed[~stated].sum(0)).astype(np.int64)
    for number in np.flatnonzero(stated):
        bonds = bonds + np.floor(world.layout.bonds[number] * financed[number]).astype(np.int64)
    now.policy_bonds = now.policy_bonds + bonds
    now.policy_paid = now.policy_paid + paid.sum(0)
    now.policy_paid[:-1] += plans.paid_back.sum(0)


def pay(world: World, now: Quarter) -> None:
    """Post contributions into the fund account and grants out of it; it keeps what is idle, and no yuan besides."""
    paying.post(world, now)
    held, idle = int(world.ledger.of(Holder.FD)[0]), int(world.programme_state.idle.sum())
    if held != idle:
        raise LedgerError(
            f"{quarter_name(world.quarter)}: the fund account holds {held:,} yuan, but programmes have {idle:,} idle"
        )


def deliver(world: World, now: Quarter) -> None:
    """Stocks whose building is done begin to work; owners keep up what stands."""
    if now.programmes.active:
        upkeep.tell(world, now)
        spending.build(world, now)
