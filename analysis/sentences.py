"""Sentences computed from the comparison table, in both languages; neutral wherever the direction is uncertain."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from analysis.direction import FEW, direction
from analysis.labels import amount, indicator_name, money, percent, say
from analysis.story import Story, how_of
from sim.indicators import FIRMS, PERSONS, REAL_YUAN, SHARE, YUAN

MOST_NAMED = 3
"""Places that a sentence names."""
Row = Any


def effect(row: Row, lang: str, sign: bool = True) -> str:
    """The mean of an effect with its unit: `+2.83 %`, `−0.4 percentage points`, `+1.20 亿元`."""
    return in_how(row["mean"], row, lang, sign)


def band(row: Row, lang: str) -> str:
    """The 90 % band of an effect: `+2.42 % … +3.35 %`."""
    return f"{in_how(row['q05'], row, lang)} … {in_how(row['q95'], row, lang)}"


def in_how(value: float, row: Row, lang: str, sign: bool = True) -> str:
    """A value of a row of the comparison table as people read it, in the unit in which the row tells effects."""
    if math.isnan(value):
        return "–"
    plus = "+" if sign and value > 0 else ""
    if row["how"] == "pct":
        return percent(value, digits_of(value), sign=sign)
    if row["how"] == "ratio":
        return f"{value:.3f}"
    if row["unit_of_level"] == SHARE:
        points = say("story_points", lang)
        return f"{plus}{100 * value:.2f}{points if lang == 'zh' else ' ' + points}"
    if row["unit_of_level"] in (YUAN, REAL_YUAN):
        return money(value, lang, sign=sign)
    return f"{plus}{plain(value, row['unit_of_level'])}"


def level_text(value: float, unit: str, lang: str) -> str:
    """A level in its unit, as people read it."""
    if math.isnan(value):
        return "–"
    if unit in (YUAN, REAL_YUAN, SHARE):
        return amount(value, unit, lang)
    return plain(value, unit)


def plain(value: float, unit: str) -> str:
    """A number without a scale: people and firms are whole, small numbers keep four digits, none an exponent."""
    size = abs(value)
    digits = 0 if unit in (PERSONS, FIRMS) or size >= 100 else 2 if size >= 1 else 4
    shown = f"{value:,.{digits}f}"
    return shown.lstrip("-") if not shown.strip("-0.,") else shown


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
    """The title of a figure of one scenario and year at several places: how many surely rise and fall."""
    ways = [direction(row) for _, row in rows.iterrows()]
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


def name_within(key: str, lang: str) -> str:
    """The name of an indicator inside an English sentence: no capital unless it is an abbreviation, no comma."""
    name = indicator_name(key, lang)
    if lang == "zh" or name[1:2].isupper():
        return name.replace(", 2022 prices", " at 2022 prices")
    return name[:1].lower() + name[1:].replace(", 2022 prices", " at 2022 prices")


def effect_sentence(story: Story, row: Row, lang: str) -> str:
    """One effect in a sentence, its direction only where the runs allow one."""
    place = story.folder.places.find(row["place"]).name(lang)
    title = story.title(row["scenario"], lang)
    name = indicator_name(row["indicator"], lang)
    way, year, count = direction(row), row["year"], int(row["n"])
    few = say("story_few", lang).format(n=count) if count < FEW else ""
    if way == "unchanged":
        return {
            "zh": f"{year}年，“{title}”未改变{place}的{name}。",
            "en": f"In {year}, “{title}” leaves {name} of {place} as it is.",
        }[lang]
    said = {
        "zh": f"{year}年，“{title}”使{place}的{name}变化{effect(row, lang)}"
        f"（90%的成对模拟在{band(row, lang)}之间，{count}对）",
        "en": f"In {year}, “{title}” changes {name} of {place} by {effect(row, lang)} "
        f"(90 % of paired runs lie within {band(row, lang)}; {count} pairs)",
    }[lang]
    if way == "uncertain":
        return said + {"zh": f"，方向不确定{few}。", "en": f"; the direction is uncertain{few}."}[lang]
    return said + few + {"zh": "。", "en": "."}[lang]


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
    if lang == "zh":
        parts = [f"{name}上升的县区：{_named(story, up, lang)}"] if len(up) else []
        parts += [f"下降的：{_named(story, down, lang)}"] if len(down) else []
        parts += [f"其余{rest}个方向不确定或无变化"] if rest else []
        return "；".join(parts) + "。"
    parts = [f"{name} rises in {_named(story, up, lang)}"] if len(up) else []
    parts += [f"falls in {_named(story, down, lang)}" if parts else f"{name} falls in {_named(story, down, lang)}"] \
        if len(down) else []  # fmt: skip
    parts += [f"{rest} of {total} counties are uncertain or unchanged"] if rest else []
    said = "; ".join(parts)
    return said[:1].upper() + said[1:] + "."


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
    """A paragraph for a memo: the headline effects on the city, who gains and loses, targets; every figure is a row
    of the table."""
    city = story.places[0].id
    said = []
    for key in story.headlines:
        rows = story.rows(key, scenario, city, story.last_year)
        if len(rows):
            said.append(effect_sentence(story, rows.iloc[0], lang))
    said.append(places_sentence(story, story.headlines[0], scenario, lang))
    said.append(targets_sentence(story, scenario, lang))
    return said


__all__ = [
    "band",
    "effect",
    "effect_sentence",
    "gainers",
    "headline",
    "headline_of_places",
    "how_of",
    "in_how",
    "memo",
    "places_sentence",
    "targets_sentence",
]
