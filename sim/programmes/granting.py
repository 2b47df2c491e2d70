"""What a programme's money becomes before it is spent (资金分配): shares, limits, own shares, idle money, leakage.

Offered M = paid in + idle of before. Place i gets its part of M by the rule's weights, no more than its limit (what it
can absorb at opening prices, or its award); what its own county paid for it comes first, what pairings pay for it on
top. With an own share o it adds o / (1 - o) yuan to each yuan of the rule; where it cannot, its part shrinks. What a
county paid for its own places and they cannot use goes back to it at once, and never to another's. What else is left
waits in the fund, is offered again, and goes back to the payers in proportion to what they paid in the last quarter
of the programme, or of its budget where that falls to nothing for good. A share of all leaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.programmes.collecting import claim_name, paid_in
from sim.programmes.layout import limits_of
from sim.programmes.paying import pay_out, payer_accounts
from sim.requests import Rank, claim
from sim.sharing import share_each, share_out, split_within
from sim.village_works import spare_cash

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

OWN = "own share"


def ask_own(world: World, now: Quarter) -> None:
    """Counties are asked for the own share of what their places may get; villages pay out of their cash."""
    layout, plans = world.layout, now.programmes
    offered = plans.planned + world.programme_state.idle
    counted = np.flatnonzero((layout.own_ratio > 0) & ~layout.own_village & (offered > 0))
    if not counted.size:
        return
    limits = _limits(world, now)
    for number in counted:
        mine = slice(layout.starts[number], layout.starts[number + 1])
        weights = world.programme_state.weights[mine]
        if not weights.any():
            continue
        expected = np.minimum(offered[number] * weights / weights.sum(), limits[mine])
        by_county = np.zeros(layout.counties)
        np.add.at(by_county, layout.county[mine], layout.own_ratio[number] * expected + 1.0)
        asked = np.append(np.ceil(by_county), 0).astype(np.int64)
        claim(now, claim_name(plans.names[number], OWN), Rank.PROGRAMMES, asked)


def _limits(world: World, now: Quarter) -> np.ndarray:
    """Most a place can get in the quarter, yuan by row."""
    return np.minimum(world.layout.most * now.price, world.programme_state.ceiling)


def grant(world: World, now: Quarter) -> None:
    """Share out what was paid in; own shares on top; what is left is idle or goes back; a share leaks."""
    layout, plans, state = world.layout, now.programmes, world.programme_state
    limits = limits_of(_limits(world, now))
    plans.paired = _paired(world, now)
    for_own = np.zeros(layout.rows, np.int64)
    if plans.from_recipients.any():
        for_own = split_within(plans.from_recipients.ravel(), layout.place, state.weights)
        for_own = np.minimum(for_own, limits)
    common = paid_in(now) - plans.from_recipients.sum(1) + state.idle
    room = np.maximum(limits - for_own - plans.paired, 0)
    by_rule = for_own + share_each(common, layout.starts, state.weights, room)
    by_rule, own = _with_own_share(world, now, by_rule)
    for_own = np.minimum(for_own, by_rule)
    state.idle = common - layout.by_programme(by_rule - for_own)
    _give_back(world, now)
    _return_own(world, now, plans.from_recipients - layout.by_place(for_own))
    whole = by_rule + own + plans.paired
    leaked = np.floor(layout.leakage[layout.programme] * whole).astype(np.int64)
    plans.granted, plans.leaked = whole - leaked, layout.by_place(leaked)
    _post(world, now)


def _paired(world: World, now: Quarter) -> np.ndarray:
    """What pairings pay into programmes, by row; raises ValueError for money to a place that cannot receive."""
    layout = world.layout
    found = np.zeros(layout.rows, np.int64)
    for number, one in enumerate(world.programmes):
        if one.name in now.paired:
            yuan = now.paired[one.name]
            found[layout.starts[number] : layout.starts[number + 1]] = yuan[one.rows]
            if int(yuan.sum()) != int(yuan[one.rows].sum()):
                raise ValueError(f"a pairing pays into {one.name} for a place that can receive nothing")
    return found


def _with_own_share(world: World, now: Quarter, by_rule: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Parts of places that can pay their own share, less for those who cannot; and the own shares, by row."""
    layout, plans = world.layout, now.programmes
    own = np.zeros(layout.rows, np.int64)
    if not layout.own_ratio.any():
        return by_rule, own
    by_rule = by_rule.copy()
    for number in np.flatnonzero(layout.own_ratio):
        mine = slice(layout.starts[number], layout.starts[number + 1])
        ratio = layout.own_ratio[number]
        if layout.own_village[number]:
            rows = layout.level_row[mine]
            by_rule[mine], own[mine] = as_far_as(by_rule[mine], ratio, spare_cash(world, now)[rows])
            now.village_spent[rows] += own[mine]
        else:
            county = layout.county[mine]
            granted = _granted(now, plans.names[number], layout.counties)
            by_rule[mine], own[mine] = shrunk(by_rule[mine], ratio, granted, county)
            np.add.at(plans.own[number], county, own[mine])
            now.budgets.spending = now.budgets.spending + granted - plans.own[number]
    plans.own_villages = np.where(layout.own_village[layout.programme], own, 0)
    return by_rule, own


