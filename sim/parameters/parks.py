"""Numbers of parks, of land, and of the renewal of old village parks."""

from __future__ import annotations

from sim.checks import Number, Strict, Whole, parameter

ZHONGSHAN = "Nandu 2025-09-17: Zhongshan cleared about 50 000 mu in three years"
SPILLING = "Zheng, Sun, Wu & Kahn 2017: about 30 % of parks never spill over"


class Parks(Strict):
    """Parks and their companies (园区): quality, phases, money, wear."""

    spilling_share: Number = parameter(
        0.70, "share of parks", 0.05, 0.95, "有外溢园区占比", SPILLING, "sourced"
    )
    quality_threshold_share: Number = parameter(
        0.30, "quality", 0.05, 0.95, "外溢门槛", "model rule, with the share above", "judgement"
    )
    skill_elasticity: Number = parameter(
        0.3, "elasticity", 0.0, 1.0, "园区质量对人力资本弹性", "Zheng et al. 2017 (sign)", "judgement"
    )
    match_elasticity: Number = parameter(
        0.2, "elasticity", 0.0, 1.0, "园区质量对产业匹配弹性", "Zheng et al. 2017 (sign)", "judgement"
    )
    productivity_log_level: Number = parameter(
        0.05,
        "log points",
        0.0,
        0.10,
        "园区生产率效应",
        "below 0.08 near parks of eight big cities",
        "judgement",
    )
    cluster_elasticity: Number = parameter(
        0.03, "elasticity", 0.0, 0.06, "同业集聚弹性", "own-sector cluster, World Bank reviews", "judgement"
    )
    congestion_elasticity: Number = parameter(
        -0.02, "elasticity", -0.05, 0.0, "园区拥挤弹性", "congestion, World Bank reviews", "judgement"
    )
    crowded_from_share: Number = parameter(
        0.90, "share of developed land", 0.5, 1.0, "拥挤起点（利用率）", "model rule", "judgement"
    )
    jobs_persons_per_mu: Number = parameter(
        2.5,
        "persons a mu in use",
        1.0,
        8.0,
        "亩均用工",
        "Guangdong parks 30-120 a hectare; at 60 two counties' parks would hold more than their industry employs",
        "judgement",
    )
    phase_decisions_per_year: Number = parameter(
        0.5, "1/year while there is demand", 0.0, 4.0, "园区扩期决策频率", "model rule", "judgement"
    )
    phase_occupancy_share: Number = parameter(
        0.70, "share of developed land in use", 0.3, 1.0, "扩期利用率门槛", "model rule", "judgement"
    )
    phase_share: Number = parameter(
        0.10, "share of all land", 0.01, 0.5, "每期规模", "Daze: three phases", "judgement"
    )
    orders_per_year: Number = parameter(
        2.0, "1/year per unit of drive", 0.0, 10.0, "考核下达扩期频率", "model rule", "judgement"
    )
    order_effort_share: Number = parameter(
        0.15, "effort beyond the usual", 0.0, 2.0, "下达扩期的精力门槛", "model rule", "judgement"
    )
    build_quarters: Whole = parameter(4, "quarters", 1, 12, "一期建设时间", "model rule", "judgement")
    service_cost_yuan_per_mu: Number = parameter(
        600_000.0,
        "yuan a mu",
        400_000.0,
        1_000_000.0,
        "熟地开发成本",
        "memory of bond project papers",
        "recalled",
    )
    plant_cost_yuan_per_m2: Number = parameter(
        2500.0, "yuan a m2", 1500.0, 4500.0, "标准厂房造价", "memory of project papers", "recalled"
    )
    plant_rent_yuan_per_m2_month: Number = parameter(
        14.0, "yuan a m2 and month", 8.0, 20.0, "标准厂房租金", "memory of rents", "recalled"
    )
    upward_step_ratio: Number = parameter(
        0.25,
        "floor area ratio",
        0.05,
        1.0,
        "工业上楼每期容积率增量",
        "of a phase's land, model rule",
        "judgement",
    )
    highest_floor_area_ratio: Number = parameter(3.0, "ratio", 1.0, 3.5, "容积率上限", ZHONGSHAN, "sourced")
    debt_share: Number = parameter(
        0.20, "share of the cost of developed land", 0.0, 0.6, "期初负债占开发成本", "model rule", "judgement"
    )
    debt_limit_share: Number = parameter(
        0.60, "share of the cost of developed land", 0.1, 1.0, "负债上限", "banks lend 0.5-0.7", "judgement"
    )
    interest_per_year: Number = parameter(
        0.05, "1/year", 0.0, 0.10, "园区公司贷款利率", "model rule", "judgement"
    )
    running_cost_yuan_per_mu_year: Number = parameter(
        6000.0,
        "yuan a mu of developed land",
        1000.0,
        20_000.0,
        "园区运维成本",
        "1 % of its cost",
        "judgement",
    )
    cash_quarters: Number = parameter(
        2.0, "quarters of running costs", 0.5, 8.0, "园区公司备付", "model rule", "judgement"
    )
    cash_correction_per_quarter: Number = parameter(
        0.25, "share of the gap", 0.05, 1.0, "现金调整速度", "model rule", "judgement"
    )
    county_share_of_costs: Number = parameter(
        0.20, "share of running costs and interest", 0.0, 0.6, "期初县级补亏占比", "model rule", "judgement"
    )
    support_limit_share_of_revenue: Number = parameter(
        0.10, "share of a county's own revenue", 0.0, 0.5, "县级补亏上限", "model rule", "judgement"
    )
    outside_owners_share: Number = parameter(
        0.30, "share of land in use", 0.0, 1.0, "市外业主占比", "model rule", "judgement"
    )
    wear_per_year: Number = parameter(
        0.04, "1/year", 0.0, 0.15, "配套设施折旧", "kept up by paid running costs", "judgement"
    )
    idle_taken_back_per_year: Number = parameter(
        0.20, "1/year", 0.0, 1.0, "闲置土地收回", "taken back after two idle years, often waived", "judgement"
    )


