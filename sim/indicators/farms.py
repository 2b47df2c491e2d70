"""Indicators of the block farms (特色农业)."""

from __future__ import annotations

from sim.indicators.kinds import TOWNS, WIDE, Indicator, firm_count, flow, mean, stock

_CITY = ("city",)
_TONNES, _MU = "tonnes", "mu"


def _rice(key: str, zh: str, en: str, unit: str) -> Indicator:
    return Indicator(key, zh, en, unit, "index", WIDE, "up", aggregation="mean", weight="grain_area")


INDICATORS: tuple[Indicator, ...] = (
    stock("citrus_area", "柑橘种植面积", "Citrus orchards", _MU, "up"),
    stock("citrus_area_bearing", "挂果面积", "Citrus orchards that bear", _MU),
    stock("citrus_area_traceable", "纳入溯源面积", "Citrus orchards with traceability", _MU, "up"),
    mean(
        "citrus_area_traceable_share",
        "溯源面积占比",
        "Share of orchards with traceability",
        "citrus_area",
        kind="ratio",
    ),
    flow("citrus_planted", "新植柑园", "Orchards planted", unit=_MU),
    flow("fruit_harvest", "柑果产量", "Citrus harvest", unit=_TONNES),
    stock("peel_stock", "陈皮库存", "Stock of peel", _TONNES),
    flow("peel_dried", "新皮产量", "Peel dried", unit=_TONNES),
    flow("peel_sold", "陈皮出库量", "Peel sold", unit=_TONNES),
    flow("peel_lost", "陈皮损耗", "Peel spoiled", unit=_TONNES),
    mean(
        "chenpi_price_index",
        "陈皮价格指数（相对趋势）",
        "Price of peel beside the trend",
        "",
        "neutral",
        levels=_CITY,
    ),
    mean(
        "chenpi_price_stock_ratio",
        "陈皮价格与库存之比",
        "Price of peel over stock of peel, one at the opening",
        "",
        "neutral",
        levels=_CITY,
    ),
    mean(
        "chenpi_counterfeit_share",
        "假冒陈皮份额",
        "Counterfeit share of peel sold",
        "",
        "down",
        kind="ratio",
        levels=_CITY,
    ),
    flow(
        "chenpi_value_added",
        "陈皮增加值（农户直接收益与加工）",
        "Value added of chenpi: farms and processing",
        "up",
    ),
    flow(
        "chenpi_chain_output_reported",
        "陈皮全产业链产值（上报口径）",
        "Chain output of chenpi as reported, counts services twice",
    ),
    Indicator("chenpi_manors", "陈皮庄园", "Chenpi manors", "manors", "count", TOWNS, "up"),
    stock("farmland_area", "农用地面积", "Farmland and slopes for orchards", _MU),
    stock("grain_area", "水稻田面积", "Rice land", _MU, "up"),
    flow("grain_output", "粮食产量", "Rice harvest", "up", unit=_TONNES),
    _rice("grain_yield", "水稻单产", "Rice yield", "kg/mu and crop"),
    _rice("grain_yield_first_field", "最优田块全年亩产", "Rice yield of the best fields", "kg/mu and year"),
    stock("fallow_area", "撂荒地面积", "Fallow land", _MU, "down"),
    mean("fallow_share", "撂荒率", "Share of land left fallow", "farmland_area", "down", kind="ratio"),
    stock("farmland_high_standard", "高标准农田", "High-standard fields", _MU, "up"),
    flow("aquaculture_output", "水产品产量", "Fish and prawns", "up", unit=_TONNES),
    flow("specialities_value_added", "其他特色产业增加值", "Value added of other specialities", "up"),
    firm_count(
        "agri_leading_firms_100m", "亿元级农业龙头企业", "Farming and food firms of 0.1 bn", headline=False
    ),
    firm_count(
        "agri_leading_firms_1bn", "十亿元级农业龙头企业", "Farming and food firms of 1 bn", headline=False
    ),
)
