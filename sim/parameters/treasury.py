"""Numbers of effort, reports and of credit beside public debt."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter


class Effort(Strict):
    """Effort, targets and reports of governments (精力、考核与上报)."""

    pressure_weight: Number = parameter(
        1.0, "weight per unit of pressure", 0.0, 5.0, "考核压力权重", "model rule", "judgement"
    )
    moved_share: Number = parameter(
        0.3,
        "share of effort moved to measured goals",
        0.0,
        0.6,
        "精力向考核事项转移",
        "multitasking; 0.1 to 0.6",
        "judgement",
    )
    posted_effort: Number = parameter(
        0.05,
        "effort for services and attraction, beside one, that ten posted officials add to a county",
        0.0,
        0.3,
        "挂职干部作用",
        "about fifty exchanged staff in a year and a half, one county; no estimate",
        "judgement",
    )
    rank_elasticity: Number = parameter(
        0.3,
        "pressure per unit of rank gap",
        0.0,
        0.6,
        "名次压力",
        "no effect found by Pang, Keng & Zhang 2023",
        "judgement",
    )
    tournament_share: Number = parameter(
        0.25, "share of counties' leaders who compete", 0.0, 1.0, "锦标赛强度", "model rule", "judgement"
    )
    rank_gap_per_year: Number = parameter(
        0.04,
        "growth behind the best that counts as one",
        0.01,
        0.2,
        "名次差距刻度",
        "spread of county growth in the baseline",
        "judgement",
    )
    misreport_per_year: Number = parameter(
        0.02,
        "log points a year per unit of pressure",
        0.0,
        0.04,
        "虚报幅度",
        "age-limit discontinuity: reported growth +2.5 points, light +0.5",
        "judgement",
    )
    misreport_limit_log: Number = parameter(
        0.3,
        "log points",
        0.0,
        0.5,
        "虚报上限",
        "Tianjin and Inner Mongolia corrected a fifth and more",
        "recalled",
    )
    audit_per_year: Number = parameter(
        0.15, "probability a year", 0.0, 1.0, "统计督察概率", "no estimate", "judgement"
    )
    audit_threshold_log: Number = parameter(
        0.005, "log points", 0.0, 0.05, "督察可发现的虚报", "model rule", "judgement"
    )
    audit_penalty_share_of_revenue: Number = parameter(
        0.01, "share of a year's own revenue", 0.0, 0.1, "虚报处罚", "bonus lost", "judgement"
    )


class Crowding(Strict):
    """Credit and public debt (信贷与公共债务)."""

    rate_per_debt_share: Number = parameter(
        0.02,
        "yearly rate per unit of public debt over GDP",
        0.0,
        0.1,
        "公共债务抬高利率",
        "Huang, Pagano & Panizza 2020 (sign); set to lose 1.5 points of the investment ratio at +0.1 of GDP",
        "judgement",
    )
    bonds_held_locally_share: Number = parameter(
        0.5, "share of public debt beyond its path", 0.0, 1.0, "本地银行持债", "model rule", "judgement"
    )
    capital_cost_elasticity: Number = parameter(
        0.5,
        "elasticity of wanted capital",
        0.0,
        1.0,
        "资本对使用成本弹性",
        "user-cost studies: 0.4 to 0.7",
        "recalled",
    )
    least_pool_share: Number = parameter(
        0.2, "share of the usual limit", 0.0, 1.0, "信贷池下限", "model rule", "judgement"
    )
