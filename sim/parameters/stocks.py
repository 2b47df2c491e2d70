"""Numbers of what programmes build, where no other group has them already."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter

RULE = "model rule"
ATTRACTION = "staff and travel of a county's investment promotion: 15 to 60 m yuan a year"


class Stocks(Strict):
    """What a yuan of a programme buys and how long it works (项目建设内容)."""

    training_yuan_per_person: Number = parameter(
        20_000.0,
        "yuan of 2023 a person who becomes as skilled as with higher education",
        2_000.0,
        100_000.0,
        "技能培训经费",
        "courses of about 2 000 yuan, of which one in ten leads so far",
        "judgement",
    )
    public_research_share: Number = parameter(
        0.2,
        "effect of a yuan of public research over that of a firm's own",
        0.0,
        1.0,
        "公共研发成效",
        RULE + ": what laboratories find reaches industry in part",
        "judgement",
    )
    voucher_spent_share: Number = parameter(
        0.6,
        "share of vouchers that is bought beside the usual in the next quarter",
        0.0,
        1.0,
        "消费券当季拉动",
        "the rest replaces purchases made anyway",
        "judgement",
    )
    voucher_gain_share: Number = parameter(
        0.2,
        "share of vouchers by which purchases have grown in the end",
        0.0,
        1.0,
        "消费券净增消费",
        "mostly brought forward: 0 to 0.5",
        "judgement",
    )
    voucher_payback_per_quarter: Number = parameter(
        0.25,
        "share of what was brought forward and is bought less",
        0.0,
        1.0,
        "提前消费回落速度",
        RULE,
        "judgement",
    )
    promotion_yuan_per_year: Number = parameter(
        30_000_000.0,
        "yuan of 2023 a county and year, as much as is usual",
        15_000_000.0,
        60_000_000.0,
        "招商工作经费",
        ATTRACTION,
        "judgement",
    )
    promotion_elasticity: Number = parameter(
        0.2,
        "elasticity of effort for attraction to the spending on it",
        0.0,
        1.0,
        "招商精力对经费弹性",
        "as leads to effort",
        "judgement",
    )
    promotion_fading_per_year: Number = parameter(
        1.0, "1/year: contacts are forgotten", 0.25, 4.0, "招商成效消退", RULE, "judgement"
    )
    subsidy_fading_per_year: Number = parameter(
        1.0, "1/year: a promise counts for a year of signing", 0.25, 4.0, "投资补贴有效期", RULE, "judgement"
    )
    quota_yuan: Number = parameter(
        5_000_000_000.0,
        "yuan of 2023 of savings of energy for full room of a county",
        100_000_000.0,
        10_000_000_000.0,
        "腾出能耗指标成本",
        "thirty heavy projects in ten years need some 1.5 m t of coal equivalent, saved at 3 000 yuan a tonne",
        "judgement",
    )
    leader_training_yuan: Number = parameter(
        50_000.0,
        "yuan of 2023 a village that closes half of the way to the most",
        5_000.0,
        500_000.0,
        "村干部培训经费",
        RULE,
        "judgement",
    )
    leader_training_most: Number = parameter(
        0.1,
        "governance that training adds at most",
        0.0,
        0.3,
        "村干部培训成效上限",
        "below the 0.3 of a first secretary; fades as his",
        "judgement",
    )
    land_letting_yuan_per_mu: Number = parameter(
        20_000.0,
        "yuan of 2023 a mu",
        2_000.0,
        200_000.0,
        "集体建设用地入市成本",
        "survey, title, levelling and the auction",
        "judgement",
    )
    park_quality_yuan_per_mu: Number = parameter(
        50_000.0,
        "yuan of 2023 a mu of developed land for half of the way to the best",
        5_000.0,
        500_000.0,
        "园区品质提升成本",
        "a tenth of the cost of the land",
        "judgement",
    )
    park_quality_running_yuan_per_mu_year: Number = parameter(
        5_000.0,
        "yuan of 2023 a mu and year for a full point of quality",
        0.0,
        50_000.0,
        "园区服务运行成本",
        "as the running costs of a park",
        "judgement",
    )
    park_quality_wear_per_year: Number = parameter(
        0.15,
        "1/year, running costs paid",
        0.0,
        0.5,
        "园区品质衰减",
        "services follow their staff",
        "judgement",
    )
    bid_penalty_share: Number = parameter(
        0.1,
        "share of the grants of a year that a place which broke its promise pays back",
        0.0,
        1.0,
        "揭榜未兑现退回比例",
        RULE + ": performance bonds of public contracts are at most a tenth",
        "judgement",
    )
    bid_tolerance_share: Number = parameter(
        0.01,
        "share of a promise that may be missed without a fine",
        0.0,
        0.2,
        "揭榜兑现容差",
        RULE,
        "judgement",
    )
    bid_least_promise: Number = parameter(
        0.75,
        "promise over what the place can do, of the most careful bidder",
        0.0,
        1.0,
        "揭榜承诺下限",
        RULE,
        "judgement",
    )
    bid_promise_range: Number = parameter(
        0.5,
        "promise over what the place can do, of the boldest beyond the most careful",
        0.0,
        2.0,
        "揭榜承诺幅度",
        RULE + ": from a quarter below to a quarter above",
        "judgement",
    )
