"""Indicators of the block environment (环境)."""

from __future__ import annotations

from sim.indicators.kinds import REAL_YUAN, TOWNS, Indicator, mean, stock


def _built(key: str, zh: str, en: str, unit: str) -> Indicator:
    return Indicator(key, zh, en, unit, "count", TOWNS, "up")


INDICATORS: tuple[Indicator, ...] = (
    mean(
        "environment_index",
        "环境指数（相对开局）",
        "Environment beside the opening",
        "population",
        levels=TOWNS,
    ),
    mean("energy_headroom", "能耗指标余量", "Chance of room under energy quotas", "population"),
    _built("toilets_rebuilt", "改建公厕（累计）", "Public toilets rebuilt, all told", "toilets"),
    _built("sports_grounds_rebuilt", "改建运动场（累计）", "Sports grounds rebuilt, all told", "grounds"),
    _built("demonstration_belts", "乡村振兴示范带（累计）", "Demonstration belts, all told", "belts"),
    stock(
        "amenity_in_order_real",
        "完好的人居环境设施（2022年价）",
        "Amenities and works in working order",
        REAL_YUAN,
        "up",
        levels=TOWNS,
    ),
)
