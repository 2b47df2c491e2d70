"""The top of a report: three or four numbers, and the paragraph for a memo."""

from __future__ import annotations

import math
import re

from analysis.direction import direction, judged
from analysis.labels import indicator_name, say
from analysis.report.html import Html, joined, tag
from analysis.report.languages import drawn
from analysis.sentences import band, effect, level_text, memo
from analysis.story import Story
from analysis.years import split_key


def strip(story: Story, scenario: str, lang: str) -> Html:
    """Three or four numbers: the effects on the city in the last year."""
    city, one, boxes = story.places[0], drawn(lang), []
    for key in story.headlines:
        row = story.row(key, scenario, city.id, story.last_year)
        if row is None or math.isnan(row["mean"]):
            continue
        way, item = direction(row), split_key(key)[0]
        verdict = judged(way, item.better)
        told = [say(way, lang), *([say(f"story_{verdict}", lang)] if verdict != "neutral" else [])]
        level = level_text(row["value"], row["unit_of_level"], one)
        boxes.append(
            tag(
                "div",
                tag("span", f"{indicator_name(key, lang)} · {story.last_year}"),
                tag(
                    "b", effect(row, one, unit=True), data_number=f"{scenario}|{key}|{city.id}|{row['year']}"
                ),
                tag("span", f"{say('report_band', lang)} {band(row, one)}"),
                tag("span", f"{' · '.join(told)} · {say('report_level', lang)} {level}"),
                class_=verdict,
            )
        )
    return tag("div", *boxes, class_="strip")


def memo_of(story: Story, scenario: str, lang: str) -> Html:
    """The paragraph for a memo, a language each; numbers stay with their units."""
    between = {"zh": "", "en": " "}
    langs = ("zh", "en") if lang == "both" else (lang,)
    return joined(
        tag("p", _kept(between[one].join(memo(story, scenario, one))), lang="zh-CN" if one == "zh" else "en")
        for one in langs
    )


def _kept(said: str) -> str:
    """No line break between a number and what it counts."""
    return re.sub(r"(?<=\d) (?=%|亿|万|元|人|户|bn |m |percentage)", "\u00a0", said)
