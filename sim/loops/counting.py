"""Counts of firms for the record: by county and rung, by town, above scale. Nothing of it reaches state."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import I64, kernel
from sim.kernels.pages import BLOCK, CAPITAL, MEMBERS, RUNG, SALES, TOWN
from sim.loops.fixed import FIXED, UNFIX
from sim.tables import Firms

RUNGS = 5


@kernel
def count_loop(
    floats,
    flags,
    shorts,
    cell,
    live,
    used,
    county_of,
    industry,
    threshold,
    rungs,
    town_firms,
    town_above,
    capital,
):
    """Firms by county and rung, by town, above scale in industry by town; capital by cell in units of 2^-20."""
    for page in range(used):
        x, z, s = floats[page], flags[page], shorts[page]
        county, industrial = county_of[cell[page]], industry[cell[page]]
        held = 0
        for j in range(live[page]):
            members = I64(x[MEMBERS * BLOCK + j])
            town = s[TOWN * BLOCK + j]
            rungs[county, z[RUNG * BLOCK + j]] += members
            town_firms[town] += members
            held += I64(x[CAPITAL * BLOCK + j] * FIXED)
            if industrial and x[SALES * BLOCK + j] >= threshold * x[MEMBERS * BLOCK + j]:
                town_above[town] += members
        capital[cell[page]] += held


def count_firms(
    firms: Firms, county_of: np.ndarray, industry: np.ndarray, threshold: float, counties: int, towns: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Firms [counties, rungs], [towns], above scale [towns], and capital at opening prices [cells]."""
    rungs = np.zeros((counties, RUNGS), np.int64)
    by_town, above = np.zeros(towns, np.int64), np.zeros(towns, np.int64)
    capital = np.zeros(county_of.size, np.int64)
    count_loop(
        firms.floats, firms.flags, firms.shorts, firms.cell, firms.live, firms.used,
        county_of, industry, threshold, rungs, by_town, above, capital,
    )  # fmt: skip
    return rungs, by_town, above, capital * UNFIX
