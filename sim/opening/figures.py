"""Figures of the opening balance as rows people can read: what, where, how much, and how it is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder
from sim.indicators import BY_KEY
from sim.record import Axes, OpeningRow

if TYPE_CHECKING:
    from sim.world import World


def opening_rows(world: World) -> tuple[OpeningRow, ...]:
    """Base-year GDP, people, employment and money by county, sector GDP of the city, counts of firms."""
    opening, region = world.opening, world.region
    gdp = opening.by_county(opening.base_gdp)
    state, plan = opening.county_state, opening.plan
    rows: list[OpeningRow] = []
    for county, code in enumerate(region.counties.ids):
        status, source = opening.known.get(code, ("estimated", "opening rules"))
        money = {
            "deposits_households": float(opening.cash[plan.of(Holder.HH)[county]]),
            "debt_government": float(state.debt[county]),
            "cash_government": float(opening.cash[plan.of(Holder.CG)[county]]),
        }
        rows.append(OpeningRow("county", code, "gdp_nominal", float(gdp[county]), "yuan", status, source))
        real = float(gdp[county]) / opening.opening_price
        rows.append(OpeningRow("county", code, "gdp_real", real, "yuan of 2022", status, source))
        rows.append(_derived("county", code, "population", float(state.people[county]), "persons"))
        rows.append(_derived("county", code, "employment", float(state.employment[county]), "persons"))
        rows += [_derived("county", code, item, value, "yuan") for item, value in money.items()]
    city = region.city_code
    status, source = opening.known.get(city, ("derived", "opening rules"))
    rows.append(OpeningRow("city", city, "gdp_nominal", _sum(gdp), "yuan", status, source))
    real = _sum(gdp) / opening.opening_price
    rows.append(OpeningRow("city", city, "gdp_real", real, "yuan of 2022", status, source))
    rows.append(_derived("city", city, "population", _sum(state.people), "persons"))
    rows.append(_derived("city", city, "employment", _sum(state.employment), "persons"))
    above = float(opening.above_scale_industrial)
    rows.append(OpeningRow("city", city, "firms_above_scale", above, "firms", "sourced", "facts.csv"))
    rows.append(_derived("city", city, "firms", float(opening.market_entities), "firms"))
    rows.append(_derived("city", city, "warm_up_factor", world.warm_up_factor, "factor"))
    by_sector = opening.base_gdp.reshape(opening.counties, opening.sectors)
    for sector, name in enumerate(region.sectors.codes):
        rows.append(_derived("city", city, f"value_added_{name}", _sum(by_sector[:, sector]), "yuan"))
    return (*rows, *_of_targets(world))


def _of_targets(world: World) -> Iterator[OpeningRow]:
    """The year before the start of every indicator that a scored target reads, at the target's places."""
    seen = set()
    axes = Axes.of(world.region).levels
    for target in world.scenario.targets.values():
        levels = {target.level, "city"} if target.aggregation == "share_of_city" else {target.level}
        for level in sorted(levels):
            values = world.before.get(f"{level}/{target.indicator}")
            if target.scored and values is not None and (level, target.indicator) not in seen:
                seen.add((level, target.indicator))
                unit = BY_KEY[target.indicator].unit
                for place, value in zip(axes[level], values, strict=True):
                    item = f"before {target.indicator}"
                    yield OpeningRow(level, place, item, float(value), unit, "estimated", "warm-up")


def _derived(level: str, place: str, item: str, value: float, unit: str) -> OpeningRow:
    return OpeningRow(level, place, item, value, unit, "estimated", "opening rules")


def _sum(values: np.ndarray) -> float:
    total = 0.0
    for value in values:
        total += float(value)
    return total
