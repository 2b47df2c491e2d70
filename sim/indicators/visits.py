"""Indicators of the block visits (旅游)."""

from __future__ import annotations

from sim.indicators.kinds import TOWNS, Indicator, flow, stock

INDICATORS: tuple[Indicator, ...] = (
    flow("visits", "接待游客", "Visits", "up", levels=TOWNS, unit="visits"),
    flow("visits_new_sites", "新景点游客", "Visits to new sights", levels=TOWNS, unit="visits"),
    flow(
        "visits_cannibalised",
        "被分流游客",
        "Visits taken from old sights",
        "down",
        levels=TOWNS,
        unit="visits",
    ),
    flow("tourism_spending", "旅游消费", "Spending of visitors", "up", levels=TOWNS),
    stock("attraction", "景点吸引力", "Attraction of sights", "visits a year", "up", levels=TOWNS),
)
