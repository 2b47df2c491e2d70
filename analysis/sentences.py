"""Sentences computed from the comparison table, in both languages; neutral wherever the direction is uncertain."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd

from analysis.counted import Counted, say_of
from analysis.direction import Direction, direction
from analysis.labels import amount, indicator_name, money, percent, say
from analysis.story import Story
from sim.indicators import FIRMS, PERSONS, REAL_YUAN, SHARE, YUAN
from sim.indicators.units import IN_CHINESE

MOST_NAMED = 3
"""Places that a sentence names."""
BARE = ("ratio", "index", SHARE)
"""Units that are not written after a number."""
Row = Any


def effect(row: Row, lang: str, sign: bool = True, unit: bool = False) -> str:
    """The mean of an effect: `+2.83 %`, `−0.40 percentage points`, `+1.20 亿元`."""
    return in_how(row["mean"], row, lang, sign, unit)


def band(row: Row, lang: str) -> str:
    """The 90 % band of an effect: `+2.42 % … +3.35 %`."""
    return f"{in_how(row['q05'], row, lang)} … {in_how(row['q95'], row, lang)}"


def in_how(value: float, row: Row, lang: str, sign: bool = True, unit: bool = False) -> str:
    """A value of a row of the comparison table as people read it, in the unit in which the row tells effects.

    unit: whether heads, firms and the like name their unit too, as they must outside a column that names it.
    """
    if math.isnan(value):
        return "–"
    if row["how"] == "ratio":
        return f"{value:.3f}"
    plus = "+" if sign and value > 0 else ""
    if row["how"] == "pct":
        return typeset(percent(value, digits_of(value), sign=sign))
    if row["unit_of_level"] == SHARE:
        points = say("story_points", lang)
        return typeset(f"{plus}{_fixed(100 * value, 2)}{points if lang == 'zh' else ' ' + points}")
    if row["unit_of_level"] in (YUAN, REAL_YUAN):
        return _money(value, lang, sign)
    return typeset(
        f"{plus}{plain(value, row['unit_of_level'])}{_unit(row['unit_of_level'], lang) if unit else ''}"
    )


def level_text(value: float, unit: str, lang: str) -> str:
    """A level in its unit, as people read it."""
    if math.isnan(value):
        return "–"
    if unit in (YUAN, REAL_YUAN):
        return _money(value, lang)
    if unit == SHARE:
        return typeset(amount(value, unit, lang))
    return typeset(plain(value, unit)) + _unit(unit, lang)


def typeset(text: str) -> str:
    """A number as it is printed: with a true minus sign, and none before nothing."""
    return re.sub(r"^[+−](?=[0.,]+(?![\d.,]))", "", re.sub(r"(?<![\w.])-(?=\d)", "−", text))


def plain(value: float, unit: str) -> str:
    """A number without a scale: people and firms are whole, small numbers keep four digits, none an exponent."""
    size = abs(value)
    return _fixed(value, 0 if unit in (PERSONS, FIRMS) or size >= 100 else 2 if size >= 1 else 4)


def _fixed(value: float, digits: int) -> str:
    """Digits after the point, thousands with commas; nothing has no sign."""
    shown = f"{value:,.{digits}f}"
    return shown if shown.strip("-0.,") else shown.lstrip("-")


def _money(yuan: float, lang: str, sign: bool = False) -> str:
    """An amount of yuan that stands alone, so that English says of what."""
    return typeset(money(yuan, lang, sign=sign)) + (" yuan" if lang == "en" else "")


def _unit(unit: str, lang: str) -> str:
    if unit in BARE:
        return ""
    return " " + (IN_CHINESE.get(unit, unit) if lang == "zh" else unit)


def digits_of(share: float) -> int:
    """Digits after the point of a percentage, so that a small effect is not told as nothing."""
    size = abs(share)
    return 1 if size >= 0.1 else 2 if size >= 0.001 else 3


def headline(row: Row, lang: str, title: str = "") -> str:
    """The title of a figure of one effect, neutral where the direction is uncertain; the scenario's key if untitled."""
    way = direction(row)
    grown = row["how"] == "ratio" and way in ("up", "down")
    size = row["mean"] if row["how"] == "ratio" else abs(row["mean"])
    key = (
        "times"
        if grown
        else {"up": "above", "down": "below", "uncertain": "unsure", "unchanged": "same"}[way]
    )
    return say(f"figures_{key}", lang).format(
        title=title or row["scenario"],
        place=row["name_zh"] if lang == "zh" else row["name_en"] or row["name_zh"],
        name=name_within(row["indicator"], lang),
        year=row["year"],
        effect=in_how(size, row, lang, sign=False),
    )


