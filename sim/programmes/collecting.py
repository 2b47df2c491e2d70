"""What programmes ask of their payers and get from them (资金筹集).

A quarter's budget is shared among the payers. Governments pay in order of rank, programmes last; owners of firms no
more than households hold; those above and outside pay in full. What is missing is the cut. Recipients' counties pay
for their own places alone, by the places' weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import is_january
from sim.programmes.paying import pay_out, payer_accounts
from sim.requests import Rank, claim
from sim.selection.allocation import allocate
from sim.sharing import NO_LIMIT, share_each

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def plan(world: World, now: Quarter) -> bool:
    """Budgets of the quarter, shared among payers; shares of places where they are due. False if nothing is planned."""
    layout, plans, state = world.layout, now.programmes, world.programme_state
    for number, one in enumerate(world.programmes):
        planned = one.planned(world.quarter)
        if not planned:
            continue
        if is_january(world.quarter) or not state.shared[number]:
            _share(world, number)
            if one.declared.rule == "open_bid":
                plans.bids_decided.append(number)
        mine = state.weights[layout.starts[number] : layout.starts[number + 1]]
        plans.planned[number] = planned if mine.any() else 0
    if not plans.planned.any():
        return False
    shares = np.concatenate([layout.payers, layout.own_counties[:, None] * county_shares(world)], 1)
    asked = share_each(
        plans.planned,
        np.arange(layout.count + 1) * shares.shape[1],
        np.ascontiguousarray(shares).ravel(),
        np.full(shares.size, NO_LIMIT),
    ).reshape(shares.shape)
    plans.asked, plans.asked_own = asked[:, : layout.payer_count], asked[:, layout.payer_count :]
    return True


def _share(world: World, number: int) -> None:
    """Work out a programme's shares anew."""
    layout, state = world.layout, world.programme_state
    rows = slice(layout.starts[number], layout.starts[number + 1])
    found = allocate(world, world.programmes[number])
    state.weights[rows], state.ceiling[rows] = found.weights, found.ceiling
    state.promises[rows] = found.promises
    state.shared[number] = 1


def county_shares(world: World) -> np.ndarray:
    """Share of each county's places in the weights of a programme [programmes, counties]."""
    layout = world.layout
    total = np.zeros(layout.count * layout.counties)
    np.add.at(total, layout.place, world.programme_state.weights)
    by_county = total.reshape(layout.count, layout.counties)
    whole = np.zeros(layout.count)
    for county in range(layout.counties):
        whole = whole + by_county[:, county]
    return np.asarray(by_county / np.where(whole > 0, whole, 1.0)[:, None])


def claim_name(name: str, what: str = "") -> str:
    """Name of a programme's claim on its payers."""
    return f"programme {name} {what}".rstrip()


def ask(world: World, now: Quarter) -> None:
    """Claims on governments for what is planned."""
    plans, counties = now.programmes, world.layout.counties
    wanted = plans.asked[:, : counties + 1].copy()
    wanted[:, :-1] += plans.asked_own
    for number in np.flatnonzero(plans.planned):
        claim(now, claim_name(plans.names[number]), Rank.PROGRAMMES, wanted[number])


def collect(world: World, now: Quarter) -> None:
    """What payers pay in; the rest of the budget is cut, and the cut is remembered."""
    plans, counties = now.programmes, world.layout.counties
    for number in np.flatnonzero(plans.planned):
        plans.contributions[number] = now.claims[claim_name(plans.names[number])].granted
    if plans.asked_own.any():
        mine = plans.contributions[:, :-1]
        whole = np.maximum(plans.asked[:, :counties] + plans.asked_own, 1)
        plans.from_recipients = np.floor(mine * (plans.asked_own / whole)).astype(np.int64)
    plans.from_above, plans.from_outside = plans.asked[:, counties + 1], plans.asked[:, counties + 2]
    plans.from_owners = _donated(world, plans.asked[:, counties + 3 :])
    paid = paid_in(now)
    plans.cut = plans.planned - paid
    for number in np.flatnonzero(plans.cut):
        world.log("programme_cut", plans.names[number], int(plans.cut[number]), "payers could not pay")
    state, common = world.programme_state, plans.contributions.copy()
    common[:, :-1] -= plans.from_recipients
    state.paid += np.concatenate(
        [common, plans.from_above[:, None], plans.from_outside[:, None], plans.from_owners], 1
    )
    state.paid_recipients[:, :counties] += plans.from_recipients
    _post(world, now)


def _donated(world: World, asked: np.ndarray) -> np.ndarray:
    """Donations that households can pay out of what they hold, in the order of programmes."""
    if not asked.any():
        return asked
    held = np.maximum(world.ledger.held(Holder.HH), 0)
    so_far = np.minimum(np.cumsum(asked, 0), held)
    return np.asarray(np.diff(so_far, axis=0, prepend=0))


def paid_in(now: Quarter) -> np.ndarray:
    """Whole yuan that the payers of a programme paid in this quarter, own shares and pairings apart [programmes]."""
    plans = now.programmes
    return np.asarray(
        plans.contributions.sum(1) + plans.from_above + plans.from_outside + plans.from_owners.sum(1)
    )


def _post(world: World, now: Quarter) -> None:
    plans, layout, fund = now.programmes, world.layout, world.ledger.account[Holder.FD]
    payers, counties = payer_accounts(world), layout.counties
    governments = np.concatenate(
        [plans.contributions, plans.from_above[:, None], plans.from_outside[:, None]], 1
    )
    slots = layout.slots[Kind.PROGRAMME_CONTRIBUTIONS][:, None]
    pay_out(now, slots, payers[: counties + 3][None], fund, governments)
    slots = layout.slots[Kind.DONATIONS][:, None]
    pay_out(now, slots, payers[counties + 3 :][None], fund, plans.from_owners)
