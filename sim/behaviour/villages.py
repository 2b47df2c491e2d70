"""Village collectives (村集体): income, leakage, costs, services, new assets, dividends; first secretaries.

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
from sim.kernels.maths import F, kernel
from sim.kernels.philox import normal32
from sim.rates import per_quarter
from sim.requests import Basket
from sim.tables.villages import leaking_share, usual_return
from sim.village_works import LUCK_BLOCK, buy, chance_of, effort_of

if TYPE_CHECKING:
    from sim.parameters.villages import Villages as Rules
    from sim.quarter import Quarter
    from sim.tables import Villages
    from sim.world import World

BACKLOG_QUARTERS = 4.0
"""Services not given are forgotten after so many quarters."""


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
    buy(world, now, Kind.VILLAGE_SERVICES, Basket.PURCHASES, villages.costs + villages.services)
    buy(world, now, Kind.VILLAGE_INVESTMENT, Basket.PUBLIC_INVESTMENT, villages.invested)


def _luck(world: World) -> np.ndarray:
    """This year's return beside the usual: normal, by village and year."""
    villages, spread = world.villages, world.scenario.parameters.villages.luck_sd_per_year
    if spread == 0.0:
        return np.zeros_like(villages.luck)
    chance = chance_of(world, LUCK_BLOCK)
    normal = _normals(np.ascontiguousarray(chance[:, 0]), np.ascontiguousarray(chance[:, 1]))
    return np.where(villages.collective, spread * normal, 0.0)


def _earn(world: World, now: Quarter, held: np.ndarray, governance: np.ndarray) -> None:
    """Rents of assets and land, what leaks of them, and income; a loss goes no deeper than the cash there is."""
    villages, rules = world.villages, world.scenario.parameters.villages
    rate = per_quarter(usual_return(rules, governance) + villages.luck)
    land = villages.leased_land * villages.land_rent + villages.arable_land * villages.arable_rent
    villages.land_income = whole(per_quarter(land) * (1.0 + villages.lift) * now.nominal)
    asset_income = whole(rate * villages.assets * now.nominal)
    share = leaking_share(rules, governance, villages.supervision, effort_of(world))
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
    villages.building = np.zeros_like(villages.building)
    _lead(villages, rules)


def _lead(villages: Villages, rules: Rules) -> None:
    """Governance rises while a first secretary is there and fades after he has left."""
    there = villages.secretary > 0
    risen = np.minimum(villages.lift + per_quarter(rules.secretary_gain_per_year), rules.secretary_most)
    faded = villages.lift * (1.0 - per_quarter(rules.secretary_decay_per_year))
    villages.lift = np.where(there, risen, faded)
    villages.secretary = np.maximum(villages.secretary - 1, 0)
