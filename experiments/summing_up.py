"""The first lines of `bqw diff`: a line a policy that is added, dropped or changed; and units in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.policy_files import POLICY_KINDS
from experiments.wording import choose
from sim.declared.difference import Difference
from sim.declared.policy import Policy

KINDS = {
    "programmes": ("项目", "programme"),
    "pairings": ("结对", "pairing"),
    "events": ("事件", "event"),
    "adopts": ("考核目标", "target"),
}
UNITS = {
    "yuan": "元",
    "yuan a year": "元/年",
    "yuan a person and year": "元/人·年",
    "share": "份额",
    "share a year": "份额/年",
    "1/year": "1/年",
    "mu": "亩",
    "persons": "人",
    "minutes": "分钟",
    "date": "日期",
    "quarters": "季",
    "quarter": "季",
    "year": "年",
    "exponent": "指数",
    "weight": "权重",
    "times": "倍",
    "firms": "户",
}
"""Units of keys in Chinese; one that is not listed stays as it is."""
BEGINNINGS = {
    **UNITS,
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
    fits = [
        start
        for start in BEGINNINGS
        if unit == start or unit.startswith((f"{start} ", f"{start},", f"{start}:"))
    ]
    return BEGINNINGS[max(fits, key=len)] if fits else unit


def summary(one: Policy, other: Policy, found: Sequence[Difference], lang: str) -> Iterator[str]:
    """A line for each policy that only one side has or that differs, and one for all other settings."""
    counted = 0
    for kind in POLICY_KINDS:
        before, after = getattr(one, kind), getattr(other, kind)
        for name in sorted({*before, *after}):
            keys = sum(f"{each.key}.".startswith(f"policy.{kind}.{name}.") for each in found)
            counted += keys
            if not keys:
                continue
            if name not in before:
                verb = choose("新增", "added", lang, " ")
            elif name not in after:
                verb = choose("去掉", "dropped", lang, " ")
            else:
                verb = choose(f"改动 {keys} 处", f"changed in {keys}", lang, " ")
            title = getattr(after.get(name) or before[name], "title", None)
            words = choose(title.zh, title.en, lang, " ") if title is not None else ""
            yield " ".join(part for part in (verb, choose(*KINDS[kind], lang, " "), name, words) if part)
    rest = len(found) - counted
    if rest:
        yield choose(f"其他设置 {rest} 处", f"other settings: {rest}", lang)
