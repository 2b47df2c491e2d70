"""Opening of the village collectives: incomes that fit what is published, and stocks on which they rest.

Of a village's income Y (as in its accounts) the rents before leakage are Y / (1 - l). What is left after fixed costs F
is spent as the rule says; assets are those which the reinvested share s just keeps up: K = s (Y - F) / wear. They
return r_v K, and land rents are the rest. F is a norm, or less where a village's income does not cover it: its town has
paid the rest. So any village rests, the weak with few assets, and the published incomes hold to the yuan.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder
from sim.calendar import EPOCH
from sim.chance import Use, draws
from sim.opening.village_incomes import IncomeLaw, incomes
from sim.rates import per_quarter
from sim.requests import Basket
from sim.tables import Villages
from sim.tables.villages import leaking_share, usual_return

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known
    from sim.region import Region
    from sim.region.stocks import Stocks

TOTAL = "village_income_total_yuan"
PUBLISHED = (
    ("least", "village_income_min_yuan"),
    ("most", "village_income_max_yuan"),
    ("above_million", "villages_above_million_share"),
)
RESIDENT_SPREAD, LEAST_RESIDENTS = 0.27, 0.1
"""Residents over registered people lie within the county's mean and this, and never below the least."""
MINUTES_SPREAD = 0.5
"""Minutes to services lie within this part of the county's mean."""
OfCounty = Callable[[str, float], np.ndarray]

MOST_ASSET_INCOME = 0.9
"""Most of all rents that assets return at the opening; the rest is of land."""


def open_villages(known: Known, flows: Flows) -> Villages:
    """First state; a region without incomes of villages has no collectives."""
    setting = known.setting
    region, stocks, rules = setting.region, setting.data.stocks, setting.scenario.parameters.villages
    counties = setting.structure.counties
    villages = Villages.none(region.villages.n, counties)
    if not stocks.has(TOTAL):
        return villages
    county = region.town_county[region.village_town].astype(np.int64)
    villages.code = np.array([int(code) for code in region.villages.ids], np.uint64)
    key = (setting.scenario.opening_seed, 0)
    chance = draws(key, villages.code, EPOCH, Use.OPENING_VILLAGE)
    more = draws(key, villages.code, EPOCH, Use.OPENING_VILLAGE, block=1)
    has_total = stocks.of(TOTAL, region.counties.ids, 0.0) > 0.0
    villages.collective = (np.array(region.village_type) == "village") & has_total[county]
    mine = villages.collective
    for c in range(counties):
        members = np.flatnonzero(mine & (county == c))
        villages.buyer[c] = members[0] if members.size else -1

    def of_county(item: str, default: float) -> np.ndarray:
        return np.where(mine, stocks.of(item, region.counties.ids, default)[county], 0.0)

    rank = stocks.of("village_income_rank_share", region.villages.ids, -1.0)
    yearly = _incomes(region, stocks, mine, county, np.where(rank >= 0.0, rank, chance[:, 0]))
    # What a village cannot pay of its fixed costs at the opening is not its own to pay.
    income = yearly * setting.flow_share
    most_cost = (1.0 - rules.least_surplus_share) * income
    villages.fixed_cost = np.where(
        mine, np.minimum(rules.fixed_cost_yuan_per_year * setting.flow_share, most_cost), 0.0
    )
    villages.governance = np.where(mine, 1.0 + rules.governance_spread * (2.0 * chance[:, 1] - 1.0), 0.0)
    villages.supervision = np.where(mine, rules.supervision_opening_share, 0.0)
    leak = leaking_share(rules, villages.governance, villages.supervision)
    rents = np.where(mine, income / (1.0 - leak), 0.0)
    rate = per_quarter(usual_return(rules, villages.governance))
    surplus, wear = income - villages.fixed_cost, per_quarter(rules.depreciation_per_year)
    villages.assets = np.minimum(rules.reinvested_share * surplus / wear, MOST_ASSET_INCOME * rents / rate)
    villages.reinvested_share = np.where(mine, wear * villages.assets / np.where(mine, surplus, 1.0), 0.0)
    returned = rate * villages.assets
    _lay_out_land(villages, of_county, rents - returned)
    _people_and_works(villages, known, of_county, chance, more)
    villages.cash_target = np.floor(rules.cash_share_of_year * 4.0 * surplus / (1.0 + setting.into))
    _add_flows(villages, known, flows, county, rents, income)
    return villages