class Land(Strict):
    """Land of counties for homes and trade, and the loans that pay for homes (土地与房贷)."""

    revenue_share_of_own: Number = parameter(
        0.3,
        "share of own local revenue at the opening",
        0.0,
        1.2,
        "土地出让收入与本级收入之比",
        "0.6 (0.2-1.2) in 2020-21, more than halved by 2023",
        "recalled",
    )
    compensation_share: Number = parameter(
        0.4,
        "share of the price of land taken",
        0.0,
        0.6,
        "征地拆迁补偿",
        "national accounts of land funds: about half",
        "recalled",
    )
    works_share: Number = parameter(
        0.4,
        "share of land revenue",
        0.0,
        0.4,
        "土地收入安排的工程",
        "costs take four fifths of receipts",
        "recalled",
    )
    income_elasticity: Number = parameter(
        1.5, "elasticity of sales to incomes", 0.0, 3.0, "土地需求收入弹性", "model rule", "judgement"
    )
    price_access_elasticity: Number = parameter(
        0.51,
        "elasticity of the price to market access",
        0.0,
        1.1,
        "地价对市场可达性",
        "Donaldson & Hornbeck 2016",
        "recalled",
    )
    requisition_limit_factor: Number = parameter(
        1.5, "times the usual", 0.0, 4.0, "年度用地指标", "model rule", "judgement"
    )
    mortgage_rate_per_year: Number = parameter(
        0.043, "1/year", 0.0, 0.1, "房贷利率", "outstanding loans 2022-23", "recalled"
    )
    mortgage_repayment_per_year: Number = parameter(
        0.06, "share of the debt a year", 0.0, 0.2, "房贷年还本", "terms of 25 years, paid early", "judgement"
    )


class Renewal(Strict):
    """Renewal of old village parks (工改): owners' gain, closure, new floor."""

    starts_per_year: Number = parameter(
        0.08,
        "1/year per willing plot",
        0.0,
        2.0,
        "愿改地块启动率",
        "Pengjiang 2024-25: 179 of 335 ha",
        "judgement",
    )
    old_floor_area_ratio: Number = parameter(0.65, "ratio", 0.3, 1.0, "改造前容积率", ZHONGSHAN, "sourced")
    new_floor_area_ratio: Number = parameter(3.0, "ratio", 1.0, 3.5, "改造后容积率", ZHONGSHAN, "sourced")
    investment_yuan_per_mu: Number = parameter(
        3_900_000.0,
        "yuan a mu",
        2_500_000.0,
        4_500_000.0,
        "亩均改造投资",
        ZHONGSHAN + ", 193.2 bn",
        "sourced",
    )
    new_floor_yuan_per_m2: Number = parameter(
        2700.0, "yuan a m2", 1500.0, 4500.0, "新厂房价值", "memory of prices of industrial floor", "recalled"
    )
    old_floor_yuan_per_m2: Number = parameter(
        1200.0, "yuan a m2", 300.0, 2500.0, "旧厂房价值", "memory of prices of industrial floor", "recalled"
    )
    occupancy_elasticity: Number = parameter(
        0.5,
        "log value per point of occupancy of the county's parks",
        0.0,
        2.0,
        "厂房价值对园区利用率",
        "model rule",
        "judgement",
    )
    threshold_highest_share: Number = parameter(
        0.6,
        "gain over cost, evenly spread from zero",
        0.0,
        2.0,
        "业主观望门槛上限",
        "many owners hold out",
        "judgement",
    )
    closure_quarters: Whole = parameter(8, "quarters", 1, 20, "改造停产期", "two years", "judgement")
    lost_share: Number = parameter(
        0.20,
        "share of displaced firms",
        0.0,
        0.5,
        "外迁或关闭占比",
        "closures not reported; 0.05-0.4",
        "judgement",
    )
    disruption_share: Number = parameter(
        0.25, "share of output of those who move", 0.0, 1.0, "搬迁期间产出损失", "model rule", "judgement"
    )
    firms_per_mu: Number = parameter(
        0.0433, "firms a mu", 0.0, 0.5, "亩均企业数", ZHONGSHAN + ", 2 165 firms moved", "derived"
    )
    county_share: Number = parameter(
        0.10, "share of investment", 0.0, 0.5, "县级配套占比", "infrastructure share, model rule", "judgement"
    )
    village_share: Number = parameter(
        0.30, "share of new floor", 0.0, 0.8, "村集体物业占比", "model rule: equity by land", "judgement"
    )
    filling_per_quarter: Number = parameter(
        0.08,
        "share of the gap",
        0.0,
        1.0,
        "新厂房去化速度",
        "model rule: four to eight quarters",
        "judgement",
    )
    vacancy_share: Number = parameter(
        0.20, "share of new floor", 0.0, 0.6, "新厂房空置率", "Guandian index 2024: 0.199", "sourced"
    )
    productivity_log_level: Number = parameter(
        0.05, "log points", 0.0, 0.10, "改造后生产率效应", "as in a functioning park", "judgement"
    )
    highest_support_share: Number = parameter(
        0.30, "share of investment", 0.0, 0.8, "工改奖补上限", "model rule", "judgement"
    )
