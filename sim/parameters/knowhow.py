"""Numbers of what counties learn from one another."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter

CAPACITY = "Li & Aimaitijiang 2024: pairing works in counties of higher capacity (sign)"


class Knowhow(Strict):
    """Know-how between counties that are linked (结对帮带)."""

    catch_up_per_year: Number = parameter(
        0.03,
        "share of the gap in log output a worker closed in a year by a full link",
        0.01,
        0.06,
        "结对追赶速度",
        "below the catch-up of 0.06-0.1 of Griffith, Redding & Van Reenen 2004",
        "judgement",
    )
    mismatch_exponent: Number = parameter(
        1.0, "exponent of similarity", 0.5, 2.0, "产业错配惩罚", "no estimate", "judgement"
    )
    forgetting_per_year: Number = parameter(
        0.08,
        "share of what was learnt, without a link, in a year",
        0.0,
        0.3,
        "帮带结束后的遗忘",
        "Bloom, Mahajan, McKenzie & Roberts 2020: half of the practices dropped after eight years",
        "recalled",
    )
    outside_lead_log: Number = parameter(
        0.3,
        "log points above the city's output a worker",
        0.0,
        1.0,
        "市外机构领先幅度",
        "universities and cities beyond; no estimate",
        "judgement",
    )
    government_effort: Number = parameter(
        0.05,
        "effort for services and attraction, beside one, that a full link of offices adds",
        0.0,
        0.2,
        "政务帮带提升",
        "effort moves quality and leads by elasticities of 0.1 to 0.2, so a twentieth is small",
        "judgement",
    )
    full_capacity_share: Number = parameter(
        1.0,
        "skill and quality of services, beside the city's mean, that absorb all",
        0.5,
        2.0,
        "完全吸收所需能力",
        CAPACITY,
        "judgement",
    )
    receipts_limit_share: Number = parameter(
        1.0,
        "programme receipts over own spending that leave no room",
        0.25,
        4.0,
        "受援资金占自有支出上限",
        CAPACITY,
        "judgement",
    )
    road_km_per_hour: Number = parameter(
        50.0, "km an hour", 20.0, 100.0, "结对双方道路车速", "county roads; no estimate", "judgement"
    )
    road_over_flight: Number = parameter(
        1.3, "km on the road a km as the crow flies", 1.0, 2.0, "结对双方道路绕行", "no estimate", "judgement"
    )