def _incomes(
    region: Region, stocks: Stocks, mine: np.ndarray, county: np.ndarray, chance: np.ndarray
) -> np.ndarray:
    """Yuan a year by village."""
    yearly = np.zeros(mine.size)
    for c, code in enumerate(region.counties.ids):
        members = np.flatnonzero(mine & (county == c))
        if members.size:
            published = {
                name: stocks.one(item, code)
                for name, item in PUBLISHED
                if code in stocks.values.get(item, {})
            }
            law = IncomeLaw(stocks.one(TOTAL, code), stocks.one("village_income_log_sd", code), **published)
            where = f"stocks of {region.counties.names_zh[c]}"
            yearly[members] = incomes(law, np.ascontiguousarray(chance[members]), where)
    return yearly


def _lay_out_land(villages: Villages, of_county: OfCounty, land_rents: np.ndarray) -> None:
    """Land from rents: a county's share of them is of construction land, the rest of fields and ponds."""
    share = of_county("construction_rent_share", 0.5)
    villages.land_rent = of_county("construction_land_rent_yuan_per_mu", 10_000.0)
    villages.arable_rent = of_county("arable_land_rent_yuan_per_mu", 800.0)
    yearly = 4.0 * land_rents
    paid = np.maximum(villages.land_rent, 1.0)
    villages.leased_land = share * yearly / paid
    villages.arable_land = (1.0 - share) * yearly / np.maximum(villages.arable_rent, 1.0)
    idle = of_county("idle_construction_land_share", 0.0)
    villages.idle_land = villages.leased_land * idle / (1.0 - idle)


def _people_and_works(
    villages: Villages, known: Known, of_county: OfCounty, chance: np.ndarray, more: np.ndarray
) -> None:
    """Registered people, the look of the village, minutes to services."""
    region, rules, mine = (
        known.setting.region,
        known.setting.scenario.parameters.villages,
        villages.collective,
    )
    residents = of_county("village_resident_share", 1.0) + RESIDENT_SPREAD * (2.0 * chance[:, 2] - 1.0)
    villages.registered = np.where(
        mine, region.village_population / np.maximum(residents, LEAST_RESIDENTS), 0.0
    )
    meets = of_county("villages_beautiful_share", 0.5)
    villages.amenity = np.where(mine, rules.beautiful_amenity * (chance[:, 3] + meets), 0.0)
    villages.amenity_opening = villages.amenity.copy()
    minutes = of_county("village_service_minutes", 15.0)
    minutes = minutes * (1.0 + MINUTES_SPREAD * (2.0 * more[:, 0] - 1.0))
    villages.service_minutes = np.where(mine, np.maximum(minutes, rules.service_least_minutes), 0.0)
    villages.service_minutes_opening = villages.service_minutes.copy()


def _add_flows(
    villages: Villages, known: Known, flows: Flows, county: np.ndarray, rents: np.ndarray, income: np.ndarray
) -> None:
    """First quarter's flows: rents in, leakage and dividends out to households, services and works bought."""
    setting = known.setting
    rules, counties = setting.scenario.parameters.villages, setting.structure.counties
    surplus = income - villages.fixed_cost
    invested, services = villages.reinvested_share * surplus, rules.services_share * surplus
    dividends = surplus - invested - services - setting.into * villages.cash_target

    def by_county(values: np.ndarray) -> np.ndarray:
        return np.bincount(county, values, counties)

    from_homes = (1.0 - rules.outside_rent_share) * rents
    flows.households += by_county((rents - income) + dividends - from_homes)
    flows.purchases[Basket.PURCHASES] += by_county(villages.fixed_cost + services)
    flows.purchases[Basket.PUBLIC_INVESTMENT] += by_county(invested)
    flows.cash[Holder.VC] = villages.cash_target.astype(np.int64)
