"""Words and numbers for people, in Chinese and English; the only table of page words.

`lang` is zh, en or both. Money is 亿元 and 万元 in Chinese, bn and m in English; a share becomes per cent only here.
"""

from __future__ import annotations

import math

from analysis import words
from analysis.years import split_key
from sim.errors import InputError, unknown_name
from sim.indicators import FIRMS, PERSONS, REAL_YUAN, SHARE, YUAN
from sim.indicators.units import IN_CHINESE

LANGUAGES = ("zh", "en", "both")

WORDS: dict[str, tuple[str, str]] = {
    "band": ("线为均值，深带50%，浅带90%", "line: mean, dark band 50 %, light band 90 %"),
    "baseline": ("基准", "Baseline"),
    "city_budget": ("市本级", "City budget"),
    "city_net": ("全市净影响", "Net effect on the city"),
    "difference": ("差异", "Difference"),
    "donors": (
        "出资财政：资金缺口如何弥补（全期累计）",
        "Budgets that pay: how they closed the gap (whole period)",
    ),
    "dots": ("点为中位数，粗线50%，细线90%", "dot: median, thick 50 %, thin 90 %"),
    "down": ("下降", "down"),
    "effect_by_point": ("各点的影响：竖线为95%区间", "effect at each point, line: 95 % interval"),
    "hollow": ("空心：方向不稳健", "hollow: sign not robust"),
    "against": ("相对于", "against"),
    "level_means": ("黑横线：取值不多时各值的均值", "black bars: means of the values where these are few"),
    "explained": ("另有原因", "explained"),
    "no": ("否", "no"),
    "no_font": (
        "图中文字为英文：本机没有中文字体；请安装 Noto Sans CJK SC"
        "（如 apt install fonts-noto-cjk），再清空 ~/.cache/matplotlib",
        "picture in English: no Chinese font here; install Noto Sans CJK SC (e.g. apt install fonts-noto-cjk), "
        "then empty ~/.cache/matplotlib",
    ),
    "not_recorded": ("未记录", "not recorded"),
    "money_of_policies": (
        "政策资金来源（全期合计，各次平均）",
        "Money of policies: where it came from (whole period, mean over runs)",
    ),
    "money_note": (
        "计划＋自筹＝各方出资（已扣除退回）＋退回＋压减；结对投入项目的钱列在结对名下",
        "Planned + own part = paid by all (less what came back) + given back + cut; "
        "what a pairing pays into a programme stands with the pairing",
    ),
    "payers_unknown": (
        "?：record=headline 不记账，付款方无从得知（结对、事件、奖惩及部分有退款的项目）；用 record=standard 重做即有",
        "?: record=headline keeps no books, so who paid is not known (pairings, events, rewards, some programmes that "
        "gave money back); make the runs with record=standard to have it",
    ),
    "payers_blank": (
        "政策资金表：record=headline 不记账，无从得知付款方的单元格留空；用 record=standard 重做即有",
        "Policies: record=headline keeps no books; cells are empty where who paid is not known; make the runs with "
        "record=standard to have it",
    ),
    "uses_of_money": (
        "政策资金去向（其中部分；全期合计，结存为期末）",
        "Of it (whole period; idle: at the end)",
    ),
    "other_policies": ("其余项目", "Other entries"),
    "not robust": ("不稳健", "not robust"),
    "too few": ("点太少", "too few"),
    "noise_left_aside": ("（不计噪声）", " (noise aside)"),
    "paid_for": ("＊投入类", "* input"),
    "paid_for_note": (
        "＊投入类：政策按目标数量定价，付款即达到，不说明政策有效",
        "* input: a policy is priced to pay for just this number, so meeting it says nothing of effects",
    ),
    "pairs": ("对", "pairs"),
    "points": ("点", "points"),
    "negative": ("稳健为负", "robust, negative"),
    "positive": ("稳健为正", "robust, positive"),
    "recipients": (
        "受益地财政：到账与当地GDP增量（未扣出资方损失）",
        "Budgets that receive: grants and GDP gained there (the payers' loss stands above)",
    ),
    "no_multiplier": (
        "–：到账不足当地GDP的万分之一，或政策还经技术、人员、市场等资金以外的途径起作用，不能归于到账资金",
        "–: too little was received, or policies act by know-how, staff, ties or targets besides money",
    ),
    "runs": ("次", "runs"),
    "simulated": ("模拟结果，非统计数据", "simulated, not statistics"),
    "unchanged": ("无变化", "no change"),
    "reached_before": ("期初已达到", "met at the opening"),
    "targets": (
        "公开目标：达到的模拟占比（95%区间），首次达到年份",
        "Stated targets: share of runs that meet each (95 % interval), year first met",
    ),
    "uncertain": ("方向不确定", "direction uncertain"),
    "up": ("上升", "up"),
    "yes": ("是", "yes"),
    **words.WORDS,
}


