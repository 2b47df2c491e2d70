"""The whole report: headline numbers first, then what the policy is, targets, places, money, uncertainty, method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.assets.embedding import embedded_font
from analysis.compare import Comparison
from analysis.figures.difference import difference
from analysis.figures.fan import fan
from analysis.labels import check_language, choose, indicator_name, say
from analysis.places import Place
from analysis.report import parts
from analysis.report.html import Html, joined, table, tag
from analysis.report.pictures import picture
from analysis.story import Story, story_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE = Path(__file__).with_name("style.css")
SECTIONS = ("summary", "inputs", "targets", "places", "money", "uncertainty", "method")


def write_report(comparison: Comparison, path: str | Path, lang: str = "zh") -> Path:
    """Write the report of a comparison as one HTML file; the same comparison gives the same bytes.

    lang: zh, en or both. Raises InputError when the runs hold no whole year.
    """
    story = story_of(comparison)
    page = report_html(story, check_language(lang))
    target = Path(path)
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.write_text(page, encoding="utf-8", newline="\n")
    temporary.replace(target)
    return target


def report_html(story: Story, lang: str) -> str:
    """The page as text."""
    titles = {key: say(f"report_{key}", lang) for key in SECTIONS}
    body = joined(
        [
            _header(story, lang),
            tag("nav", *(tag("a", titles[key], href=f"#{key}") for key in SECTIONS)),
            *(
                tag("section", tag("h2", titles[key]), *_section(key, story, lang), id=key)
                for key in SECTIONS
            ),
            tag("div", say("report_mark", lang), class_="mark"),
        ]
    )
    font = embedded_font([re.sub(r"<[^>]*>", "", body), "，。：；（）“”、％"])
    language = "en" if lang == "en" else "zh-CN"
    title = f"{story.folder.places.city.name(lang)} · {say('report_title', lang)}"
    top = joined(
        [
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            tag("title", title),
            tag("style", Html(font + STYLE.read_text(encoding="utf-8"))),
        ]
    )
    return f"<!DOCTYPE html>\n{tag('html', tag('head', top), tag('body', body), lang=language)}\n"


def _header(story: Story, lang: str) -> Html:
    names = "、".join if lang == "zh" else ", ".join
    arms = names([story.title(name, "en" if lang == "en" else "zh") for name in story.comparison.scenarios])
    baseline = story.title(story.comparison.baseline, "en" if lang == "en" else "zh")
    title = f"{story.folder.places.city.name(lang)} · {say('report_title', lang)}"
    against = choose(
        f"{arms}，对照“{baseline}”，{story.years[0]}–{story.last_year}年",
        f"{arms} against “{baseline}”, {story.years[0]}–{story.last_year}",
        lang,
        "\n",
    )
    return tag(
        "header",
        tag("h1", title),
        tag("p", against),
        tag("p", say("report_claim", lang, "\n"), class_="note"),
    )


def _section(key: str, story: Story, lang: str) -> Iterator[Html]:
    yield from SECTION_OF[key](story, lang)


def _each(story: Story, lang: str) -> Iterator[tuple[str, list[Html]]]:
    """Every scenario with its heading; no heading where there is one alone."""
    several = len(story.comparison.scenarios) > 1
    for name in story.comparison.scenarios:
        title = story.title(name, "en" if lang == "en" else "zh")
        yield name, [tag("h3", title)] if several else []


def _summary(story: Story, lang: str) -> Iterator[Html]:
    for name, heading in _each(story, lang):
        yield from heading
        yield parts.strip(story, name, lang)
        yield parts.memo_of(story, name, lang)


def _inputs(story: Story, lang: str) -> Iterator[Html]:
    yield tag("p", say("report_inputs_note", lang, "\n"), class_="note")
    for name, heading in _each(story, lang):
        yield from heading
        yield parts.inputs(story, name, lang)


def _targets(story: Story, lang: str) -> Iterator[Html]:
    yield parts.targets(story, lang)


def _places(story: Story, lang: str) -> Iterator[Html]:
    yield tag("p", say("report_places_note", lang, "\n"), class_="note")
    drawn = "en" if lang == "en" else "zh"
    for key in story.headlines:
        panels = [tag("figure", _path(story, key, place, drawn)) for place in story.places[:3]]
        yield tag("div", *panels, class_="pictures")
    for name, heading in _each(story, lang):
        yield from heading
        yield tag("figure", _apart(story, story.headlines[0], name, drawn))
        yield from parts.places(story, name, lang)


def _path(story: Story, key: str, place: Place, lang: str) -> Html:
    """Paths of an indicator at a place."""

    def draw(ax: Axes) -> None:
        fan(story.comparison, key, place.id, ax, lang, small=True)

    return picture(story.folder, draw, f"{place.name(lang)} · {indicator_name(key, lang)}", lang)


def _apart(story: Story, key: str, scenario: str, lang: str) -> Html:
    """Paired differences of an indicator by county."""

    def draw(ax: Axes) -> None:
        difference(story.comparison, key, "county", scenario, ax=ax, lang=lang)

    said = f"{say('difference', lang)} · {indicator_name(key, lang)} · {story.title(scenario, lang)}"
    return picture(story.folder, draw, said, lang)


def _money(story: Story, lang: str) -> Iterator[Html]:
    for name, heading in _each(story, lang):
        yield from heading
        yield parts.payers(story, name, lang)
        yield parts.policy_money(story, name, lang)


def _uncertainty(story: Story, lang: str) -> Iterator[Html]:
    yield tag("p", say("report_uncertainty_note", lang, "\n"))
    runs = story.folder.runs
    rows = []
    for name in (story.comparison.baseline, *story.comparison.scenarios):
        states = runs.loc[runs["scenario"] == name, "status"]
        pairs = len(story.comparison.pairs[name]) if name in story.comparison.pairs else story.pairs
        counts = [str(int((states == state).sum())) for state in ("finished", "failed")]
        rows.append([story.title(name, "en" if lang == "en" else "zh"), *counts, str(pairs)])
    heads = [say(key, lang) for key in ("report_scenario", "report_finished", "report_failed", "pairs")]
    yield table(heads, rows)


def _method(story: Story, lang: str) -> Iterator[Html]:
    yield tag("p", say("report_method_note", lang, "\n"))
    manifest = story.folder.manifest
    identity, drawn = manifest["identity"], "zh" if lang == "zh" else "en"
    facts = [
        (say("report_version", lang), f"baiqianwan {manifest['versions']['baiqianwan']}"),
        (say("report_code", lang), identity["code_hash"][:16]),
        (say("report_data", lang), f"{identity['region']} {identity['region_hash'][:16]}"),
        (say("report_seed", lang), f"{identity['seed']}, {say('report_replicates', lang)} {story.pairs}"),
        *((story.title(name, drawn), identity["scenarios"][name][:16]) for name in identity["scenarios"]),
    ]
    yield table(
        [say("report_item", lang), say("report_value", lang)], [list(fact) for fact in facts], words=(0, 1)
    )


SECTION_OF = {
    "summary": _summary,
    "inputs": _inputs,
    "targets": _targets,
    "places": _places,
    "money": _money,
    "uncertainty": _uncertainty,
    "method": _method,
}
