"""Units of indicators in Chinese (计量单位), and what a target asks for, which lists and tables write alike."""

from __future__ import annotations

IN_CHINESE = {
    "yuan": "元",
    "yuan a year": "元/年",
    "yuan of 2022": "元（2022年价）",
    "yuan a head": "元/人",
    "yuan a village": "元/村",
    "yuan of 2022 a head": "元/人（2022年价）",
    "persons": "人",
    "firms": "户",
    "share": "份额",
    "1/year": "每年",
    "index": "指数",
    "ratio": "比值",
    "rank": "名",
    "status": "项",
    "minutes": "分钟",
    "mu": "亩",
    "m2": "平方米",
    "villages": "村",
    "towns": "镇",
    "counties": "县",
    "parks": "园区",
    "links": "通道",
    "places": "个",
    "projects": "个",
    "platforms": "个",
    "belts": "条",
    "manors": "座",
    "toilets": "座",
    "grounds": "处",
    "beds": "床",
    "visits": "人次",
    "visits a year": "人次/年",
    "tonnes": "吨",
    "kg/mu and crop": "公斤/亩·造",
    "kg/mu and year": "公斤/亩·年",
    "log points": "对数点",
    "log utility": "对数效用",
    "yuan a person and year": "元/人·年",
    "share a year": "份额/年",
    "date": "日期",
    "quarters": "季",
    "quarter": "季",
    "year": "年",
    "exponent": "指数",
    "weight": "权重",
    "times": "倍",
    "1 is the norm": "基准为 1",
    "km2; parks mu": "平方公里；园区为亩",
}
"""Every unit that an indicator, a target, a key of a scenario or a factor has; one that is not here stays as it is."""

BEGINNINGS = {
    "1/quarter": "1/季",
    "probability a year": "每年概率",
    "chance": "概率",
    "log points a year": "对数点/年",
    "log points": "对数点",
    "log productivity": "对数生产率",
    "log utility": "对数效用",
    "log value": "对数值",
    "utility": "效用",
    "elasticity": "弹性",
    "deviations": "标准差",
    "standard deviation": "标准差",
    "sd of": "标准差",
    "factor": "倍数",
    "ratio": "比值",
    "floor area ratio": "容积率",
    "years": "年",
    "months": "月",
    "cities": "市",
    "quality": "质量",
    "effort": "努力程度",
    "index": "指数",
    "index points": "指数点",
    "km": "公里",
    "km an hour": "公里/小时",
    "yuan of 2023": "元（2023年价）",
    "rise": "升幅",
    "fall": "降幅",
    "gap": "差距",
    "points": "分",
    "growth": "增长",
    "yearly rate": "年率",
    "promise over": "承诺与可为之比",
    "pressure": "压力",
}
"""How long units begin: `share of the gap a quarter` is a share; the title of its parameter says of what."""


def in_chinese(unit: str) -> str:
    """A unit in Chinese, by its beginning where it is a long one; as it is where even that is not listed."""
    if unit in IN_CHINESE:
        return IN_CHINESE[unit]
    known = {**IN_CHINESE, **BEGINNINGS}
    fits = [
        start for start in known if unit.startswith((start + " ", start + ",", start + ":")) or unit == start
    ]
    return known[max(fits, key=len)] if fits else unit


SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


def goal(op: str, number: float | None, unit: str, lang: str, size: float | None = None) -> str:
    """The number with its sign and unit: `≥ 3300 亿元`, `≥ 330 bn yuan`, `≥ 8 %`; in both `≥ 620 户 firms`.

    size: an amount that decides the unit of money in the number's stead.
    """
    if number is None or number != number:
        return f"{SIGNS[op]} ?"
    zh = IN_CHINESE.get(unit, unit)
    if unit in ("share", "1/year"):
        return f"{SIGNS[op]} {100.0 * number:.6g} %"
    if unit == "ratio":
        return f"{SIGNS[op]} {number:.12g}"
    if not unit.startswith("yuan"):
        named = {"zh": zh, "both": f"{zh} {unit}"}.get(lang, unit)
        return f"{SIGNS[op]} {number:,.12g} {named}"
    least = abs(number if size is None else size)
    if lang == "zh":
        scale, word = (1e8, "亿") if least >= 1e7 else (1e4, "万")
        return f"{SIGNS[op]} {number / scale:,.6g} {word}{zh}"
    scale, word = (1e9, "bn") if least >= 1e9 else (1e6, "m")
    return f"{SIGNS[op]} {number / scale:,.6g} {word} {unit}"
