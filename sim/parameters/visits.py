"""Numbers of visits and of the environment."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter


class Tourism(Strict):
    """Tourism (旅游)."""

    travel_time_elasticity: Number = parameter(
        -1.2,
        "elasticity of visits",
        -2.0,
        0.0,
        "游客对旅行时间弹性",
        "Zhongshan +27 % after its link",
        "judgement",
    )
    cannibalisation_share: Number = parameter(
        0.5,
        "share of new sights' visits",
        0.0,
        0.9,
        "新景点分流",
        "taken from others in the city",
        "judgement",
    )
    new_sight_spending_yuan: Number = parameter(
        80.0, "yuan a visit", 30.0, 200.0, "村级人均花费", "day trips to villages", "judgement"
    )
    local_value_added_share: Number = parameter(
        0.45, "share of spending", 0.3, 0.6, "旅游消费本地增加值", "village tourism", "judgement"
    )
    sight_cost_yuan: Number = parameter(
        100.0,
        "yuan per yearly visit",
        20.0,
        500.0,
        "景点建设成本",
        "5 m yuan a village, 50 000 visits",
        "judgement",
    )
    sight_running_yuan_per_year: Number = parameter(
        8.0, "yuan per yearly visit and year", 0.0, 50.0, "景点运行成本", "8 % of cost", "judgement"
    )
    sight_wear_per_year: Number = parameter(0.08, "1/year", 0.0, 0.3, "景点老化", "12 years", "judgement")


class Environment(Strict):
    """Environment and amenity (环境)."""

    industry_load: Number = parameter(
        0.5,
        "deviations per log point of industrial output",
        0.0,
        2.0,
        "工业对环境负荷",
        "PM2.5 and output",
        "judgement",
    )
    crowding_load: Number = parameter(
        0.2,
        "deviations per share of people",
        0.0,
        1.0,
        "人口对环境负荷",
        "waste water and waste",
        "judgement",
    )
    effort_gain: Number = parameter(
        0.1, "deviations per unit of effort", 0.0, 0.5, "环境治理努力", "inspections of 2013-17", "judgement"
    )
    adjustment_per_year: Number = parameter(
        0.3, "1/year", 0.05, 1.0, "环境自然恢复速度", "rivers recover in years", "judgement"
    )
    works_gain_per_yuan_a_head: Number = parameter(
        0.0005,
        "deviations per yuan a resident",
        0.0,
        0.005,
        "治理投入效果",
        "2 000 yuan a head: one deviation",
        "judgement",
    )
    most_works_gain: Number = parameter(
        2.0, "deviations", 0.5, 5.0, "治理效果上限", "works give less and less", "judgement"
    )
    energy_quota_binding_share: Number = parameter(
        0.3,
        "chance for a new heavy project",
        0.0,
        0.6,
        "能耗指标约束",
        "energy and carbon quotas",
        "judgement",
    )
    energy_quota_response: Number = parameter(
        1.0,
        "chance per log point of industrial output",
        0.0,
        3.0,
        "能耗约束随产出",
        "quotas are fixed sums",
        "judgement",
    )
    toilet_cost_yuan: Number = parameter(
        150_000.0, "yuan", 80_000.0, 300_000.0, "公厕改建成本", "public toilet rebuilt", "recalled"
    )
    sports_ground_cost_yuan: Number = parameter(
        400_000.0, "yuan", 100_000.0, 1_500_000.0, "运动场改建成本", "village sports ground", "judgement"
    )
    belt_cost_yuan: Number = parameter(
        1_500_000.0, "yuan/km", 800_000.0, 3_000_000.0, "示范带成本", "demonstration belts", "judgement"
    )
    belt_length_km: Number = parameter(
        33.3, "km a belt", 5.0, 100.0, "示范带长度", "seven belts of 233 km", "sourced"
    )
    running_share_per_year: Number = parameter(
        0.05, "share of cost a year", 0.0, 0.2, "设施运行成本", "cleaning and repair", "judgement"
    )
    wear_per_year: Number = parameter(0.06, "1/year", 0.0, 0.3, "设施老化", "16 years", "judgement")

    @property
    def unit_costs(self) -> tuple[float, ...]:
        """Cost of a unit of each `sim.tables.environment.Facility`, yuan at opening prices."""
        return (self.toilet_cost_yuan, self.sports_ground_cost_yuan, self.belt_cost_yuan, 1.0)
