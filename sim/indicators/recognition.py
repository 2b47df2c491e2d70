"""Indicators of the block recognition (企业梯度与认定): what firms are, and what they are called."""

from __future__ import annotations

from sim.indicators.kinds import FIRMS, TOWNS, Indicator, firm_count, flow, one, ratio

INDICATORS: tuple[Indicator, ...] = (
    firm_count(
        "firms_listed_in_statistics",
        "在库规上工业企业",
        "Industrial firms listed in the statistics",
        levels=TOWNS,
    ),
    firm_count(
        "firms_hidden", "未入统规上工业企业", "Above-scale industrial firms not listed", "neutral", False
    ),
    firm_count("firms_high_tech", "高新技术企业", "High-tech firms"),
    firm_count("firms_specialised", "专精特新企业", "Specialised firms"),
    firm_count("firms_little_giant", "专精特新小巨人", "Little giants"),
    firm_count("firms_key_giant", "重点小巨人", "Key little giants"),
    firm_count("firms_digital", "数字化规上工业企业", "Digitalised above-scale industrial firms"),
    firm_count(
        "firms_output_above_1bn", "十亿元以上工业企业", "Industrial firms above 1 bn yuan", headline=False
    ),
    firm_count(
        "firms_farming_above_100m", "亿元以上农业企业", "Farming firms above 0.1 bn yuan", headline=False
    ),
    firm_count("firms_constrained", "受信贷约束企业", "Firms without access to loans", "down", False),
    ratio(
        "firms_constrained_share",
        "受信贷约束企业占比",
        "Share of firms without access to loans",
        one("firms_constrained"),
        "firms",
        better="down",
    ),
    flow("firms_newly_listed", "新增入统企业", "Firms newly listed in the statistics", "up", unit=FIRMS),
    flow("firms_listed_late", "补录入统企业", "Of these above scale a year before", unit=FIRMS),
    ratio(
        "firms_listed_late_share",
        "补录占比",
        "Share of new listings that were above scale before",
        one("firms_listed_late"),
        "firms_newly_listed",
    ),
    flow("firms_delisted", "退规企业", "Firms struck from the statistics", "down", unit=FIRMS),
    flow("firms_converted", "个转企", "Individual businesses turned enterprises", "up", unit=FIRMS),
    flow("firms_converted_in_form", "个转企(转个人独资)", "Of these turned sole proprietors", unit=FIRMS),
    ratio(
        "firms_converted_in_form_share",
        "形式转换占比",
        "Share of conversions in form only",
        one("firms_converted_in_form"),
        "firms_converted",
    ),
    flow("firms_newly_joint_stock", "规改股", "Companies turned joint-stock", "up", unit=FIRMS),
    flow("firms_newly_public", "股上市", "Firms newly listed on an exchange", "up", unit=FIRMS),
    flow("equity_public", "上市融资", "Equity raised by listing", "up"),
    flow("research_spending", "研发投入(真实)", "True research of industry", "up"),
    flow("research_spending_reported", "研发投入(上报)", "Reported research of industry", "neutral"),
    flow("research_relabelled", "虚报研发", "Other expense renamed research", "down"),
    ratio(
        "research_relabelled_share",
        "研发虚报占比",
        "Share of reported research that is renamed",
        one("research_relabelled"),
        "research_spending_reported",
        better="down",
    ),
    flow("tax_forgone_high_tech", "高企所得税减免", "Profit tax forgone on high-tech firms"),
    flow("upgrades", "技改企业", "Firms upgraded", "up", unit=FIRMS),
    flow("upgrades_subsidised", "享受补贴的技改企业", "Firms upgraded with a subsidy", unit=FIRMS),
    flow(
        "upgrades_anyway",
        "本会技改而获补贴",
        "Subsidised firms that had planned it anyway",
        "down",
        unit=FIRMS,
    ),
    ratio(
        "upgrades_anyway_share",
        "技改无谓补贴占比",
        "Share of subsidised upgrades planned anyway",
        one("upgrades_anyway"),
        "upgrades_subsidised",
        better="down",
    ),
    flow("subsidies_upgrade", "技改与数字化补贴", "Subsidies to upgrades and digitalisation"),
    flow("awards_listing", "小升规奖励", "Awards to newly listed firms"),
)
