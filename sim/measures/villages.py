"""Statistics of the block villages: how income is spread, traps, failing grants, standards of works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder
from sim.indicators.villages import LINES
from sim.kernels.maths import kernel, log64
from sim.rates import per_quarter
from sim.tables.villages import usual_return

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World

LARGE_YUAN = 20_000_000
SPREAD = ("village_income_median", "village_income_min", "village_income_max", "village_income_theil")


def measure(world: World, now: Quarter, found: Found) -> None:
    """Add this block's indicators."""
    villages, rules = world.villages, world.scenario.parameters.villages
    mine, county = villages.collective, world.opening.plan.county_of_village
    value = now.nominal

    yearly = 4.0 * villages.income
    governance = villages.governance + villages.lift
    upkeep = per_quarter(rules.upkeep_per_year) * villages.granted
    earning = usual_return(rules, governance) + villages.luck > rules.upkeep_per_year
    failing = np.where(earning, villages.failed, villages.granted)
    needed = np.maximum(villages.fixed_cost, per_quarter(rules.fixed_cost_yuan_per_year)) + upkeep
    residents = found.village["population"] / np.maximum(villages.registered, 1.0)
    money = {
        "village_income": villages.income,
        "village_dividends": villages.dividends,
        "village_services": villages.costs + villages.services,
        "village_investment": villages.invested,
        "village_grants": villages.grants,
        "village_leakage": villages.leaked,
        "village_assets": np.rint(villages.assets * value),
        "village_assets_granted": np.rint(villages.granted * value),
        "village_assets_failing": np.rint(failing * value),
        "village_backlog": np.rint(villages.backlog * value),
        "village_cash": world.ledger.of(Holder.VC),
    }
    counts = {
        "village_collectives": mine,
        "villages_above_20m": yearly >= LARGE_YUAN,
        "villages_trapped": mine & (villages.income <= needed * value),
        "village_registered": villages.registered,
        "village_land_leased": villages.leased_land,
        "village_land_idle": villages.idle_land,
        "village_secretaries": villages.secretary > 0,
    }
    means = {
        "villages_hollow_share": mine & (residents < rules.hollow_resident_share),
        "village_supervised_share": villages.supervision,
        "village_governance": governance,
        "village_service_minutes": villages.service_minutes,
        "villages_within_circle_share": mine & (villages.service_minutes <= rules.service_circle_minutes),
    }
    for line, key, _ in LINES:
        means[f"villages_below_{key}_share"] = mine & (yearly < line)
    rows = np.array([*money.values(), *counts.values(), *means.values()], np.float64)
    added = _sums_of(np.ascontiguousarray(rows.T), county, world.opening.counties)
    sums = dict(zip((*money, *counts, *means), added.T, strict=True))
    number = np.maximum(sums["village_collectives"], 1.0)
    for key in money:
        sums[key] = sums[key].astype(np.int64)  # whole yuan far below 2^53 add up exactly
    for key in means:
        sums[key] = sums[key] / number
    granted, lost = sums["village_assets_granted"], sums["village_assets_failing"]
    sums["village_assets_failing_share"] = lost / np.maximum(granted, 1)
    found.county.update(sums)
    found.city["village_assets_failing_share"] = np.array([lost.sum() / max(granted.sum(), 1)])
    found.village.update(
        village_income=villages.income,
        village_dividends=villages.dividends,
        village_assets=np.rint(villages.assets * value).astype(np.int64),
        village_governance=governance,
        village_residents_share=np.where(mine, residents, 0.0),
    )
    _standards(world, found)
    _spread(found, yearly, mine, county, world.opening.counties)


@kernel
def _sums_of(table, county, counties):
    """Sums of every column of a table [villages, columns] over the villages of each county, in order."""
    sums = np.zeros((counties, table.shape[1]))
    for village in range(county.size):
        for column in range(table.shape[1]):
            sums[county[village], column] += table[village, column]
    return sums


def _standards(world: World, found: Found) -> None:
    """Villages that meet each standard of works, by town and county."""
    villages, rules, region = world.villages, world.scenario.parameters.villages, world.region
    for key, least in (
        ("villages_livable", rules.livable_amenity),
        ("villages_beautiful", rules.beautiful_amenity),
        ("villages_demonstration", 1.0),
    ):
        meets = villages.collective & (villages.amenity >= least)
        found.town[key] = np.bincount(region.village_town, meets, region.towns.n)
        found.county[key] = world.opening.towns_to_counties(found.town[key])


def _spread(found: Found, yearly: np.ndarray, mine: np.ndarray, county: np.ndarray, counties: int) -> None:
    """Median, least, largest and Theil index of yearly income by county and of the city."""
    whole = _places_on_the_scale(yearly[mine], np.zeros(int(mine.sum()), np.int64), 1)
    table = _places_on_the_scale(yearly[mine], county[mine], counties)
    found.county.update(zip(SPREAD, table, strict=True))
    found.city.update(zip(SPREAD, whole, strict=True))


@kernel
def _places_on_the_scale(yearly, place, places):
    """Median, least and largest income, and T = mean of y / m ln(y / m) over villages that earn [4, places]."""
    out = np.zeros((4, places))
    for p in range(places):
        ordered = np.sort(yearly[place == p])
        n = ordered.size
        total = 0.0
        for income in ordered:
            total += max(income, 0.0)
        if total > 0.0:
            out[0, p] = 0.5 * (ordered[(n - 1) // 2] + ordered[n // 2])
            out[1, p], out[2, p] = ordered[0], ordered[n - 1]
            for income in ordered:
                if income > 0.0:
                    relative = income * n / total
                    out[3, p] += relative * log64(relative) / n
    return out
