"""Indicators of transport (交通): minutes to the neighbours, and what nearness costs at home."""

from __future__ import annotations

from sim.indicators.kinds import WIDE, Indicator, mean

MINUTES = "minutes"


def _minutes(key: str, zh: str, en: str) -> Indicator:
    """Minutes of people; places together are the mean over their residents."""
    return Indicator(key, zh, en, MINUTES, "index", WIDE, "down", aggregation="mean", weight="population")


INDICATORS: tuple[Indicator, ...] = (
    _minutes("travel_minutes_shenzhen", "到深圳的客运时间", "Travel time to Shenzhen"),
    _minutes("travel_minutes_hong_kong", "到香港的客运时间", "Travel time to Hong Kong"),
    _minutes("travel_minutes_macao", "到珠海、澳门的客运时间", "Travel time to Zhuhai and Macao"),
    mean(
        "purchases_local_relative",
        "本地采购占比（期初=1）",
        "Share bought locally, opening = 1",
        "population",
    ),
)
