"""The page of a discovery: how many cases, the boxes found, a tree beside them, and a picture."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.discovery import Box, Cases, Discovery, Limit, cases_of, cases_of_target, discover
from analysis.folder import Folder
from analysis.labels import choose, money_unit, percent
from analysis.outcome import YUAN_OF, Condition, chosen_arm
from analysis.tables import table_of, titled
from analysis.years import year_values


def page(
    folder: Path,
    lang: str,
    where: str = "",
    target: str = "",
    baseline: str = "",
    scenario: str = "",
    least: float = 0.5,
    density: float | None = None,
) -> tuple[list[Any], Path | None, str]:
    """Tables of cases, boxes and rules, and the picture of the first box."""
    from analysis.figures.boxes import save_picture

    opened = Folder(folder)
    arm = chosen_arm(opened, scenario, baseline)
    if target:
        cases = cases_of_target(opened, arm, target, least)
    else:
        condition = in_year(Condition.read(where), opened)
        cases = cases_of(opened, arm, condition, baseline, least)

    def against(drawn: str) -> str:
        names = opened.manifest["titles"].get(baseline) or {}
        return choose(names.get("zh") or baseline, names.get("en") or baseline, drawn)

    def title(drawn: str) -> str:
        """The arm, what is asked of it, and from which share of its runs a point counts."""
        names = opened.manifest["titles"].get(arm) or {}
        name = choose(names.get("zh") or arm, names.get("en") or arm, drawn)
        said = (
            _missed(opened, arm, target, drawn)
            if target
            else spoken(condition, drawn).text(opened, drawn, against(drawn))
        )
        enough = choose(
            f"至少 {100 * least:.0f} % 的重复", f"in at least {100 * least:.0f} % of replicates", drawn
        )
        return f"{name} · {said} · {enough}"

    found = discover(cases, density)
    shown: list[Any] = [counts(cases, title(lang), lang)]
    shown += [box_table(box, number, lang) for number, box in enumerate(found.boxes, start=1)]
    if not found.boxes:
        shown.append(
            choose(
                "没有找到比全体更密集的区域。", "No part of the space is denser than the whole.", lang, "\n"
            )
        )
    shown += [rule_table(found, lang), warning(lang)]
    path, note = save_picture(opened, found, title, lang)
    return shown, path, note


def spoken(condition: Condition, lang: str) -> Condition:
    """The condition with its amount in the units of a language: 亿元 and 万元, or bn and m."""
    if condition.unit not in YUAN_OF or lang == "both":
        return condition
    yuan = condition.number * YUAN_OF[condition.unit]
    scale, unit = money_unit(abs(yuan), lang)
    return replace(condition, number=yuan / scale, unit=unit)


def in_year(condition: Condition, folder: Folder) -> Condition:
    """The condition with its year said: the last where none was."""
    if condition.outcome.year:
        return condition
    outcome = condition.outcome
    last = int(year_values(folder, outcome.key, [outcome.where(folder)]).years[-1])
    return replace(condition, outcome=replace(outcome, year=last))


def _missed(folder: Folder, arm: str, target: str, lang: str) -> str:
    """A target that is missed, in words."""
    words = folder.scenario(arm)["targets"][target].get("title") or {}
    return choose(f"{target} 未达到：{words.get('zh', '')}", f"{target} missed: {words.get('en', '')}", lang)


def counts(cases: Cases, title: str, lang: str) -> Any:
    """How many points are of interest, are not, or failed; and runs that failed at points that still count."""
    known, good = cases.known, cases.of_interest
    rows = (
        (choose("符合条件", "of interest", lang), int(good.sum())),
        (choose("不符合", "not of interest", lang), int((known & ~good).sum())),
        (choose("运行全部失败，不计入", "all runs failed, in neither", lang), int((~known).sum())),
    )
    table = table_of([choose("点", "Points", lang), "", ""])
    for name, count in rows:
        table.add_row(name, str(count), percent(count / len(known)))
    some = int((cases.failed[known] > 0).sum())
    if some:
        name = choose("其中部分运行失败、仍计入", "of them with some runs failed, still counted", lang)
        table.add_row(name, str(some), percent(some / len(known)))
    return titled(title, table)


def box_table(box: Box, number: int, lang: str) -> Any:
    """A box: how much it explains, then its restrictions, the surest first."""
    figures = choose(
        f"覆盖率 {percent(box.coverage, 0)} · 密度 {percent(box.density, 0)} · 占全部点 {percent(box.mass, 0)}"
        f"（{box.of_interest}/{box.cases}）",
        f"coverage {percent(box.coverage, 0)} · density {percent(box.density, 0)} "
        f"· {percent(box.mass, 0)} of all points ({box.of_interest} of {box.cases})",
        lang,
        "\n",
    )
    lost = (
        choose(f"，另有 {box.failed} 个失败点", f"; {box.failed} failed points inside", lang)
        if box.failed
        else ""
    )
    heads = (
        ("因素", "Factor"),
        ("范围", "Range"),
        ("全部范围", "Whole range"),
        ("准p值", "Quasi-p"),
    )
    table = table_of([choose(zh, en, lang, "\n") for zh, en in heads])
    for limit in box.limits:
        table.add_row(limit.factor, restricted(limit), whole(limit), quasi_p(limit))
    name = choose(f"区域 {number}", f"Box {number}", lang)
    return titled(f"{name}\n{figures}{lost}", table)


def restricted(limit: Limit) -> str:
    """The range or the values that a box keeps of a factor; an end that is not restricted is left open."""
    if limit.values:
        return ", ".join(str(value) for value in limit.values)
    if math.isnan(limit.p_low):
        return f"≤ {limit.high:.4g}"
    return f"≥ {limit.low:.4g}" if math.isnan(limit.p_high) else f"{limit.low:.4g} … {limit.high:.4g}"


def whole(limit: Limit) -> str:
    """The range or the values of a factor in the sweep."""
    if limit.values:
        return ", ".join(str(value) for value in limit.whole)
    return f"{limit.whole[0]:.4g} … {limit.whole[1]:.4g}"


def quasi_p(limit: Limit) -> str:
    """Quasi-p-values of the ends that are restricted."""
    known = [one for one in (limit.p_low, limit.p_high) if not math.isnan(one)]
    return ", ".join("<0.0001" if one < 1e-4 else f"{one:.4f}" for one in known)


def rule_table(found: Discovery, lang: str) -> Any:
    """The leaves of the tree, the densest first."""
    heads = (("条件", "Conditions"), ("点数", "Points"), ("密度", "Density"), ("覆盖率", "Coverage"))
    table = table_of([choose(zh, en, lang, "\n") for zh, en in heads])
    for rule in found.rules:
        conditions = choose("，", ", ", lang if lang != "both" else "en").join(rule.conditions) or "–"
        table.add_row(conditions, str(rule.cases), percent(rule.density, 0), percent(rule.coverage, 0))
    return titled(
        choose("决策树（CART）：同一问题的另一种看法", "A tree (CART): a second view of the same", lang),
        table,
    )


def warning(lang: str) -> str:
    """What coverage and density trade, and what a box is not."""
    return choose(
        "覆盖率是符合条件的点落在区域内的比例，密度是区域内符合条件的比例：区域画大，覆盖率升、密度降，两者不可兼得，"
        "density= 可另选取舍。准p值检验的是区域本身所选的数据，只宜用来剔除多余的限制。"
        "区域描述的是本次抽样，不是概率预测。",
        "Coverage is the share of cases of interest that lie inside, density the share inside that is of interest: "
        "a larger box has more of the first and less of the second, never both; choose with density=. "
        "Quasi-p-values test a box on the data that chose it: use them to drop restrictions only. "
        "A box describes this sample; it is no forecast.",
        lang,
        "\n",
    )
