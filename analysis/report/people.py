"""People in a report: how unequal places and people are, and what a scenario changes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.direction import direction
from analysis.figures.theil import theil
from analysis.labels import choose, head, indicator_name, say
from analysis.report.html import Html, scrolled, table, tag
from analysis.report.languages import drawn
from analysis.report.pictures import captioned, picture
from analysis.story import Story
from analysis.written import form_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INCOME = "income_disposable_per_head"
MEASURES = {
    "theil": ("泰尔指数", "Theil's index"),
    "gini": ("基尼系数", "Gini coefficient"),
    "ratio": ("最高与最低之比", "Highest over lowest"),
}
PARTS = {
    "group": ("其中：片区之间", "of it between groups"),
    "county": ("其中：县（市、区）之间", "of it between counties"),
    "urban_rural": ("其中：城乡之间", "of it between town and country"),
    "town": ("其中：镇街之间", "of it between towns"),
    "village": ("其中：村之间", "of it between villages"),
}
LEVELS = {
    "county": ("各县（市、区）", "Counties"),
    "urban_rural": ("各县（市、区）的城镇和农村居民", "Townspeople and villagers of counties"),
}
"""Levels that the table tells, and what its units are called there."""


def inequality(story: Story, scenario: str, lang: str) -> Iterator[Html]:
    """Measures of inequality of disposable income in the last year, uncertain changes in grey brackets."""
    if INCOME not in story.keys:
        return
    found = story.comparison.inequality(INCOME, year=story.last_year)
    if "scenario" not in found:
        return
    mine = found[found["scenario"] == scenario]
    for level, words in LEVELS.items():
        rows = mine[mine["level"] == level].to_dict("records")
        if not rows:
            continue
        cells = [[_named(row, lang), *_told(row)] for row in rows]
        heads = [say("report_measure", lang), say("baseline", lang), story.title(scenario, drawn(lang))]
        heads += [say("difference", lang), say("report_band", lang)]
        title = f"{indicator_name(INCOME, lang)} · {choose(*words, lang)} · {story.last_year}"
        yield scrolled(table(heads, cells, title))


def _named(row: dict[str, Any], lang: str) -> str:
    return choose(*(PARTS[row["part"]] if row["part"] else MEASURES[row["measure"]]), lang)


def _told(row: dict[str, Any]) -> list[Html | str]:
    digits = 2 if row["measure"] == "ratio" else 4
    form = form_of({**row, "unit_of_level": "index"}, "en")
    number = f"{row['scenario']}|{INCOME}:{row['level']}:{row['measure']}:{row['part']}|{row['year']}"
    apart, low, high = (form.text(row[name]) for name in ("mean", "q05", "q95"))
    unsure = direction(row) == "uncertain"
    shown = tag(
        "span", f"({apart})" if unsure else apart, class_="note" if unsure else "sure", data_number=number
    )
    return [f"{row['value_baseline']:.{digits}f}", f"{row['value']:.{digits}f}", shown, f"{low} … {high}"]


def parts_of_theil(story: Story, lang: str) -> Iterator[Html]:
    """What Theil's index is made of over the years, as a picture."""
    if INCOME not in story.keys:
        return
    one = drawn(lang)

    def draw(ax: Axes) -> None:
        theil(story.comparison, INCOME, "county", ax, one)

    rows = story.comparison.inequality(INCOME, "county").to_dict("records")
    told = [row for row in rows if row["measure"] == "theil"]
    numbers = pd.DataFrame(
        [
            {
                say("report_scenario", one): story.title(row["scenario"], one),
                say("report_measure", one): _named(row, one),
                head("year", one): str(row["year"]),
                say("baseline", one): f"{row['value_baseline']:.4f}",
                say("report_to", one): f"{row['value']:.4f}",
            }
            for row in told
        ]
    )
    whole = [row for row in told if not row["part"] and row["year"] == story.last_year]
    ends = [f"{story.title(row['scenario'], one)} {row['value']:.4f}" for row in whole]
    base = (
        [f"{story.title(story.comparison.baseline, one)} {whole[0]['value_baseline']:.4f}"] if whole else []
    )
    title = f"{indicator_name(INCOME, one)} · {choose(*MEASURES['theil'], one)}"
    colon, comma = ("：", "，") if one == "zh" else (": ", ", ")
    alternative = f"{title}{comma}{story.last_year}{colon}{comma.join([*base, *ends])}"
    yield captioned(
        picture(story.folder, draw, alternative, one, (7.4, 3.0)),
        tag("b", title),
        numbers,
        say("report_numbers", lang),
    )
