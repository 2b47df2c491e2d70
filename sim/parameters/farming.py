"""Numbers of farming."""

from __future__ import annotations

from sim.checks import Number, Strict, Whole, parameter

HISTORY = "Xinhui 2014-24: area 37 to 143 thousand mu, chain output 3 (2016) to 26.1 bn (2024)"


class Farming(Strict):
    """Speciality farming (特色农业): orchards, peel, grain, ponds, other specialities."""

    # Trees.
    bearing_lag_years: Whole = parameter(3, "years", 3, 5, "挂果年限", "agronomy", "recalled")
    first_yield_share: Number = parameter(
        0.3, "share of the full yield", 0.0, 1.0, "初产产量比例", "agronomy: full at eight years", "judgement"
    )
    adult_tree_loss_per_year: Number = parameter(
        0.14,
        "share of full-grown orchards a year",
        0.02,
        0.4,
        "老树淘汰率",
        "黄龙病: lives of 12-15 years",
        "judgement",
    )
    young_area_share: Number = parameter(
        0.4,
        "share of the opening's orchards",
        0.0,
        0.8,
        "开局新扩种面积占比",
        HISTORY + ": planted in six years",
        "judgement",
    )
    past_return_log_points: Number = parameter(
        0.15,
        "log points above the usual, three years before the start",
        -0.5,
        0.5,
        "开局前收益",
        HISTORY,
        "judgement",
    )
    area_elasticity: Number = parameter(
        0.8,
        "elasticity to the three-year mean return",
        0.4,
        1.5,
        "种植面积弹性",
        "area x3.8 in 2014-23",
        "judgement",
    )
    area_adjustment_years: Number = parameter(
        4.0, "years to close the gap", 1.0, 10.0, "面积调整年限", HISTORY, "judgement"
    )
    wage_weight_share: Number = parameter(
        0.5,
        "weight of wages against grain",
        0.0,
        1.0,
        "机会成本中工资权重",
        "labour is half of costs",
        "judgement",
    )
    planting_cost_yuan: Number = parameter(
        10_000.0,
        "yuan/mu",
        3_000.0,
        30_000.0,
        "建园成本",
        "seedlings, works, three years of care",
        "judgement",
    )
    manor_cost_yuan: Number = parameter(
        20_000_000.0,
        "yuan",
        2_000_000.0,
        100_000_000.0,
        "陈皮庄园成本",
        "a store, a hall and a garden",
        "judgement",
    )
    # Peel.
    peel_age_years: Whole = parameter(3, "years", 1, 5, "陈化最短年限", "GI standard of 新会陈皮", "recalled")
    aged_value_growth_per_year: Number = parameter(
        0.10, "1/year", 0.03, 0.15, "陈年增值", "asset-like; source of bubbles", "judgement"
    )
    peel_loss_per_year: Number = parameter(
        0.02, "share of stock a year", 0.0, 0.1, "陈皮霉变损耗", "storage practice", "judgement"
    )
    peel_release_per_year: Number = parameter(
        0.35,
        "share of peel fit for sale a year",
        0.1,
        1.0,
        "陈皮出库率",
        "stock of about six crops",
        "judgement",
    )
    consumer_price_elasticity: Number = parameter(
        1.2, "elasticity", 0.5, 3.0, "消费需求价格弹性", "a luxury with substitutes", "judgement"
    )
    fruit_price_elasticity: Number = parameter(
        2.0,
        "elasticity of purchases of fruit",
        0.5,
        10.0,
        "鲜果收购价格弹性",
        "buyers' funds are limited",
        "judgement",
    )
    demand_growth_per_year: Number = parameter(
        0.10,
        "log points a year above the trend, at the start",
        0.0,
        0.3,
        "消费需求超趋势增长",
        HISTORY,
        "judgement",
    )
    demand_fading_per_year: Number = parameter(
        0.35, "1/year", 0.05, 1.0, "需求超趋势增长消退", HISTORY, "judgement"
    )
    extrapolation_share: Number = parameter(
        0.5,
        "expected rise per last year's rise",
        0.0,
        2.0,
        "囤货者外推系数",
        "price doubled within 2021",
        "judgement",
    )
    holding_response: Number = parameter(
        1.0,
        "log points of release per point of expected rise",
        0.0,
        5.0,
        "囤货反应",
        "bubbles of aged teas",
        "judgement",
    )
    expected_rise_limit_share: Number = parameter(
        0.6, "log points a year", 0.1, 2.0, "预期涨幅上限", "funds of stock-holders are limited", "judgement"
    )
    counterfeit_share: Number = parameter(
        0.3, "share of sales without traceability", 0.0, 0.6, "无溯源时假冒份额", "trade news", "judgement"
    )
    bust_fall_share: Number = parameter(
        0.3,
        "fall of price within a year",
        0.1,
        0.9,
        "价格崩跌界线",
        "word for a report, moves nothing",
        "judgement",
    )
    # Land.
    grain_floor_share: Number = parameter(
        0.98,
        "share of the opening's grain land",
        0.8,
        1.0,
        "粮食面积底线",
        "grain responsibility system",
        "judgement",
    )
    non_grain_limit_per_year: Number = parameter(
        0.005,
        "share of grain land a year",
        0.0,
        0.05,
        "非粮化转用上限",
        "防止非粮化 rules of 2020",
        "judgement",
    )
    abandonment_to_wage_per_year: Number = parameter(
        0.1,
        "share of grain land a year per log point of wages",
        0.0,
        0.5,
        "撂荒对工资",
        "rural surveys",
        "judgement",
    )
    high_standard_gain_share: Number = parameter(
        0.15,
        "yield above ordinary fields",
        0.05,
        0.3,
        "高标准农田增产",
        "programme norms 10-20 %",
        "recalled",
    )
    demonstration_gain_share: Number = parameter(
        0.06,
        "yield above high-standard fields",
        0.0,
        0.2,
        "示范田增产",
        "广东第一田: 1 000 kg a mu and year",
        "judgement",
    )
    pond_gain_share: Number = parameter(
        0.3, "yield above ordinary ponds", 0.0, 1.0, "鱼塘改造增产", "pond renewal reports", "judgement"
    )
    speciality_output_per_capital: Number = parameter(
        0.4,
        "yuan of value added a year per yuan",
        0.1,
        1.0,
        "特色产业产出资本比",
        "agriculture: 1.5 yuan per yuan",
        "judgement",
    )
    # Works: unit cost, running cost, wear.
    traceability_cost_yuan: Number = parameter(
        400.0, "yuan/mu", 100.0, 2_000.0, "溯源建设成本", "tags, checks, a platform", "judgement"
    )
    traceability_running_yuan_per_year: Number = parameter(
        60.0, "yuan/mu and year", 0.0, 500.0, "溯源运行成本", "yearly checks", "judgement"
    )
    traceability_wear_per_year: Number = parameter(
        0.15, "1/year", 0.0, 0.5, "溯源失效", "members drop out", "judgement"
    )
    high_standard_cost_yuan: Number = parameter(
        3_000.0, "yuan/mu", 1_500.0, 4_500.0, "高标准农田成本", "programme norms", "recalled"
    )
    high_standard_running_yuan_per_year: Number = parameter(
        60.0, "yuan/mu and year", 0.0, 300.0, "高标准农田管护", "2 % of cost", "judgement"
    )
    high_standard_wear_per_year: Number = parameter(
        0.03, "1/year", 0.0, 0.2, "高标准农田损毁", "audits of early fields", "judgement"
    )
    demonstration_cost_yuan: Number = parameter(
        1_500.0, "yuan/mu", 300.0, 5_000.0, "示范田成本", "seed, machines, advice", "judgement"
    )
    demonstration_running_yuan_per_year: Number = parameter(
        150.0, "yuan/mu and year", 0.0, 1_000.0, "示范田运行成本", "10 % of cost", "judgement"
    )
    demonstration_wear_per_year: Number = parameter(
        0.2, "1/year", 0.0, 1.0, "示范田失效", "advice is forgotten", "judgement"
    )
    pond_cost_yuan: Number = parameter(
        8_000.0, "yuan/mu", 3_000.0, 20_000.0, "鱼塘改造成本", "renewal of ponds with tail water", "judgement"
    )
    pond_running_yuan_per_year: Number = parameter(
        400.0, "yuan/mu and year", 0.0, 2_000.0, "鱼塘设施管护", "5 % of cost", "judgement"
    )
    pond_wear_per_year: Number = parameter(0.08, "1/year", 0.0, 0.3, "鱼塘设施损耗", "12 years", "judgement")
    speciality_running_share_per_year: Number = parameter(
        0.03, "share of capital a year", 0.0, 0.2, "特色产业运行成本", "as of small works", "judgement"
    )
    speciality_wear_per_year: Number = parameter(
        0.08, "1/year", 0.0, 0.3, "特色产业资产损耗", "12 years", "judgement"
    )

    @property
    def unit_costs(self) -> tuple[float, ...]:
        """Cost of a unit of each `sim.tables.farms.Works`, yuan at opening prices."""
        fields = self.high_standard_cost_yuan, self.demonstration_cost_yuan
        return (self.traceability_cost_yuan, *fields, self.pond_cost_yuan, 1.0)

    @property
    def running_costs(self) -> tuple[float, ...]:
        """Running cost of a unit a year, yuan at opening prices."""
        return (
            self.traceability_running_yuan_per_year,
            self.high_standard_running_yuan_per_year,
            self.demonstration_running_yuan_per_year,
            self.pond_running_yuan_per_year,
            self.speciality_running_share_per_year,
        )

    @property
    def wear(self) -> tuple[float, ...]:
        """Share of added works that wears off a year, their running costs paid."""
        return (
            self.traceability_wear_per_year,
            self.high_standard_wear_per_year,
            self.demonstration_wear_per_year,
            self.pond_wear_per_year,
            self.speciality_wear_per_year,
        )
