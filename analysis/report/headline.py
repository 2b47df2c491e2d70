"""The top of a report: the answer in a sentence, four or five numbers, and the paragraph for a memo."""

from __future__ import annotations

import re
from functools import partial

from analysis.answer_text import (
    boxes,
    few_runs,
    outside_groups,
    payers_told,
    plain_sentence,
    receivers_told,
    told_in_box,
    yuan,
)
from analysis.direction import direction
from analysis.labels import choose, head, say
from analysis.report.html import Html, joined, tag
from analysis.report.languages import drawn, per_language
from analysis.sentences import memo
from analysis.story import Story
from analysis.written import about, band, effect, level_text, of_mean


def plain_answer(story: Story, scenario: str, lang: str) -> Html:
    """Who pays, who gains and loses, what the city is left with: one sentence a language."""
    found = story.answers[scenario]
    return joined(
        tag(
            "p",
            _kept(plain_sentence(story, found, one)),
            class_="answer",
            lang="zh-CN" if one == "zh" else "en",
        )
        for one in _ways(lang)
    )


def strip(story: Story, scenario: str, lang: str) -> Html:
    """The numbers behind that sentence, and rural income; under them what a band of few pairs is."""
    found, one, shown = story.answers[scenario], drawn(lang), []
    for box in boxes(story, found):
        if box.row is None:
            said = [tag("b", yuan(found.paid, one))]
            if lang == "both":
                said.append(tag("span", f"≈ {yuan(found.paid, 'en')}", lang="en"))
            for tell in (payers_told, receivers_told):
                said += [
                    tag("span", _kept(text)) for text in per_language(partial(tell, found), lang) if text
                ]
            shown.append(tag("div", tag("span", box.name(lang)), *said, class_="neutral"))
            continue
        row, amount = box.row, about(box.row, one)
        amounts = [f"≈ {said}" for said in per_language(partial(about, row), lang) if said]
        told, verdict = told_in_box(row, lang)
        level = f"{say('report_level', lang)} {level_text(row['value'], row['unit_of_level'], one)}"
        number = f"{scenario}|{row['indicator']}|{row['place']}|{row['year']}"
        size, between = effect(row, one, unit=True), f"{say('report_band', lang)} {band(row, one)}"
        if direction(row) == "uncertain":
            # No sign in large letters where the runs allow none.
            beside = f"（≈\u00a0{amount}）" if one == "zh" else f" (≈\u00a0{amount})"
            mean = [tag("span", size, data_number=number, class_="bare"), beside if amount else ""]
            name = choose(head("mean", "zh"), head("mean", "en"), lang, " / ")
            lines = [tag("b", told), tag("span", f"{name} ", *mean)]
        else:
            lines = [tag("b", size, data_number=number), *(tag("span", said) for said in amounts)]
            lines.append(tag("span", told))
        because = [tag("span", said) for said in per_language(partial(of_mean, row), lang) if said]
        lines += [tag("span", between), *because, tag("span", level)]
        if row is found.net.share:
            apart = [_BESIDE[way] + tail for way in _ways(lang) if (tail := outside_groups(found, way))]
            lines += [tag("span", tail) for tail in apart]
        shown.append(tag("div", tag("span", box.name(lang)), *lines, class_=verdict))
    strip_of = tag("div", *shown, class_="strip")
    if scenario != story.comparison.scenarios[0]:
        return strip_of
    notes = per_language(lambda one: few_runs(story.counted, one), lang)
    return joined([strip_of, *(tag("p", said, class_="note") for said in notes if said)])


def memo_of(story: Story, scenario: str, lang: str) -> Html:
    """The paragraph for a memo, a language each; numbers stay with their units."""
    between = {"zh": "", "en": " "}
    return joined(
        tag("p", _kept(between[one].join(memo(story, scenario, one))), lang="zh-CN" if one == "zh" else "en")
        for one in _ways(lang)
    )


_BESIDE = {"zh": "另：", "en": "Beside the areas: "}
"""Before what counties in no area change by."""


def _ways(lang: str) -> tuple[str, ...]:
    return ("zh", "en") if lang == "both" else (lang,)


def _kept(said: str) -> str:
    """No line break between a number and what it counts."""
    return re.sub(r"(?<=\d) (?=%|亿|万|元|人|户|bn\b|m\b|percentage)", "\u00a0", said)
