"""Statistics of the block government: land, arrears, cuts, effort, reports, towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.indicators.government import CUTS, EFFORT
from sim.kernels.maths import exp_array, power_array
from sim.loops import columns
from sim.tables.treasury import Figure

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World

SPENDING = (
    Kind.GOVERNMENT_PURCHASES,
    Kind.GOVERNMENT_INVESTMENT,
    Kind.TRANSFERS_TO_HOUSEHOLDS,
    Kind.PARK_SUPPORT,
    Kind.PROJECT_SUBSIDY,
    Kind.VILLAGE_GRANTS,
    Kind.AWARDS,
    Kind.UPGRADE_SUBSIDY,
    Kind.PAIRING_STAFF,
    Kind.PAIRING_OUTFLOW,
    Kind.INTEREST_SUBSIDY,
    Kind.VOUCHERS,
    Kind.SOCIAL_FLOOR,
)
"""What governments spend, whoever gave the money; works paid by land belong to the budget of funds (政府性基金)."""
RICH_TOWN = 5e8
"""Yuan of a year's local revenue from which a town counts as rich."""


def measure(world: World, now: Quarter, found: Found) -> None:
    """Add this block's indicators."""
    _balance(world, now, found)
    _land(world, now, found)
    _shortfall(world, now, found)
    _credit(world, now, found)
    _reports(world, now, found)
    _towns(world, now, found)


def _balance(world: World, now: Quarter, found: Found) -> None:
    """All that governments took in and paid but for bonds, as posted; all bonds, bridges included; spending."""
    ledger, towns_of = world.ledger, world.region.town_county
    bonds = ledger.flows[ledger.slot(Kind.BONDS)] + ledger.flows[ledger.slot(Kind.BOND_REPAYMENTS)]
    paid = -ledger.net(SPENDING)
    for key, moved in (
        ("fiscal_balance", ledger.net_of(np.arange(len(ledger.slots))) - bonds),
        ("bonds_issued", bonds),
        ("spending_government", paid),
    ):
        by_county = moved[ledger.account[Holder.CG]].copy()
        np.add.at(by_county, towns_of, moved[ledger.account[Holder.TG]])
        if key == "spending_government":
            by_county = by_county - now.land.works
        found.county[key] = by_county
        found.city[key] = by_county.sum(keepdims=True) + moved[ledger.account[Holder.CI]]


def _land(world: World, now: Quarter, found: Found) -> None:
    land, treasury = now.land, world.treasury
    found.county.update(
        land_revenue=land.revenue,
        land_compensation=land.compensation,
        land_works=land.works,
        land_sold_mu=land.sold,
        land_requisitioned_mu=land.requisitioned,
        land_reserve_mu=treasury.land_reserve,
        mortgages_new=land.lent,
        mortgage_interest=land.interest,
        mortgages=treasury.mortgages,
    )


def _shortfall(world: World, now: Quarter, found: Found) -> None:
    """What could not be paid, and how it was met; the city's figures hold its own government's too."""
    short = now.shortfall
    by_key = {
        "shortfall_government": short.gap,
        "shortfall_cash": short.cash,
        "shortfall_bonds": short.bonds,
        "shortfall_late": short.late,
        "bonds_bridge": now.bridged,
    } | dict(zip(CUTS, short.cut, strict=True))
    for key, yuan in by_key.items():
        found.county[key] = yuan[:-1]
        found.city[key] = yuan.sum(keepdims=True)
    found.county["arrears_government"] = world.treasury.arrears
    found.county["pairings_suspended"] = world.treasury.suspended
    grown = now.budgets.transfers - np.floor(world.opening.county_transfers * now.nominal)
    found.county["transfers_clawed_back"] = (-grown).astype(np.int64)
    found.county["revenue_above_reference"] = now.budgets.above_reference.astype(np.int64)


def _credit(world: World, now: Quarter, found: Found) -> None:
    opening = world.opening
    loans = world.cells.loans.astype(np.float64)
    weight = np.maximum(opening.by_county(loans), 1.0)
    prices = now.price / opening.base_price
    found.county["capital_nominal"] = (found.county["capital_real"] * prices).astype(np.int64)
    found.county["gdp_year"] = world.treasury.gdp_year.astype(np.int64)
    found.county["loan_rate_firms"] = opening.by_county(now.loan_rate * loans) / weight
    found.county["loan_limit_firms"] = opening.by_county(now.loan_limit * loans) / weight


def _reports(world: World, now: Quarter, found: Found) -> None:
    treasury, county = world.treasury, found.county
    for goal, key in enumerate(EFFORT):
        county[key] = treasury.effort[:, goal]
    reported = exp_array(treasury.misreport[:, Figure.GDP])
    county["gdp_nominal_reported"] = (county["gdp_nominal"] * reported + now.counted).astype(np.int64)
    firms = county["firms_above_scale"] * exp_array(treasury.misreport[:, Figure.FIRMS])
    county["firms_above_scale_pressed"] = firms
    county["misreport_log"] = treasury.misreport[:, Figure.GDP]
    county["county_strength"] = _strength(world, now)


def _strength(world: World, now: Quarter) -> np.ndarray:
    """Geometric mean of GDP, own revenue and income of households beside their trends, by county."""
    opening, path = world.opening, now.nominal
    first = opening.county_state.income * float(opening.trend.nominal[1] / opening.trend.nominal[0])
    made = opening.by_county((1.0 - opening.materials_share) * opening.output) * path
    gdp = opening.by_county(now.accounts[:, columns.OUTPUT] - now.accounts[:, columns.MATERIAL_COST]) / made
    revenue = world.counties.revenue / (opening.county_revenue * path)
    income = world.counties.income / (first * path)
    return power_array(np.maximum(gdp * revenue * income, 1e-9), 1.0 / 3.0)


def _towns(world: World, now: Quarter, found: Found) -> None:
    arising = np.floor(world.opening.local_share * now.town_sums[:, columns.T_TAXES])
    rich = (world.treasury.town_taxes_year >= RICH_TOWN).astype(np.float64)
    opening = world.opening
    found.town["revenue_arising"] = arising.astype(np.int64)
    found.county["revenue_arising"] = opening.towns_to_counties(arising).astype(np.int64)
    found.county["towns_with_revenue_above_500m"] = opening.towns_to_counties(rich)
    found.county["towns"] = opening.towns_to_counties(np.ones(rich.size))