HEADS: dict[str, tuple[str, str]] = {
    "above_threshold": ("规上工业", "Above\nscale"),
    "amount": ("金额", "Amount"),
    "above": ("上级\n转移\n增加", "From\nabove"),
    "band90": ("90%区间", "90 % band"),
    "bonds": ("增发\n债券", "Extra\nbonds"),
    "cash": ("动用\n库款", "Cash\ndrawn"),
    "cut": ("压减\n支出", "Spending\ncut"),
    "effect": ("自身\nGDP", "Own\nGDP"),
    "employment": ("就业", "Employed"),
    "factor": ("因素", "Factor"),
    "finding": ("检验项", "What is checked"),
    "first_met": ("首次\n达到", "First\nmet"),
    "goal": ("要求", "Goal"),
    "fine": ("通过", "Fine"),
    "firms": ("经营主体", "Firms"),
    "firms_by_rung": ("经营主体按类型", "Firms by rung"),
    "fiscal": ("财政差额", "Fiscal\nbalance"),
    "freed": ("腾出\n原有\n支出", "Frees\nown\nmoney"),
    "gained": ("GDP增量/年", "GDP gained\na year"),
    "gdp": ("实际GDP", "Real GDP"),
    "growth": ("实际增长", "Real\ngrowth"),
    "interval": ("95%区间", "95 % interval"),
    "mean": ("均值", "Mean"),
    "mean95": ("均值（*Holm后有差异）\n95%区间", "Mean (* by Holm)\n95 % interval"),
    "median": ("中位数", "Median"),
    "mean_growth": ("年均增长", "Mean\ngrowth"),
    "multiplier": ("每元到账\n的GDP增量", "GDP gained a\nyuan received"),
    "multiplier_fifth": ("每元到账的GDP\n增量，第5年", "GDP gained a yuan\nreceived, year 5"),
    "outcome": ("指标", "Outcome"),
    "own": ("自筹", "Own\npart"),
    "idle": ("结存", "Idle"),
    "leaked": ("流失", "Leaked"),
    "paid": ("已出资", "Paid"),
    "paid_above": ("上级\n财政", "Govern-\nments\nabove"),
    "paid_local": ("本地\n财政", "Local\nbudgets"),
    "paid_outside": ("市外", "Outside\nthe\ncity"),
    "paid_private": ("企业、\n村集体\n和居民", "Firms,\nvillages\nand\npeople"),
    "planned": ("计划", "Planned"),
    "policy": ("政策", "Policy"),
    "policy_cut": ("压减", "Cut"),
    "rest": ("其余", "Rest"),
    "returned": ("退回", "Given\nback"),
    "revenue": ("收入\n增加", "Own\nrevenue"),
    "running": ("运维费", "Upkeep"),
    "path": ("GDP走势", "GDP\npath"),
    "path_of_effect": ("逐年走势", "By year"),
    "place": ("地区", "Place"),
    "positive": ("为正比例", "Share\nabove 0"),
    "range": ("允许范围", "Range"),
    "reason": ("失败原因", "Why runs failed"),
    "received": ("到账/年", "Received\na year"),
    "robust": ("稳健", "Robust"),
    "runs": ("次数", "Runs"),
    "share_baseline": ("基准%", "Baseline,\n%"),
    "share_scenario": ("方案%", "Scenario,\n%"),
    "source": ("来源", "Source"),
    "strongest": ("最相关因素\n（秩相关）", "Strongest factor\n(rank correlation)"),
    "taken": ("取值", "Values"),
    "target": ("目标", "Target"),
    "unemployment": ("失业率", "Jobless"),
    "unit": ("单位", "Unit"),
    "value": ("结果", "Value"),
    "year": ("年份", "Year"),
    **words.HEADS,
}
"""Headings of columns, broken into lines so that numbers decide the width."""


