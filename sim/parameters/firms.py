"""Numbers of the behaviours of firms: customers, output, money, birth, death, rungs."""

from __future__ import annotations

from sim.checks import Number, Strict, Whole, parameter
from sim.parameters.sources import TESTED


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


class Production(Strict):
    """Capacity and output (生产)."""

    utilisation_share: Number = parameter(0.85, "share", 0.6, 1.0, "正常产能利用率", TESTED, "judgement")
    overtime_factor: Number = parameter(1.15, "factor", 1.0, 1.4, "加班余量", TESTED, "judgement")
    reallocation_share: Number = parameter(
        1.0, "share of unserved orders", 0.0, 1.0, "订单转移", TESTED, "judgement"
    )


class Productivity(Strict):
    """Productivity of a firm beside its sector's trend (生产率)."""

    sd_share: Number = parameter(0.30, "log points", 0.0, 0.6, "生产率差异", TESTED, "judgement")
    return_per_quarter: Number = parameter(0.03, "1/quarter", 0.0, 0.2, "生产率均值回归", TESTED, "judgement")
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

    loan_share_of_capital: Number = parameter(0.30, "share", 0.0, 0.6, "目标负债率", TESTED, "judgement")
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

    net_growth_per_year: Number = parameter(0.03, "1/year", 0.0, 0.10, "企业数净增长", TESTED, "judgement")
    replacement_per_year: Number = parameter(
        0.085, "1/year", 0.0, 0.2, "更替率", "SAIC 2013: exit 6-9 %", "sourced"
    )
    development_elasticity: Number = parameter(
        0.30,
        "elasticity of births to GDP a head beside the city's at the opening",
        0.0,
        1.0,
        "创业随发展水平",
        "Taishan 2022: 51 registered entities a 1 000 residents, the city about 140 (sign)",
        "judgement",
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
    size_exponent: Number = parameter(0.10, "exponent", 0.0, 0.3, "小企业退出更多", TESTED, "judgement")
    small_limit_factor: Number = parameter(1.8, "factor", 1.0, 4.0, "小企业退出率上限", TESTED, "judgement")
    large_exponent: Number = parameter(0.25, "exponent", 0.0, 0.6, "大企业退出更少", TESTED, "judgement")
    protected_sales_yuan: Number = parameter(
        1e9, "yuan a year", 1e8, 1e12, "不抽签退出的规模", TESTED, "judgement"
    )
    quarters_without_cash: Whole = parameter(2, "quarters", 1, 8, "无现金几季破产", "model rule", "judgement")


class Ladder(Strict):
    """Rungs of a firm (个转企, 规改股, 股上市): a column; by itself it adds no output."""

    individual_to_enterprise_per_year: Number = parameter(
        0.004, "1/year", 0.0, 0.05, "个转企", "without campaign: 0.002-0.01", "judgement"
    )
    campaign_individual_to_enterprise_per_year: Number = parameter(
        0.035,
        "1/year at full campaign",
        0.0,
        0.1,
        "个转企(运动)",
        "Zhongshan 2011-13: 18 472 in 32 months",
        "judgement",
    )
    campaign_response_factor: Number = parameter(
        0.5,
        "share of a full campaign, effort twice the usual",
        0.0,
        1.0,
        "个转企运动强度",
        "model rule",
        "judgement",
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
    listed_high_tech_factor: Number = parameter(
        3.0, "chance of a high-tech firm over others'", 1.0, 10.0, "高企上市倍数", "model rule", "judgement"
    )
    new_shares_of_sales: Number = parameter(
        0.3, "equity raised, share of yearly sales", 0.0, 2.0, "上市融资规模", "model rule", "judgement"
    )
    new_shares_invested_share: Number = parameter(
        0.5,
        "share of it put into machines",
        0.0,
        1.0,
        "募资投向设备",
        "the rest founders cash in",
        "judgement",
    )
