"""Value added, employment and output of every cell, reconciled to the totals that are known.

Known county and city totals are met exactly; missing cells are filled by iterative proportional fitting of a seed,
employment times value added per worker, to the margins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernels.maths import kernel
from sim.region import OpeningData, Region

STEPS = 500


@kernel
def fit(seed, rows, columns, steps):
    """Scale a table alternately to column and row sums; rows are met exactly, columns to rounding."""
    table = seed.copy()
    n, m = table.shape
    for _ in range(steps):
        for j in range(m):
            total = 0.0
            for i in range(n):
                total += table[i, j]
            if total > 0.0:
                for i in range(n):
                    table[i, j] *= columns[j] / total
        for i in range(n):
            total = 0.0
            for j in range(m):
                total += table[i, j]
            if total > 0.0:
                for j in range(m):
                    table[i, j] *= rows[i] / total
    return table


@dataclass(frozen=True)
class CellTotals:
    """Yearly value added (yuan) and persons employed of the base year, [counties, sectors]."""

    value_added: np.ndarray
    employment: np.ndarray


def reconcile(region: Region, data: OpeningData) -> CellTotals:
    """Value added and employment by county and sector."""
    seed = _seed(region, data)
    broad = _by_broad_sector(region, data, seed)
    value_added = np.zeros_like(seed)
    for group in range(3):
        inside = np.flatnonzero(region.sectors.broad == group)
        if inside.size:
            margins = data.sector_value_added[inside]
            value_added[:, inside] = fit(
                np.ascontiguousarray(seed[:, inside]), np.ascontiguousarray(broad[:, group]), margins, STEPS
            )
    return CellTotals(value_added, _employment(region, data, value_added))


def _seed(region: Region, data: OpeningData) -> np.ndarray:
    seed = np.zeros((region.counties.n, region.sectors.n))
    for activity, inside in enumerate(data.activity_sectors):
        weights = data.specialisation[:, list(inside)]
        if len(inside) > 1:
            total = np.zeros(region.counties.n)
            for column in weights.T:
                total = total + column
            weights = weights / total[:, None]
        worth = data.employment[:, activity] * data.activity_value_added_per_worker[activity]
        seed[:, list(inside)] = worth[:, None] * weights
    return seed


def _by_broad_sector(region: Region, data: OpeningData, seed: np.ndarray) -> np.ndarray:
    """Value added of the three broad sectors by county: known rows kept and scaled to GDP, the rest fitted."""
    broad = np.zeros((region.counties.n, 3))
    known = ~np.isnan(data.county_broad).any(axis=1)
    margins = data.city_broad.copy()
    for county in np.flatnonzero(known):
        row = data.county_broad[county]
        broad[county] = row / (row[0] + row[1] + row[2]) * data.county_gdp[county]
        margins = margins - broad[county]
    open_rows = np.flatnonzero(~known)
    if open_rows.size:
        grouped = np.zeros((region.counties.n, 3))
        for sector in range(region.sectors.n):
            grouped[:, region.sectors.broad[sector]] += seed[:, sector]
        fitted = fit(np.ascontiguousarray(grouped[open_rows]), data.county_gdp[open_rows], margins, STEPS)
        broad[open_rows] = fitted
    return broad


def _employment(region: Region, data: OpeningData, value_added: np.ndarray) -> np.ndarray:
    persons = np.zeros_like(value_added)
    for activity, inside in enumerate(data.activity_sectors):
        columns = list(inside)
        weights = value_added[:, columns] * data.employment_per_value_added_factor[columns]
        total = np.zeros(region.counties.n)
        for column in weights.T:
            total = total + column
        persons[:, columns] = data.employment[:, [activity]] * weights / total[:, None]
    return persons
