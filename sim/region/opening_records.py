"""What is known and estimated about an opening date: frozen records of read-only arrays.

Axes: C counties, S sectors, A activities, R rungs, each in the order of its region.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from sim.region.records import Floats, Texts
from sim.region.stocks import Stocks

RUNGS = ("individual", "sole_proprietor", "company", "joint_stock", "listed")
"""Legal forms of a firm, from the lowest rung to the highest."""


@dataclass(frozen=True)
class Facts:
    """Single figures of the opening; shares 0 to 1."""

    above_scale_industrial_firms: float
    above_scale_threshold_yuan: float
    small_firm_limit_yuan: float
    above_scale_count_power: float
    own_revenue_share_of_gdp: float
    spending_share_of_gdp: float
    city_level_share_of_spending: float
    spending_population_weight: float
    bonds_share_of_gdp: float
    county_share_of_bonds: float
    county_cash_share_of_gdp: float
    city_cash_share_of_gdp: float
    household_deposits_share_of_gdp: float
    share_of_firms_under_five_years: float
    unemployment_rate: float


FACTS = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True, eq=False)
class OpeningData:
    """What is known and estimated of the opening date; money in yuan a year, NaN where nothing is known."""

    name: str
    county_gdp: Floats
    county_broad: Floats
    """Value added by broad sector [C, 3], NaN rows where not known."""
    city_gdp: float
    city_broad: Floats
    sector_value_added: Floats
    activities: Texts
    activity_sectors: tuple[tuple[int, ...], ...]
    activity_value_added_per_worker: Floats
    employment: Floats
    """Persons [C, A]."""
    specialisation: Floats
    """Weight of a sector within its activity [C, S]."""
    above_scale_firms: Floats
    """City counts [S], NaN for industry sectors of which only the sum is known."""
    above_scale_propensity: Floats
    above_scale_sales_share: Floats
    small_firms: Floats
    employment_per_value_added_factor: Floats
    rung_share_small: Floats
    rung_share_above_scale: Floats
    """Shares over RUNGS [R], each summing to one."""
    facts: Facts
    stocks: Stocks
    statuses: tuple[tuple[str, str, str, str], ...]
    """(file, row key, column, status) of every figure read, in file order."""
