"""Sentences computed from the comparison table, in both languages; neutral wherever the direction is uncertain."""

from __future__ import annotations

import math

import pandas as pd

from analysis.counted import Counted, say_of
from analysis.direction import Direction, direction
from analysis.labels import indicator_name, say
from analysis.story import Story
from analysis.written import Row, about, band, by_mean_alone, effect, in_how, level_text, tiny, typeset

MOST_NAMED = 3
"""Places that a sentence names."""


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
        if by_mean_alone(row):
            # The band excludes none: without this reason the two would contradict each other.
            between += {"zh": "，", "en": ", "}[lang] + say("story_mean_holds", lang)
        return {
            "zh": f"影响方向不确定（均值{mean}，{between}）",
            "en": f"direction uncertain (mean {mean}, {between})",
        }[lang]
    if row["how"] == "ratio":
        times = say("story_times", lang).format(times=effect(row, lang), way=say(way, lang))
        return f"{times}（{between}）" if lang == "zh" else f"{times} ({between})"
    size = in_how(abs(row["mean"]), row, lang, sign=False, unit=True)
    return {"zh": f"{say(way, lang)}{size}（{between}）", "en": f"{say(way, lang)} {size} ({between})"}[lang]


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
    # What is uncertain is not said to be made so: the policy has an effect on it whose direction is not known.
    made = f"对{place}{name}的" if direction(row) == "uncertain" else f"使{place}{name}"
    return {
        "zh": f"{row['year']}年，“{title}”{made}{told(row, lang)}{few}。",
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
    ours, theirs = (
        int((scored.loc[scored["scenario"] == name, "share"] >= 0.5).sum())
        for name in (scenario, story.comparison.baseline)
    )
    total = int((scored["scenario"] == scenario).sum())
    inputs = int(((board["scenario"] == scenario) & (board["reason"] == "") & board["paid_for"]).sum())
    if total == 0:
        return {"zh": "没有可评分的公开目标。", "en": "No stated target can be scored."}[lang]
    zh = "与基准相同" if ours == theirs else f"基准{theirs}项"
    en = "as many as in the baseline" if ours == theirs else f"{theirs} in the baseline"
    more = {
        "zh": f"；另有{inputs}项投入类目标付款即达到，不计" if inputs else "",
        "en": f"; {inputs} more are inputs that paying for meets, and do not count" if inputs else "",
    }
    return {
        "zh": f"{total}项可评分的公开目标中，达到{ours}项，{zh}{more['zh']}。",
        "en": f"Of {total} stated targets that the runs decide, {ours} are met, {en}{more['en']}.",
    }[lang]


def off(row: Row, lang: str) -> str:
    """How far the mean run is from a target: short of a least, over a most."""
    word = "story_over" if row["op"] in ("le", "lt") else "story_short"
    return say(word, lang).format(share=far(row["distance"]))


def far(distance: float) -> str:
    """A distance in whole per cent, with one digit below 1 %, and never as nothing."""
    if distance < 0.0005:
        return "<0.1 %"
    return f"{100 * distance:.1f} %" if round(100 * distance, 1) < 1.0 else f"{100 * distance:.0f} %"


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
            said.append(_of_memo(row, indicator_name(key, lang), lang))
    if story.headlines:
        said.append(places_sentence(story, story.headlines[0], scenario, lang))
    said.append(targets_sentence(story, scenario, lang))
    said.append(Counted.of_pairs([story.comparison.pairs[scenario]]).rests(lang))
    return said


def _of_memo(row: Row, name: str, lang: str) -> str:
    """One effect of the memo, with its amount, and that it is tiny where it is."""
    clause, amount = told(row, lang), about(row, lang)
    small = say("story_tiny", lang) if tiny(row) else ""
    if direction(row) == "unchanged":
        amount = ""
    if lang == "zh":
        clause = f"的{clause}" if direction(row) == "uncertain" else clause
        return (
            name + "，".join(part for part in (clause, f"约{amount}" if amount else "", small) if part) + "。"
        )
    return (
        f"{name}: "
        + ", ".join(part for part in (clause, f"about {amount}" if amount else "", small) if part)
        + "."
    )


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
    "off",
    "places_sentence",
    "targets_sentence",
    "told",
    "typeset",
]
