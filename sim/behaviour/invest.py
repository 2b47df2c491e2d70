"""Fixed investment and used capital (投资与二手资本).

Decided at the end of a quarter, ordered and paid in the next, usable in the one after.
Source: own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import F, rule

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


@rule
def wanted_investment(capital, ordered, drift, replacement, accelerator, capital_per_order):
    """Real investment: (delta + g + h - m) K + lambda (kappa D (1 + g) (1 + h - m) - K)."""
    growing = F(1.0) + drift
    return (replacement + drift) * capital + accelerator * (capital_per_order * ordered * growing - capital)


@rule
def sold_capital(capital, wanted, limit):
    """Capital a firm with too much of it sells: at most a tenth a quarter."""
    return max(F(0.0), min(-wanted, limit * capital))


@rule
def funded(wanted, funds, constrained, top_up):
    """Investment that can be paid; owners of constrained firms meet part of the gap."""
    return wanted if wanted <= funds else (funds + top_up * (wanted - funds) if constrained else funds)


def offer_used_capital(world: World, now: Quarter) -> None:
    """Share of next quarter's orders filled from the cell's used capital: min(0.9, pool / orders)."""
    investment, cells = world.scenario.parameters.investment, world.cells
    cells.used_pool = cells.used_pool + now.pool_received
    orders = now.investment_ordered
    value = cells.used_pool * now.price_next
    share = np.minimum(investment.used_limit_share, value / np.maximum(orders, 1.0))
    cells.used_share = np.where(orders > 0, share, 0.0)
    left = cells.used_pool - cells.used_share * orders / now.price_next
    cells.used_pool = np.maximum(0.0, left) * (1.0 - investment.used_decay_per_quarter)
