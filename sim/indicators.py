"""The one registry of indicators (指标): what is measured of a place, in which unit, how it adds up (C5).

Pure data and the rule of the year: the model fills them, result folders carry them, readers take words from
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, unknown_name

Kind = Literal["stock", "flow", "ratio", "count", "index"]
Better = Literal["up", "down", "neutral"]
Aggregation = Literal["sum", "ratio", "mean", "none"]
Terms = tuple[tuple[str, int], ...]
Levels = tuple[str, ...]
Array = NDArray[Any]

LEVELS: Levels = ("city", "county", "town", "village")
"""Levels of places, from the whole to the parts."""

WIDE: Levels = LEVELS[:2]
TOWNS: Levels = LEVELS[:3]
RECORDS: dict[str, Levels] = {"headline": WIDE, "standard": TOWNS, "full": LEVELS}
"""Levels that each width of record keeps; `headline` keeps headline indicators only."""

YUAN, REAL_YUAN, PERSONS, FIRMS, SHARE, INDEX = "yuan", "yuan of 2022", "persons", "firms", "share", "index"


@dataclass(frozen=True)
class Indicator:
    """One thing measured every quarter.

    `aggregation` says what holds for several places together: the sum; the ratio of the sums of `numerator`
    (keys with signs) and `denominator`; the mean weighted by `weight`; or nothing, as trade across borders
    does not add up.
    """

    key: str
    zh: str
    en: str
    unit: str
    kind: Kind
    levels: Levels = WIDE
    better: Better = "neutral"
    headline: bool = False
    aggregation: Aggregation = "sum"
    numerator: Terms = ()
    denominator: str = ""
    weight: str = ""

    @property
    def money(self) -> bool:
        """Whether it is counted in whole yuan."""
        return self.unit == YUAN

    @property
    def dtype(self) -> str:
        """`int64` for whole yuan, `float64` for everything else (C8)."""
        return "int64" if self.money else "float64"

    @property
    def needed(self) -> tuple[str, ...]:
        """Keys whose series a year or a group of this indicator is computed from."""
        if self.numerator:
            return (*(key for key, _ in self.numerator), self.denominator)
        return (self.key, self.weight) if self.weight else (self.key,)

    def kept(self, level: str, record: str) -> bool:
        """Whether a record of that width keeps this indicator at that level."""
        return level in self.levels and level in RECORDS[record] and (self.headline or record != "headline")


def _flow(
    key: str,
    zh: str,
    en: str,
    better: Better = "neutral",
    headline: bool = False,
    levels: Levels = WIDE,
    unit: str = YUAN,
    aggregation: Aggregation = "sum",
) -> Indicator:
    return Indicator(key, zh, en, unit, "flow", levels, better, headline, aggregation)


def _stock(
    key: str,
    zh: str,
    en: str,
    unit: str,
    better: Better = "neutral",
    headline: bool = False,
    levels: Levels = WIDE,
) -> Indicator:
    return Indicator(key, zh, en, unit, "stock", levels, better, headline)


def _firms(
    key: str, zh: str, en: str, better: Better = "up", headline: bool = True, levels: Levels = WIDE
) -> Indicator:
    return Indicator(key, zh, en, FIRMS, "count", levels, better, headline)


def _ratio(
    key: str,
    zh: str,
    en: str,
    over: Terms,
    under: str,
    unit: str = SHARE,
    better: Better = "neutral",
    headline: bool = False,
) -> Indicator:
    return Indicator(key, zh, en, unit, "ratio", WIDE, better, headline, "ratio", over, under)


def _mean(
    key: str,
    zh: str,
    en: str,
    weight: str,
    better: Better = "up",
    kind: Kind = "index",
    levels: Levels = WIDE,
) -> Indicator:
    unit = SHARE if kind == "ratio" else INDEX
    return Indicator(key, zh, en, unit, kind, levels, better, aggregation="mean", weight=weight)


def _one(key: str) -> Terms:
    return ((key, 1),)


_GDP = "gdp_nominal"

INDICATORS: tuple[Indicator, ...] = (
    _flow(_GDP, "地区生产总值（现价）", "GDP, current prices", "up", True, TOWNS),
    _flow("gdp_real", "地区生产总值（2022年价）", "GDP, 2022 prices", "up", True, TOWNS, REAL_YUAN),
    _flow("value_added_primary", "第一产业增加值", "Value added, primary"),
    _flow("value_added_secondary", "第二产业增加值", "Value added, secondary"),
    _flow("value_added_tertiary", "第三产业增加值", "Value added, tertiary"),
    _flow("output_nominal", "总产出", "Gross output"),
    _flow("wages_nominal", "劳动报酬", "Wages", "up"),
    _flow("income_disposable", "居民可支配收入", "Disposable income of households", "up", True),
    _flow("consumption", "居民消费", "Household consumption", "up", True),
    _flow("housing_investment", "住房投资", "Housing investment"),
    _flow("firm_investment", "企业投资", "Investment of firms", "up", True),
    _flow(
        "government_consumption",
        "在当地的政府采购（含市本级）",
        "Government purchases in the place, the city's included",
    ),
    _flow(
        "government_investment",
        "在当地的政府投资（含市本级）",
        "Government investment in the place, the city's included",
    ),
    _flow(
        "exports",
        "对外销售（含省级购买的公共服务）",
        "Sales outside the place, public services bought by the province included",
        aggregation="none",
    ),
    _flow("imports", "外部购入", "Purchases from outside the place", aggregation="none"),
    _flow("revenue_own", "本级财政收入", "Own public revenue", "up", True),
    _flow("transfers_received", "上级转移支付净额", "Net transfers from above", headline=True),
    _flow("spending_government", "财政支出", "Public spending", headline=True),
    _flow("interest_paid", "债务付息", "Interest on public debt", "down", True),
    _flow("bonds_issued", "新增债券", "New public bonds", "down", True),
    _flow("fiscal_balance", "财政收支差额", "Fiscal balance", "up", True),
    _flow("programme_paid", "项目资金缴出", "Paid into programmes", headline=True),
    _flow("programme_received", "项目资金到账", "Received from programmes", headline=True),
    _flow("spending_cut", "为缴出而压减的支出", "Spending cut to pay into programmes", "down", True),
    _flow("dividends_received", "居民分红收入", "Dividends received by households"),
    _flow("loans_new", "新增企业贷款", "New loans to firms"),
    _flow("loans_repaid", "企业还贷", "Loans repaid by firms"),
    _flow("loans_written_off", "核销贷款", "Loans written off", "down"),
    _stock("population", "常住人口", "Residents", PERSONS, headline=True, levels=LEVELS),
    _stock("labour_force", "劳动力", "Labour force", PERSONS, headline=True),
    _stock("employment", "就业人数", "Employment", PERSONS, "up", True, TOWNS),
    _stock(
        "capital_real", "企业固定资本（2022年价）", "Fixed capital of firms, 2022 prices", REAL_YUAN, "up"
    ),
    _stock("loans", "企业贷款余额", "Loans to firms", YUAN),
    _stock("deposits_households", "居民存款", "Deposits of households", YUAN),
    _stock("cash_firms", "企业货币资金", "Cash of firms", YUAN),
    _stock("cash_government", "财政库款", "Cash of governments", YUAN, headline=True),
    _stock("debt_government", "政府债务余额", "Public debt", YUAN, "down", True),
    _stock("public_capital_real", "公共资本（2022年价）", "Public capital, 2022 prices", REAL_YUAN, "up"),
    _ratio(
        "unemployment_rate",
        "失业率",
        "Unemployment rate",
        (("labour_force", 1), ("employment", -1)),
        "labour_force",
        better="down",
        headline=True,
    ),
    _ratio(
        "income_disposable_per_head",
        "人均可支配收入",
        "Disposable income per head",
        _one("income_disposable"),
        "population",
        "yuan a head",
        "up",
        True,
    ),
    _ratio(
        "gdp_real_per_head",
        "人均生产总值（2022年价）",
        "GDP per head, 2022 prices",
        _one("gdp_real"),
        "population",
        "yuan of 2022 a head",
        "up",
        True,
    ),
    _ratio("consumption_share", "消费率", "Consumption over GDP", _one("consumption"), _GDP),
    _ratio("investment_share", "企业投资率", "Investment of firms over GDP", _one("firm_investment"), _GDP),
    _ratio("revenue_share", "本级收入占比", "Own revenue over GDP", _one("revenue_own"), _GDP),
    _ratio("spending_share", "财政支出占比", "Public spending over GDP", _one("spending_government"), _GDP),
    _ratio("wage_share", "劳动报酬占比", "Wages over GDP", _one("wages_nominal"), _GDP),
    _mean("orders_lost_share", "未能满足的订单占比", "Orders lost", "output_nominal", "down", "ratio"),
    _mean(
        "orders_reallocated_share",
        "转移的订单占比",
        "Orders moved between firms",
        "output_nominal",
        "neutral",
        "ratio",
    ),
    _mean("wage_relative", "相对趋势工资", "Wage beside the trend", "population"),
    _mean("market_access_freight", "货运市场可达性", "Market access, freight", "population"),
    _mean("market_access_passenger", "客运市场可达性", "Market access, passengers", "population"),
    _mean("price_index", "价格指数（2022年=1）", "Price index, 2022 = 1", "", "neutral", levels=("city",)),
    _mean("trend_real_index", "外部实际趋势", "Real trend outside", "", "neutral", levels=("city",)),
    _firms("firms", "经营主体", "Market entities", levels=TOWNS),
    _firms("firms_individual", "个体工商户", "Individual businesses", "neutral"),
    _firms("firms_sole_proprietor", "个人独资企业", "Sole proprietorships", "neutral"),
    _firms("firms_company", "公司", "Companies"),
    _firms("firms_joint_stock", "股份公司", "Joint-stock companies"),
    _firms("firms_listed", "上市公司", "Listed companies"),
    _firms("firms_above_scale", "规模以上工业企业", "Above-scale industrial firms", levels=TOWNS),
    _flow("firms_born", "新设经营主体", "Firms born", "up", unit=FIRMS),
    _flow("firms_closed", "注销经营主体", "Firms closed", "down", unit=FIRMS),
    _flow("firms_insolvent", "破产经营主体", "Firms insolvent", "down", unit=FIRMS),
)
"""Every indicator, in the order of the tables.

