"""Numbers of villages."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter

CENSUS = "census of collective assets 2019 (third-party copies 122176, 943770)"


class Villages(Strict):
    """Village collectives (村集体): assets, costs, the use of the surplus, leaders, supervision, works."""

    asset_return_per_year: Number = parameter(
        0.05,
        "share of operating assets a year",
        0.01,
        0.12,
        "经营性资产收益率",
        CENSUS + ": 0.05 m yuan against 3.9 m of operating assets",
        "judgement",
    )
    governance_return_per_year: Number = parameter(
        0.05,
        "return a year per unit of governance above the mean",
        0.0,
        0.15,
        "治理水平对收益率",
        "model rule: a village twice as well led earns twice the return",
        "judgement",
    )
    luck_sd_per_year: Number = parameter(
        0.015,
        "standard deviation of the return, drawn every January",
        0.0,
        0.05,
        "收益率年度波动",
        "returns of 0 to 0.09 a year; can be negative",
        "judgement",
    )
    governance_spread: Number = parameter(
        0.3, "half-width around the mean of one", 0.0, 0.8, "治理水平差异", "model rule", "judgement"
    )
    fixed_cost_yuan_per_year: Number = parameter(
        50_000.0,
        "yuan a village and year",
        0.0,
        300_000.0,
        "村务固定支出",
        "villages below 0.05 m yuan a year count as shells: Chen et al. 2023",
        "judgement",
    )
    least_surplus_share: Number = parameter(
        0.1,
        "share of income left at the opening after fixed costs",
        0.02,
        0.5,
        "期初最低结余",
        "what a weak village cannot pay its town has paid",
        "judgement",
    )
    services_share: Number = parameter(
        0.20, "share of the surplus", 0.0, 0.4, "公益支出占结余", "model rule", "judgement"
    )
    reinvested_share: Number = parameter(
        0.30,
        "share of the surplus",
        0.02,
        0.5,
        "再投资占结余",
        "model rule; the rest is dividends",
        "judgement",
    )
    depreciation_per_year: Number = parameter(
        0.03, "1/year", 0.01, 0.1, "集体资产折旧", "plants and shops of 30 years", "judgement"
    )
    upkeep_per_year: Number = parameter(
        0.03,
        "share of the value of grant-built assets a year",
        0.0,
        0.15,
        "帮扶资产运维",
        "model rule",
        "judgement",
    )
    outside_rent_share: Number = parameter(
        0.2, "share of rents", 0.0, 1.0, "市外承租人占租金", "owners of local firms pay the rest", "judgement"
    )
    cash_share_of_year: Number = parameter(
        0.5, "share of a year's surplus", 0.0, 2.0, "集体货币资金", "model rule", "judgement"
    )
    cash_correction_per_quarter: Number = parameter(
        0.25, "share of the gap to target cash", 0.0, 1.0, "结余资金回补", "model rule", "judgement"
    )
    leakage_share: Number = parameter(
        0.08,
        "share of rents that never reaches the accounts of an unsupervised collective",
        0.0,
        0.3,
        "三资流失率",
        "sign: He & Wang 2017 find less elite capture under supervision; size is judgement",
        "judgement",
    )
    supervision_opening_share: Number = parameter(
        0.3, "share of the collective's business", 0.0, 1.0, "期初三资监管覆盖", "model rule", "judgement"
    )
    supervision_cost_yuan: Number = parameter(
        100_000.0,
        "yuan a village to supervise half of what is not yet supervised",
        10_000.0,
        1_000_000.0,
        "三资监管成本",
        "model rule",
        "judgement",
    )
    supervision_wear_per_year: Number = parameter(
        0.10, "1/year of what programmes added", 0.0, 0.5, "监管衰减", "model rule", "judgement"
    )
    secretary_gain_per_year: Number = parameter(
        0.05,
        "governance and land rents a year while posted",
        0.0,
        0.15,
        "第一书记成效",
        "first secretaries: effect on income growth while posted",
        "judgement",
    )
    secretary_decay_per_year: Number = parameter(
        0.20,
        "1/year after leaving",
        0.0,
        1.0,
        "第一书记离任衰减",
        "Chen, Mu & Ravallion: gains fade",
        "judgement",
    )
    secretary_most: Number = parameter(
        0.3,
        "most that a secretary adds to governance",
        0.0,
        1.0,
        "第一书记成效上限",
        "model rule",
        "judgement",
    )
    secretary_cost_yuan_per_year: Number = parameter(
        150_000.0,
        "yuan a post and year, borne by the body that sends",
        50_000.0,
        400_000.0,
        "派驻成本",
        "a wage with allowances",
        "judgement",
    )
    failing_share: Number = parameter(
        0.30,
        "share of grants whose project earns nothing, at mean governance",
        0.0,
        1.0,
        "帮扶项目亏损率",
        "0.15 to 0.5 of subsidised projects",
        "judgement",
    )
    absorption_yuan_per_quarter: Number = parameter(
        5_000_000.0,
        "yuan of grants a village and quarter of which half is absorbed",
        500_000.0,
        50_000_000.0,
        "帮扶吸收能力",
        "national programme: 0.5 m yuan a village",
        "judgement",
    )
    amenity_cost_yuan: Number = parameter(
        5_000_000.0,
        "yuan a demonstration village",
        4_500_000.0,
        6_000_000.0,
        "示范村建设成本",
        "Zhongshan 2023 allocation list (third-party copy 294085)",
        "sourced",
    )
    amenity_wear_per_year: Number = parameter(
        0.05, "1/year of what programmes added", 0.0, 0.3, "村容设施损耗", "model rule", "judgement"
    )
    livable_amenity: Number = parameter(
        0.3, "of a demonstration village", 0.05, 0.9, "宜居村标准", "model rule", "judgement"
    )
    beautiful_amenity: Number = parameter(
        0.5, "of a demonstration village", 0.1, 0.95, "美丽村标准", "model rule", "judgement"
    )
    service_point_cost_yuan: Number = parameter(
        2_000_000.0,
        "yuan a service point or km of village road",
        800_000.0,
        4_000_000.0,
        "服务点（村道每公里）成本",
        "memory: 0.8 to 4 m yuan a km",
        "recalled",
    )
    service_point_effect: Number = parameter(
        0.25, "of minutes above the least, per point", 0.0, 2.0, "服务点缩短时间", "model rule", "judgement"
    )
    service_least_minutes: Number = parameter(
        3.0, "minutes", 1.0, 10.0, "服务圈最短时间", "model rule", "judgement"
    )
    service_circle_minutes: Number = parameter(
        10.0, "minutes", 5.0, 30.0, "十分钟服务圈", "target of the programme", "given"
    )
    hollow_resident_share: Number = parameter(
        0.5,
        "residents over registered people below which a village is hollow",
        0.1,
        0.9,
        "空心村标准",
        "weak Enping village: 810 of 2,912 (third-party copy post_1242263)",
        "judgement",
    )
