"""`bqw list indicators` and `bqw list targets`: what is measured and what was promised, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.wording import choose
from sim.indicators import BY_KEY, INDICATORS
from sim.indicators.kinds import Indicator
from sim.indicators.targets import TARGETS

Head = list[str]
Rows = list[list[str]]

LEVELS = {"city": "市", "county": "县", "town": "镇", "park": "园区", "village": "村"}
KINDS = {"stock": "存量", "flow": "流量", "ratio": "比率", "count": "计数", "index": "指数"}
BETTER = {"up": "越高越好", "down": "越低越好", "neutral": "中性"}
UNITS = {
    "yuan": "元",
    "yuan of 2022": "元（2022年价）",
    "yuan a head": "元/人",
    "yuan of 2022 a head": "元/人（2022年价）",
    "persons": "人",
    "firms": "户",
    "share": "份额",
    "index": "指数",
    "minutes": "分钟",
    "mu": "亩",
    "villages": "村",
    "places": "个",
    "tonnes": "吨",
}
"""Units in Chinese; one that is not listed stays as it is."""


def indicators(lang: str) -> tuple[Head, Rows]:
    """Key, names, unit, levels, kind, better: in one language, or as the registry has them where both are asked for."""
    if lang == "both":
        head = ["key", "中文", "English", "unit", "levels", "kind", "better"]
        return head, [
            [item.key, item.zh, item.en, item.unit, ", ".join(item.levels), item.kind, item.better]
            for item in INDICATORS
        ]
    words = zip(
        ["键", "名称", "单位", "层级", "类型", "好坏"],
        ["key", "name", "unit", "levels", "kind", "better"],
        strict=True,
    )
    head = [choose(zh, en, lang) for zh, en in words]
    return head, [[item.key, choose(item.zh, item.en, lang), *_words(item, lang)] for item in INDICATORS]


def _words(item: Indicator, lang: str) -> list[str]:
    """Unit, levels, kind and better side."""
    return [
        choose(UNITS.get(item.unit, item.unit), item.unit, lang, " "),
        choose("、".join(LEVELS[level] for level in item.levels), ", ".join(item.levels), lang, " "),
        choose(KINDS[item.kind], item.kind, lang, " "),
        choose(BETTER[item.better], item.better, lang, " "),
    ]


def indicators_on_screen(lang: str) -> Iterator[str]:
    """Two lines an indicator: the key with its names, then unit, levels, kind and better side."""
    for item in INDICATORS:
        yield f"[bold]{item.key}[/bold]  {choose(item.zh, item.en, lang)}"
        yield "    " + " | ".join(_words(item, lang))


def targets(lang: str) -> tuple[Head, Rows]:
    """Number, what, place, goal, by when, the indicators that show it, and why they only come near where they do."""
    words = (
        ("编号", "id"), ("目标", "target"), ("地区", "place"), ("要求", "goal"), ("期限", "by"), ("指标", "shown by"),
        ("模型之外的原因（指标仅为近似）", "why outside the model (indicators only come near)"),
    )  # fmt: skip
    rows = [
        [
            target.id,
            choose(target.zh, target.en, lang),
            target.place,
            target.goal,
            target.deadline,
            ", ".join(target.indicators),
            choose(target.why_zh, target.why_en, lang) if target.external else "",
        ]
        for target in TARGETS
    ]
    return [choose(zh, en, lang, " ") for zh, en in words], rows


def targets_on_screen(lang: str) -> Iterator[str]:
    """A target with its goal, then the indicators that show it or come nearest."""
    for target in TARGETS:
        by = f" ({target.deadline})" if target.deadline else ""
        yield f"[bold]{target.id}[/bold]  {choose(target.zh, target.en, lang)}, {target.place}: {target.goal}{by}"
        shown = ", ".join(target.indicators)
        if target.external:
            near, why = choose("近似", "nearest", lang), choose(target.why_zh, target.why_en, lang)
            yield f"    {near}: {shown} ({why})"
        else:
            yield f"    {shown}"


ON_SCREEN = {"indicators": indicators_on_screen, "targets": targets_on_screen}
IN_A_PIPE = {"indicators": indicators, "targets": targets}


def unknown_keys() -> Iterator[str]:
    """Every indicator that a target names and the registry does not know, with the target's number."""
    for target in TARGETS:
        yield from (f"{target.id} {key}" for key in target.indicators if key not in BY_KEY)