Public money has two bases. A budget (revenue, transfers, spending, interest, bonds, debt, cash, programmes) belongs
to a government: a county's figures hold the county and its towns, the city's hold all and the city's own. Purchases
and investment of governments belong to the place where they are made, whoever pays.
"""

BY_KEY: dict[str, Indicator] = {item.key: item for item in INDICATORS}


def indicator(key: str, where: str = "indicators") -> Indicator:
    """The indicator of a key; raises InputError with the nearest key when there is none."""
    if key not in BY_KEY:
        raise InputError([unknown_name(where, key, BY_KEY)])
    return BY_KEY[key]


def at_level(level: str, record: str = "full") -> tuple[Indicator, ...]:
    """Indicators that a record of that width keeps at a level of places."""
    return tuple(item for item in INDICATORS if item.kept(level, record))


def together(item: Indicator, series: Mapping[str, Array], axis: int = -1) -> Array:
    """Several places as one along an axis of places; NaN where the indicator does not add up."""
    if item.aggregation == "ratio":
        return _over(item, {key: np.asarray(series[key]).sum(axis) for key in item.needed})
    values = np.asarray(series[item.key])
    if item.aggregation == "sum":
        return values.sum(axis)
    if item.aggregation == "mean" and item.weight:
        return _weighted(values, np.asarray(series[item.weight]), axis)
    return np.full(values.sum(axis).shape, np.nan)


def yearly(
    item: Indicator, series: Mapping[str, Array], first_quarter: int
) -> tuple[NDArray[np.int64], Array]:
    """Whole calendar years of quarterly series [quarters, ...] that begin at `first_quarter` (C1).

    Flows are summed, stocks and counts taken at Q4, indices averaged. A ratio comes from the year's sums,
    in which a stock stands with its mean over the year; a share without parts is the mean weighted by its
    weight.
    """
    skip = -first_quarter % 4
    count = max(0, (len(series[item.needed[0]]) - skip) // 4)

    def of(key: str) -> Array:
        values = np.asarray(series[key])
        return values[skip : skip + 4 * count].reshape(count, 4, *values.shape[1:])

    if item.numerator:
        values = _over(item, {key: _of_year(BY_KEY[key], of(key)) for key in item.needed})
    elif item.kind == "flow":
        values = of(item.key).sum(1)
    elif item.kind in ("stock", "count"):
        values = of(item.key)[:, 3]
    elif item.kind == "ratio" and item.weight in series:
        values = _weighted(of(item.key), of(item.weight), 1)
    else:
        values = of(item.key).mean(1)
    return (first_quarter + skip) // 4 + np.arange(count), values


def growth(values: Array) -> Array:
    """Growth on the year before along the first axis, NaN in the first year."""
    values = np.asarray(values, np.float64)
    grown = np.full(values.shape, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        grown[1:] = values[1:] / values[:-1] - 1.0
    return grown


def _of_year(item: Indicator, quarters: Array) -> Array:
    return quarters.sum(1) if item.kind == "flow" else quarters.mean(1)


def _weighted(values: Array, weight: Array, axis: int) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((values * weight).sum(axis) / weight.sum(axis))


def _over(item: Indicator, sums: Mapping[str, Array]) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sum(sign * sums[key] for key, sign in item.numerator) / sums[item.denominator])