def headline_of_places(rows: pd.DataFrame, lang: str, title: str = "") -> str:
    """The title of a figure of one scenario and year at several places: which surely rise and fall, or how many."""
    ways = [direction(row) for _, row in rows.iterrows()]
    if len(ways) <= MOST_NAMED:
        return _of_few_places(rows, ways, lang, title)
    counts = {"up": ways.count("up"), "down": ways.count("down")}
    counts["rest"] = len(ways) - counts["up"] - counts["down"]
    said = [say(f"figures_counted_{key}", lang).format(n=n) for key, n in counts.items() if n]
    first = rows.iloc[0]
    return say("figures_counted", lang).format(
        title=title or first["scenario"],
        name=name_within(first["indicator"], lang),
        year=first["year"],
        all=len(ways),
        parts=("，" if lang == "zh" else ", ").join(said),
    )


def _of_few_places(rows: pd.DataFrame, ways: list[Direction], lang: str, title: str) -> str:
    """The same where places are few enough to be named."""
    column, words = f"name_{lang}", ("figures_higher", "figures_lower", "figures_unknown", "figures_equal")
    said = []
    for way, word in zip(("up", "down", "uncertain", "unchanged"), words, strict=True):
        names = [
            row[column] or row["name_zh"]
            for (_, row), one in zip(rows.iterrows(), ways, strict=True)
            if one == way
        ]
        if names:
            said.append(say(word, lang).format(names=("、" if lang == "zh" else " and ").join(names)))
    first = rows.iloc[0]
    return say("figures_named", lang).format(
        title=title or first["scenario"],
        name=name_within(first["indicator"], lang),
        year=first["year"],
        parts=("，" if lang == "zh" else ", ").join(said),
    )


def name_within(key: str, lang: str) -> str:
    """The name of an indicator inside an English sentence: no capital unless it is an abbreviation, no comma."""
    name = indicator_name(key, lang)
    if lang == "zh" or name[1:2].isupper():
        return name.replace(", 2022 prices", " at 2022 prices")
    return name[:1].lower() + name[1:].replace(", 2022 prices", " at 2022 prices")


def told(row: Row, lang: str) -> str:
    """An effect as a clause: up, down, uncertain or unchanged, by how much, with the 90 % band."""
    way = direction(row)
    if way == "unchanged":
        return {"zh": "不变", "en": "unchanged"}[lang]
    low, high = in_how(row["q05"], row, lang), in_how(row["q95"], row, lang)
    between = say_of("story_between", unit_of_bands(row), lang).format(low=low, high=high)
    if way == "uncertain":
        mean = effect(row, lang, unit=True)
        return {"zh": f"变化{mean}{between}，方向不确定", "en": f"{mean}{between}, direction uncertain"}[lang]
    if row["how"] == "ratio":
        return say("story_times", lang).format(times=effect(row, lang), way=say(way, lang)) + between
    size = in_how(abs(row["mean"]), row, lang, sign=False, unit=True)
    return {"zh": f"{say(way, lang)}{size}{between}", "en": f"{say(way, lang)} {size}{between}"}[lang]


def unit_of_bands(row: Row) -> str:
    """What the bands of a row of the table are over: points where there are several, else pairs."""
    return "points" if row["points"] > 1 else "pairs"


def effect_sentence(story: Story, row: Row, lang: str) -> str:
    """One effect in a sentence, its direction only where the runs allow one; few pairs are said to be few."""
    place = story.folder.places.find(row["place"]).name(lang)
    title, name = story.title(row["scenario"], lang), indicator_name(row["indicator"], lang)
    few = Counted(
        (int(row["n" if unit_of_bands(row) == "pairs" else "points"]),), unit_of_bands(row)
    ).few_said(lang)
    if math.isnan(row["mean"]):
        return {"zh": f"{place}没有“{name}”。", "en": f"{place} has no “{name}”."}[lang]
    return {
        "zh": f"{row['year']}年，“{title}”使{place}{name}{told(row, lang)}{few}。",
        "en": f"{place} in {row['year']} under “{title}”: {name} {told(row, lang)}{few}.",
    }[lang]


