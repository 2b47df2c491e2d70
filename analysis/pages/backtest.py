"""The card of the back-test: forecasts beside the record, scores beside a random walk, and what was hindsight.

`python -m analysis.pages.backtest FOLDER` writes the card into the guide (`docs/guide/backtest.md` and zh-CN).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.backtest import DRIFT, FLAT, KEYS, Backtest, Point, Score, Series, band, score, skill
from analysis.folder import Folder
from analysis.labels import axis_scale, choose, percent
from analysis.pages.backtest_words import HEADS, HINDSIGHT, INDICATORS, WORDS
from analysis.tables import let_fold, table_of, titled
from sim.indicators import BY_KEY

GROUPS = tuple((level, key) for level in ("city", "county") for key in KEYS)
"""Points that are scored together."""


def page(folder: Path, lang: str = "both") -> tuple[list[Any], Path | None, str]:
    """Tables and sentences of the card, the picture, a note about the picture."""
    from analysis.figures.backtest import save_backtest_picture
    from analysis.figures.pages import picture_note

    found = Backtest(Folder(folder))
    picture = save_backtest_picture(found, lang)
    return card(found, lang), picture, picture_note(folder, lang)


def card(found: Backtest, lang: str) -> list[Any]:
    """Everything of the card that is not the picture."""
    forecasts = titled(word("forecasts", lang), _forecasts(found, lang))
    scores = titled(word("scores", lang), _scores(found, lang))
    walks = titled(word("walks", lang), _walks(found, lang))
    outside = titled(word("outside", lang), _outside(found, lang))
    # No space in Chinese, where a line breaks at any letter and so would break after the dot.
    notes = [choose(f"·{zh}", f"· {en}", lang, "\n") for zh, en in HINDSIGHT]
    return [forecasts, scores, *sentences(found, lang), "", walks, outside, *notes, _version(found, lang)]


def word(key: str, lang: str, between: str = " ") -> str:
    """A word of the page; a name that is not one is shown as it is."""
    return choose(*WORDS.get(key, (key, key)), lang, between)


def head(key: str, lang: str) -> str:
    """The heading of a column."""
    return choose(*HEADS[key], lang, "\n")


def forecasters(found: Backtest) -> list[str]:
    """The arms, then the random walks."""
    return [*found.folder.scenarios, DRIFT, FLAT]


def series_name(found: Backtest, one: Series | Point, lang: str) -> str:
    """The place and what is measured of it."""
    place = found.folder.places.find(one.place)
    return f"{place.name(lang)}: {choose(*INDICATORS[one.indicator], lang, ' ')}"


def _forecasts(found: Backtest, lang: str) -> Any:
    names = [*found.folder.scenarios, DRIFT]
    heads = [head(key, lang) for key in ("series", "year", "observed", "grade")]
    table = table_of([*heads, *(word(name, lang, "\n") for name in names)])
    let_fold(table, 0)
    shown = ""
    for point in found.points:
        scale, unit = axis_scale(BY_KEY[point.indicator].unit, point.observed, lang)
        digits = 0 if scale == 1.0 else 1
        cells = [
            _median_and_band(point.says[name] / scale, digits) if name in point.says else "–"
            for name in names
        ]
        name = f"{series_name(found, point, lang)}" + (f", {unit}" if scale != 1.0 else "")
        grade = point.grade or word("recalled", lang, "\n")
        observed = f"{point.observed / scale:,.{digits}f}"
        table.add_row("" if name == shown else name, str(point.year), observed, grade, *cells)
        shown = name
    return table


def _median_and_band(values: Any, digits: int) -> str:
    middle, (low, high) = float(np.median(values)), band(values)
    told = f"{middle:,.{digits}f}"
    return told if values.size < 2 else f"{told} [{low:,.{digits}f}, {high:,.{digits}f}]"


def grouped(found: Backtest) -> Iterator[tuple[str, str, list[Point]]]:
    """Level, indicator and points of every group that has any."""
    for level, key in GROUPS:
        points = [point for point in found.points if (point.level, point.indicator) == (level, key)]
        if points:
            yield level, key, points


def _group_name(level: str, key: str, lang: str) -> str:
    zh, en = INDICATORS[key]
    return choose(f"{WORDS[level][0]}{zh}", f"{WORDS[level][1]}, {en}", lang)


def _scores(found: Backtest, lang: str) -> Any:
    columns = ("series", "forecaster", "points", "mape", "rmse", "inside", "crps", "skill_mape", "skill_crps")
    table = table_of([head(key, lang) for key in columns])
    let_fold(table, 0)
    table.columns[1].justify = "left"
    for level, key, points in grouped(found):
        for number, name in enumerate(forecasters(found)):
            if not any(name in point.says for point in points):
                continue
            shared = [point for point in points if DRIFT in point.says]
            first = _group_name(level, key, lang) if number == 0 else ""
            model = name in found.folder.scenarios
            zh, en = WORDS.get(name, (name, name))
            who = choose(f"模型，{zh}", f"model, {en}", lang) if model else word(name, lang)
            skills = (math.nan, math.nan) if name == DRIFT else _skills(shared, name)
            table.add_row(first, who, *_score_cells(score(points, name), skills))
        table.add_section()
    return table


def _skills(points: Sequence[Point], name: str) -> tuple[float, float]:
    """Skill of a forecaster against the random walk, over the points that have one."""
    mine, walk = score(points, name), score(points, DRIFT)
    return skill(mine.mape, walk.mape), skill(mine.crps, walk.crps)


def _score_cells(one: Score, skills: tuple[float, float]) -> list[str]:
    inside = f"{one.inside}/{one.points}" if one.inside >= 0 else "–"
    told = ["–" if math.isnan(value) else f"{value:+.2f}" for value in skills]
    return [str(one.points), percent(one.mape), percent(one.rmse), inside, percent(one.crps), *told]


def sentences(found: Backtest, lang: str) -> list[str]:
    """What the scores say, a sentence a group: where the model is worse it says so."""
    arm = found.folder.scenarios[0]
    told = []
    for level, key, points in grouped(found):
        shared = [point for point in points if DRIFT in point.says]
        name_zh, name_en = (f"{_group_name(level, key, each)}" for each in ("zh", "en"))
        if not shared:
            mine = score(points, arm)
            zh = f"{name_zh}：模型平均误差 {percent(mine.mape)}；没有可用的随机游走，无从比较。"
            en = f"{name_en}: the model misses by {percent(mine.mape)}; there is no random walk to hold it against."
            told.append(choose(zh, en, lang))
            continue
        mine, walk = score(shared, arm), score(shared, DRIFT)
        told.append(_verdict((name_zh, name_en), mine, walk, _hindsight(found, shared), lang))
    return told


def _hindsight(found: Backtest, points: Sequence[Point]) -> float:
    others = found.folder.scenarios[1:]
    return score(points, others[0]).mape if others else math.nan


def _verdict(names: tuple[str, str], mine: Score, walk: Score, told: float, lang: str) -> str:
    gained = (skill(mine.mape, walk.mape) > 0, skill(mine.crps, walk.crps) > 0)
    zh, en = {
        (True, True): ("模型更好", "the model is better"),
        (False, False): ("模型更差", "the model is worse"),
        (True, False): ("模型中位数更准，但分布更差", "the model's median is nearer, its distribution worse"),
        (False, True): (
            "模型中位数更偏，但分布更好",
            "the model's median is farther off, its distribution better",
        ),
    }[gained]
    after_zh = "" if math.isnan(told) else f"；含事后信息的模型为 {percent(told)}"
    after_en = "" if math.isnan(told) else f"; with hindsight it misses by {percent(told)}"
    missed = (percent(mine.mape), percent(walk.mape))
    zh = f"按2019年所知，模型平均误差 {missed[0]}，随机游走 {missed[1]}：{zh}{after_zh}。"
    en = f"the model misses by {missed[0]} on average, the random walk by {missed[1]}: {en}{after_en}."
    return choose(
        f"{names[0]}（{mine.points} 个数）：{zh}",
        f"{names[1]} ({mine.points} figures): as known in 2019 {en}",
        lang,
        "\n",
    )


def _walks(found: Backtest, lang: str) -> Any:
    table = table_of([head(key, lang) for key in ("series", "known", "start", "drift", "spread")])
    let_fold(table, 0)
    for one in found.series:
        years = ", ".join(str(year) for year in one.known) or "–"
        if one.walk is None:
            cells = [years, "–", "–", choose("无", "none", lang)]
        else:
            own = choose("（同类合并）", " (pooled)", lang, "") if one.walk.pooled else ""
            spread = "–" if math.isnan(one.walk.spread) else percent(one.walk.spread) + own
            start = str(one.anchor) + ("*" if one.rebased else "")
            cells = [years, start, percent(one.walk.drift, sign=True), spread]
        table.add_row(series_name(found, one, lang), *cells)
    return table


def _outside(found: Backtest, lang: str) -> Any:
    arms = found.folder.scenarios
    years = range(found.start, max(point.year for point in found.points) + 1)
    table = table_of(["", *(str(year) for year in years)])
    for name in arms:
        trend = found.folder.scenario(name)["world"]["trend"]
        rates = [trend.get(year) or trend.get(str(year)) for year in years]
        shown = [
            f"{percent(rate['real_growth_per_year'])}, {percent(rate['price_growth_per_year'])}"
            if rate
            else "–"
            for rate in rates
        ]
        table.add_row(word(name, lang), *shown)
    return table


def _version(found: Backtest, lang: str) -> str:
    manifest = found.folder.manifest
    code, version = manifest["identity"]["code_hash"][:8], manifest["versions"]["baiqianwan"]
    scale = found.folder.scenario(found.folder.scenarios[0])["firms_per_agent"]
    runs = manifest["identity"]["replicates"]
    made = f"baiqianwan {version} ({code}), firms_per_agent={scale} replicates={runs}"
    return f"{word('code', lang)}: {made} seed={manifest['identity']['seed']}"


BEGIN, END = "<!-- card:begin -->", "<!-- card:end -->"
GUIDES = {"en": Path("docs/guide/backtest.md"), "zh": Path("docs/guide/backtest.zh-CN.md")}
WIDTH = 132


def written(text: str, folder: Path, lang: str) -> str:
    """A page with the card of a folder between its marks."""
    from io import StringIO

    from rich.console import Console

    console = Console(file=StringIO(), width=WIDTH)
    for part in card(Backtest(Folder(folder)), lang):
        console.print(part)
    said: str = console.file.getvalue()  # type: ignore[attr-defined]
    shown = "\n".join(line.rstrip() for line in said.splitlines()).strip()
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n```text\n{shown}\n```\n{END}{after}"


def main(folder: str) -> None:
    """Write the card of a folder into both guides, in the working folder."""
    for lang, file in GUIDES.items():
        text = file.read_text(encoding="utf-8")
        file.write_text(written(text, Path(folder), lang), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
