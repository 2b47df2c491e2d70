"""The whole report: headline numbers, what the policy is, targets, places, people, money, how sure, method."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from analysis.assets.embedding import embedded_font
from analysis.compare import Comparison
from analysis.labels import check_language, choose, say
from analysis.report import certainty, headline, money, package, people, places, policy, targets, why
from analysis.report.html import Html, joined, tag
from analysis.report.languages import drawn, per_language
from analysis.report.small import once
from analysis.saving import write_text
from analysis.story import Story, story_of
from analysis.whose_map import say_of_map

STYLE = Path(__file__).with_name("style.css")
PAGES = {
    "zh": "第 {page} 页，共 {pages} 页",
    "en": "page {page} of {pages}",
    "both": "第 {page} 页 / {page} of {pages}",
}
"""What stands at the right of the foot of printed pages."""
MOST_HASHES = 6
"""Scenarios whose hash stands at the foot of every page; all are in the last section."""


def write_report(comparison: Comparison, path: str | Path, lang: str = "zh") -> Path:
    """Write the report of a comparison as one HTML file; the same comparison gives the same bytes.

    lang: zh, en or both. Raises InputError when the runs hold no whole year, or the file cannot be
    written.
    """
    return write_text(Path(path), report_html(story_of(comparison), check_language(lang)))


def report_html(story: Story, lang: str) -> str:
    """The page as text."""
    titles = {key: say(f"report_{key}", lang) for key in SECTIONS}
    sections = [
        tag("section", tag("h2", title), *SECTIONS[key](story, lang), id=key) for key, title in titles.items()
    ]
    links = (tag("a", title, href=f"#{key}") for key, title in titles.items())
    foot = footer_text(story, lang)
    body = joined(
        [
            _header(story, lang),
            tag("nav", *links),
            once(tag("main", *sections)),
            tag("footer", foot, class_="mark"),
        ]
    )
    title = f"{story.folder.places.city.name(lang)} · {say('report_title', lang)}"
    numbers = PAGES[lang]
    font = embedded_font([re.sub(r"<[^>]*>", "", body), title, foot, numbers])
    style = font + _footed(foot, numbers) + STYLE.read_text(encoding="utf-8")
    top = joined(
        [
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            tag("title", title),
            tag("style", Html(style)),
        ]
    )
    language = "en" if lang == "en" else "zh-CN"
    return f"<!DOCTYPE html>\n{tag('html', tag('head', top), tag('body', body), lang=language)}\n"


def footer_text(story: Story, lang: str) -> str:
    """What stands at the foot of every printed page: version, hashes, seed, pairs, and that it is no statistics."""
    manifest = story.folder.manifest
    identity = manifest["identity"]
    one, start = drawn(lang), manifest["pairing"][story.comparison.baseline]["start"]
    names = (story.comparison.baseline, *story.comparison.scenarios)
    hashes = [f"{name} {identity['scenarios'][name][:8]}" for name in names[:MOST_HASHES]]
    facts = (
        say_of_map("report_mark", story.folder, lang),
        f"baiqianwan {manifest['versions']['baiqianwan']} {identity['code_hash'][:8]}",
        f"{identity['region']} {identity['region_hash'][:8]}, {say('report_vintage', one).lower()} {start}",
        *hashes,
        f"{choose('种子', 'seed', lang)} {identity['seed']}",
        story.counts(lang),
    )
    return " · ".join(facts)


def _footed(foot: str, numbers: str) -> str:
    """The same text and the number of the page as margin boxes of printed pages."""
    counted = " ".join(
        f"counter({part[1:-1]})" if part in ("{page}", "{pages}") else _quoted(part)
        for part in re.split(r"(\{pages?\})", numbers)
    )
    return f"@page{{@bottom-left{{content:{_quoted(foot)}}}@bottom-right{{content:{counted}}}}}"


def _quoted(text: str) -> str:
    """A string of a style sheet, where letters that end a string or a style are escaped."""
    return '"' + re.sub(r'["\\<>\n]', lambda found: f"\\{ord(found.group()):x} ", text) + '"'


def _header(story: Story, lang: str) -> Html:
    one = drawn(lang)
    arms = ("、" if one == "zh" else ", ").join(story.title(name, one) for name in story.comparison.scenarios)
    baseline = story.title(story.comparison.baseline, one)
    against = choose(
        f"{arms}，对照“{baseline}”，{story.years[0]}–{story.last_year}年",
        f"{arms} against “{baseline}”, {story.years[0]}–{story.last_year}",
        one,
    )
    title = f"{story.folder.places.city.name(lang)} · {say('report_title', lang)}"
    return tag(
        "header",
        tag("h1", title),
        tag("p", against),
        tag("p", say_of_map("report_claim", story.folder, lang, "\n"), class_="note"),
    )


def _each(story: Story, lang: str) -> Iterator[tuple[str, list[Html]]]:
    """Every scenario with its heading; no heading where there is one alone."""
    several = len(story.comparison.scenarios) > 1
    for name in story.comparison.scenarios:
        titles = per_language(partial(story.title, name), lang)
        yield name, [tag("h3", " / ".join(titles))] if several else []


def _summary(story: Story, lang: str) -> Iterator[Html]:
    for name, heading in _each(story, lang):
        yield from heading
        yield headline.plain_answer(story, name, lang)
        yield headline.strip(story, name, lang)
        yield headline.memo_of(story, name, lang)


def _inputs(story: Story, lang: str) -> Iterator[Html]:
    yield tag("p", say("report_inputs_note", lang, "\n"), class_="note")
    for name, heading in _each(story, lang):
        yield from heading
        yield policy.inputs(story, name, lang)


def _targets(story: Story, lang: str) -> Iterator[Html]:
    yield targets.targets(story, lang)


def _places(story: Story, lang: str) -> Iterator[Html]:
    for name in story.comparison.scenarios if story.headlines else ():
        yield places.differences(story, story.headlines[0], name, lang)
    if story.headlines:
        yield places.effects(story, story.headlines[0], lang)
    for key in story.headlines:
        if key not in PEOPLE:
            yield places.paths(story, key, lang)
    yield tag("p", say("report_places_note", lang, "\n"), class_="note")
    for name, heading in _each(story, lang):
        yield from heading
        yield places.maps(story, story.headlines[:2], name, lang)
        yield places.theme_table(story, name, "economy", lang)
        yield places.theme_table(story, name, "money", lang)


PEOPLE = ("income_rural_per_head",)
"""Headline indicators whose paths stand with the people."""


def _people(story: Story, lang: str) -> Iterator[Html]:
    for key in PEOPLE:
        if key in story.keys:
            yield places.paths(story, key, lang)
    yield from people.parts_of_theil(story, lang)
    for name, heading in _each(story, lang):
        yield from heading
        yield places.theme_table(story, name, "people", lang)
        yield from people.inequality(story, name, lang)


def _money(story: Story, lang: str) -> Iterator[Html]:
    for name, heading in _each(story, lang):
        yield from heading
        yield money.payers(story, name, lang)
        yield money.flows(story, name, lang)
        yield money.policy_money(story, name, lang)


def _why(story: Story, lang: str) -> Iterator[Html]:
    yield tag("p", say("report_why_note", lang, "\n"), class_="note")
    for name, heading in _each(story, lang):
        yield from heading
        yield from why.whys(story, name, lang)
    yield from package.waterfalls(story, lang)


SECTIONS: dict[str, Callable[[Story, str], Iterator[Html]]] = {
    "summary": _summary,
    "inputs": _inputs,
    "targets": _targets,
    "places": _places,
    "people": _people,
    "money": _money,
    "why": _why,
    "uncertainty": certainty.uncertainty,
    "method": certainty.method,
}
"""Top to bottom; the words of each heading are `report_KEY`."""
