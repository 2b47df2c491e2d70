"""Numbers of investment projects, of firms that move inside the city, and of named anchors."""

from __future__ import annotations

from sim.checks import Number, Strict, Whole, parameter

PIPELINE = "Jiangmen 2015-18, equipment projects: over 80 % started, 43.18 of over 100 bn yuan executed"
RULE = "model rule"


class Projects(Strict):
    """Investment projects (招商项目): leads, choice of place, building, plants, moves."""

    leads_share: Number = parameter(
        1.0, "share of ordinary leads", 0.0, 5.0, "招商线索流量（1 为常态）", "a setting of tests", "given"
    )
    effort_elasticity: Number = parameter(
        0.2,
        "elasticity",
        0.0,
        1.0,
        "线索对全市招商精力弹性",
        "collective effort raises the pie little",
        "judgement",
    )
    capture_share: Number = parameter(
        0.25, "share of contested leads", 0.05, 0.9, "期初本市中选率", RULE, "judgement"
    )
    rival_cities: Whole = parameter(3, "cities", 1, 20, "竞争城市数", RULE, "judgement")
    access_weight: Number = parameter(
        0.5, "utility per log", 0.0, 3.0, "区位权重（市场可达性）", RULE, "judgement"
    )
    cluster_weight: Number = parameter(0.3, "utility per log", 0.0, 2.0, "产业集群权重", RULE, "judgement")
    skill_weight: Number = parameter(2.0, "utility per share", 0.0, 10.0, "人力资本权重", RULE, "judgement")
    cost_weight: Number = parameter(
        2.0, "utility per log", 0.0, 10.0, "用地与建厂成本权重", RULE, "judgement"
    )
    service_weight: Number = parameter(
        1.0, "utility per log of effort", 0.0, 5.0, "服务效率权重", RULE, "judgement"
    )
    relation_weight: Number = parameter(
        1.0, "utility per unit of relation", 0.0, 5.0, "对口与乡情联系权重", RULE, "judgement"
    )
    relation_minutes: Number = parameter(
        60.0,
        "minutes at which a tie between counties is worth half",
        10.0,
        240.0,
        "结对招商距离减半",
        "pairing draws more investment between near places (sign)",
        "judgement",
    )
    quota_weight: Number = parameter(
        1.0,
        "utility per unit of quota",
        0.0,
        5.0,
        "能耗指标权重",
        "binding for 0.3 of heavy projects",
        "judgement",
    )
    supplier_weight: Number = parameter(
        1.0, "utility per share of the sector", 0.0, 5.0, "链主引力权重", RULE, "judgement"
    )
    supplier_pull: Number = parameter(
        0.5, "leads per share of the sector", 0.0, 3.0, "链主带动线索系数", RULE, "judgement"
    )
    start_share: Number = parameter(0.80, "share of the signed", 0.3, 0.95, "开工率", PIPELINE, "sourced")
    executed_share: Number = parameter(
        0.43, "share of the signed", 0.05, 0.8, "投资到位率", PIPELINE, "sourced"
    )
    failed_below_share: Number = parameter(
        0.25,
        "share of the contract",
        0.0,
        0.9,
        "烂尾门槛（到位率）",
        "a plant so unfinished never opens",
        "judgement",
    )
    delay_months: Number = parameter(
        8.0, "months", 2.0, 24.0, "签约到开工", "6 with and 10 without a service platform", "judgement"
    )
    patience_quarters: Whole = parameter(4, "quarters", 0, 20, "等地耐心", RULE, "judgement")
    build_least_quarters: Whole = parameter(4, "quarters", 1, 12, "最短建设期", RULE, "judgement")
    build_most_quarters: Whole = parameter(8, "quarters", 1, 20, "最长建设期", RULE, "judgement")
    ramp_quarters: Whole = parameter(
        6, "quarters", 1, 16, "爬坡期", "CALB: first-year output 15 % of investment", "judgement"
    )
    new_share: Number = parameter(
        0.25,
        "share of the contract",
        0.0,
        1.0,
        "净增比例（其余为存量企业扩产）",
        "210 bn a year, all of it new, would add 5 % to GDP a year; net entry is two thirds of growth",
        "judgement",
    )
    real_share: Number = parameter(
        0.5,
        "share of executed investment",
        0.1,
        1.0,
        "投资兑现为产能比例",
        "realised over promised output",
        "judgement",
    )
    counted_share: Number = parameter(
        0.5,
        "share of ordinary projects' customers",
        0.0,
        1.0,
        "趋势外需已含常态项目比例",
        "trend growth of outside demand counts ordinary projects; keeps growth within half a point",
        "judgement",
    )
    investment_yuan_per_mu: Number = parameter(
        6e6, "yuan a mu", 1e6, 3e7, "亩均投资", "Huangpu (Zhongshan) contracts 2024-07; CALB 22", "sourced"
    )
    subsidy_share: Number = parameter(
        0.02,
        "share of the plant's cost",
        0.0,
        0.3,
        "投资补贴率",
        "a county's promise; the opening value",
        "judgement",
    )
    moves_per_year: Number = parameter(
        0.05, "1/year per large expanding firm", 0.0, 2.0, "考虑迁址频率", RULE, "judgement"
    )
    moving_cost: Number = parameter(
        2.8, "utility", 0.0, 10.0, "迁址成本", "0.1-0.5 of park projects", "judgement"
    )
    moving_least_sales_yuan: Number = parameter(
        2e7, "yuan of yearly sales", 1e6, 1e9, "可迁企业规模", "the above-scale threshold", "judgement"
    )
    moving_capital_lost_share: Number = parameter(
        0.2, "share of capital", 0.0, 0.9, "迁址设备损失", RULE, "judgement"
    )
    moving_staff_kept_share: Number = parameter(
        0.5, "share of staff", 0.0, 1.0, "随迁员工比例", RULE, "judgement"
    )
