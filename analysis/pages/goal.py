"""The page of `bqw goal`: the mixes that were confirmed, what each costs and whom, the frontier, and what binds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.goals import GoalAnswer, Mix
from analysis.labels import HEADS, amount, choose, in_unit, money, percent
from analysis.tables import let_fold, short, table_of, titled, with_unit
from sim.indicators.units import goal

PAYERS: dict[str, tuple[str, str]] = {
    "paid_local": ("本地财政", "Local\nbudgets"),
    "paid_above": HEADS["paid_above"],
    "paid_outside": HEADS["paid_outside"],
    "paid_owners": ("企业主", "Owners"),
    "paid_recipients": ("受益县财政", "Recipients'\nbudgets"),
    "paid_own": ("受益方自筹", "Own\npart"),
    "paid_pairings": ("结对双方", "Pairings"),
}
MOST_FRONTIER = 8
"""Rows of the frontier that the table shows."""
EDGE = 0.02
"""How near to the end of its range, relative to it, a size counts as at its end."""
SURE = 1.0


def page(folder: Path, lang: str = "both") -> tuple[list[Any], Path | None, str]:
    """Tables and sentences, the picture of the frontier, a note about the picture."""
    from analysis.figures.frontier import save_frontier
    from analysis.figures.pages import picture_note

    found = GoalAnswer(folder)
    return card(found, lang), save_frontier(folder, found, lang), picture_note(folder, lang)


def card(found: GoalAnswer, lang: str) -> list[Any]:
    """Everything of the page that is not the picture."""
    again = choose(
        "以新的随机数复核的组合（规模为原定的倍数；成本为全期实付，不贴现，各次平均）",
        "Mixes tried again with fresh chance (sizes as multiples of the stated; cost paid over all quarters, "
        "not discounted, mean over runs)",
        lang,
    )
    seen = choose(
        "搜索的前沿（搜索自身的随机数：挑出者偏乐观）",
        "Frontier of the search (by its own chance: what was picked is optimistic)",
        lang,
    )
    shown = sorted(found.confirmed, key=lambda one: one.cost)
    frontier = _thinned(found.frontier())
    stated = [found.stated] if found.stated is not None and found.stated not in frontier else []
    tables = [
        _wanted(found, lang),
        _mixes(found, shown, again, lang),
        _mixes(found, [*frontier, *stated], seen, lang),
    ]
    return [*tables, *sentences(found, lang)]


def _wanted(found: GoalAnswer, lang: str) -> Any:
    heads = [
        ("目标", "Goal"),
        ("要求", "Wanted"),
        ("年份", "Year"),
        ("单独达到", "Met\nalone"),
        ("均值", "Mean"),
    ]
    table = table_of([choose(*head, lang, "\n") for head in heads])
    let_fold(table, 0)
    best = found.nearest
    for one in found.wanted:
        name, aim = one["name"], one["aim"]
        title = choose(one["title"]["zh"], one["title"]["en"], lang, "\n")
        named = title if "@" in name else f"{name} {title}"
        wanted = goal(aim["op"], aim["number"], one["unit"], lang)
        mean = amount(best.means[name], one["unit"], lang)
        table.add_row(named, wanted, str(aim["last"]), percent(best.shares[name], 0), mean)
    which = (
        ("最省组合的复核结果", "as the mix told below")
        if found.best
        else ("最接近的组合", "as the nearest mix")
    )
    title = choose(f"目标（{which[0]}）", f"Goals ({which[1]})", lang)
    return titled(title, table)


def _mixes(found: GoalAnswer, mixes: list[Mix], title: str, lang: str) -> Any:
    payers = [payer for payer in PAYERS if any(one.by_payer.get(payer) for one in mixes)]
    title, scale = with_unit(title, max(one.cost for one in mixes), lang)
    names = [_size_name(found, size, lang) for size in found.sizes]
    heads = [
        ("成本", "Cost"),
        *(PAYERS[payer] for payer in payers),
        ("达标", "Met"),
        ("95%区间", "95 %\ninterval"),
    ]
    table = table_of(
        ["", *names, *(choose(*head, lang, "\n") for head in heads), choose("次", "Runs", lang, "\n")]
    )
    for one in mixes:
        mark = "→" if one is found.best else choose("原定", "stated", lang) if one is found.stated else ""
        paid = [in_unit(one.by_payer.get(payer, 0.0), scale) for payer in payers]
        interval = f"{100 * one.low:.0f}–{100 * one.high:.0f} %"
        sizes = [f"{one.sizes[size]:g}×" for size in found.sizes]
        table.add_row(
            mark,
            *sizes,
            in_unit(one.cost, scale),
            *paid,
            percent(one.probability, 0),
            interval,
            str(one.runs),
        )
    return titled(title, table)


def _full_name(found: GoalAnswer, size: str, lang: str) -> str:
    return found.titles.get(size, {}).get(lang) or size.partition(".")[2]


def _size_name(found: GoalAnswer, size: str, lang: str) -> str:
    zh, en = (short(_full_name(found, size, each), most) for each, most in (("zh", 16), ("en", 22)))
    return choose(zh, en, lang, "\n")


def _thinned(frontier: list[Mix]) -> list[Mix]:
    """The frontier in few rows, its ends kept."""
    if len(frontier) <= MOST_FRONTIER:
        return frontier
    step = (len(frontier) - 1) / (MOST_FRONTIER - 1)
    return [frontier[round(step * row)] for row in range(MOST_FRONTIER)]


def sentences(found: GoalAnswer, lang: str) -> list[str]:
    """The answer, how sure it is, and what binds; where nothing does it, the nearest."""
    best = found.best
    told = [_unattained(found, lang) if best is None else _answer(found, best, lang)]
    if best is not None and not any(best.sizes.values()):
        zh = "各项规模为零即可达到：不需要所列政策，目标太低，或本来就会达到。"
        en = "Met with all sizes at nought, without any of these policies: the goal asks for nothing of them."
        told.append(choose(zh, en, lang, "\n"))
    told += [_binding(found, best or found.nearest, lang)]
    tries = (len(found.tried), len(found.confirmed))
    zh = f"共试 {tries[0]} 种组合，复核 {tries[1]} 种；复核另用随机数，故不受“挑中幸运者”之害。"
    en = f"{tries[0]} mixes tried, {tries[1]} tried again; fresh chance takes away what the search's best owe to luck."
    return [*told, choose(zh, en, lang, "\n")]


def _in_words(found: GoalAnswer, one: Mix, lang: str) -> str:
    parts = [f"{_full_name(found, size, lang)} {one.sizes[size]:g}×" for size in found.sizes]
    return ("，" if lang == "zh" else ", ").join(parts)


def _answer(found: GoalAnswer, best: Mix, lang: str) -> str:
    sure = best.low >= found.probability
    wanted = percent(found.probability, 0)
    surely = (
        ("区间下限也达到要求", "the whole interval lies above what is wanted")
        if sure
        else (
            "区间跨过要求，多加复核次数（confirm=）可更确定",
            "the interval reaches below it; more runs (confirm=) tell",
        )
    )
    interval = f"{100 * best.low:.0f}–{100 * best.high:.0f} %"
    return choose(
        f"最省的组合：{_in_words(found, best, 'zh')}，全期共 {money(best.cost, 'zh')}；"
        f"达标概率 {percent(best.probability, 0)}（95%区间 {interval}），要求 {wanted}：{surely[0]}。",
        f"The cheapest mix: {_in_words(found, best, 'en')}, {money(best.cost, 'en')} yuan in all; it meets the goals "
        f"in {percent(best.probability, 0)} of runs (95 % interval {interval}), {wanted} wanted: {surely[1]}.",
        lang,
        "\n",
    )


def _unattained(found: GoalAnswer, lang: str) -> str:
    one, (low, high) = found.nearest, found.range
    interval = f"{100 * one.low:.0f}–{100 * one.high:.0f} %"
    open_zh, open_en = (
        (
            "区间仍含要求，不能排除，可多加次数（confirm=）",
            "its interval reaches what is wanted: more runs (confirm=) may tell otherwise",
        )
        if one.high >= found.probability
        else ("区间整个低于要求", "its whole interval lies below")
    )
    return choose(
        f"在 {low:g}× 到 {high:g}× 的规模之内达不到：最接近的组合 {_in_words(found, one, 'zh')}"
        f"（{money(one.cost, 'zh')}）达标概率 {percent(one.probability, 0)}（95%区间 {interval}），"
        f"要求 {percent(found.probability, 0)}：{open_zh}。",
        f"Not attained with sizes from {low:g}× to {high:g}×: the nearest mix, {_in_words(found, one, 'en')} "
        f"({money(one.cost, 'en')} yuan), meets the goals in {percent(one.probability, 0)} of runs (95 % interval "
        f"{interval}), {percent(found.probability, 0)} wanted; {open_en}.",
        lang,
        "\n",
    )


def _binding(found: GoalAnswer, one: Mix, lang: str) -> str:
    """The goal that is met least often, sizes at an end of their range, money that payers could not pay."""
    zh, en = [], []
    worst = min(found.wanted, key=lambda each: one.shares[each["name"]])
    share = one.shares[worst["name"]]
    if share < SURE and len(found.wanted) > 1:
        zh.append(f"最难的是“{worst['title']['zh']}”（{percent(share, 0)}）")
        en.append(f"“{worst['title']['en']}” is the hardest ({percent(share, 0)})")
    low, high = found.range
    for size in found.sizes:
        title = (_full_name(found, size, "zh"), _full_name(found, size, "en"))
        for end, said in ((low, ("下限", "lower")), (high, ("上限", "upper"))):
            if abs(one.sizes[size] - end) <= EDGE * (high - low):
                zh.append(f"{title[0]}在规模{said[0]}")
                en.append(f"{title[1]} is at the {said[1]} end of its range")
    if one.planned and one.cut / one.planned >= 0.01:
        zh.append(f"计划资金有 {percent(one.cut / one.planned)} 因出资方无款被压减")
        en.append(f"{percent(one.cut / one.planned)} of the planned money was cut, as payers could not pay")
    if not zh:
        zh, en = (
            ["没有规模在上下限，资金未被压减"],
            ["no size is at an end of its range and no money was cut"],
        )
    return choose(f"约束：{'；'.join(zh)}。", f"What binds: {'; '.join(en)}.", lang, "\n")
