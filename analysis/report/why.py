"""Why places gain and who paid, in a report: for the counties whose effects are largest, the others in folds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.direction import direction
from analysis.labels import choose, indicator_name, say
from analysis.places import Place
from analysis.report.html import Html, table, tag
from analysis.report.languages import per_language
from analysis.sentences import effect
from analysis.story import Story
from analysis.why import Why, also, answer
from analysis.why_rows import Row, amounts, connected, heads, lead, lines, mechanisms, policies
from analysis.why_rows import paid as paid_amounts

ASKED = ("gdp_real", "income_rural_per_head")
"""Effects that are taken apart; the first decides which counties come first."""
OPEN = 4
"""Counties that stand open; of one scenario the others are told too, in folds, of several the explorer has them."""


def anchor(scenario: str, place: str) -> str:
    """The name by which a place's row links here."""
    return f"why-{scenario}-{place}"


def places_told(story: Story, scenario: str) -> list[Place]:
    """Counties with an effect to take apart, the largest first; but the first few where there are several scenarios."""
    key = next((key for key in ASKED if key in story.keys), "")
    if not key or not story.folder.has_ledger:
        return []
    counties = {place.id: place for place in story.places if place.level == "county"}
    rows = story.rows(key, scenario, year=story.last_year, level="county").to_dict("records")
    rows = [row for row in rows if direction(row) != "unchanged" and row["mean"] == row["mean"]]
    rows.sort(key=lambda row: (direction(row) == "uncertain", -abs(row["mean"])))
    most = OPEN if len(story.comparison.scenarios) > 1 else None
    return [counties[row["place"]] for row in rows[:most]]


def whys(story: Story, scenario: str, lang: str) -> Iterator[Html]:
    """For each county a fold: effects, the lines of the books, policies with their payers, mechanisms."""
    found = places_told(story, scenario)
    if not found:
        yield tag("p", say("report_why_none" if story.folder.has_ledger else "why_no_books", lang, "\n"))
    for number, place in enumerate(found):
        yield _fold(story, scenario, place, lang, number < OPEN)


def _fold(story: Story, scenario: str, place: Place, lang: str, stands_open: bool) -> Html:
    answers: list[Why] = []
    for key in ASKED:
        row = story.row(key, scenario, place.id, story.last_year)
        if row is not None and row["mean"] == row["mean"]:
            effect_row = pd.Series(row)
            first = answers[0] if answers else None
            answers.append(also(first, effect_row) if first else answer(story.comparison, place, effect_row))
    one = "zh" if lang == "both" else lang
    said = "；".join if one == "zh" else "; ".join
    effects = said(
        f"{indicator_name(str(a.effect['indicator']), one)} {effect(a.effect, one)}" for a in answers
    )
    inside = tag("div", *_parts(answers, lang), id=anchor(scenario, place.id), class_="why")
    summary = tag("summary", tag("b", place.name(lang)), f" · {effects}")
    opened = {"open": ""} if stands_open else {"class_": "data"}
    return tag("details", summary, inside, **opened)


def _parts(answers: Sequence[Why], lang: str) -> Iterator[Html]:
    one = "zh" if lang == "both" else lang
    for found in answers:
        yield from (tag("p", said) for said in _first(found, lang))
    told = [(found, part) for found in answers for part in found.totals["part"]]
    yield tag("div", *(_lines(found, part, one, lang) for found, part in told), class_="beside")
    found = answers[0]
    paid = policies(found, one)
    if paid:
        names = [say("why_policy", lang), *heads(found, one), say("why_paid_by", lang)]
        titles = [choose(*one_paid.names, lang, "\n") for one_paid in paid_amounts(found)]
        rows = [[title, row.year, row.cumulated, row.more] for title, row in zip(titles, paid, strict=True)]
        yield table(names, rows, say("why_received", lang), words=(0, 3))
    yield from (tag("p", told) for told in per_language(lambda spoken: _acted(found, spoken), lang) if told)


def _first(found: Why, lang: str) -> list[str]:
    """The sentence of an effect and how its lines go with it; what holds of all counties stands above them."""
    langs = ("zh", "en") if lang == "both" else (lang,)
    return [said for one in langs for said in (next(lead(found, one)), *connected(found, one))]


def _lines(found: Why, part: str, lang: str, heading: str) -> Html:
    """The lines of a part, the largest movement first, and their sum."""
    whole, rows = lines(found, part, lang)
    names = [choose(*one.names, heading, "\n") for one in amounts(found, part)]
    cells: list[list[Html | str]] = [
        [name, _year(row), row.cumulated] for name, row in zip(names, rows, strict=False)
    ]
    cells.append([tag("b", whole.name), whole.year, whole.cumulated])
    return table([say("why_line", heading), *heads(found, lang)], cells, say(f"why_part_{part}", heading))


def _year(row: Row) -> Html | str:
    return tag("span", f"({row.year})", class_="note") if row.unsure else row.year


def _acted(found: Why, lang: str) -> str:
    """The mechanisms as a sentence."""
    acted, unsure = mechanisms(found, lang)
    if not acted:
        return ""
    between, colon, end = ("；", "：", "。") if lang == "zh" else ("; ", ": ", ".")
    said = [f"{row.name} {row.year}" for row in acted]
    said += [say("why_unsure", lang).format(n=unsure)] if unsure else []
    return say("why_acted", lang).format(year=found.year) + colon + between.join(said) + end