def _granted(now: Quarter, name: str, counties: int) -> np.ndarray:
    asked = now.claims.get(claim_name(name, OWN))
    return asked.granted[:-1] if asked is not None else np.zeros(counties, np.int64)


def as_far_as(yuan: np.ndarray, ratio: float, cash: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Grant and own share of places that pay out of their own cash: no more than cash / ratio is granted."""
    most = np.floor(cash / ratio)
    given = np.minimum(yuan, np.minimum(most, 1e15).astype(np.int64))
    return given, np.floor(ratio * given).astype(np.int64)


def shrunk(
    yuan: np.ndarray, ratio: float, cash: np.ndarray, county: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The same where one budget pays for all places of a county: all of them shrink alike."""
    wanted = np.zeros(cash.size)
    np.add.at(wanted, county, ratio * yuan)
    part = np.where(wanted > cash, cash / np.maximum(wanted, 1.0), 1.0)
    given = np.floor(yuan * part[county]).astype(np.int64)
    return given, np.floor(ratio * given).astype(np.int64)


def _give_back(world: World, now: Quarter) -> None:
    """Idle money goes back to its payers in the last quarter of a programme, or of its budget."""
    plans, state = now.programmes, world.programme_state
    for number in np.flatnonzero(state.idle):
        if world.quarter >= world.programmes[number].closes:
            plans.returned[number] = share_out(int(state.idle[number]), state.paid[number].astype(np.float64))
            state.idle[number] = 0


def _return_own(world: World, now: Quarter, left: np.ndarray) -> None:
    """What counties paid for their own places and these could not use goes back to them, who spend it as usual."""
    counties = world.layout.counties
    now.programmes.unused = left
    now.programmes.returned[:, :counties] += left
    now.budgets.spending = now.budgets.spending + left.sum(0)
    world.programme_state.paid_recipients[:, :counties] -= left


def _post(world: World, now: Quarter) -> None:
    """Own shares into the fund, leakage and money that goes back out of it; grants follow with what they buy."""
    layout, plans, account = world.layout, now.programmes, world.ledger.account
    fund, homes = account[Holder.FD], account[Holder.HH]
    own, back = layout.slots[Kind.OWN_SHARE], layout.slots[Kind.FUND_RETURNS]
    pay_out(now, own[:, None], account[Holder.CG][None], fund, plans.own)
    if plans.own_villages.any():
        payers = account[Holder.VC][np.where(layout.own_village[layout.programme], layout.level_row, 0)]
        pay_out(now, own[layout.programme], payers, fund, plans.own_villages)
    pay_out(now, layout.slots[Kind.LEAKAGE][:, None], fund, homes[None], plans.leaked)
    pay_out(now, back[:, None], fund, payer_accounts(world)[None], plans.returned)
