"""Numbers of parks."""

from __future__ import annotations

from sim.checks import Number, Strict, parameter


class Parks(Strict):
    """Parks and their companies (园区)."""


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
    """Renewal of old village parks (工改)."""
