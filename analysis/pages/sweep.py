"""What a person sees at the end of `bqw sweep`: runs, failures, factors, effects over points and what moves them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from rich.console import Group
from rich.table import Table

from analysis.compare import Comparison, compare
from analysis.crossed import Crossed
from analysis.factors import factors_of
from analysis.figures.pages import save_run_picture
from analysis.figures.style import page as drawn_page
from analysis.figures.sweep import save_sweep_picture
from analysis.folder import Folder
from analysis.labels import amount, choose, head, indicator_name, percent, say
from analysis.multiplicity import LEVEL, Multiplicity
from analysis.signs import FEWEST, robust_table, strongest_factor, surely
from analysis.statistics import bands
from analysis.tables import let_fold, table_of, titled
from analysis.years import unit_of, year_values
from sim.errors import InputError

Shown = list[Group | Table | str]
KEYS = ("gdp_real", "employment", "income_rural", "revenue_own", "firms_above_scale")
"""Outcomes of the page, as far as they were recorded."""
MOST_REASONS, MOST_FACTORS = 6, 30


def page(folder: Path, lang: str, baseline: str | None = None) -> tuple[Shown, Path | None, str]:
    """Tables, a picture saved beside the results, and a line about the picture; the first arm is the baseline."""
    opened = Folder(folder)
    shown: Shown = [_counts(opened, lang), *_reasons(opened, lang), *_factors(opened, lang)]
    picture = None
    try:
        if len(opened.scenarios) > 1:
            usual = baseline or opened.scenarios[0]
            comparison = compare(opened, usual, opened.scenarios, complete_pairs=True)
            shown += _effects(comparison, lang)
            picture = save_sweep_picture(comparison, lang)
        else:
            shown += _levels(opened, opened.scenarios[0], lang)
            picture = save_run_picture(opened.path, lang)
    except InputError as error:
        shown.append(str(error))
    with drawn_page(opened, lang) as drawn:
        note = "" if picture is None or lang == "en" or drawn == "zh" else say("no_font", lang, "\n")
    return shown, picture, note


def _counts(folder: Folder, lang: str) -> str:
    states = folder.runs["status"].value_counts()
    done, failed = (int(states.get(state, 0)) for state in ("finished", "failed"))
    points, replicates = len(folder.points), folder.design["replicate"].nunique()
    arms, whole, name = len(folder.scenarios), folder.planned, folder.path.name
    zh = f"{name}：{whole} 次运行（{arms} 个情景，{points} 个点，每点 {replicates} 次），"
    zh += f"完成 {done}，失败 {failed}"
    en = f"{name}: {whole} runs ({arms} arm{'s' * (arms > 1)}, {points} points, "
    en += f"{replicates} replicate{'s' * (replicates > 1)}), {done} finished, {failed} failed"
    if folder.missing:
        zh, en = f"{zh}\n{folder.unfinished('zh')}", f"{en}\n{folder.unfinished('en')}"
    return choose(zh, en, lang, "\n")


def _reasons(folder: Folder, lang: str) -> Shown:
    """Failures by what they say, numbers aside; the most frequent first."""
    failed = folder.runs[folder.runs["status"] != "finished"]
    if failed.empty:
        return []
    kinds = failed["error"].map(lambda text: re.sub(r"[\d.,]+", "#", str(text).partition("\n")[0]))
    table = table_of([head("reason", lang), head("runs", lang), "run_id"])
    let_fold(table, 0)
    for kind in kinds.value_counts().index[:MOST_REASONS]:
        of_kind = failed[kinds == kind]
        first = of_kind.iloc[0]
        more = "" if len(of_kind) == 1 else " …"
        table.add_row(str(first["error"]).partition("\n")[0], str(len(of_kind)), f"{first['run_id']}{more}")
    return [table]


def _factors(folder: Folder, lang: str) -> Shown:
    factors = factors_of(folder)
    if not factors:
        return []
    table = table_of([head(key, lang) for key in ("factor", "taken", "unit")])
    let_fold(table, 0)
    for factor in factors[:MOST_FACTORS]:
        table.add_row(factor.title(lang), factor.taken(lang), factor.unit_in(lang))
    left = len(factors) - MOST_FACTORS
    more = [choose(f"另有 {left} 个因素", f"{left} more factors", lang)] if left > 0 else []
    return [table, *more]


def _effects(comparison: Comparison, lang: str) -> Shown:
    """A table an arm: the effect on the whole region in the last year, over points."""
    folder = comparison.folder
    city = folder.places.city
    keys = [key for key in KEYS if key in folder.keys]
    year = int(year_values(folder, keys[0], [city]).years[-1])
    found = comparison.table(keys, year=year, by=[city.id], how="pct")
    signs = robust_table(comparison, keys, year, [city.id], "pct").set_index(["scenario", "indicator"])
    shown: Shown = [pairs.sentence(name, lang) for name, pairs in comparison.pairs.items() if pairs.left_out]
    heads = ("outcome", "mean95", "median", "band90", "positive", "robust", "strongest")
    for scenario in comparison.scenarios:
        rows = found[found["scenario"] == scenario].set_index("indicator")
        table = table_of([head(key, lang) for key in heads])
        let_fold(table, 6)
        for key in keys:
            row, sign = rows.loc[key], signs.loc[(scenario, key)]
            crossed = _crossed(comparison, key, scenario, year)
            table.add_row(
                indicator_name(key, lang),
                _mean(row),
                percent(row["median"], 3, sign=True),
                _band(row),
                f"{100 * row['share_positive']:.0f} %",
                robust_words(sign, lang),
                strongest_words(folder, crossed, lang),
            )
        count = int(rows["points"].iloc[0])
        of = (
            f"{count} {say('points', lang)}"
            if count > 1
            else f"{int(rows['n'].iloc[0])} {say('pairs', lang)}"
        )
        names = f"{_title(folder, scenario, lang)} – {_title(folder, comparison.baseline, lang)}"
        shown.append(
            titled(f"{say('difference', lang)} · {names} · {city.name(lang)} · {year} · {of}", table)
        )
    return [*shown, Multiplicity.of(found).sentence(lang), _reading(found, lang)]


def _reading(found: pd.DataFrame, lang: str) -> str:
    """What bands and verdicts mean, and how much of the spread is noise of replicates."""
    zh = f"各点先对重复次数取平均，区间为各点之间的分布；稳健＝至少90%的点同号，少于 {FEWEST} 点不作判断"
    en = "Replicates of a point are averaged first, bands are over points; robust = one sign in at least 90 % of points"
    en += f", told from {FEWEST} points on"
    known = found[found["noise_share"].notna()]
    shares = dict(zip(known["indicator"], known["noise_share"], strict=True))
    if len(known) and len(known["scenario"].unique()) == 1:
        zh += "；点间方差中的重复噪声：" + "，".join(_noise(key, of, "zh") for key, of in shares.items())
        en += "; noise of replicates in the variance between points: "
        en += ", ".join(_noise(key, of, "en") for key, of in shares.items())
    elif len(known):
        most = known["noise_share"].max()
        zh += f"；点间方差中的重复噪声至多 {100 * most:.0f} %"
        en += f"; noise of replicates is at most {100 * most:.0f} % of the variance between points"
    return choose(zh, en, lang, "\n")


def _noise(key: str, share: float, lang: str) -> str:
    return f"{indicator_name(key, lang)} {100 * share:.0f} %"


def _levels(folder: Folder, scenario: str, lang: str) -> Shown:
    """The outcomes of a single arm in the last year, over points."""
    city, rows = folder.places.city, folder.runs.set_index("run_id")
    keys = [key for key in KEYS if key in folder.keys]
    table = table_of([head(key, lang) for key in ("outcome", "median", "band90", "strongest")])
    let_fold(table, 3)
    year = 0
    for key in keys:
        found = year_values(folder, key, [city])
        year, of_run = int(found.years[-1]), rows.loc[found.runs]
        crossed = Crossed(
            found.values[:, -1, 0].astype(np.float64),
            of_run["point_id"].to_numpy(np.int64),
            of_run["replicate"].to_numpy(np.int64),
        )
        band = bands(crossed.units)
        size = float(np.abs(band["q95"]))
        median, low, high = (
            amount(float(band[q]), unit_of(key), lang, size) for q in ("median", "q05", "q95")
        )
        strongest = strongest_words(folder, crossed, lang)
        table.add_row(indicator_name(key, lang), median, f"{low} … {high}", strongest)
    return [titled(f"{_title(folder, scenario, lang)} · {city.name(lang)} · {year}", table)]


def _crossed(comparison: Comparison, key: str, scenario: str, year: int) -> Crossed:
    found = comparison.differences(key, [comparison.folder.places.city], scenario, "pct")
    pairs = comparison.pairs[scenario]
    at = list(found.years).index(year)
    return Crossed(found.values[:, at, 0], pairs.points, pairs.replicates)


def strongest_words(folder: Folder, found: Crossed, lang: str) -> str:
    """The factor that an outcome goes with most over points, and how; a dash where chance could do as much."""
    points = folder.points.set_index("point_id").reindex(np.unique(found.points)).reset_index()
    name, strength = strongest_factor(points, found.point_means)
    if not name or not surely(strength, len(points), len(folder.factors)):
        return "–"
    title = next(factor.title(lang) for factor in factors_of(folder) if factor.name == name)
    return f"{title} {strength:+.2f}"


def robust_words(sign: pd.Series, lang: str) -> str:
    """The verdict; where noise could overturn it, that it is left aside. A dash without several points."""
    if sign["points"] < 2:
        return "–"
    if sign["share"] == 0.0:
        return say("unchanged", lang)
    aside = sign["verdict"] != "not robust" and not sign["despite_noise"]
    return say(sign["verdict"], lang) + (say("noise_left_aside", lang) if aside else "")


def _mean(row: pd.Series) -> str:
    """The mean, starred where it differs from zero at 5 % after Holm; under it its 95 % interval."""
    mean = percent(row["mean"], 3, sign=True) + ("*" if row["p_adjusted"] < LEVEL else "")
    return mean if np.isnan(row["low"]) else f"{mean}\n{100 * row['low']:+.3f} … {100 * row['high']:+.3f}"


def _band(row: pd.Series) -> str:
    return f"{100 * row['q05']:+.3f} … {100 * row['q95']:+.3f}"


def _title(folder: Folder, scenario: str, lang: str) -> str:
    title: dict[str, Any] = folder.manifest["titles"][scenario]
    return choose(title["zh"] or scenario, title["en"] or scenario, lang)
