"""What a calibration found: parameters before and after, moments observed and simulated, what the data leave open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table

from analysis.calibrations import CalibrationFolder
from analysis.figures.calibration import save_picture
from analysis.labels import amount, choose, say

SURE = 1.645
"""Standard errors either side of what was observed."""
ENOUGH_DRAWS = 100
"""Draws of the prior below which nothing can be said of what is identified."""
RESTS = 0.3
"""Rank correlation over draws of the prior from which a parameter is said to rest on a moment."""
Page = tuple[list[Table | str], Path | None, str]


def page(folder: str | Path, lang: str = "both") -> Page:
    """Tables of parameters, moments and distances, the picture saved beside them, and a note about it."""
    opened = CalibrationFolder(Path(folder))
    picture, drawn = save_picture(opened, lang)
    note = say("no_font", lang, "\n") if lang != "en" and drawn != "zh" else ""
    return [_parameters(opened, lang), _moments(opened, lang), *_told(opened, lang)], picture, note


def _table(title: tuple[str, str], heads: list[tuple[str, str]], lang: str) -> Table:
    table = Table(
        title=choose(*title, lang),
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
    )
    for number, head in enumerate(heads):
        table.add_column(
            choose(*head, lang, "\n"),
            overflow="fold",
            no_wrap=number > 0,
            justify="left" if number == 0 else "right",
        )
    return table


def _parameters(opened: CalibrationFolder, lang: str) -> Table:
    heads = [
        ("参数", "parameter"),
        ("先验", "prior"),
        ("现值", "present"),
        ("估计", "estimate"),
        ("后验中位数", "median"),
        ("90%可信区间", "90 % interval"),
        ("收缩", "shrinkage"),
        ("结论", "finding"),
    ]
    title = ("参数：先验与后验", "Parameters: prior and posterior")
    table = _table(title, heads, lang)
    few, astray = _few(opened), _resting_on_unreached(opened)
    for row in opened.parameters.itertuples():
        finding = choose(*(("抽样太少", "too few draws") if few else _finding(row)), lang, "\n")
        table.add_row(
            choose(row.zh or row.name, row.en or row.name, lang, "\n"),
            f"{row.low:.3g}–{row.high:.3g}",
            f"{row.present:.3g}",
            f"{row.estimate:.3g}",
            f"{row.q50:.3g}",
            f"{row.q05:.3g}–{row.q95:.3g}",
            f"{row.shrinkage:.2f}",
            finding + (" †" if row.name in astray else ""),
            style="bold" if row.lands and not few else None,
        )
    return table


def _few(opened: CalibrationFolder) -> bool:
    """Whether the draws are too few to say what is identified."""
    found = opened.summary
    return bool(found["draws"] - found["draws_failed"] < ENOUGH_DRAWS)


def _finding(row: Any) -> tuple[str, str]:
    if row.lands:
        return "可识别", "identified"
    if row.identified:
        return "可识别，但估计在区间外", "identified, estimate outside"
    return "保持先验", "stays prior"


def _moments(opened: CalibrationFolder, lang: str) -> Table:
    heads = [
        ("矩", "moment"),
        ("观测±观测误差", "observed ± its error"),
        ("偶然标准差", "chance sd"),
        ("先验90%", "prior 90 %"),
        ("现值", "present"),
        ("估计", "estimate"),
        ("拟采用", "landing"),
        ("后验90%", "posterior 90 %"),
        ("拟合", "fitted"),
    ]
    table = _table(("矩：观测与模拟", "Moments: observed and simulated"), heads, lang)
    for row in opened.moments.itertuples():

        def shown(value: float, unit: str = row.unit) -> str:
            return f"{100 * value:.1f} %" if unit == "share" else amount(value, unit, lang)

        table.add_row(
            choose(row.zh, row.en, lang, "\n"),
            f"{shown(row.observed)} ± {shown(row.uncertainty)}",
            shown(row.chance_sd),
            f"{shown(row.prior_q05)}…{shown(row.prior_q95)}",
            shown(row.present),
            shown(row.estimate),
            shown(row.landing),
            f"{shown(row.posterior_q05)}…{shown(row.posterior_q95)}",
            say("yes" if row.weight > 0 else "no", lang),
        )
    return table


def _told(opened: CalibrationFolder, lang: str) -> list[Table | str]:
    """Distances, counts and what they mean."""
    found = opened.summary
    heads = [("距离", "distance"), ("现值", "present"), ("估计", "estimate"), ("拟采用", "landing")]
    title = (
        "距离：标准化偏差平方的加权平均，随机数与搜索时不同",
        "Distance: weighted mean of squared standardised deviations, fresh chance",
    )
    table = _table(title, heads, lang)
    for key, name in (
        ("fitted", ("参与拟合的矩", "fitted moments")),
        ("held_out", ("未参与拟合", "held out")),
    ):
        row = found["distances"][key]
        values = [row[point] for point in ("present", "estimate", "landing")]
        table.add_row(choose(*name, lang), *("–" if value is None else f"{value:.2f}" for value in values))
    low = found["identified_above"]
    zh = (
        f"搜索 {found['trials']} 点（失败 {found['trials_failed']}），先验抽样 {found['draws']} 次（失败 "
        f"{found['draws_failed']}），保留 {found['draws_kept']} 次；收缩＝1−后验标准差/先验标准差，"
        f"大于 {low:g} 视为可识别，其余参数保持现值"
    )
    en = (
        f"{found['trials']} points searched ({found['trials_failed']} failed), {found['draws']} draws of the prior "
        f"({found['draws_failed']} failed), {found['draws_kept']} kept; shrinkage = 1 - posterior sd / prior sd; above "
        f"{low:g} a parameter counts as identified, the others keep their present value"
    )
    if found["improves"]:
        verdict = ("拟采用值确实更接近观测", "the landing values are nearer to what was observed")
    else:
        verdict = ("拟采用值并不比现值确实更近", "the landing values are nearer by no more than chance")
    gained = f"{found['gain']:+.2f} ± {found['gain_error']:.2f}"
    verdict = (
        f"{verdict[0]}（距离减少 {gained}，±为随机数带来的标准误）",
        f"{verdict[1]} (distance less by {gained}, ± the standard error from chance alone)",
    )
    return [
        table,
        choose(*verdict, lang, "\n"),
        choose(zh, en, lang, "\n"),
        choose(*_how(found), lang, "\n"),
        *_too_few(opened, lang),
        *_pairs(opened, lang),
        *_out_of_reach(opened, lang),
    ]


def _how(found: dict[str, Any]) -> tuple[str, str]:
    """How a distance follows from the table of moments; which error is which."""
    runs = max(4, found["replicates"], found["checks"] // 2)
    return (
        f"标准化偏差＝(模拟－观测)／√(观测误差²＋偶然标准差²×(1＋1/{runs}))：观测误差是统计数据本身的标准误，"
        f"偶然标准差是同一组参数各次运行之间的标准差，每点 {runs} 次运行",
        "standardised deviation = (simulated - observed) / "
        f"sqrt(its error^2 + chance sd^2 (1 + 1/{runs})): the error of what was observed is the standard error "
        f"of the statistic itself, chance sd that between runs of the same parameters; {runs} runs a point",
    )


def _too_few(opened: CalibrationFolder, lang: str) -> list[str]:
    """That nothing can be said of what is identified, and why so many draws were kept."""
    if not _few(opened):
        return []
    found = opened.summary
    draws, kept = found["draws"] - found["draws_failed"], found["draws_kept"]
    all_zh = "全部保留，没有选择" if kept >= draws else f"保留 {kept} 次"
    all_en = "all were kept, so nothing was selected" if kept >= draws else f"{kept} were kept"
    zh = f"抽样太少，说不出哪些参数可识别：可用 {draws} 次，{all_zh}（至少保留 20 次才能回归）；"
    zh += f"请用 draws= 至少给 {ENOUGH_DRAWS} 次"
    en = f"too few draws to say what is identified: {draws} of use, {all_en} (a regression needs 20 at least); "
    en += f"give {ENOUGH_DRAWS} or more with draws="
    return [choose(zh, en, lang, "\n")]


def _pairs(opened: CalibrationFolder, lang: str) -> list[str]:
    """Parameters that the data can only tell together."""
    rows = list(opened.parameters.itertuples())
    found = opened.summary["correlation"]
    close = [
        (one, other, found[first][second])
        for first, one in enumerate(rows)
        for second, other in enumerate(rows)
        if first < second and abs(found[first][second]) > 0.5
    ]
    return [
        choose(
            f"后验相关 {value:+.2f}：{one.zh or one.name}、{other.zh or other.name}，数据主要识别其组合",
            f"posterior correlation {value:+.2f}: {one.en or one.name} and {other.en or other.name}; the data mostly "
            "identify a combination of them",
            lang,
            "\n",
        )
        for one, other, value in close
    ]


def _unreached(opened: CalibrationFolder) -> pd.DataFrame:
    """Fitted moments that no value of the parameters explains."""
    rows = opened.moments[opened.moments["weight"] > 0]
    beyond = (rows["observed"] + SURE * rows["uncertainty"] < rows["prior_q05"]) | (
        rows["observed"] - SURE * rows["uncertainty"] > rows["prior_q95"]
    )
    return rows[beyond]


def _resting_on_unreached(opened: CalibrationFolder) -> set[str]:
    """Parameters that go with a moment out of the prior's reach, by rank over the draws of the prior."""
    moments = list(_unreached(opened)["moment"])
    if not moments:
        return set()
    ranks = opened.draws.dropna().rank()
    sure = max(RESTS, 2.0 / max(len(ranks) - 1, 1) ** 0.5)
    return {
        name
        for name in opened.parameters["name"]
        for moment in moments
        if abs(ranks[f"parameter.{name}"].corr(ranks[f"moment.{moment}"])) > sure
    }


def _out_of_reach(opened: CalibrationFolder, lang: str) -> list[str]:
    """Fitted moments that no value of the parameters explains, and what rests on them."""
    told = [
        choose(
            f"{row.zh}：先验的模拟够不到观测值，应查找缺失的机制而不是更好的数值",
            f"{row.en}: runs of the prior do not reach what was observed; look for a missing mechanism, not a value",
            lang,
            "\n",
        )
        for row in _unreached(opened).itertuples()
    ]
    if _resting_on_unreached(opened):
        zh = "†：该参数主要依据上述够不到的矩，估计可能是在替缺失的机制补偿，不宜采用"
        en = "†: rests on a moment that is out of reach, so the estimate may stand in for a mechanism that is missing; "
        told.append(choose(zh, en + "better not adopted", lang, "\n"))
    return told
