"""Promises of open bids and what becomes of them (揭榜挂帅).

A winner promises output per yuan; what it promised for the grants of a calendar year is compared two whole years later
with what was built of them, both in yuan at opening prices. Who built less, beyond a tolerance and the yuan that
rounding takes, pays a share of the grants back, as far as its county can, and the payers get it. Parameters: stocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import is_january, year_of
from sim.programmes.collecting import claim_name
from sim.programmes.paying import pay_out, payer_accounts
from sim.requests import Rank, claim
from sim.sharing import share_out
from sim.tables.policies import BID_YEARS

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

BACK = "paid back"
YUAN_LOST_BY_ROUNDING = 1.0
"""At most so much of each of a year's four payments for a stock."""


def judge(world: World, now: Quarter) -> None:
    """In January, ask counties of places that broke the promise made for the grants of three years ago."""
    layout, state, rules = world.layout, world.programme_state, world.scenario.parameters.stocks
    if not layout.bid.size or not is_january(world.quarter):
        return
    year = (year_of(world.quarter) - BID_YEARS + 1) % BID_YEARS
    rounding = 4.0 * YUAN_LOST_BY_ROUNDING * np.bincount(layout.cell_row, minlength=layout.rows)[layout.bid]
    least = (1.0 - rules.bid_tolerance_share) * state.bid_promised[:, year]
    broken = state.bid_delivered[:, year] + rounding < least
    penalty = np.zeros(layout.rows, np.int64)
    penalty[layout.bid] = np.where(broken, np.floor(rules.bid_penalty_share * state.bid_granted[:, year]), 0)
    for table in (state.bid_granted, state.bid_promised, state.bid_delivered):
        table[:, year] = 0
    owed = layout.by_place(penalty)
    for number in np.flatnonzero(owed.any(1)):
        asked = np.append(owed[number], 0)
        claim(now, claim_name(layout.names[number], BACK), Rank.PROGRAMMES, asked)


def pay_back(world: World, now: Quarter) -> None:
    """What counties pay back goes to the payers, in proportion to what they paid."""
    layout, plans, account = world.layout, now.programmes, world.ledger.account
    if not layout.bid.size:
        return
    slots, fund = layout.slots[Kind.FUND_RETURNS], account[Holder.FD]
    for number, name in enumerate(layout.names):
        claimed = now.claims.get(claim_name(name, BACK))
        if claimed is None:
            continue
        plans.paid_back[number] = claimed.granted[:-1]
        paid = world.programme_state.paid[number] + world.programme_state.paid_recipients[number]
        back = share_out(int(plans.paid_back[number].sum()), paid.astype(np.float64))
        plans.returned[number] += back
        pay_out(now, slots[number : number + 1], account[Holder.CG], fund, plans.paid_back[number])
        pay_out(now, slots[number : number + 1], fund, payer_accounts(world), back)


def remember(world: World, now: Quarter) -> None:
    """What places of open bids were granted, promised for it, and built of it, by calendar year of the grant."""
    layout, plans, state = world.layout, now.programmes, world.programme_state
    if not layout.bid.size:
        return
    quarter, mine = world.quarter, layout.bid
    year = year_of(quarter) % BID_YEARS
    state.bid_granted[:, year] += plans.granted[mine]
    state.bid_promised[:, year] += state.promises[mine] * plans.granted[mine] / now.price
    number = np.full(layout.rows, -1)
    number[mine] = np.arange(mine.size)
    for one in layout.groups:
        paid_in = year_of(quarter - one.lag)
        rows = number[layout.cell_row[one.first : one.last]]
        if rows[0] >= 0 and year_of(quarter) - paid_in < BID_YEARS - 1:
            built = plans.matured[one.first : one.last] / now.price
            state.bid_delivered[rows, paid_in % BID_YEARS] += built
