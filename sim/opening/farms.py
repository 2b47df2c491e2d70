"""Opening of orchards, peel and fields: vintages, crops and orders as the rules give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import crops
from sim.kernels.vintages import sum_ages
from sim.rates import per_quarter
from sim.tables import Farms
from sim.tables.farms import MEMORY, PEEL_AGES, TREE_AGES, Works

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known
    from sim.parameters.farming import Farming

YOUNG_YEARS = 6
"""Years over which the orchards of the last wave were planted."""
PRICES = 6
"""Quarters of prices remembered: a year's rise now and a quarter ago."""


def open_farms(known: Known, flows: Flows) -> Farms:
    """First state: trees by age as planted, as much peel dried as sold and spoiled; price on its trend."""
    setting = known.setting
    stocks, region, farming = setting.data.stocks, setting.region, setting.scenario.parameters.farming
    counties = region.counties.ids

    def of(item: str) -> np.ndarray:
        return stocks.of(item, counties, 0.0)

    trees = trees_by_age(of("orchards"), farming)
    fruit_a_year, peel_a_year = of("fruit_a_year"), of("peel_a_year")
    bearing_area = 4.0 * crops.harvest(trees, np.ones(len(counties)), farming)
    full_yield, peel_per_fruit = _over(fruit_a_year, bearing_area), _over(peel_a_year, fruit_a_year)
    works = np.zeros((len(counties), len(Works)))
    works[:, Works.TRACEABILITY] = of("orchards_traceable")
    works[:, Works.HIGH_STANDARD] = of("high_standard_fields")
    works[:, Works.POND_FACILITIES] = of("ponds_renewed")
    zeros = np.zeros(len(counties))
    dead = per_quarter(farming.adult_tree_loss_per_year) * trees[:, -1]
    farms = Farms(
        trees=trees,
        area=sum_ages(trees),
        peel=steady_peel(per_quarter(peel_a_year), farming),
        grain=of("rice_land"),
        ponds=of("ponds"),
        other_crops=of("other_crops"),
        fallow=of("fallow"),
        slopes=of("orchard_slopes"),
        full_yield=full_yield,
        peel_per_fruit=peel_per_fruit,
        guarantee=of("orchards_guaranteed"),
        rice_yield=np.ones(len(counties)),
        pond_yield=zeros.copy(),
        planted=dead.copy(),
        cleared=dead,
        planting_paid=zeros.copy(),
        fruit=crops.harvest(trees, full_yield, farming),
        dried=per_quarter(peel_a_year),
        sold=zeros.copy(),
        lost=zeros.copy(),
        sold_worth=zeros.copy(),
        grain_tonnes=zeros.copy(),
        pond_tonnes=zeros.copy(),
        works=works,
        works_opening=works.copy(),
        works_paid=np.zeros_like(works),
        manors=stocks.of("chenpi_manors", region.towns.ids, 0.0),
        chenpi_orders=_orders(known, "chenpi_value_added"),
        grain_orders=_orders(known, "grain_value_added"),
        pond_orders=_orders(known, "pond_value_added"),
        speciality_orders=_orders(known, "speciality_value_added"),
        log_prices=np.zeros(PRICES),
        log_returns=np.zeros((len(counties), MEMORY)),
        demand=1.0,
        chain_multiple=1.0,
    )
    farms.rice_yield = _over(of("rice_yield"), crops.rice_yield(farms, farming))
    effective_ponds = farms.ponds + farming.pond_gain_share * np.minimum(
        works[:, Works.POND_FACILITIES], farms.ponds
    )
    farms.pond_yield = _over(of("pond_tonnes_a_year"), effective_ponds)
    farms.grain_tonnes = crops.grain_harvest(farms, farming)
    farms.pond_tonnes = crops.pond_catch(farms, farming)
    crops.sell_peel(farms, farming)
    farms.chain_multiple = _chain_multiple(known, farms)
    return farms


def trees_by_age(area: np.ndarray, farming: Farming) -> np.ndarray:
    """Orchards by age: a steady mixture, and a share that was planted evenly over the last six years."""
    young = np.zeros(TREE_AGES)
    young[: 4 * YOUNG_YEARS] = 1.0 / (4 * YOUNG_YEARS)
    share = farming.young_area_share
    return (1.0 - share) * steady_trees(area, farming) + share * area[:, None] * young


def steady_trees(area: np.ndarray, farming: Farming) -> np.ndarray:
    """Orchards by age when each quarter as many are planted as die: P a quarter in 32 vintages, P / d full-grown."""
    rate = per_quarter(farming.adult_tree_loss_per_year)
    planted = area / (TREE_AGES - 1 + 1.0 / rate)
    trees = np.repeat(planted[:, None], TREE_AGES, axis=1)
    trees[:, -1] = planted / rate
    return trees


def steady_peel(dried: np.ndarray, farming: Farming) -> np.ndarray:
    """Peel by age, tonnes, when each quarter as much is dried as is sold and spoils."""
    kept = np.full(PEEL_AGES, 1.0 - per_quarter(farming.peel_loss_per_year))
    kept[4 * farming.peel_age_years :] -= per_quarter(farming.peel_release_per_year)
    peel = np.zeros((dried.size, PEEL_AGES))
    peel[:, 0] = dried
    for age in range(1, PEEL_AGES):
        peel[:, age] = kept[age - 1] * peel[:, age - 1]
    peel[:, -1] = peel[:, -1] / (1.0 - kept[-1])
    return peel


def _orders(known: Known, item: str) -> np.ndarray:
    """First quarter's orders by cell from yearly value added given as `item_SECTOR`: yuan over its share."""
    setting = known.setting
    structure, region, stocks = setting.structure, setting.region, setting.data.stocks
    orders = np.zeros((structure.counties, structure.sectors))
    for position, code in enumerate(region.sectors.codes):
        orders[:, position] = stocks.of(f"{item}_{code}", region.counties.ids, 0.0)
    return setting.flow_share * orders.ravel() / (1.0 - structure.materials_share)


def _chain_multiple(known: Known, farms: Farms) -> float:
    """Reported chain output over value added at the opening."""
    stocks, region = known.setting.data.stocks, known.setting.region
    if not stocks.has("chenpi_chain_output_a_year"):
        return 1.0
    value_added = farms.chenpi_orders * (1.0 - known.setting.structure.materials_share)
    reported = stocks.of("chenpi_chain_output_a_year", region.counties.ids, 0.0)
    return float(known.setting.flow_share * reported.sum() / value_added.sum())


def _over(value: np.ndarray, reference: np.ndarray) -> np.ndarray:
    return np.where(reference > 0.0, value / np.where(reference > 0.0, reference, 1.0), 0.0)
