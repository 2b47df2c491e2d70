"""Sizes of all firms of the region: a Pareto tail above the threshold, a truncated Pareto below it.

The tail exponent is not free: the number of above-scale firms and their sales decide it, so it is solved per cell.
Small firms continue the tail with exponent one, so that the count above the threshold neither jumps nor dries up.
"""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import exp64, exp_array, kernel, log64, log_array
from sim.opening.cells import CellTotals
from sim.region import OpeningData, Region
from sim.sharing import share_out


def above_scale_counts(region: Region, data: OpeningData, totals: CellTotals) -> np.ndarray:
    """Above-scale firms by cell; the industrial total and each other sector's city total are met exactly."""
    sectors, facts = region.sectors, data.facts
    sales = _above_scale_sales(region, data, totals)
    most = np.floor(sales / (1.02 * facts.above_scale_threshold_yuan)).astype(np.int64)
    counts = np.zeros(totals.value_added.shape, np.int64)
    industry = np.flatnonzero(sectors.industry & np.isnan(data.above_scale_firms))
    power = facts.above_scale_count_power
    weights = exp_array(power * log_array(np.maximum(totals.value_added[:, industry].ravel(), 1.0)))
    weights = weights.reshape(-1, industry.size) * data.above_scale_propensity[industry]
    counts[:, industry] = share_out(
        int(facts.above_scale_industrial_firms), weights.ravel(), most[:, industry].ravel()
    ).reshape(weights.shape)
    for sector in np.flatnonzero(~np.isnan(data.above_scale_firms)):
        counts[:, sector] = share_out(
            int(data.above_scale_firms[sector]), totals.value_added[:, sector], most[:, sector]
        )
    return counts


def small_counts(data: OpeningData, totals: CellTotals) -> np.ndarray:
    """Small firms by cell: the city's count of each sector shared by employment."""
    counts = np.zeros(totals.employment.shape, np.int64)
    for sector in range(counts.shape[1]):
        counts[:, sector] = share_out(int(data.small_firms[sector]), totals.employment[:, sector])
    return counts


def _above_scale_sales(region: Region, data: OpeningData, totals: CellTotals) -> np.ndarray:
    materials = np.zeros(region.sectors.n)
    for row in region.io:
        materials = materials + row
    return totals.value_added / (1.0 - materials) * data.above_scale_sales_share


@kernel
def _tail(count, total, threshold, sizes):
    """Fill `sizes` with threshold ((k - 1/2) / n)^(-1/zeta), zeta by bisection so that they sum to total."""
    low, high = 0.3, 60.0
    for _ in range(80):
        zeta = 0.5 * (low + high)
        summed = 0.0
        for k in range(count):
            summed += threshold * exp64(-log64((k + 0.5) / count) / zeta)
        if summed > total:
            low = zeta
        else:
            high = zeta
    summed = 0.0
    for k in range(count):
        sizes[k] = threshold * exp64(-log64((k + 0.5) / count) * 2.0 / (low + high))
        summed += sizes[k]
    for k in range(count):
        sizes[k] *= total / summed


@kernel
def _small(count, total, limit, sizes):
    """Fill `sizes` with a Pareto of exponent one on [least, limit], least by bisection so that the mean is right."""
    mean = total / count
    low, high = log64(1.0), log64(limit * 0.999)
    for _ in range(80):
        least = exp64(0.5 * (low + high))
        if log64(limit / least) / (1.0 / least - 1.0 / limit) > mean:
            high = 0.5 * (low + high)
        else:
            low = 0.5 * (low + high)
    least = exp64(0.5 * (low + high))
    summed = 0.0
    for k in range(count):
        u = (k + 0.5) / count
        sizes[k] = 1.0 / (u * (1.0 / least - 1.0 / limit) + 1.0 / limit)
        summed += sizes[k]
    for k in range(count):
        sizes[k] *= total / summed


@kernel
def _fill(first, above, small, sales, share_above, threshold, limit, sizes):
    for k in range(above.size):
        at = first[k]
        big = sales[k] * share_above[k] if above[k] > 0 else 0.0
        if small[k] == 0:
            big = sales[k]
        if above[k] > 0:
            _tail(above[k], big, threshold, sizes[at : at + above[k]])
        if small[k] > 0:
            _small(small[k], sales[k] - big, limit, sizes[at + above[k] : at + above[k] + small[k]])


def firm_sizes(
    region: Region, data: OpeningData, totals: CellTotals, above: np.ndarray, small: np.ndarray
) -> np.ndarray:
    """Yearly sales of every firm, yuan: cell by cell, above-scale firms first, both from large to small."""
    counts = (above + small).ravel()
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    sizes = np.empty(int(counts.sum()))
    shares = np.tile(data.above_scale_sales_share, region.counties.n)
    sales = (_above_scale_sales(region, data, totals) / data.above_scale_sales_share).ravel()
    facts = data.facts
    _fill(
        first, above.ravel(), small.ravel(), sales, shares,
        facts.above_scale_threshold_yuan, facts.small_firm_limit_yuan, sizes,
    )  # fmt: skip
    return sizes
