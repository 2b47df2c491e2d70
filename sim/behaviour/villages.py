"""Village collectives (村集体): income, leakage, costs, services, new assets, dividends; grants and first secretaries.

Rents of a quarter: R = r_v K / 4 + (land rents) (1 + lift) on the nominal trend, with r_v = r + b (g_v - 1) + luck,
drawn every January; it can be negative. A share l (2 - g_v) (1 - supervision) / effort leaks (三资流失) to those near
the till. Of the income that reaches the accounts the collective first pays its fixed costs and the upkeep of what
grants built; of the surplus 20 % goes into services, 30 % into new assets, the rest to members. Without a surplus
nothing is reinvested, assets wear, and rents fall further: the trap of weak villages. What cannot be paid is a
backlog that wears assets faster.

A county's collectives buy through one of them (强村公司): each pays in what is bought for it, under VILLAGE_POOLING,
so that every yuan has one payer and the market sees one buyer a county. Rents are paid by the owners of local firms
(households of the county) and by tenants from outside. Sources: see `sim/parameters/villages.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import is_january
from sim.chance import Use, draws
from sim.kernels.maths import F, kernel
from sim.kernels.philox import normal32
from sim.rates import per_quarter
from sim.requests import Basket, order
from sim.tables.treasury import Goal
from sim.tables.villages import leaking_share, usual_return

if TYPE_CHECKING:
    from sim.parameters.villages import Villages as Rules
    from sim.quarter import Quarter
    from sim.tables import Villages
    from sim.world import World

LEAST_EFFORT = 0.2
"""Effort below which leakage and failures rise no further."""
BACKLOG_QUARTERS = 4.0
"""Services not given are forgotten after so many quarters."""
LUCK_BLOCK, FAILURE_BLOCK = 0, 1
"""Blocks of draws: the luck of the year, grants that fail."""


@kernel
def _normals(u, v):
    out = np.empty(u.size)
    for i in range(u.size):
        out[i] = normal32(F(u[i]), F(v[i]))
    return out


def whole(amount: np.ndarray) -> np.ndarray:
    """The nearest whole yuan."""
    return np.rint(amount).astype(np.int64)


def plan(world: World, now: Quarter) -> None:
    """What collectives earn and how they use it this quarter, whole yuan; orders what they buy."""
    villages, rules = world.villages, world.scenario.parameters.villages
    if not villages.collective.any():
        return
    if is_january(world.quarter):
        villages.luck = _luck(world)
    held = world.ledger.held(Holder.VC)
    governance = villages.governance + villages.lift
    _earn(world, now, held, governance)
    due = villages.fixed_cost + villages.backlog + per_quarter(rules.upkeep_per_year) * villages.granted
    due = whole(due * now.nominal)
    # What others posted lies in the cash already; rents come in during the quarter.
    can_pay = held + villages.income - villages.received
    villages.costs = np.minimum(due, np.maximum(can_pay, 0))
    _wear(villages, rules, now, due)
    surplus = np.maximum(villages.income - villages.costs, 0)
    villages.invested = whole(villages.reinvested_share * surplus)
    villages.services = whole(rules.services_share * surplus)
    target = villages.cash_target * now.nominal_before
    kept = now.growth_into * target - rules.cash_correction_per_quarter * (held - villages.received - target)
    left = surplus - villages.invested - villages.services
    most = np.maximum(can_pay - villages.costs - villages.invested - villages.services, 0)
    villages.dividends = np.where(surplus > 0, np.clip(left - whole(kept), 0, most), 0)
    villages.received = np.zeros_like(villages.received)
    villages.grants = np.zeros_like(villages.grants)
    villages.building = villages.building + villages.invested / now.nominal
    _buy(world, now, Kind.VILLAGE_SERVICES, Basket.PURCHASES, villages.costs + villages.services)
    _buy(world, now, Kind.VILLAGE_INVESTMENT, Basket.PUBLIC_INVESTMENT, villages.invested)


def _luck(world: World) -> np.ndarray:
    """This year's return beside the usual: normal, by village and year."""
    villages, spread = world.villages, world.scenario.parameters.villages.luck_sd_per_year
    if spread == 0.0:
        return np.zeros_like(villages.luck)
    chance = _chance(world, LUCK_BLOCK)
    normal = _normals(np.ascontiguousarray(chance[:, 0]), np.ascontiguousarray(chance[:, 1]))
    return np.where(villages.collective, spread * normal, 0.0)


