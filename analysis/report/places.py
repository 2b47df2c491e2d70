"""Effects by place: a table a theme, and paths of the headline indicators as pictures with their numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.direction import direction
from analysis.figures.choropleth import choropleth
from analysis.figures.difference import difference
from analysis.figures.dots import dots
from analysis.figures.fan import fan
from analysis.figures.style import BASELINE, DASHED, Look
from analysis.geo import has_map
from analysis.labels import choose, head, indicator_name, say
from analysis.places import Place
from analysis.report.html import Html, joined, scrolled, table, tag
from analysis.report.languages import bracketed, drawn, spoken, titled
from analysis.report.pictures import HALF, captioned, panels, picture
from analysis.report.why import anchor, places_told
from analysis.story import THEMES, Story
from analysis.written import about, band, effect, level_text
from analysis.years import split_key, usual_how
from sim.indicators import REAL_YUAN, SHARE, YUAN
from sim.indicators.units import IN_CHINESE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DRAWN_PLACES = 3
"""Places that have a panel: the city and its groups."""


def theme_table(story: Story, scenario: str, theme: str, lang: str) -> Html:
    """The effects of a theme in the last year, a row a place; uncertain ones in grey brackets."""
    keys = [key for key in THEMES[theme] if key in story.keys]
    if not keys:
        return Html("")
    rows = [
        [_place(story, scenario, place, lang), *(_cell(story, key, scenario, place, lang) for key in keys)]
        for place in story.places
    ]
    heads = [head("place", lang), *(_heading(key, lang) for key in keys)]
    title = story.title(scenario, drawn(lang))
    named = say("report_public_money" if theme == "money" else f"report_{theme}", lang)
    caption = f"{named} · {title} · {story.last_year} · {say('report_apart', lang)}"
    # Rows of two lines: kept whole, such a table would leave the better part of a printed page empty.
    return scrolled(table(heads, rows, caption, most_kept=0))


def _place(story: Story, scenario: str, place: Place, lang: str) -> Html | str:
    """The name of a place, a link to why it gained where that is told."""
    if place not in places_told(story, scenario):
        return place.name(lang)
    return tag("a", place.name(lang), href=f"#{anchor(scenario, place.id)}")


def _heading(key: str, lang: str) -> str:
    """The indicator, with its unit where cells do not name it."""
    unit = split_key(key)[0].unit
    if usual_how(key) == "pct" or unit in (YUAN, REAL_YUAN):
        return indicator_name(key, lang, "\n")
    shown = say("story_points", lang) if unit == SHARE else choose(IN_CHINESE.get(unit, unit), unit, lang)
    return (
        f"{indicator_name(key, lang, '\n')}{bracketed(shown, drawn(lang))}"
        if unit not in ("ratio", "index")
        else indicator_name(key, lang)
    )


def _cell(story: Story, key: str, scenario: str, place: Place, lang: str) -> Html:
    row = story.row(key, scenario, place.id, story.last_year)
    if row is None or math.isnan(row["mean"]):
        return Html("–")
    said, way = effect(row, drawn(lang)), direction(row)
    if row["unit_of_level"] == SHARE and row["how"] == "abs":
        said = said.removesuffix(say("story_points", drawn(lang))).rstrip()
    number = f"{scenario}|{key}|{place.id}|{row['year']}"
    if way == "unchanged":
        return tag("span", say("unchanged", drawn(lang)), data_number=number)
    below = about(row, drawn(lang)).replace(choose("（2022年价）", " of 2022", drawn(lang)), "")
    amount = [Html("<br>"), tag("small", f"≈ {below}")] if below else []
    if way == "uncertain":
        return joined([tag("span", f"({said})", class_="note", data_number=number), *amount])
    return joined([tag("span", said, data_number=number), *amount])


def differences(story: Story, key: str, scenario: str, lang: str) -> Html:
    """The effect over the years in the city and its groups, side by side and to one scale; all numbers in a fold."""
    valued = story.valued(key)
    shown = [place for place in story.places[:DRAWN_PLACES] if place.id in valued]
    one = drawn(lang)

    def draw(axes: Sequence[Axes], lettered: str) -> None:
        for ax, place in zip(axes, shown, strict=True):
            difference(story.comparison, key, [place.id], scenario, ax=ax, lang=one, small=True)
            for text in list(ax.texts):
                text.remove()
            row = story.row(key, scenario, place.id, story.last_year)
            unsure = row is not None and direction(row) == "uncertain"
            ax.set_title(
                place.name(lettered)
                + (f"\n{bracketed(say('uncertain', lettered), lettered).strip()}" if unsure else "")
            )
            ax.set_xticks([story.years[0], story.years[len(story.years) // 2], story.last_year])
            if ax is not axes[0]:
                ax.set_ylabel("")
        ends = [end for ax in axes for end in ax.get_ylim()]
        for ax in axes:
            ax.set_ylim(min(ends), max(ends))

    rows = [row for place in shown for row in story.rows(key, scenario, place.id).to_dict("records")]
    title = f"{indicator_name(key, one)} · {story.title(scenario, one)} · {say('report_apart', one)}"
    last = [row for row in rows if row["year"] == story.last_year]
    alternative = (
        f"{title}{_colon(one)}{story.last_year}{'，' if one == 'zh' else ', '}{_ends(story, last, one)}"
    )
    return captioned(
        panels(story.folder, draw, alternative, one, len(shown)),
        joined([tag("b", title), " ", _counted(story, lang)]),
        _numbers(story, rows, one, years=True),
        say("report_numbers", lang),
    )


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


def paths(story: Story, key: str, lang: str) -> Html:
    """Paths of an indicator in the city and its groups, side by side; all numbers in a fold."""
    valued = story.valued(key)
    shown = [place for place in story.places[:DRAWN_PLACES] if place.id in valued]
    one, last = drawn(lang), len(shown) - 1

    def draw(axes: Sequence[Axes], lettered: str) -> None:
        for position, (ax, place) in enumerate(zip(axes, shown, strict=True)):
            fan(story.comparison, key, place.id, ax, one, small=True)
            for text in list(ax.texts):
                text.remove()
            ax.set_title(place.name(lettered))
            ax.set_xticks([story.years[0], story.years[len(story.years) // 2], story.last_year])
            if position and position <= last:
                ax.set_ylabel("")

    def told(way: str) -> str:
        said, stop, comma = ("；", "。", "，") if way == "zh" else ("; ", ". ", ", ")
        ends = said.join(_end(story, key, place, way) for place in shown)
        return f"{indicator_name(key, way)}{comma}{story.years[0]}–{story.last_year}{stop}{ends}"

    alternative = spoken(told, lang)
    return captioned(
        panels(story.folder, draw, alternative, one, len(shown)),
        joined([tag("b", indicator_name(key, lang)), " ", _legend(story, one), " · ", _counted(story, lang)]),
        _levels(story, key, shown, one),
        say("report_numbers", lang),
    )


def _end(story: Story, key: str, place: Place, lang: str) -> str:
    """Levels of all scenarios at the end, for readers who do not see the picture."""
    rows = story.levels
    rows = rows[(rows["indicator"] == key) & (rows["place"] == place.id) & (rows["year"] == story.last_year)]
    told = [
        f"{story.title_of_level(row, lang)} {level_text(row['mean'], row['unit'], lang)}"
        for row in rows.to_dict("records")
    ]
    return f"{place.name(lang)} {story.last_year}{_colon(lang)}" + ("，" if lang == "zh" else ", ").join(told)


def _legend(story: Story, lang: str) -> Html:
    """Names of lines in their colours, each beside a piece of its line."""
    looks = [(story.comparison.baseline, BASELINE)]
    looks += [(name, Look.number(position)) for position, name in enumerate(story.comparison.scenarios)]
    return joined(_key(story.title(name, lang), look) for name, look in looks)


def _key(name: str, look: Look) -> Html:
    dashes = DASHED[1] if look.line == DASHED else () if look.line == "-" else look.line[1]
    pattern = " ".join(f"{2 * dash:g}" for dash in dashes) or "none"
    line = (
        f'<svg class="key" viewBox="0 0 30 6" aria-hidden="true"><line x1="0" y1="3" x2="30" y2="3" '
        f'stroke="{look.colour}" stroke-width="2.2" stroke-dasharray="{pattern}"/></svg>'
    )
    return tag("span", Html(line), tag("span", name, style=f"color:{look.colour}"), class_="key")


def _counted(story: Story, lang: str) -> str:
    return f"{story.counts(lang)} · {say('band', lang)}"


def _levels(story: Story, key: str, places: Sequence[Place], lang: str) -> pd.DataFrame:
    """The numbers of a picture as text: mean and 90 % band by place, scenario and year."""
    rows = story.levels[(story.levels["indicator"] == key)].to_dict("records")
    names = {place.id: place.name(lang) for place in places}
    text = [
        {
            head("place", lang): names[row["place"]],
            say("report_scenario", lang): story.title_of_level(row, lang),
            head("year", lang): str(row["year"]),
            head("mean", lang): level_text(row["mean"], row["unit"], lang),
            say("report_band", lang): f"{level_text(row['q05'], row['unit'], lang)} … "
            f"{level_text(row['q95'], row['unit'], lang)}",
        }
        for row in rows
        if row["place"] in names
    ]
    return pd.DataFrame(text)


def effects(story: Story, key: str, lang: str) -> Html:
    """The effect on an indicator in every county in the last year, all scenarios side by side; numbers in a fold."""
    one, counties = drawn(lang), [place for place in story.places if place.level == "county"]
    tall = 1.3 + 0.2 * (len(counties) * (len(story.comparison.scenarios) + 0.7) + 2)

    def draw(ax: Axes) -> None:
        dots(story.comparison, key, "county", ax=ax, lang=one)

    def title(way: str) -> str:
        return f"{indicator_name(key, way)} · {say('report_apart', way)} · {story.last_year}"

    def told(way: str) -> str:
        return f"{title(way)}{'。' if way == 'zh' else '. '}{_ends(story, rows, way)}"

    rows = story.rows(key, year=story.last_year, level="county").to_dict("records")
    return captioned(
        picture(story.folder, draw, spoken(told, lang), one, (7.4, tall)),
        titled(title, lang),
        _numbers(story, rows, one),
        say("report_numbers", lang),
    )


def maps(story: Story, keys: Sequence[str], scenario: str, lang: str) -> Html:
    """Maps of the differences of some indicators by county, side by side; numbers in a fold."""
    if not has_map(story.folder):
        return Html("")
    one, shown = drawn(lang), []
    for key in keys:

        def draw(ax: Axes, key: str = key) -> None:
            choropleth(story.comparison, key, scenario=scenario, ax=ax, lang=one)

        rows = story.rows(key, scenario, year=story.last_year, level="county").to_dict("records")

        def title(way: str, key: str = key) -> str:
            return f"{indicator_name(key, way)} · {story.title(scenario, way)} · {story.last_year}"

        def told(
            way: str, rows: Sequence[Mapping[Any, Any]] = rows, title: Callable[[str], str] = title
        ) -> str:
            return f"{title(way)}{'。' if way == 'zh' else '. '}{_ends(story, rows, way)}"

        shown.append(
            captioned(
                picture(story.folder, draw, spoken(told, lang), one, HALF),
                titled(title, lang),
                _numbers(story, rows, one),
                say("report_numbers", lang),
            )
        )
    return tag("div", *shown, class_="beside")


def _alternative(story: Story, title: str, rows: Sequence[Mapping[Any, Any]], lang: str) -> str:
    """A picture's title, and what it shows."""
    return f"{title}{'。' if lang == 'zh' else '. '}{_ends(story, rows, lang)}"


