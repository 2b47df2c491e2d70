"""Stocks that are built county by county."""

from __future__ import annotations

from sim.accounts import Kind
from sim.requests import Basket
from sim.stocks.stock import Stock

COUNTY = (
    Stock(
        name="infrastructure",
        level="county",
        kind=Kind.GOVERNMENT_INVESTMENT,
        basket=Basket.PUBLIC_INVESTMENT,
        zh="基础设施",
        en="infrastructure",
    ),
    Stock(
        name="services",
        level="county",
        kind=Kind.GOVERNMENT_PURCHASES,
        basket=Basket.PURCHASES,
        zh="公共服务",
        en="services",
    ),
)