def gainers(story: Story, key: str, scenario: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counties whose effect is surely up, and surely down, in the last year, the largest first."""
    rows = story.rows(key, scenario, year=story.last_year, level="county")
    ways = rows.apply(direction, axis=1) if len(rows) else pd.Series(dtype=str)
    up = rows[ways == "up"].sort_values("mean", ascending=False, kind="stable")
    down = rows[ways == "down"].sort_values("mean", kind="stable")
    return up, down


def places_sentence(story: Story, key: str, scenario: str, lang: str) -> str:
    """Which counties surely gain and lose, and how many are uncertain."""
    up, down = gainers(story, key, scenario)
    total = len(story.rows(key, scenario, year=story.last_year, level="county"))
    name, rest = indicator_name(key, lang), total - len(up) - len(down)
    if rest == total:
        return {
            "zh": f"{total}个县（市、区）的{name}均方向不确定或无变化。",
            "en": f"{name}: uncertain or unchanged in all {total} counties.",
        }[lang]
    if lang == "zh":
        parts = [f"上升的有{_named(story, up, lang)}"] if len(up) else []
        parts += [f"下降的有{_named(story, down, lang)}"] if len(down) else []
        parts += [f"其余{rest}个方向不确定或无变化"] if rest else []
        return f"分县（市、区）看{name}：" + "；".join(parts) + "。"
    parts = [f"up in {_named(story, up, lang)}"] if len(up) else []
    parts += [f"down in {_named(story, down, lang)}"] if len(down) else []
    parts += [f"uncertain or unchanged in {rest} of {total}"] if rest else []
    return f"{name} by county: " + "; ".join(parts) + "."


def _named(story: Story, rows: pd.DataFrame, lang: str) -> str:
    """The first few places with their effects, and how many more there are."""
    places = story.folder.places
    shown = [
        f"{places.find(row['place']).name(lang)}{'' if lang == 'zh' else ' '}{effect(row, lang)}"
        for _, row in rows.head(MOST_NAMED).iterrows()
    ]
    more = len(rows) - len(shown)
    if lang == "zh":
        return "、".join(shown) + (f"等{len(rows)}个" if more else "")
    return ", ".join(shown) + (f" and {more} more" if more else "")


def targets_sentence(story: Story, scenario: str, lang: str) -> str:
    """How many of the targets that the runs decide are met in most runs, beside the baseline; inputs are told apart."""
    board = story.targets
    scored = board[(board["reason"] == "") & ~board["paid_for"]]
    counts = {
        name: int((scored.loc[scored["scenario"] == name, "share"] >= 0.5).sum())
        for name in (scenario, story.comparison.baseline)
    }
    total = int((scored["scenario"] == scenario).sum())
    inputs = int(((board["scenario"] == scenario) & (board["reason"] == "") & board["paid_for"]).sum())
    if total == 0:
        return {"zh": "没有可评分的公开目标。", "en": "No stated target can be scored."}[lang]
    ours, theirs = counts[scenario], counts[story.comparison.baseline]
    return {
        "zh": f"可评分的{total}项结果类公开目标中，至少半数模拟达到的有{ours}项（基准{theirs}项）；"
        f"另有{inputs}项为投入类，付款即达到，不计。",
        "en": f"Of {total} stated targets of outcomes that the runs decide, {ours} are met in at least half of the "
        f"runs ({theirs} in the baseline); {inputs} more are inputs that paying for meets, and do not count.",
    }[lang]


def memo(story: Story, scenario: str, lang: str) -> list[str]:
    """A paragraph for a memo: the headline effects on the city, who gains and loses, targets, how many pairs.

    Every figure is a row of the comparison table or of the board.
    """
    city = story.places[0]
    title, baseline = story.title(scenario, lang), story.title(story.comparison.baseline, lang)
    rows = [(key, story.row(key, scenario, city.id, story.last_year)) for key in story.headlines]
    said = [
        {
            "zh": f"与“{baseline}”相比，到{story.last_year}年，“{title}”对{city.name(lang)}的影响如下。",
            "en": f"By {story.last_year}, against “{baseline}”, “{title}” changes {city.name(lang)} as follows.",
        }[lang]
    ]
    for key, row in rows:
        if row is not None and not math.isnan(row["mean"]):
            clause = told(row, lang)
            name = indicator_name(key, lang)
            said.append({"zh": f"{name}{clause}。", "en": f"{name}: {clause}."}[lang])
    if story.headlines:
        said.append(places_sentence(story, story.headlines[0], scenario, lang))
    said.append(targets_sentence(story, scenario, lang))
    said.append(Counted.of_pairs([story.comparison.pairs[scenario]]).rests(lang))
    return said


__all__ = [
    "band",
    "effect",
    "effect_sentence",
    "gainers",
    "headline",
    "headline_of_places",
    "in_how",
    "level_text",
    "memo",
    "places_sentence",
    "targets_sentence",
    "told",
    "typeset",
]