def _ends(story: Story, rows: Sequence[Mapping[Any, Any]], lang: str) -> str:
    """Effects in words, for readers who do not see the picture."""
    names = {place.id: place.name(lang) for place in story.places}
    by_scenario = {
        name: ("，" if lang == "zh" else ", ").join(
            f"{names[row['place']]} {effect(row, lang)}"
            + (bracketed(say("uncertain", lang), lang) if direction(row) == "uncertain" else "")
            for row in rows
            if row["scenario"] == name and not math.isnan(row["mean"])
        )
        for name in story.comparison.scenarios
    }
    told = [f"{story.title(name, lang)}{_colon(lang)}{said}" for name, said in by_scenario.items() if said]
    return ("；" if lang == "zh" else "; ").join(told)


def _numbers(story: Story, rows: Sequence[Mapping[Any, Any]], lang: str, years: bool = False) -> pd.DataFrame:
    """Effects of a picture as a table, with their amounts where they are told in per cent."""
    names = {place.id: place.name(lang) for place in story.places}
    amounts = any(about(row, lang) for row in rows)
    return pd.DataFrame(
        [
            {
                head("place", lang): names[row["place"]],
                say("report_scenario", lang): story.title(row["scenario"], lang),
            }
            | ({head("year", lang): str(row["year"])} if years else {})
            | {head("mean", lang): effect(row, lang)}
            | ({head("amount", lang): about(row, lang)} if amounts else {})
            | {say("report_band", lang): band(row, lang)}
            for row in rows
        ]
    )
