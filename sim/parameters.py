"""Every number of the behaviours, with default, unit, range, source and status; nothing else knows one.

Rates are quoted per year unless the unit says a quarter; the step converts them in one place (C1).
"""

from __future__ import annotations

from sim.checks import Number, Strict, Whole, parameter

TESTED = "own tests of the core economy"
"""Prior found by running the core economy: values at which it rests, grows evenly and stays calm."""


class Growth(Strict):
    """How a firm's customers come and go (订单): replicator, Laplace noise, survivors."""

    noise_sd_share: Number = parameter(
        0.35,
        "log points a year at 20 m yuan of sales",
        0.0,
        0.60,
        "增长波动",
        "ASIF-type studies",
        "recalled",
    )
    noise_sd_limit_share: Number = parameter(
        0.60, "log points a year", 0.1, 0.9, "波动上限", "bounded mean of a Laplace draw", "judgement"
    )
    noise_size_exponent: Number = parameter(
        0.20, "exponent", 0.0, 0.35, "波动随规模下降", "Riccaboni et al. 2008; Zou 2019", "sourced"
    )
    noise_probability_share: Number = parameter(
        0.40, "share of quarters", 0.1, 1.0, "冲击发生概率", TESTED + ": yearly kurtosis 3", "judgement"
    )
    replicator_per_quarter: Number = parameter(
        0.02, "1/quarter", 0.0, 0.10, "优胜劣汰速度", "Dosi et al. K+S; " + TESTED, "judgement"
    )
    productivity_weight: Number = parameter(
        0.50, "elasticity", 0.0, 1.0, "生产率对竞争力", TESTED, "judgement"
    )
    normalisation_per_quarter: Number = parameter(
        0.10, "1/quarter", 0.02, 1.0, "份额回归", TESTED, "judgement"
    )
    following_share: Number = parameter(
        0.25, "share a quarter", 0.0, 0.6, "客户跟随供货", TESTED, "judgement"
    )


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


