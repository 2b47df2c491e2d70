"""Every market entity of the opening, one by one, then joined into rows of `firms_per_agent`.

Members are drawn one by one whatever the thinning, and only small firms of one town, sector, rung and access to
credit are joined, by size: so cell totals are the same to the yuan at every setting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.calendar import EPOCH
from sim.chance import Use, draws
from sim.kernels.maths import I64, U64, F, kernel
from sim.kernels.philox import normal32
from sim.opening.cells import CellTotals
from sim.opening.sizes import above_scale_counts, firm_sizes, small_counts
from sim.opening.structure import Setting, Structure
from sim.parameters.firms import Ladder
from sim.region import RUNGS, OpeningData, Region

YOUNG_QUARTERS, OLD_QUARTERS = 20, 60


@dataclass(frozen=True)
class Rows:
    """Opening rows of the firm table, sorted by cell and town; `sales` in yuan a year."""

    cell: np.ndarray
    town: np.ndarray
    rung: np.ndarray
    constrained: np.ndarray
    members: np.ndarray
    sales: np.ndarray
    small: np.ndarray
    """Whether the row's firms are below the above-scale threshold."""
    age: np.ndarray
    """Quarters."""
    productivity: np.ndarray
    """Standard normal draws, to be scaled by the sector's spread."""
    ids: np.ndarray
    group_members: np.ndarray
    """Small firms by cell and town [cells, towns of the region]."""


@kernel
def _normals(u, v):
    out = np.empty(u.size)
    for i in range(u.size):
        out[i] = normal32(F(u[i]), F(v[i]))
    return out


@kernel
def _starts(group, joined, most):
    """First member of every row: a new group begins one, a full row begins one, and so does an unjoined member."""
    starts = np.empty(group.size, np.int64)
    count, filled = 0, 0
    for i in range(group.size):
        fresh = i == 0 or group[i] != group[i - 1]
        if fresh or not joined[i] or filled == most:
            starts[count] = i
            count += 1
            filled = 0
        filled += 1
    return starts[:count]


@kernel
def _sums(starts, values):
    """Sums of consecutive stretches of `values`, each beginning at a start."""
    out = np.zeros(starts.size)
    for row in range(starts.size):
        end = starts[row + 1] if row + 1 < starts.size else values.size
        for i in range(starts[row], end):
            out[row] += values[i]
    return out


@kernel
def _count_in_town(cell, town):
    """Running number of each member within its cell and town; members are sorted by both."""
    number = np.zeros(cell.size, np.int64)
    for i in range(1, cell.size):
        if cell[i] == cell[i - 1] and town[i] == town[i - 1]:
            number[i] = number[i - 1] + 1
    return number


def town_weights(region: Region) -> np.ndarray:
    """Share of a county's firms in each town: villages for farming, residents for the rest [sectors, towns]."""
    rural = np.zeros(region.towns.n)
    for town, kind in zip(region.village_town, region.village_type, strict=True):
        rural[town] += kind == "village"
    farming = region.sectors.broad == 0
    weights = np.where(farming[:, None], rural[None, :], region.town_population[None, :])
    return np.where(weights > 0, weights, 1e-9)


