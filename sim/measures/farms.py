"""Statistics of the block farms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.crops import CROPS, genuine_share, relative_sales, rice_yield
from sim.indicators import BY_KEY
from sim.kernels.maths import exp_array, ordered_sum
from sim.kernels.pages import BLOCK
from sim.kernels.vintages import sum_ages
from sim.rates import per_quarter
from sim.tables.farms import Works
from sim.tables.firms import COLUMNS

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World

MEANS = ("citrus_area_traceable_share", "fallow_share", "grain_yield", "grain_yield_first_field")
"""Means over counties of what a region may have nothing of."""
LEADING = {"agri_leading_firms_100m": 1e8, "agri_leading_firms_1bn": 1e9}
"""Sales a year from which a firm of farming or food counts as leading, yuan."""


def measure(world: World, now: Quarter, found: Found) -> None:
    """Orchards, peel, fields and ponds by county; price of peel and its ratio to the stock for the city."""
    farms, farming = world.farms, world.scenario.parameters.farming
    area, works = farms.area, farms.works
    bearing = np.ascontiguousarray(farms.trees[:, 4 * farming.bearing_lag_years :])
    shown = np.where(works[:, Works.DEMONSTRATION] > 0.0, farming.demonstration_gain_share, 0.0)
    best = (1.0 + farming.high_standard_gain_share) * (1.0 + shown)
    found.county |= {
        "citrus_area": area,
        "citrus_area_bearing": sum_ages(bearing),
        "citrus_area_traceable": farms.traceable_share() * area,
        "citrus_planted": farms.planted,
        "fruit_harvest": farms.fruit,
        "peel_stock": farms.peel_stock(),
        "peel_dried": farms.dried,
        "peel_sold": farms.sold,
        "peel_lost": farms.lost,
        "farmland_area": farms.land(),
        "grain_area": farms.grain,
        "grain_output": farms.grain_tonnes,
        "grain_yield": rice_yield(farms, farming),
        "grain_yield_first_field": CROPS * best * farms.rice_yield,
        "fallow_area": farms.fallow,
        "farmland_high_standard": works[:, Works.HIGH_STANDARD],
        "aquaculture_output": farms.pond_tonnes,
    }
    found.county["citrus_area_traceable_share"] = np.where(area > 0.0, farms.traceable_share(), 0.0)
    land = found.county["farmland_area"]
    found.county["fallow_share"] = farms.fallow / np.where(land > 0.0, land, 1.0)
    for key in MEANS:
        found.city[key] = _mean(found.county[key], found.county[BY_KEY[key].weight])
    _add_values(world, now, found)
    _add_leading_firms(world, found)
    _add_market(world, found)
    found.town["chenpi_manors"] = farms.manors
    found.county["chenpi_manors"] = world.opening.towns_to_counties(farms.manors)


def _mean(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Mean of the counties, zero where none has any weight."""
    total = ordered_sum(weight)
    return np.array([ordered_sum(values * weight) / total if total > 0.0 else 0.0])


def _add_values(world: World, now: Quarter, found: Found) -> None:
    """Value added of chenpi and of other specialities, current yuan; chain output as reports multiply it."""
    opening, farms, farming = world.opening, world.farms, world.scenario.parameters.farming
    fresh, processed = relative_sales(farms, opening.blocks.farms, farming)
    primary = world.region.sectors.broad[opening.sector_of] == 0
    relative = np.where(primary, fresh[opening.county_of], processed[opening.county_of])
    value_added = 1.0 - opening.materials_share
    chenpi = opening.by_county(farms.chenpi_orders * value_added * relative) * now.nominal
    usual = opening.by_county(farms.speciality_orders * value_added)
    added = (farms.works - farms.works_opening)[:, Works.SPECIALITIES]
    others = (usual + per_quarter(farming.speciality_output_per_capital) * added) * now.nominal
    found.county["chenpi_value_added"] = chenpi.astype(np.int64)
    found.county["chenpi_chain_output_reported"] = (farms.chain_multiple * chenpi).astype(np.int64)
    found.county["specialities_value_added"] = others.astype(np.int64)


def _add_market(world: World, found: Found) -> None:
    farms, farming, before = world.farms, world.scenario.parameters.farming, world.opening.blocks.farms
    price, ratio, fakes = np.ones(1), np.ones(1), np.zeros(1)
    if farms.trees.any():
        price = exp_array(farms.log_prices[:1])
        ratio = price * ordered_sum(before.peel_stock()) / ordered_sum(farms.peel_stock())
        fakes = np.array([1.0 - genuine_share(farms, farming)])
    found.city["chenpi_price_index"], found.city["chenpi_price_stock_ratio"] = price, ratio
    found.city["chenpi_counterfeit_share"] = fakes


def _add_leading_firms(world: World, found: Found) -> None:
    """Firms of farming and of the processing of peel with so many yuan of sales a year."""
    firms, opening = world.firms, world.opening
    primary = world.region.sectors.broad[opening.sector_of] == 0
    processing = np.isin(opening.sector_of, opening.sector_of[world.farms.chenpi_orders > 0.0])
    page = np.flatnonzero((primary | processing)[firms.cell[: firms.used]])
    alive = np.arange(BLOCK)[None, :] < firms.live[page, None]
    fields_of = firms.floats[: firms.used].reshape(firms.used, -1, BLOCK)
    sales, members = (fields_of[page, COLUMNS[name][1]] for name in ("sales", "members"))
    county = opening.county_of[firms.cell[page]]
    for key, least in LEADING.items():
        leading = np.where(alive & (sales >= least * members), members, 0.0).sum(1)
        found.county[key] = np.bincount(county, leading, opening.counties)