def _chance(world: World, block: int) -> np.ndarray:
    """Draws of every village in this quarter [villages, 4]."""
    key = (int(world.key.seed), int(world.key.replicate))
    return draws(key, world.villages.code, world.quarter, Use.VILLAGE, block)


def _effort(world: World) -> np.ndarray:
    """Effort of a village's county for its villages, one at the opening."""
    effort = world.treasury.effort[:, Goal.VILLAGES]
    return np.maximum(effort, LEAST_EFFORT)[world.opening.plan.county_of_village]


def _earn(world: World, now: Quarter, held: np.ndarray, governance: np.ndarray) -> None:
    """Rents of assets and land, what leaks of them, and income; a loss goes no deeper than the cash there is."""
    villages, rules = world.villages, world.scenario.parameters.villages
    rate = per_quarter(usual_return(rules, governance) + villages.luck)
    land = villages.leased_land * villages.land_rent + villages.arable_land * villages.arable_rent
    villages.land_income = whole(per_quarter(land) * (1.0 + villages.lift) * now.nominal)
    asset_income = whole(rate * villages.assets * now.nominal)
    share = leaking_share(rules, governance, villages.supervision, _effort(world))
    paid = np.maximum(asset_income, 0) + villages.land_income
    villages.leaked = whole(share * paid)
    villages.asset_income = np.maximum(asset_income, villages.leaked - villages.land_income - held)
    villages.income = villages.asset_income + villages.land_income - villages.leaked + villages.received


def _wear(villages: Villages, rules: Rules, now: Quarter, due: np.ndarray) -> None:
    """Wear of what stands, faster by the part of costs that stays unpaid; the backlog of services."""
    unpaid = (due - villages.costs) / now.nominal
    regular = villages.fixed_cost + per_quarter(rules.upkeep_per_year) * villages.granted
    villages.backlog = np.minimum(unpaid, BACKLOG_QUARTERS * regular)
    faster = 1.0 + unpaid / np.maximum(due / now.nominal, 1.0)
    lasting = 1.0 - per_quarter(rules.depreciation_per_year) * faster
    villages.assets = villages.assets * lasting
    villages.granted = villages.granted * lasting
    villages.failed = villages.failed * lasting
    kept = 1.0 - per_quarter(rules.amenity_wear_per_year) * faster
    villages.amenity = villages.amenity_opening + kept * (villages.amenity - villages.amenity_opening)
    gained = villages.service_minutes - villages.service_minutes_opening
    villages.service_minutes = villages.service_minutes_opening + kept * gained
    usual = np.where(villages.collective, rules.supervision_opening_share, 0.0)
    supervised = 1.0 - per_quarter(rules.supervision_wear_per_year)
    villages.supervision = usual + supervised * (villages.supervision - usual)


def _buy(world: World, now: Quarter, kind: Kind, basket: Basket, amount: np.ndarray) -> None:
    """One order a county, from the account of the collective that buys for all."""
    total = np.zeros(world.opening.counties, np.int64)
    np.add.at(total, world.opening.plan.county_of_village, amount)
    at = np.flatnonzero(total > 0)
    account = world.ledger.account[Holder.VC][world.villages.buyer[at]]
    order(now, int(kind), account, at, basket, total[at])


