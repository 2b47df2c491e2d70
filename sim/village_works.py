"""Works of village collectives (村级工程): who buys them, what is absorbed, what fails.

Shared by the collectives' own economy (`sim/behaviour/villages.py`) and by what programmes build. A county's
collectives buy through one of them (强村公司). A grant is turned into works in two steps: the works are ordered in the
quarter in which they are paid, and once built they earn, or never do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.chance import Use, draws
from sim.requests import Basket, order
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

LEAST_EFFORT = 0.2
"""Effort below which leakage and failures rise no further."""
LUCK_BLOCK, FAILURE_BLOCK = 0, 1
"""Blocks of draws: the luck of the year, grants that fail."""


def chance_of(world: World, block: int) -> np.ndarray:
    """Draws of every village in this quarter [villages, 4]."""
    key = (int(world.key.seed), int(world.key.replicate))
    return draws(key, world.villages.code, world.quarter, Use.VILLAGE, block)


def effort_of(world: World) -> np.ndarray:
    """Effort of a village's county for its villages, one at the opening."""
    effort = world.treasury.effort[:, Goal.VILLAGES]
    return np.maximum(effort, LEAST_EFFORT)[world.opening.plan.county_of_village]


def spare_cash(world: World, now: Quarter) -> np.ndarray:
    """Cash of collectives that is neither planned for nor promised, whole yuan by village.

    Held and earned, less all they spend, less what pairings, own shares and upkeep took of it this quarter: who takes
    some adds it to `now.village_spent`.
    """
    villages = world.villages
    earned = villages.asset_income + villages.land_income - villages.leaked
    spent = villages.costs + villages.services + villages.invested + villages.dividends
    held = world.ledger.held(Holder.VC)
    return np.asarray(np.maximum(held + earned - spent - now.village_spent, 0).astype(np.int64))


def buy(world: World, now: Quarter, kind: Kind, basket: Basket, amount: np.ndarray) -> None:
    """One order a county, from the account of the collective that buys for all; whole yuan by village."""
    total = np.zeros(world.opening.counties, np.int64)
    np.add.at(total, world.opening.plan.county_of_village, amount)
    at = np.flatnonzero(total > 0)
    account = world.ledger.account[Holder.VC][world.villages.buyer[at]]
    order(now, int(kind), account, at, basket, total[at])


def order_works(world: World, now: Quarter, yuan: np.ndarray) -> None:
    """Collectives order works for the grants of this quarter, whole yuan by village.

    Who grants posts VILLAGE_GRANTS to the collectives himself, the same yuan; `villages.pay` pools them with the buyer.
    To be called after `villages.plan` and before `demand.gather_buyers`. Raises ValueError where no collective is.
    """
    villages = world.villages
    if np.any((yuan > 0) & ~villages.collective):
        first = int(np.flatnonzero((yuan > 0) & ~villages.collective)[0])
        raise ValueError(f"{world.region.villages.names_zh[first]} has no collective to take a grant")
    villages.grants = villages.grants + yuan
    buy(world, now, Kind.VILLAGE_INVESTMENT, Basket.PUBLIC_INVESTMENT, yuan)


def build_works(world: World, now: Quarter, yuan: np.ndarray) -> None:
    """Works that grants paid for are done and join the collectives' assets, whole yuan by village.

    Absorbed of x yuan (on the trend) of all grants of a quarter: x min(1, g) / (1 + x / x0). With probability
    p (2 - g) / effort, drawn by village and quarter, works never earn; their upkeep is owed all the same.
    """
    villages, rules = world.villages, world.scenario.parameters.villages
    governance = villages.governance + villages.lift
    before, real = now.village_works, yuan / now.nominal
    now.village_works = before + real
    most = rules.absorption_yuan_per_quarter
    built = now.village_works / (1.0 + now.village_works / most) - before / (1.0 + before / most)
    built = np.minimum(governance, 1.0) * built
    chance = chance_of(world, FAILURE_BLOCK)[:, 0]
    failing = (yuan > 0) & (chance < rules.failing_share * (2.0 - governance) / effort_of(world))
    villages.assets = villages.assets + np.where(failing, 0.0, built)
    villages.granted = villages.granted + built
    villages.failed = villages.failed + np.where(failing, built, 0.0)
    for at in np.flatnonzero(failing):
        name, spent = world.region.villages.ids[at], int(yuan[at])
        world.log("village_project_failed", name, spent, "earns nothing, owes upkeep")
