"""Numbers of recognition, technical upgrade and digitalisation."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter

CHEN = "Chen, Liu, Suarez Serrato and Xu 2021, AER 111:2065"
LAW = "Administrative Measures for high-tech enterprises, 2016"
RULE = "model rule"


class Recognition(Strict):
    """Titles of firms and their place in the statistics (企业认定与入统)."""

    listing_share_per_year: Number = parameter(
        0.65,
        "share of unlisted above-scale firms",
        0.0,
        1.0,
        "入统概率",
        "0.35 of new listings were above scale before: source 000 speaks of 入统",
        "judgement",
    )
    delisting_sales_yuan: Number = parameter(
        1.5e7, "yuan a year, four quarters smoothed", 0.0, 2e7, "退规线", RULE, "judgement"
    )
    award_yuan: Number = parameter(
        5e4,
        "yuan a newly listed firm",
        0.0,
        1e6,
        "小升规奖励",
        "Guangdong scheme 2025: 50 000 in the delta, 200 000 elsewhere",
        "sourced",
    )
    award_limit_yuan: Number = parameter(
        5e5, "yuan a newly listed firm, programmes included", 0.0, 5e6, "小升规奖励上限", RULE, "judgement"
    )
    award_response_factor: Number = parameter(
        1.0, "rise of the hazard of listing, 200 000 yuan of award", 0.0, 5.0, "奖励激励", RULE, "judgement"
    )
    award_household_share: Number = parameter(
        0.4,
        "share of awards and subsidies to owners who live here",
        0.0,
        1.0,
        "本地业主占比",
        "as companies' dividends",
        "judgement",
    )
    least_sales_yuan: Number = parameter(
        3e6, "yuan a year of a firm that may hold a title", 0.0, 1e8, "认定最小规模", RULE, "judgement"
    )
    research_spread_share: Number = parameter(
        0.5, "sd of log research between firms", 0.05, 2.0, "研发强度差异", RULE, "judgement"
    )
    research_to_productivity: Number = parameter(
        0.5, "elasticity of research to productivity", 0.0, 2.0, "研发与生产率", RULE, "judgement"
    )
    notch_small_share: Number = parameter(
        0.05, "share of sales below 50 m yuan", 0.0, 0.2, "研发占比门槛(小)", LAW, "recalled"
    )
    notch_middle_share: Number = parameter(
        0.04, "share of sales, 50-200 m yuan", 0.0, 0.2, "研发占比门槛(中)", LAW, "recalled"
    )
    notch_large_share: Number = parameter(
        0.03, "share of sales above 200 m yuan", 0.0, 0.2, "研发占比门槛(大)", LAW, "recalled"
    )
    research_reach_share: Number = parameter(
        0.35,
        "gap below the notch that a firm closes, share of the notch",
        0.0,
        0.9,
        "够门槛的差距",
        "bunching in " + CHEN,
        "judgement",
    )
    relabelled_share: Number = parameter(
        0.242,
        "share of the closed gap that is other expense renamed",
        0.0,
        1.0,
        "研发虚报占比",
        CHEN,
        "sourced",
    )
    research_doubling_gain_share: Number = parameter(
        0.09, "log productivity of doubled true research", 0.0, 0.2, "研发翻倍的生产率", CHEN, "sourced"
    )
    high_tech_tax_factor: Number = parameter(
        0.6,
        "profit tax of a high-tech firm over the usual",
        0.2,
        1.0,
        "高企税率之比",
        "law: 15 over 25 %",
        "recalled",
    )
    high_tech_per_year: Number = parameter(
        0.3, "share of firms that could", 0.0, 1.0, "高企申报率", "identify from counts by year", "judgement"
    )
    lapse_per_year: Number = parameter(
        0.333,
        "share of titles that would not be given again",
        0.0,
        1.0,
        "到期未通过",
        "valid three years",
        "judgement",
    )
    high_tech_pool_share: Number = parameter(
        0.7,
        "share of able firms that hold the title at the opening",
        0.05,
        1.0,
        "高企认定率",
        RULE,
        "judgement",
    )
    specialised_per_year: Number = parameter(
        0.15, "share of firms that could", 0.0, 1.0, "专精特新申报率", RULE, "judgement"
    )
    giant_per_year: Number = parameter(
        0.08, "share of firms that could", 0.0, 1.0, "小巨人申报率", RULE, "judgement"
    )
    specialised_pool_share: Number = parameter(
        0.6,
        "share of able firms that hold the title at the opening",
        0.05,
        1.0,
        "专精特新认定率",
        RULE,
        "judgement",
    )
    specialised_sales_yuan: Number = parameter(
        1e7, "yuan a year of a 专精特新 firm", 0.0, 1e9, "专精特新最小规模", "MIIT measures 2022", "recalled"
    )
    specialised_gain_share: Number = parameter(
        0.03,
        "log productivity",
        0.0,
        0.06,
        "专精特新增效",
        "studies of listed firms; selection strong",
        "judgement",
    )
    quality_to_productivity: Number = parameter(
        2.0, "points a log point of productivity", 0.0, 10.0, "质量中的生产率", RULE, "judgement"
    )
    quality_to_size: Number = parameter(
        0.3, "points a log point of sales", 0.0, 2.0, "质量中的规模", RULE, "judgement"
    )


class Upgrade(Strict):
    """Technical upgrade and digitalisation (技改与数字化)."""

    usual_per_year: Number = parameter(
        0.12,
        "share of above-scale industrial firms",
        0.0,
        0.5,
        "技改面",
        "about 100 a year in Xinhui",
        "judgement",
    )
    cost_yuan: Number = parameter(
        1e7, "yuan an upgraded firm", 3e6, 3e7, "技改单体投资", "tech-reform project averages", "recalled"
    )
    subsidy_share: Number = parameter(
        0.10, "share of the investment", 0.01, 0.5, "技改补贴比例", "Guangdong tech-reform awards", "recalled"
    )
    deadweight_share: Number = parameter(
        0.5,
        "share of subsidised upgrades that were planned anyway",
        0.0,
        1.0,
        "技改无谓补贴",
        "0.3-0.8",
        "judgement",
    )
    gain_share: Number = parameter(
        0.04,
        "log productivity of an upgraded firm",
        0.0,
        0.08,
        "技改增效",
        "subsidies raise upgrading; size not seen",
        "judgement",
    )
    fading_per_year: Number = parameter(
        0.10,
        "1/year: others catch up",
        0.0,
        1.0,
        "技改效应消退",
        "ten years of life of machinery",
        "judgement",
    )
    most_per_quarter: Number = parameter(
        0.05, "share of above-scale firms that can be subsidised", 0.0, 1.0, "技改吸纳上限", RULE, "judgement"
    )
    digital_per_year: Number = parameter(
        0.015,
        "share of above-scale industrial firms",
        0.0,
        1.0,
        "数字化面",
        "Xinhui: 50 firms in 2023",
        "judgement",
    )
    digital_cost_yuan: Number = parameter(
        2e6, "yuan a digitalised firm", 1e5, 5e7, "数字化单体投入", RULE, "judgement"
    )
    digital_subsidy_share: Number = parameter(
        0.3, "share of the cost", 0.01, 1.0, "数字化补贴比例", "SME digitalisation pilots", "recalled"
    )
    digital_dip_share: Number = parameter(
        -0.01, "log productivity in the first year", -0.03, 0.0, "数字化阵痛", "CAFR 27(5): sign", "judgement"
    )
    digital_gain_share: Number = parameter(
        0.03,
        "log productivity after it",
        0.0,
        0.06,
        "数字化增效",
        "PLoS ONE 20(2) e0311369: sign",
        "judgement",
    )
