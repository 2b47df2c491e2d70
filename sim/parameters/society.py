"""Numbers of markets, people and governments."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter
from sim.parameters.sources import TESTED


class Trade(Strict):
    """Markets outside and between counties (市场): exports, access, local purchases."""

    export_elasticity: Number = parameter(
        2.0, "elasticity", 0.0, 5.0, "出口对竞争力弹性", TESTED, "judgement"
    )
    access_export_elasticity: Number = parameter(
        0.27, "elasticity", 0.0, 0.6, "市场可达性对外销弹性", TESTED + ": total 0.15", "judgement"
    )
    access_purchase_elasticity: Number = parameter(
        0.05, "elasticity", 0.0, 0.2, "可达性对本地采购的稀释", "Faber 2014 (sign)", "judgement"
    )
    access_adjustment_per_quarter: Number = parameter(
        0.10,
        "1/quarter",
        0.0,
        1.0,
        "市场适应新通道的速度",
        "levels, not growth: Banerjee, Duflo & Qian",
        "judgement",
    )
    access_decay: Number = parameter(
        3.0, "exponent of travel time", 1.0, 5.0, "可达性衰减", "Tombe & Zhu 2019: sigma 4", "recalled"
    )
    purchase_decay: Number = parameter(
        1.5, "exponent of travel time", 0.5, 3.0, "采购距离衰减", TESTED, "judgement"
    )
    terminal_minutes: Number = parameter(
        15.0, "minutes added to every trip", 0.0, 60.0, "起讫时间", TESTED, "judgement"
    )
    least_export_share: Number = parameter(
        0.03, "share of output", 0.0, 0.2, "最低外销份额", TESTED, "judgement"
    )


class Labour(Strict):
    """Hiring and wages (就业与工资)."""

    adjustment_share: Number = parameter(
        0.5, "share a quarter", 0.1, 1.0, "用工调整速度", TESTED, "judgement"
    )
    wage_to_unemployment_per_quarter: Number = parameter(
        0.10, "log points per point of unemployment", 0.0, 0.3, "工资对失业", TESTED, "judgement"
    )
    wage_return_per_quarter: Number = parameter(
        0.02, "1/quarter", 0.0, 0.1, "工资回归外部水平", TESTED, "judgement"
    )
    wage_to_productivity: Number = parameter(
        0.4, "elasticity", 0.0, 0.8, "工资分享生产率", TESTED, "judgement"
    )
    reemployment_share: Number = parameter(
        0.9, "share of the unemployed a quarter", 0.3, 1.0, "可招失业者", TESTED, "judgement"
    )


class Households(Strict):
    """Income and consumption of households (居民)."""

    housing_share: Number = parameter(
        0.08, "share of disposable income", 0.0, 0.2, "购房建房", TESTED, "judgement"
    )
    wealth_per_quarter: Number = parameter(
        0.03, "1/quarter of deposits", 0.0, 0.1, "财富消费", TESTED, "judgement"
    )
    contribution_share: Number = parameter(0.10, "share of wages", 0.0, 0.3, "社保缴费", TESTED, "judgement")
    donation_limit_share: Number = parameter(
        0.02,
        "most of a quarter's disposable income of a county that owners give to pairings, share",
        0.0,
        0.2,
        "结对捐助占收入上限",
        "model rule; gifts are a small part of income",
        "judgement",
    )


class Migration(Strict):
    """Moves of people between towns and outside (人口流动)."""

    inside_per_year: Number = parameter(
        0.01, "share of residents a year", 0.0, 0.05, "市内流动", "identify from the census", "judgement"
    )
    outside_per_year: Number = parameter(
        0.04, "share of residents a year", 0.0, 0.1, "市外流动", TESTED, "judgement"
    )
    distance_exponent: Number = parameter(
        2.2, "exponent of travel time", 0.0, 4.0, "距离衰减", "Zhang & Zhao 2011", "judgement"
    )
    income_elasticity: Number = parameter(
        1.5, "elasticity", 0.0, 3.0, "收入弹性", "Tombe & Zhu 2019", "recalled"
    )
    environment_utility: Number = parameter(
        0.03,
        "log utility per standard deviation of the environment",
        0.0,
        0.08,
        "环境对迁移",
        "amenity value",
        "judgement",
    )
    housing_cost_elasticity: Number = parameter(
        0.25, "log utility per log point of price", 0.0, 1.0, "房价对迁移", "share of spending", "judgement"
    )
    hukou_cost: Number = parameter(
        0.05,
        "log utility, of a move across counties",
        0.0,
        0.15,
        "户籍与入学成本",
        "hukou nearly open in prefecture cities; access to schools remains",
        "judgement",
    )
    young_mobility: Number = parameter(
        0.6, "times an adult's", 0.0, 2.0, "少年迁移倾向", "go with their parents", "judgement"
    )
    old_mobility: Number = parameter(
        0.2, "times an adult's", 0.0, 2.0, "老年迁移倾向", "2020 census", "judgement"
    )
    skilled_mobility: Number = parameter(
        1.5, "times the others'", 0.5, 4.0, "高学历迁移倍数", "2020 census", "judgement"
    )


class Government(Strict):
    """Budgets of towns, counties and the city (财政)."""

    profit_tax_share: Number = parameter(
        0.12, "share of profits", 0.0, 0.3, "企业所得税实际税率", TESTED + ": 25 % overshoots", "judgement"
    )
    city_share_of_revenue: Number = parameter(
        0.20, "share of local revenue", 0.0, 0.6, "市级分成", TESTED, "judgement"
    )
    town_share_of_revenue: Number = parameter(
        0.30, "share of county revenue", 0.0, 0.6, "镇级分成", "contracts 0.15-0.5", "judgement"
    )
    equalisation_slope: Number = parameter(
        0.6, "yuan per yuan of shortfall", 0.0, 1.0, "转移支付均衡系数", "equalisation 0.5-0.7", "recalled"
    )
    households_share_of_spending: Number = parameter(0.12, "share", 0.0, 0.4, "补助居民", TESTED, "judgement")
    investment_share_of_spending: Number = parameter(
        0.25, "share", 0.0, 0.6, "政府投资占比", TESTED, "judgement"
    )
    public_depreciation_per_year: Number = parameter(
        0.05, "1/year", 0.0, 0.15, "公共资本折旧", "Zhang, Wu and Zhang 2004: infrastructure", "recalled"
    )
    cash_correction_per_quarter: Number = parameter(
        0.25, "share of the gap to target cash", 0.0, 1.0, "库款回补", TESTED, "judgement"
    )
    contribution_bond_share: Number = parameter(
        0.0,
        "share of a donor's payment met by bonds, the rest by cuts",
        0.0,
        1.0,
        "以债补缺",
        "model rule",
        "judgement",
    )
    town_cash_share_of_quarter: Number = parameter(
        0.5, "share of a quarter's revenue", 0.0, 2.0, "镇级库款", "model rule", "judgement"
    )
    services_floor_share: Number = parameter(
        0.6,
        "share of the usual ordinary spending",
        0.0,
        1.0,
        "保工资保运转底线",
        "three guarantees (三保): over half of county spending",
        "recalled",
    )
    cash_floor_share: Number = parameter(
        0.5,
        "share of target cash",
        0.0,
        1.0,
        "库款底线",
        "cash-cover band (库款保障水平) 0.3-0.8",
        "recalled",
    )
    bond_quota_share_of_gdp: Number = parameter(
        0.04, "share of GDP a year", 0.0, 0.08, "新增债券限额", "new bond quota 2024: 16.7 bn", "sourced"
    )
    debt_limit_share_of_gdp: Number = parameter(
        0.4, "share of GDP", 0.1, 1.0, "债务率上限", "0.25 at the opening; limits above balances", "judgement"
    )
    arrears_limit_share: Number = parameter(
        0.5, "share of the quarter's investment", 0.0, 1.0, "可拖欠工程款", "model rule", "judgement"
    )
    arrears_repaid_per_quarter: Number = parameter(
        0.25, "share of arrears a quarter", 0.0, 0.5, "清欠速度", "model rule", "judgement"
    )
