"""Numbers of residents: schools and hospitals, people by age and skill, work in another county."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter


class Services(Strict):
    """Schools and hospitals (教育与医疗)."""

    school_utility: Number = parameter(
        0.05,
        "log utility per standard deviation of school quality",
        0.0,
        0.15,
        "学校质量对迁移",
        "Huang, He & Zhu 2018 (house prices +3.4 %), read as moves of families",
        "judgement",
    )
    hospital_utility: Number = parameter(
        0.03,
        "log utility per standard deviation of hospital quality",
        0.0,
        0.10,
        "医院质量对迁移",
        "no estimate found",
        "judgement",
    )
    quality_sd_index: Number = parameter(
        0.10, "index points", 0.02, 0.3, "镇街间质量标准差", "spread of the opening's estimates", "judgement"
    )
    crowding_utility: Number = parameter(
        0.03,
        "log utility per log point of people a place",
        0.0,
        0.15,
        "拥挤对迁移",
        "model rule",
        "judgement",
    )
    quality_to_spending_elasticity: Number = parameter(
        0.25,
        "elasticity",
        0.0,
        0.6,
        "服务质量对人均财政支出",
        "Jackson, Johnson & Persico 2016 (schools, sign)",
        "judgement",
    )
    quality_to_effort_elasticity: Number = parameter(
        0.10, "elasticity", 0.0, 0.4, "服务质量对工作精力", "model rule: multitasking", "judgement"
    )
    idle_places_cost_share: Number = parameter(
        0.3,
        "share of a place's cost that an empty one still has",
        0.0,
        1.0,
        "空置学位运行成本",
        "model rule: new places without money thin out the old",
        "judgement",
    )
    quality_adjustment_per_quarter: Number = parameter(
        0.06,
        "share of the gap to what upkeep allows, a quarter",
        0.0,
        0.3,
        "质量向常态回归",
        "team aid leaves little behind when it ends; half-life of three years",
        "judgement",
    )
    donor_loss_share: Number = parameter(
        0.5,
        "quality lost by the donor per unit sent",
        0.0,
        1.0,
        "援出方质量损失",
        "team aid rotates good staff",
        "judgement",
    )
    school_place_yuan: Number = parameter(
        60_000.0,
        "yuan of 2023 a place",
        20_000.0,
        180_000.0,
        "学位造价",
        "Zhongkai: 370 m yuan for 16,000 places by extension (23,000); new with land about 100,000",
        "sourced",
    )
    bed_yuan: Number = parameter(
        900_000.0, "yuan of 2023 a bed", 500_000.0, 1_500_000.0, "床位造价", "project papers", "recalled"
    )
    service_point_yuan: Number = parameter(
        1_000_000.0,
        "yuan of 2023 a point",
        200_000.0,
        5_000_000.0,
        "便民服务点造价",
        "model rule",
        "judgement",
    )
    staff_yuan_per_person: Number = parameter(
        400.0,
        "yuan of 2023 a resident for one standard deviation of quality",
        100.0,
        1500.0,
        "质量提升经费",
        "school group 0.5 m, hospital team 5 m yuan a year for a recipient",
        "judgement",
    )
    posted_staff_yuan_per_year: Number = parameter(
        120_000.0,
        "yuan of 2023 a person",
        40_000.0,
        400_000.0,
        "帮扶教师医生人均价值",
        "what a posted teacher or doctor is worth, whoever pays the wage",
        "judgement",
    )
    outside_quality_index: Number = parameter(
        1.3,
        "index, one being the city's mean",
        1.0,
        2.0,
        "市外名校名院质量",
        "provincial schools and hospitals; no estimate",
        "judgement",
    )
    quality_floor_share: Number = parameter(
        0.5,
        "share of a donor's own opening quality that pairings leave it",
        0.0,
        1.0,
        "帮扶方质量下限",
        "model rule: nobody gives away more than half of its schools or hospitals",
        "judgement",
    )
    travel_km_per_hour: Number = parameter(
        25.0, "km an hour", 10.0, 50.0, "镇内出行速度", "model rule", "judgement"
    )


class Residents(Strict):
    """People by age and skill (居民)."""

    natural_change_scale: Number = parameter(
        1.0,
        "factor on births, deaths, ageing and schooling",
        0.0,
        2.0,
        "人口自然变动倍数",
        "one for the rates of the opening, none in worlds at rest",
        "given",
    )
    young_mortality_per_year: Number = parameter(
        0.0004,
        "share a year",
        0.0,
        0.01,
        "少年死亡率",
        "relative to the others; 2020 census, China",
        "recalled",
    )
    adult_mortality_per_year: Number = parameter(
        0.0018,
        "share a year",
        0.0,
        0.02,
        "成年死亡率",
        "relative to the others; 2020 census, China",
        "recalled",
    )
    old_mortality_per_year: Number = parameter(
        0.036,
        "share a year",
        0.0,
        0.1,
        "老年死亡率",
        "relative to the others; 2020 census, China",
        "recalled",
    )
    schooling_share: Number = parameter(
        0.45,
        "share of those turning fifteen who get higher education and live here after it",
        0.0,
        0.9,
        "升学并留居比例",
        "gross enrolment 57.8 % in 2021, some leave",
        "judgement",
    )
    schooling_to_quality_elasticity: Number = parameter(
        0.5, "elasticity", 0.0, 1.5, "升学对学校质量", "model rule", "judgement"
    )
    adult_activity: Number = parameter(
        0.80, "relative share in the labour force", 0.0, 1.0, "成年参与", "only the ratio counts", "judgement"
    )
    skilled_activity: Number = parameter(
        0.88,
        "relative share in the labour force",
        0.0,
        1.0,
        "高学历成年参与",
        "only the ratio counts",
        "judgement",
    )
    old_activity: Number = parameter(
        0.28, "relative share in the labour force", 0.0, 1.0, "老年参与", "only the ratio counts", "judgement"
    )
    later_retirement_per_year: Number = parameter(
        0.01,
        "rise a year of the old's share in the labour force",
        0.0,
        0.03,
        "延迟退休",
        "retirement ages rise by up to five years in 2025-2039 (decision of September 2024)",
        "judgement",
    )
    housing_to_people_elasticity: Number = parameter(
        0.5, "elasticity", 0.0, 2.0, "房价对人口", "land is given in the short run", "judgement"
    )
    housing_to_wage_elasticity: Number = parameter(
        0.5, "elasticity", 0.0, 1.5, "房价对工资", "model rule", "judgement"
    )
    housing_adjustment_per_quarter: Number = parameter(
        0.05, "share of the gap a quarter", 0.0, 1.0, "房价调整速度", "model rule", "judgement"
    )
    return_per_year: Number = parameter(
        0.03,
        "share of registered people away, under a full programme",
        0.0,
        0.06,
        "返乡率",
        "with a programme 0.01-0.06",
        "judgement",
    )
    return_to_wage_elasticity: Number = parameter(
        1.5,
        "share of the full programme per log point of wage",
        0.0,
        5.0,
        "返乡对工资",
        "as moves",
        "judgement",
    )
    return_to_effort: Number = parameter(
        0.15,
        "share of the full programme per unit of effort above the usual",
        0.0,
        1.0,
        "返乡对工作精力",
        "model rule",
        "judgement",
    )
    return_yuan_per_person: Number = parameter(
        1_000.0,
        "yuan of 2023 a year and registered person away, for a full programme",
        100.0,
        10_000.0,
        "返乡项目经费",
        "model rule",
        "judgement",
    )
    returnee_founder_share: Number = parameter(
        0.10, "share of returnees who found a firm", 0.05, 0.20, "返乡创业比例", "model rule", "judgement"
    )
    most_extra_births_share: Number = parameter(
        0.5, "share of the usual births", 0.0, 2.0, "返乡创业上限", "guard", "judgement"
    )
    talent_yuan_per_person: Number = parameter(
        300_000.0,
        "yuan of 2023 a person who comes",
        50_000.0,
        2_000_000.0,
        "人才引进经费",
        "local talent programmes",
        "judgement",
    )
    doctoral_platform_yuan: Number = parameter(
        2_000_000.0,
        "yuan of 2023 a platform",
        500_000.0,
        10_000_000.0,
        "博士平台经费",
        "model rule",
        "judgement",
    )
    rural_wage_share: Number = parameter(
        0.55, "share of rural income", 0.0, 1.0, "农村工资性收入占比", "NBS Guangdong", "recalled"
    )
    rural_operating_share: Number = parameter(
        0.22, "share of rural income", 0.0, 1.0, "农村经营性收入占比", "NBS Guangdong", "recalled"
    )
    rural_transfer_share: Number = parameter(
        0.19, "share of rural income", 0.0, 1.0, "农村转移性收入占比", "NBS Guangdong", "recalled"
    )


class Commuting(Strict):
    """Work in another county (通勤), beside what was usual at the opening."""

    reach_minutes: Number = parameter(
        45.0,
        "minutes at which half of those who would go do",
        15.0,
        120.0,
        "通勤范围",
        "model rule",
        "judgement",
    )
    reach_spread_minutes: Number = parameter(
        10.0, "minutes", 2.0, 30.0, "通勤范围宽度", "model rule", "judgement"
    )
    inside_share: Number = parameter(
        0.04,
        "share of the region's labour force at the opening",
        0.0,
        0.2,
        "市内跨县通勤",
        "judged from the city's centre of three districts",
        "judgement",
    )
    outside_share: Number = parameter(
        0.01,
        "share of the region's labour force at the opening",
        0.0,
        0.1,
        "市外通勤",
        "mostly to Zhongshan",
        "judgement",
    )
    wage_elasticity: Number = parameter(
        2.0, "elasticity", 0.0, 6.0, "通勤对工资差", "model rule", "judgement"
    )
    adjustment_per_quarter: Number = parameter(
        0.10, "share of the gap a quarter", 0.0, 1.0, "通勤调整速度", "as market access", "judgement"
    )
    most_share: Number = parameter(
        0.20, "share of a county's labour force", 0.0, 0.5, "通勤上限", "guard", "judgement"
    )
    outside_wage_ratio: Number = parameter(
        1.3, "times the wage at home", 0.8, 2.0, "市外工资倍数", "core cities pay more", "judgement"
    )