def rows_of(setting: Setting, totals: CellTotals) -> Rows:
    """All firms of the opening as rows."""
    region, data, scenario = setting.region, setting.data, setting.scenario
    above, small = above_scale_counts(region, data, totals), small_counts(data, totals)
    sales = firm_sizes(region, data, totals, above, small)
    counts = (above + small).ravel()
    cell = np.repeat(np.arange(counts.size), counts)
    number = np.arange(cell.size) - np.repeat(np.cumsum(counts) - counts, counts)
    is_small = number >= above.ravel()[cell]
    address = _addresses(region, setting.structure, cell, number)
    key = (scenario.opening_seed, 0)
    form = draws(key, address, EPOCH, Use.OPENING_FORM)
    town = _towns(setting, cell, draws(key, address, EPOCH, Use.OPENING_TOWN)[:, 0])
    rung = _rungs(data, scenario.parameters.ladder, is_small, sales, form[:, 0])
    constrained = is_small & (form[:, 1] < scenario.parameters.credit.constrained_share)

    joined = is_small & (sales < scenario.thin_below_yuan)
    order = np.lexsort((number, constrained, rung, joined, town, cell))
    cell, town, rung, constrained = cell[order], town[order], rung[order], constrained[order]
    sales, joined, is_small, address = sales[order], joined[order], is_small[order], address[order]
    group = (((cell * region.towns.n + town) * 2 + joined) * 8 + rung) * 2 + constrained
    starts = _starts(group, joined, scenario.firms_per_agent)
    ends = np.append(starts[1:], cell.size)
    by_town = np.zeros((counts.size, region.towns.n), I64)
    np.add.at(by_town, (cell[is_small], town[is_small]), 1)
    ages = draws(key, address[starts], EPOCH, Use.OPENING_AGE)
    normal = draws(key, address[starts], EPOCH, Use.OPENING_PRODUCTIVITY)
    return Rows(
        cell=cell[starts],
        town=town[starts],
        rung=rung[starts],
        constrained=constrained[starts],
        members=ends - starts,
        sales=_sums(starts, sales),
        small=is_small[starts],
        age=_ages(ages, data.facts.share_of_firms_under_five_years),
        productivity=_normals(np.ascontiguousarray(normal[:, 0]), np.ascontiguousarray(normal[:, 1])),
        ids=_ids(region, setting.structure.sector_of[cell], town, _count_in_town(cell, town))[starts],
        group_members=by_town,
    )


def _addresses(region: Region, structure: Structure, cell: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Address of a member's opening draws: county code, sector, running number; a new county moves nobody else's."""
    counties = np.array([int(code) for code in region.counties.ids], np.uint64)
    county, sector = counties[structure.county_of[cell]], structure.sector_of[cell].astype(np.uint64)
    return (county << U64(38)) | (sector << U64(32)) | number.astype(np.uint64)


def _towns(setting: Setting, cell: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Town of each member, by its draw among the towns of its county."""
    region, structure = setting.region, setting.structure
    weights = town_weights(region)
    town = np.empty(cell.size, np.int64)
    for k in range(structure.cells):
        mine = slice(*np.searchsorted(cell, [k, k + 1]))
        candidates = np.flatnonzero(region.town_county == structure.county_of[k])
        shares = np.cumsum(weights[structure.sector_of[k], candidates])
        town[mine] = candidates[np.searchsorted(shares, chance[mine] * shares[-1])]
    return town


def _rungs(
    data: OpeningData, ladder: Ladder, small: np.ndarray, sales: np.ndarray, chance: np.ndarray
) -> np.ndarray:
    """Rung of each member: small firms by shares; above scale the drawn among the large are joint-stock and listed."""
    rung = np.minimum(np.searchsorted(np.cumsum(data.rung_share_small), chance), len(RUNGS) - 1)
    large = np.flatnonzero(~small)
    company = RUNGS.index("company")
    rung[large] = company
    share = data.rung_share_above_scale
    for name, least in (("joint_stock", ladder.joint_stock_sales_yuan), ("listed", ladder.listed_sales_yuan)):
        number = int(np.floor(share[RUNGS.index(name)] * large.size + 0.5))
        eligible = large[(sales[large] >= least) & (rung[large] == company)]
        chosen = eligible[np.argsort(chance[eligible], kind="stable")[:number]]
        rung[chosen] = RUNGS.index(name)
    return rung


def _ages(chance: np.ndarray, young_share: float) -> np.ndarray:
    young = chance[:, 0] < young_share
    return np.where(
        young,
        np.floor(chance[:, 1] * YOUNG_QUARTERS),
        YOUNG_QUARTERS + np.floor(chance[:, 1] * OLD_QUARTERS),
    ).astype(np.int64)


def _ids(region: Region, sector: np.ndarray, town: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Firm ids: town of birth, quarter (0 for the opening), sector, running number."""
    codes = np.array([int(code) for code in region.towns.ids], np.uint64)
    return (codes[town] << U64(34)) | (sector.astype(np.uint64) << U64(18)) | number.astype(np.uint64)
