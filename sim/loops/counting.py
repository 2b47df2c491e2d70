"""Counts of firms for the record: by county and rung, by town, above scale. Nothing of it reaches state."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import I64, F, kernel
from sim.kernels.pages import (
    BLOCK,
    CAPITAL,
    CONSTRAINED,
    DIGITAL,
    LISTED_IN_STATISTICS,
    MEMBERS,
    RUNG,
    SALES,
    TITLES,
    TOWN,
)
from sim.loops.fixed import FIXED, UNFIX
from sim.tables import Firms
from sim.tables.recognition import IN_STATISTICS

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


MARKS = (
    "high_tech",
    "specialised",
    "little_giant",
    "key_giant",
    "digital",
    "hidden",
    "large_industry",
    "large_farming",
    "constrained",
)
(
    M_HIGH_TECH,
    M_SPECIALISED,
    M_LITTLE_GIANT,
    M_KEY_GIANT,
    M_DIGITAL,
    M_HIDDEN,
    M_LARGE_INDUSTRY,
    M_LARGE_FARMING,
    M_CONSTRAINED,
) = range(len(MARKS))
LARGE_INDUSTRY, LARGE_FARMING = F(1e9), F(1e8)
"""Yuan a year from which an industrial firm, a farming firm, is counted as large."""


@kernel
def mark_loop(
    floats, flags, shorts, cell, live, used, county_of, industry, farming, threshold, marks, town_listed
):
    """Firms by county and mark; listed firms by town. Titles and listing are held by industry alone."""
    for page in range(used):
        x, z, s = floats[page], flags[page], shorts[page]
        k = cell[page]
        m = marks[county_of[k]]
        held = I64(0)
        for j in range(live[page]):
            held += I64(x[MEMBERS * BLOCK + j]) if z[CONSTRAINED * BLOCK + j] != 0 else I64(0)
        m[M_CONSTRAINED] += held
        if farming[k]:
            for j in range(live[page]):
                members = x[MEMBERS * BLOCK + j]
                if x[SALES * BLOCK + j] >= LARGE_FARMING * members:
                    m[M_LARGE_FARMING] += I64(members)
        if not industry[k]:
            continue
        for j in range(live[page]):
            titles, listed = z[TITLES * BLOCK + j], z[LISTED_IN_STATISTICS * BLOCK + j]
            members = x[MEMBERS * BLOCK + j]
            number, each = I64(members), x[SALES * BLOCK + j] / members
            for mark in range(4):
                if titles & (1 << mark):
                    m[mark] += number
            if z[DIGITAL * BLOCK + j] != 0:
                m[M_DIGITAL] += number
            if listed == IN_STATISTICS:
                town_listed[s[TOWN * BLOCK + j]] += number
            elif each >= threshold:
                m[M_HIDDEN] += number
            if each >= LARGE_INDUSTRY:
                m[M_LARGE_INDUSTRY] += number


def count_marks(
    firms: Firms,
    county_of: np.ndarray,
    industry: np.ndarray,
    farming: np.ndarray,
    threshold: float,
    counties: int,
    towns: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Firms by county and mark [counties, MARKS], and firms in the statistics [towns]."""
    marks, listed = np.zeros((counties, len(MARKS)), np.int64), np.zeros(towns, np.int64)
    mark_loop(
        firms.floats, firms.flags, firms.shorts, firms.cell, firms.live, firms.used,
        county_of, industry, farming, F(threshold), marks, listed,
    )  # fmt: skip
    return marks, listed
