"""Incomes of village collectives beside the distribution that Xinhui published (新会村集体收入)."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.facts.check import Check
from analysis.folder import Folder
from analysis.summary import yearly_means

XINHUI = "440705"
PUBLISHED = "Nanfang Daily 2024-04-09, Xinhui 2023"
LINES = (
    (
        "villages_below_1m_share",
        "新会：集体收入低于 100 万元的村",
        "Xinhui: villages below 1 m yuan",
        0.0,
        0.04,
        True,
    ),
    ("village_income_max", "新会：最高的村（元）", "Xinhui: largest village income, yuan", 54e6, 72e6, False),
    ("village_income_mean", "新会：村均（元）", "Xinhui: mean village income, yuan", 5.7e6, 7.0e6, False),
    (
        "village_income_min",
        "新会：最低的村（元）",
        "Xinhui: least village income, yuan",
        0.15e6,
        0.5e6,
        False,
    ),
)
"""98 % above 1 m, largest about 60 m, mean about 6.3 m, least 0.2 m; with room for a year of luck and growth."""


def villages(folder: Folder, scenario: str) -> Iterator[Check]:
    """Lines about the first year, means over runs; none for a region without that county."""
    found = [place for place in folder.places.at("county") if place.id == XINHUI]
    if not found or any(key not in folder.keys for key, *_ in LINES):
        return
    years = yearly_means(folder, scenario, [key for key, *_ in LINES], found)
    for key, zh, en, low, high, share in LINES:
        yield Check(zh, en, (float(years[key].iloc[0]),), low, high, share, PUBLISHED)
