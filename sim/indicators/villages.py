"""Indicators of the block villages (村集体)."""

from __future__ import annotations

from sim.indicators.kinds import (
    LEVELS,
    PERSONS,
    SHARE,
    TOWNS,
    WIDE,
    YUAN,
    Indicator,
    flow,
    mean,
    one,
    ratio,
    stock,
)

UNITS = "villages"
PLACED = (*WIDE, LEVELS[-1])
"""City, counties and, in a full record, villages."""
LINES = (
    (50_000, "50k", "5万"),
    (100_000, "100k", "10万"),
    (500_000, "500k", "50万"),
    (1_000_000, "1m", "100万"),
)
"""Lines of yearly income, yuan, below which villages are counted."""


def _of_villages(
    key: str, zh: str, en: str, better: str = "up", kind: str = "ratio", unit: str = SHARE
) -> Indicator:
    return Indicator(key, zh, en, unit, kind, WIDE, better, aggregation="mean", weight="village_collectives")  # type: ignore[arg-type]


def _place_on_the_scale(
    key: str, zh: str, en: str, better: str = "up", unit: str = "yuan a year"
) -> Indicator:
    return Indicator(key, zh, en, unit, "index", WIDE, better, aggregation="none")  # type: ignore[arg-type]


INDICATORS: tuple[Indicator, ...] = (
    flow("village_income", "村集体经济收入", "Income of village collectives", "up", levels=PLACED),
    flow("village_dividends", "村集体分红", "Dividends of collectives", "up", levels=PLACED),
    flow("village_services", "村集体公益与运转支出", "Running costs and services paid by collectives"),
    flow("village_investment", "村集体再投资", "Collectives' own investment", "up"),
    flow("village_grants", "村集体受援资金", "Grants turned into works of collectives"),
    flow("village_leakage", "村集体三资流失", "Rents that leak", "down"),
    ratio(
        "village_leakage_share",
        "三资流失占收入",
        "Leakage over income",
        one("village_leakage"),
        "village_income",
        better="down",
    ),
    stock("village_collectives", "村集体数", "Village collectives", UNITS),
    ratio(
        "village_income_mean",
        "村均集体收入",
        "Income a collective",
        one("village_income"),
        "village_collectives",
        "yuan a village",
        "up",
    ),
    _place_on_the_scale("village_income_median", "村集体收入中位数", "Median yearly income of collectives"),
    _place_on_the_scale("village_income_min", "村集体收入最低值", "Least yearly income of a collective"),
    _place_on_the_scale("village_income_max", "村集体收入最高值", "Largest yearly income of a collective"),
    _place_on_the_scale(
        "village_income_theil", "村集体收入泰尔指数", "Theil index of collective income", "down", "index"
    ),
    *(
        _of_villages(
            f"villages_below_{key}_share",
            f"年收入低于{zh}元的村占比",
            f"Villages below {key} yuan a year",
            "down",
        )
        for _, key, zh in LINES
    ),
    stock("villages_above_20m", "年收入超2000万元的村", "Villages of 20 m yuan a year and more", UNITS, "up"),
    stock(
        "villages_trapped", "入不敷出的村", "Villages whose income does not cover their costs", UNITS, "down"
    ),
    stock("village_registered", "村集体户籍人口", "Registered people of villages", PERSONS),
    ratio(
        "village_dividends_per_head",
        "人均村集体分红",
        "Dividends a registered person",
        one("village_dividends"),
        "village_registered",
        "yuan a head",
        "up",
    ),
    _of_villages("villages_hollow_share", "空心村占比", "Hollow villages", "down"),
    stock("village_assets", "村集体经营性资产", "Operating assets of collectives", YUAN, "up", levels=PLACED),
    stock("village_assets_granted", "帮扶形成资产", "Assets built with grants", YUAN),
    stock(
        "village_assets_failing",
        "未见收益的帮扶资产",
        "Grant-built assets earning less than upkeep",
        YUAN,
        "down",
    ),
    Indicator(
        "village_assets_failing_share",
        "帮扶资产低效率",
        "Failing share of grant-built assets",
        SHARE,
        "index",
        WIDE,
        "down",
        aggregation="none",
    ),
    stock("village_backlog", "村集体未支付运维", "Running costs and upkeep not paid", YUAN, "down"),
    stock("village_cash", "村集体货币资金", "Cash of collectives", YUAN),
    stock("village_land_leased", "已出租集体建设用地", "Collective construction land let", "mu"),
    stock("village_land_idle", "闲置集体建设用地", "Collective construction land idle", "mu", "down"),
    mean(
        "village_supervised_share",
        "三资监管覆盖",
        "Supervised collective business",
        "village_collectives",
        kind="ratio",
    ),
    Indicator(
        "village_governance",
        "村级治理水平",
        "Governance of villages",
        "index",
        "index",
        PLACED,
        "up",
        aggregation="mean",
        weight="village_collectives",
    ),
    Indicator(
        "village_residents_share",
        "村常住户籍比",
        "Residents over registered people",
        SHARE,
        "index",
        ("village",),
        "up",
    ),
    stock("village_secretaries", "在任第一书记", "First secretaries at their posts", "persons"),
    stock(
        "villages_livable",
        "达宜居标准的村",
        "Villages meeting the livable standard",
        UNITS,
        "up",
        levels=TOWNS,
    ),
    stock(
        "villages_beautiful",
        "达美丽标准的村",
        "Villages meeting the beautiful standard",
        UNITS,
        "up",
        levels=TOWNS,
    ),
    stock("villages_demonstration", "示范村", "Demonstration villages", UNITS, "up", levels=TOWNS),
    ratio(
        "villages_beautiful_share",
        "达美丽标准的村占比",
        "Share of villages meeting the beautiful standard",
        one("villages_beautiful"),
        "village_collectives",
        better="up",
    ),
    _of_villages(
        "village_service_minutes",
        "村到基本服务时间",
        "Minutes from villages to everyday services",
        "down",
        "index",
        "minutes",
    ),
    _of_villages("villages_within_circle_share", "十分钟服务圈覆盖", "Villages within the service circle"),
)
