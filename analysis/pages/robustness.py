"""The page of robustness: arms across, measures down, with intervals over points and how surely an arm is first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.folder import Folder
from analysis.labels import choose
from analysis.outcome import Condition, Outcome
from analysis.pages.attribution import Scale
from analysis.robustness import Robustness, robustness
from analysis.tables import table_of, titled
from analysis.years import unit_of
from sim.indicators import SHARE

NAMES = {
    "mean": ("均值", "Mean"),
    "maximin": ("最坏点", "Worst point"),
    "cvar": ("最坏一成的均值", "Mean of the worst tenth"),
    "regret_max": ("最大后悔", "Largest regret"),
    "regret_90": ("九成点不超过的后悔", "Regret of 9 points in 10"),
    "satisficing": ("达标点占比", "Goal met"),
}


def page(
    folder: Path,
    lang: str,
    outcome: str,
    goal: str = "",
    arms: Sequence[str] = (),
    baseline: str = "",
    better: str = "",
) -> tuple[list[Any], Path | None, str]:
    """One table and what it says."""
    opened = Folder(folder)
    wanted = Outcome.read(outcome)
    bound = replace(Condition.read(f"{outcome} {goal}"), outcome=wanted) if goal else None
    found = robustness(opened, wanted, arms, bound, baseline, better)
    table = found.table()
    against = choose(f"（相对{baseline}）", f" (against {baseline})", lang, "") if baseline else ""
    way = choose(
        *{"up": ("越大越好", "more is better"), "down": ("越小越好", "less is better")}[found.better], lang
    )
    scale = scale_of(found, table, wanted, baseline, lang)
    count = choose(f"{found.values.shape[1]} 个点", f"{found.values.shape[1]} points", lang)
    title = f"{wanted.name(opened, lang)}{against} · {scale.unit} · {way} · {count}"
    return [titled(title, measures(found, table, scale, lang)), *notes(found, table, lang)], None, ""


def scale_of(found: Robustness, table: pd.DataFrame, outcome: Outcome, baseline: str, lang: str) -> Scale:
    """The unit of the values; effects relative to a baseline in per cent."""
    largest = float(table.loc[table["measure"] != "satisficing", "value"].abs().max())
    share = found.how == "pct"
    return Scale.of(SHARE if share else unit_of(outcome.key), largest, share or not baseline, lang)


def measures(found: Robustness, table: pd.DataFrame, scale: Scale, lang: str) -> Any:
    """A row a measure; the first arm starred, under each value its 90 % interval over points."""
    shown = table_of(["", *found.arms, choose("选谁（占重抽样）", "First (share of resamples)", lang, "\n")])
    for name in found.measures:
        rows = table[table["measure"] == name].set_index("arm").loc[list(found.arms)]
        cells = [_cell(row, name, scale, bool((rows["rank"] == 1).all())) for _, row in rows.iterrows()]
        first = rows[rows["rank"] == 1]
        chosen = ", ".join(_with_share(str(arm), row["share_first"]) for arm, row in first.iterrows())
        tied = choose("不分高下", "tied", lang)
        shown.add_row(choose(*NAMES[name], lang, "\n"), *cells, tied if len(first) == len(rows) else chosen)
    return shown


def _with_share(arm: str, share: float) -> str:
    return arm if np.isnan(share) else f"{arm} {100 * share:.0f} %"


def _cell(row: Any, name: str, scale: Scale, all_alike: bool) -> str:
    star = "*" if row["rank"] == 1 and not all_alike else " "
    if name == "satisficing":
        return f"{100 * row['value']:.0f} %{star}\n{100 * row['low']:.0f}…{100 * row['high']:.0f}"
    value, low, high = (scale.text(row[key], sign=False) for key in ("value", "low", "high"))
    return f"{value}{star}" + ("" if np.isnan(row["low"]) else f"\n{low}…{high}")


def notes(found: Robustness, table: pd.DataFrame, lang: str) -> list[str]:
    """Whether the choice depends on the measure, what was left out, and how to read the table."""
    first = table[table["rank"] == 1].groupby("measure")["arm"].agg(list).reindex(list(found.measures))
    telling = [arms for arms in first if len(arms) < len(found.arms)]
    always = [arm for arm in found.arms if all(arm in arms for arms in telling)]
    if telling and always:
        arm = " = ".join(always)
        said = choose(f"各种标准都选 {arm}。", f"Every measure chooses {arm}.", lang, "\n")
        if len(telling) < len(first):
            zh = (
                f"能分出高下的 {len(telling)} 个标准都选 {arm}；其余 {len(first) - len(telling)} 个不分高下。"
            )
            en = f"All {len(telling)} measures that tell the arms apart choose {arm}; "
            en += f"by the other {len(first) - len(telling)} they are tied."
            said = choose(zh, en, lang, "\n")
    elif not telling:
        said = choose("各情景不分高下。", "The arms do not differ.", lang, "\n")
    else:
        said = choose("选谁取决于标准。", "The choice depends on the measure.", lang, "\n")
    lines = [said]
    if found.left_out:
        lost = ", ".join(f"{arm} {count}" for arm, count in found.failed.items() if count)
        lines.append(
            choose(
                f"有 {found.left_out} 个点缺某个情景的结果，已剔除（有失败运行的点：{lost}）。",
                f"{found.left_out} points lack a run of some arm and are left out (points with failed runs: {lost}).",
                lang,
                "\n",
            )
        )
    if found.unpaired:
        lines.append(
            choose(
                f"另有 {found.unpaired} 次重复因某个情景未完成而不计，各情景只比较共同完成的重复。",
                f"{found.unpaired} replicates at the points kept are left out because some arm did not finish: arms "
                "are compared over the replicates that all of them have.",
                lang,
                "\n",
            )
        )
    lines.append(
        choose(
            "* 为该标准下的首选；第二行为对点重抽样的90%区间。最坏点与最大后悔只就所抽各点而言，不含偶然性，没有区间。"
            "各点同等看待，不是概率；后悔是与同一点最好情景之差。",
            "* first by that measure; below, the 90 % interval over resampled points. The worst point and the largest "
            "regret are over points, chance not included, and have no interval. Points count alike, they are no "
            "probabilities; regret is what an arm lacks to the best arm at the same point.",
            lang,
            "\n",
        )
    )
    return lines