def head(key: str, lang: str) -> str:
    """The heading of a column, Chinese above English."""
    return choose(*HEADS[key], lang, "\n")


def check_language(lang: str) -> str:
    """The language, if it is one; raises InputError otherwise."""
    if lang not in LANGUAGES:
        raise InputError([unknown_name("words", lang, LANGUAGES, "lang")])
    return lang


def say(key: str, lang: str, between: str = " ") -> str:
    """A word of the page."""
    return choose(*WORDS[key], lang, between)


def choose(zh: str, en: str, lang: str, between: str = " ") -> str:
    """Text in a language; both stand beside each other."""
    return {"zh": zh, "en": en, "both": f"{zh}{between}{en}"}[check_language(lang)]


def indicator_name(key: str, lang: str, between: str = " ") -> str:
    """The name of an indicator or of its growth."""
    item, grows = split_key(key)
    zh, en = (f"{item.zh}增速", f"{item.en}, growth") if grows else (item.zh, item.en)
    return choose(zh, en, lang, between)


def percent(share: float, digits: int = 1, sign: bool = False) -> str:
    """A share as per cent: 0.051 is `5.1 %`."""
    return "–" if math.isnan(share) else f"{100 * share:{'+' if sign else ''}.{digits}f} %"


def money(yuan: float, lang: str, sign: bool = False, size: float | None = None) -> str:
    """Yuan in the unit of the language: 亿元 or 万元, bn or m; both languages share the English unit.

    size: the largest amount of a column, so that all of it is told in one unit.
    """
    if math.isnan(yuan):
        return "–"
    size = abs(yuan) if size is None else size
    scale, unit = money_unit(size, lang)
    digits = 2 if 1e7 <= size < 10 * scale and scale > 1e6 else 1
    return f"{in_unit(yuan, scale, digits, sign)} {unit}"


def money_unit(size: float, lang: str) -> tuple[float, str]:
    """Yuan of the unit for amounts of up to a size, and its name."""
    if lang == "zh":
        return (1e8, "亿元") if size >= 1e7 else (1e4, "万元")
    return (1e9, "bn") if size >= 1e9 else (1e6, "m")


IN_ENGLISH = {"亿元": "亿元 (0.1 bn yuan)", "万元": "万元 (10,000 yuan)"}


def unit_told(unit: str, lang: str) -> str:
    """A unit of money at the head of a column; where both languages are asked for, what it is in English."""
    return IN_ENGLISH.get(unit, unit) if lang == "both" else unit


def in_unit(yuan: float, scale: float, digits: int = 2, sign: bool = False) -> str:
    """An amount in a unit that stands elsewhere."""
    # Adding zero turns a rounded -0.0 into 0.0.
    value = round(yuan / scale, digits) + 0.0
    return f"{value:{'+' if sign else ''},.{digits}f}"


def amount(value: float, unit: str, lang: str, size: float | None = None) -> str:
    """A value in its unit, for people; firms and persons are whole."""
    if unit in (YUAN, REAL_YUAN):
        return money(value, lang, size=size)
    if unit == SHARE:
        return percent(value)
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if unit in (FIRMS, PERSONS) or abs(value) >= 100 else f"{value:,.3g}"


def axis_scale(unit: str, largest: float, lang: str) -> tuple[float, str]:
    """What to divide an axis by, and the unit then: bn yuan, 亿元, thousand …"""
    if unit in (YUAN, REAL_YUAN):
        prices = ("，2022年价", " of 2022") if unit == REAL_YUAN else ("", "")
        if lang == "zh":
            return (1e8, f"亿元{prices[0]}") if largest >= 1e8 else (1e4, f"万元{prices[0]}")
        return (1e9, f"bn yuan{prices[1]}") if largest >= 1e9 else (1e6, f"m yuan{prices[1]}")
    if unit == SHARE:
        return 0.01, "%"
    if lang == "zh":
        name = IN_CHINESE.get(unit, unit)
        return (1e4, f"万{name}") if largest >= (1e4 if unit.startswith("yuan") else 1e5) else (1.0, name)
    return (1e3, f"thousand {unit}") if largest >= (1e4 if unit.startswith("yuan") else 1e5) else (1.0, unit)
