"""What blocks ask of the core: final goods to buy, money from governments.

Behaviours do not know one another; they meet here and in the quarter's scratch.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from sim.quarter import Buyers, Claim, Quarter


class Basket(IntEnum):
    """Rows of the basket table: what a yuan of a final use is spent on."""

    CONSUMPTION = 0
    FIRM_INVESTMENT = 1
    HOUSING = 2
    PURCHASES = 3
    PUBLIC_INVESTMENT = 4


class Rank(IntEnum):
    """Order in which governments pay (支出顺序)."""

    SERVICES = 0
    INTEREST = 1
    PAIRINGS = 2
    PROGRAMMES = 3


def order(
    now: Quarter, slot: int, account: np.ndarray, county: np.ndarray, basket: Basket, amount: np.ndarray
) -> None:
    """Order final goods: whole yuan by buyer, under a kind of flow or a policy's slot of the ledger.

    To be called before `demand.gather_buyers`; `demand.settle` then pays sellers and importers out of the account.
    """
    now.orders.append(final_buyers(account, county, slot, basket, amount))


def final_buyers(
    account: np.ndarray, county: np.ndarray, slot: int, basket: int, amount: np.ndarray
) -> Buyers:
    """Final buyers who all buy the same basket under the same slot."""
    slots, baskets = np.full(account.size, slot, np.int64), np.full(account.size, int(basket), np.int64)
    return Buyers(account, county.astype(np.int64), slots, baskets, amount)


def claim(now: Quarter, name: str, rank: Rank, asked: np.ndarray) -> Claim:
    """Ask governments for money this quarter: whole yuan by county, the city last.

    To be called before `budgets.honour_claims`, which fills `granted`; the block posts what was granted itself.
    """
    now.claims[name] = Claim(int(rank), asked)
    return now.claims[name]
