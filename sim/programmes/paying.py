"""Payments of programmes, gathered while plans are made and posted when governments pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.requests import Basket, order

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def pay_out(
    now: Quarter, slots: np.ndarray, payers: np.ndarray, receivers: np.ndarray, yuan: np.ndarray
) -> None:
    """Note payments to be posted; slots, payers and receivers spread over the shape of the amounts."""
    some = yuan != 0
    if not some.any():
        return
    spread = (np.broadcast_to(one, yuan.shape)[some] for one in (slots, payers, receivers))
    slot, payer, receiver = spread
    now.programmes.payments.append((slot, payer, receiver, yuan[some]))


def payer_accounts(world: World) -> np.ndarray:
    """Accounts of the payers of a programme: counties, city, those above, outside, households by county."""
    account = world.ledger.account
    return np.concatenate(
        [account[holder] for holder in (Holder.CG, Holder.CI, Holder.UP, Holder.RX, Holder.HH)]
    )


def post(world: World, now: Quarter) -> None:
    """Post all that was noted."""
    payments = now.programmes.payments
    if payments:
        slots, payers, receivers, yuan = (np.concatenate(parts) for parts in zip(*payments, strict=True))
        world.ledger.post_slots(slots, payers, receivers, yuan)


def buy_for_villages(world: World, now: Quarter, programme: int, rows: np.ndarray, yuan: np.ndarray) -> None:
    """Services that collectives buy through one of their county (强村公司), under a programme's id."""
    layout, account = world.layout, world.ledger.account[Holder.VC]
    county = world.opening.plan.county_of_village[rows]
    buyer = np.maximum(world.villages.buyer[county], 0)
    pooling = layout.slots[Kind.VILLAGE_POOLING][programme : programme + 1]
    pay_out(now, pooling, account[rows], account[buyer], np.where(rows == buyer, 0, yuan))
    total = np.zeros(layout.counties, np.int64)
    np.add.at(total, county, yuan)
    at = np.flatnonzero(total)
    slot = int(layout.slots[Kind.VILLAGE_SERVICES][programme])
    order(now, slot, account[world.villages.buyer[at]], at, Basket.PURCHASES, total[at])
