"""Stocks of a county that are spending alone: works and services of all kinds (基础设施与公共服务)."""

from __future__ import annotations

from sim.stocks.stock import bought, cost_of, works

COUNTY = (
    works(
        "infrastructure",
        "county",
        "基础设施",
        "infrastructure",
        "yuan",
        "public capital, counted with all other works of the quarter",
        wear=cost_of("government.public_depreciation_per_year"),
    ),
    bought(
        "services",
        "county",
        "公共服务",
        "services",
        "yuan",
        "spending alone: demand, and nothing that stays",
    ),
)