def invest(world: World, now: Quarter, yuan: np.ndarray) -> None:
    """Turn grants of this quarter into works of the collectives, whole yuan by village.

    Who grants posts VILLAGE_GRANTS to the collectives himself, the same yuan; to be called before
    `demand.gather_buyers`. Absorbed: x min(1, g) / (1 + x / x0). With probability p (2 - g) / effort, drawn by village
    and quarter, the project never earns; its upkeep is owed all the same. Raises ValueError where no collective is.
    """
    villages, rules = world.villages, world.scenario.parameters.villages
    if np.any((yuan > 0) & ~villages.collective):
        first = int(np.flatnonzero((yuan > 0) & ~villages.collective)[0])
        raise ValueError(f"{world.region.villages.names_zh[first]} has no collective to take a grant")
    governance = villages.governance + villages.lift
    real = yuan / now.nominal
    built = real * np.minimum(governance, 1.0) / (1.0 + real / rules.absorption_yuan_per_quarter)
    chance = _chance(world, FAILURE_BLOCK)[:, 0]
    failing = (yuan > 0) & (chance < rules.failing_share * (2.0 - governance) / _effort(world))
    villages.grants = villages.grants + yuan
    villages.building = villages.building + np.where(failing, 0.0, built)
    villages.building_granted = villages.building_granted + built
    villages.building_failed = villages.building_failed + np.where(failing, built, 0.0)
    for at in np.flatnonzero(failing):
        world.log(
            "village_project_failed",
            world.region.villages.ids[at],
            int(yuan[at]),
            "earns nothing, owes upkeep",
        )
    _buy(world, now, Kind.VILLAGE_INVESTMENT, Basket.PUBLIC_INVESTMENT, yuan)


def pay(world: World, now: Quarter) -> None:
    """Post what collectives receive and pay; what was built joins, secretaries do their work or have left."""
    villages, rules, ledger = world.villages, world.scenario.parameters.villages, world.ledger
    if not villages.collective.any():
        return
    county = world.opening.plan.county_of_village
    mine, outside = ledger.account[Holder.VC], ledger.account[Holder.RX]
    homes = ledger.account[Holder.HH][county]
    earned, lost = np.maximum(villages.asset_income, 0), np.maximum(-villages.asset_income, 0)
    for kind, rent in ((Kind.PLANT_RENT, earned), (Kind.LAND_RENT, villages.land_income)):
        away = whole(rules.outside_rent_share * rent)
        ledger.post(kind, outside, mine, away)
        ledger.post(kind, homes, mine, rent - away)
    if lost.any():
        ledger.post(Kind.PLANT_RENT, mine, homes, lost)
    ledger.post(Kind.LEAKAGE, mine, homes, villages.leaked)
    ledger.post(Kind.VILLAGE_DIVIDENDS, mine, homes, villages.dividends)
    bought = villages.costs + villages.services + villages.invested + villages.grants
    buyer = villages.buyer[county]
    pooled = np.where(np.arange(mine.size) == buyer, 0, bought)
    ledger.post(Kind.VILLAGE_POOLING, mine, mine[np.maximum(buyer, 0)], pooled)
    villages.assets = villages.assets + villages.building
    villages.granted = villages.granted + villages.building_granted
    villages.failed = villages.failed + villages.building_failed
    villages.building = np.zeros_like(villages.building)
    villages.building_granted = np.zeros_like(villages.building)
    villages.building_failed = np.zeros_like(villages.building)
    _lead(villages, rules)


def _lead(villages: Villages, rules: Rules) -> None:
    """Governance rises while a first secretary is there and fades after he has left."""
    there = villages.secretary > 0
    risen = np.minimum(villages.lift + per_quarter(rules.secretary_gain_per_year), rules.secretary_most)
    faded = villages.lift * (1.0 - per_quarter(rules.secretary_decay_per_year))
    villages.lift = np.where(there, risen, faded)
    villages.secretary = np.maximum(villages.secretary - 1, 0)
