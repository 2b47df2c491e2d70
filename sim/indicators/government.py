"""Indicators of the block government (财政、土地、考核)."""

from __future__ import annotations

from sim.indicators.kinds import SHARE, TOWNS, WIDE, YUAN, Indicator, flow, mean, one, ratio, stock

EFFORT = {
    "effort_attraction": ("招商精力", "Effort on attraction"),
    "effort_ladder": ("企业培育精力", "Effort on the ladder of firms"),
    "effort_parks": ("园区精力", "Effort on parks"),
    "effort_villages": ("乡村精力", "Effort on villages"),
    "effort_services": ("公共服务精力", "Effort on services"),
    "effort_environment": ("环境精力", "Effort on the environment"),
}
"""Effort by goal, in the order of `Goal`."""

CUTS = {
    "cut_services": ("低于底线的基本支出", "Services below their floor"),
    "cut_guarantees": ("未付利息、担保与罚款", "Interest, guarantees and penalties not paid"),
    "cut_pairings": ("未付结对资金", "Pairing contracts not paid"),
    "cut_programmes": ("压减的项目资金", "Programmes cut"),
}
"""What governments could not pay, in the order of `Rank`."""


def _count(key: str, zh: str, en: str, unit: str) -> Indicator:
    return Indicator(key, zh, en, unit, "count", WIDE)


INDICATORS: tuple[Indicator, ...] = (
    flow("land_revenue", "土地出让收入", "Land revenue", headline=True),
    flow("land_compensation", "征地补偿支出", "Compensation for land"),
    flow("land_works", "土地收入安排的工程", "Works paid by land"),
    flow("land_sold_mu", "出让土地", "Land sold for homes and trade", unit="mu"),
    flow("land_requisitioned_mu", "征收土地", "Land taken from villages", unit="mu"),
    stock("land_reserve_mu", "储备土地", "Land ready to be sold", "mu"),
    ratio(
        "land_revenue_share_of_own",
        "土地出让收入与本级收入之比",
        "Land revenue over own revenue",
        one("land_revenue"),
        "revenue_own",
    ),
    flow("mortgages_new", "新增住房贷款", "New loans for homes"),
    flow("mortgage_interest", "住房贷款利息", "Interest on loans for homes", "down"),
    stock("mortgages", "住房贷款余额", "Loans for homes", YUAN),
    stock("arrears_government", "拖欠工程款", "Arrears to builders", YUAN, "down", True),
    flow("shortfall_government", "支出缺口", "Obligations beyond the quarter's income", "down"),
    flow("shortfall_cash", "动用库款弥补", "Shortfall met out of cash"),
    flow("shortfall_bonds", "发债弥补", "Shortfall met by bonds", "down"),
    flow("shortfall_late", "拖欠弥补", "Shortfall met by letting builders wait", "down"),
    flow("bonds_bridge", "过桥债券", "Bonds because cash had run out", "down"),
    *(flow(key, zh, en, "down") for key, (zh, en) in CUTS.items()),
    _count("pairings_suspended", "暂停结对的县", "Counties whose pairings are suspended", "counties"),
    flow("revenue_above_reference", "高于基准的收入", "Own revenue above its reference"),
    flow("transfers_clawed_back", "因增收少得的转移支付", "Transfers lost to own revenue", "down"),
    ratio(
        "transfer_clawback_share",
        "转移支付回收率",
        "Share of own success that transfers take back",
        one("transfers_clawed_back"),
        "revenue_above_reference",
        better="down",
    ),
    stock("gdp_year", "近四季生产总值", "GDP of about four quarters", YUAN, "up"),
    ratio(
        "debt_share_of_gdp",
        "政府债务率",
        "Public debt over a year's GDP",
        one("debt_government"),
        "gdp_year",
        better="down",
    ),
    ratio(
        "interest_share_of_revenue",
        "付息占本级收入",
        "Interest on public debt over own revenue",
        one("interest_paid"),
        "revenue_own",
        better="down",
    ),
    stock("capital_nominal", "企业固定资本（现价）", "Fixed capital of firms, current prices", YUAN, "up"),
    ratio(
        "firm_investment_share_of_capital",
        "企业投资与资本之比",
        "Investment of firms over their capital",
        one("firm_investment"),
        "capital_nominal",
    ),
    mean("loan_rate_firms", "企业贷款利率", "Loan rate of firms", "loans", "down", "ratio"),
    mean("loan_limit_firms", "企业贷款上限", "Loans per capital that banks allow", "loans", "up", "ratio"),
    *(mean(key, zh, en, "population", "neutral") for key, (zh, en) in EFFORT.items()),
    flow("gdp_nominal_reported", "上报地区生产总值", "GDP as reported"),
    Indicator(
        "firms_above_scale_pressed",
        "上报规模以上工业企业（含压力虚报）",
        "Above-scale industrial firms with what pressure adds to reports",
        "firms",
        "count",
        WIDE,
    ),
    mean("misreport_log", "上报偏差（对数）", "Log of reported over true GDP", "gdp_nominal", "down"),
    flow("revenue_arising", "属地财政收入", "Local revenue that arises in the place", "up", False, TOWNS),
    _count(
        "towns_with_revenue_above_500m", "财政收入超5亿元的镇街", "Towns with revenue above 0.5 bn", "towns"
    ),
    _count("towns", "镇街数", "Towns", "towns"),
    ratio(
        "towns_revenue_above_500m_share",
        "财政收入超5亿元镇街占比",
        "Share of towns with revenue above 0.5 bn",
        one("towns_with_revenue_above_500m"),
        "towns",
        SHARE,
        "up",
    ),
    mean(
        "county_strength", "县域实力指数（趋势=1）", "GDP, revenue and income beside the trend", "population"
    ),
)
"""`firms_above_scale_pressed`: true counts times what pressure adds; hidden and relabelled firms are counted apart.

`revenue_arising` is what a town's firms pay of local taxes, whoever keeps it: the figure towns are ranked by.
`county_strength` stands in for rankings outside: geometric mean of GDP, own revenue and income over their trends.
"""