class Production(Strict):
    """Capacity and output (生产)."""

    utilisation_share: Number = parameter(0.85, "share", 0.6, 1.0, "正常产能利用率", TESTED, "judgement")
    overtime_factor: Number = parameter(1.15, "factor", 1.0, 1.4, "加班余量", TESTED, "judgement")
    reallocation_share: Number = parameter(
        1.0, "share of unserved orders", 0.0, 1.0, "订单转移", TESTED, "judgement"
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


class Productivity(Strict):
    """Productivity of a firm beside its sector's trend (生产率)."""

    sd_share: Number = parameter(0.30, "log points", 0.0, 0.6, "生产率差异", TESTED, "judgement")
    return_per_quarter: Number = parameter(
        0.03, "1/quarter", 0.0, 0.2, "生产率均值回归", TESTED, "judgement"
    )
    road_elasticity: Number = parameter(
        0.05, "elasticity", 0.0, 0.1, "公共资本对生产率", "Melo et al. 2013", "recalled"
    )


class Investment(Strict):
    """Fixed investment and used capital (投资)."""

    accelerator_per_quarter: Number = parameter(
        0.15, "1/quarter", 0.0, 0.30, "加速数", TESTED + ": unstable above 0.5", "judgement"
    )
    disinvestment_limit_share: Number = parameter(
        0.10, "share of capital a quarter", 0.0, 0.3, "出售设备上限", TESTED, "judgement"
    )
    used_price_share: Number = parameter(
        0.5, "share of the price of new capital", 0.1, 1.0, "二手资本折价", TESTED, "judgement"
    )
    used_limit_share: Number = parameter(
        0.9, "share of orders", 0.0, 1.0, "二手设备占比上限", TESTED, "judgement"
    )
    used_decay_per_quarter: Number = parameter(
        0.10, "1/quarter", 0.0, 0.5, "闲置设备损耗", TESTED, "judgement"
    )


class Credit(Strict):
    """Loans, cash and interest (信贷)."""

    loan_share_of_capital: Number = parameter(
        0.30, "share", 0.0, 0.6, "目标负债率", TESTED, "judgement"
    )
    loan_limit_share_of_capital: Number = parameter(
        0.50, "share", 0.2, 0.8, "抵押率", "bank practice", "recalled"
    )
    cash_share_of_quarter: Number = parameter(
        0.40, "share of a quarter's output", 0.1, 1.0, "现金缓冲", TESTED, "judgement"
    )
    investable_cash_share: Number = parameter(
        0.5, "share of cash", 0.0, 1.0, "可投资现金", TESTED, "judgement"
    )
    constrained_share: Number = parameter(
        0.45, "share of small firms", 0.0, 0.8, "受信贷约束企业", "CSES; World Bank surveys", "recalled"
    )
    owner_top_up_share: Number = parameter(
        0.7, "share of the gap", 0.0, 1.0, "业主补足资本", TESTED, "judgement"
    )
    loan_rate_per_year: Number = parameter(
        0.045, "1/year", 0.0, 0.12, "贷款利率", "2023 loan rates", "recalled"
    )
    bond_rate_per_year: Number = parameter(
        0.029, "1/year", 0.0, 0.08, "债券利率", "2023-24 issues", "recalled"
    )
    deposit_rate_per_year: Number = parameter(
        0.017, "1/year", 0.0, 0.05, "存款利率", "2023 deposit rates", "recalled"
    )
    bank_equity_share_of_loans: Number = parameter(
        0.08, "share", 0.0, 0.2, "银行资本", "Basel minimum", "recalled"
    )


class Owners(Strict):
    """Who receives profits (分红)."""

    household_share_of_dividends: Number = parameter(
        0.40, "share of companies' dividends", 0.0, 1.0, "本地居民分红占比", TESTED, "judgement"
    )


class Entry(Strict):
    """Births of firms (创业)."""

    net_growth_per_year: Number = parameter(
        0.03, "1/year", 0.0, 0.10, "企业数净增长", TESTED, "judgement"
    )
    replacement_per_year: Number = parameter(
        0.085, "1/year", 0.0, 0.2, "更替率", "SAIC 2013: exit 6-9 %", "sourced"
    )
    relative_size_share: Number = parameter(
        0.70, "share of the mean small firm", 0.0, 1.2, "新企业相对规模", TESTED, "judgement"
    )
    size_sd: Number = parameter(0.8, "log points", 0.0, 1.2, "新企业规模差异", TESTED, "judgement")
    price_margin_share: Number = parameter(
        0.02, "share of the cost of capital", 0.0, 0.1, "开办费", TESTED, "judgement"
    )


class Exit(Strict):
    """Deaths of firms (退出)."""

    hazard_by_age_per_year: tuple[Number, ...] = parameter(
        (0.016, 0.063, 0.095, 0.085, 0.085, 0.085, 0.085, 0.06),
        "1/year, ages 0 to 7 and over",
        None,
        None,
        "分龄退出率",
        "SAIC 2013 survival report; age 7+ judgement",
        "sourced",
    )
    scale: Number = parameter(1.0, "factor", 0.0, 2.0, "退出率倍数", TESTED, "judgement")
    size_exponent: Number = parameter(
        0.10, "exponent", 0.0, 0.3, "小企业退出更多", TESTED, "judgement"
    )
    small_limit_factor: Number = parameter(
        1.8, "factor", 1.0, 4.0, "小企业退出率上限", TESTED, "judgement"
    )
    large_exponent: Number = parameter(
        0.25, "exponent", 0.0, 0.6, "大企业退出更少", TESTED, "judgement"
    )
    protected_sales_yuan: Number = parameter(
        1e9, "yuan a year", 1e8, 1e12, "不抽签退出的规模", TESTED, "judgement"
    )
    quarters_without_cash: Whole = parameter(2, "quarters", 1, 8, "无现金几季破产", "model rule", "judgement")


class Ladder(Strict):
    """Rungs of a firm (个转企, 规改股, 股上市): a column; by itself it adds no output."""

    individual_to_enterprise_per_year: Number = parameter(
        0.004, "1/year", 0.0, 0.05, "个转企", "without campaign: 0.002-0.01", "judgement"
    )
    sole_proprietor_share: Number = parameter(
        0.87,
        "share of conversions",
        0.0,
        1.0,
        "转为个人独资",
        "Zhongshan 2011-13: 16 100 of 18 472",
        "sourced",
    )
    proprietor_to_company_per_year: Number = parameter(
        0.02, "1/year", 0.0, 0.2, "独资转公司", "model rule", "judgement"
    )
    company_to_joint_stock_per_year: Number = parameter(
        0.03, "1/year, firms above 100 m yuan", 0.0, 0.1, "规改股", "model rule", "judgement"
    )
    joint_stock_sales_yuan: Number = parameter(
        1e8, "yuan a year", 2e7, 1e10, "股改规模门槛", "model rule", "judgement"
    )
    joint_stock_to_listed_per_year: Number = parameter(
        0.005, "1/year, firms above 500 m yuan", 0.0, 0.05, "股上市", "about one listing a year", "judgement"
    )
    listed_sales_yuan: Number = parameter(
        5e8, "yuan a year", 1e8, 1e11, "上市规模门槛", "model rule", "judgement"
    )


class Households(Strict):
    """Income and consumption of households (居民)."""

    housing_share: Number = parameter(
        0.08, "share of disposable income", 0.0, 0.2, "购房建房", TESTED, "judgement"
    )
    wealth_per_quarter: Number = parameter(
        0.03, "1/quarter of deposits", 0.0, 0.1, "财富消费", TESTED, "judgement"
    )
    contribution_share: Number = parameter(
        0.10, "share of wages", 0.0, 0.3, "社保缴费", TESTED, "judgement"
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
    households_share_of_spending: Number = parameter(
        0.12, "share", 0.0, 0.4, "补助居民", TESTED, "judgement"
    )
    investment_share_of_spending: Number = parameter(
        0.25, "share", 0.0, 0.6, "政府投资占比", TESTED, "judgement"
    )
    public_capital_share_of_gdp: Number = parameter(
        0.8, "share of a year's GDP", 0.1, 3.0, "公共资本", TESTED, "judgement"
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


class Parameters(Strict):
    """All behaviours' numbers, one group a behaviour."""

    growth: Growth = Growth()
    trade: Trade = Trade()
    production: Production = Production()
    labour: Labour = Labour()
    productivity: Productivity = Productivity()
    investment: Investment = Investment()
    credit: Credit = Credit()
    owners: Owners = Owners()
    entry: Entry = Entry()
    exit: Exit = Exit()
    ladder: Ladder = Ladder()
    households: Households = Households()
    migration: Migration = Migration()
    government: Government = Government()
