"""Words and numbers of a run under way as HTML: the strip, the table by quarter, what happened."""

from __future__ import annotations

import re

import numpy as np

from analysis.figures.lettering import true_minus
from analysis.labels import amount, indicator_name, percent, say
from analysis.live.seen import CHARTS, CITY, Happened, Seen, quarter_text, scale_of, unit_beside
from analysis.report.html import Html, joined, table, tag
from analysis.story import HEADLINES
from analysis.words.live import EVENTS, NOTES
from sim.indicators import FIRMS, PERSONS, SHARE, YUAN, Indicator

MOST_EVENTS = 60
YEAR = 4
"""Quarters."""


def strip(seen: Seen, place: str = CITY, lang: str = "en") -> Html:
    """Headline numbers of the quarter simulated last, each with its change on the same quarter a year before."""
    shown = seen.recorded(HEADLINES, "city" if place == CITY else "county")
    boxes = tag("div", *(_box(seen, item, place, lang) for item in shown), class_="strip")
    return joined([boxes, tag("p", say("live_quarters_note", lang), class_="note")])


def quarters(seen: Seen, place: str = CITY, lang: str = "en") -> Html:
    """The indicators of the charts by quarter, the latest first."""
    shown = seen.recorded(CHARTS, "city" if place == CITY else "county")
    paths = {item.key: seen.path(item.key, place) for item in shown}
    scales = {item.key: scale_of(item, _largest(paths[item.key]), lang) for item in shown}
    heads = [
        say("live_quarter", lang),
        *(f"{indicator_name(item.key, lang)}\n{scales[item.key][1]}" for item in shown),
    ]
    rows = [
        [
            quarter_text(quarter, lang),
            *(_cell(paths[item.key][at], scales[item.key][0], item) for item in shown),
        ]
        for at, quarter in reversed(list(enumerate(seen.quarters)))
    ]
    return table(heads, rows)


def events(seen: Seen, lang: str = "en") -> Html:
    """What happened, the latest first."""
    if not seen.events:
        return tag("p", say("live_none", lang), class_="note")
    latest = list(reversed(seen.events))[:MOST_EVENTS]
    heads = [say(f"live_{head}", lang) for head in ("quarter", "event", "subject", "yuan", "note")]
    rows = [
        [
            quarter_text(one.quarter, lang),
            _event(one.event, lang),
            _subject(seen, one.subject, lang),
            amount(float(one.yuan), YUAN, lang) if one.yuan else "",
            _note(seen, one, lang),
        ]
        for one in latest
    ]
    parts = [table(heads, rows, words=(0, 1, 2, 4))]
    if len(seen.events) > len(latest):
        more = say("live_events_more", lang).format(n=len(latest), all=len(seen.events))
        parts.append(tag("p", more, class_="note"))
    return joined(parts)


def _box(seen: Seen, item: Indicator, place: str, lang: str) -> Html:
    path = seen.path(item.key, place)
    level = true_minus(amount(float(path[-1]), item.unit, lang)) if path.size else "–"
    return tag(
        "div",
        tag("span", indicator_name(item.key, lang)),
        tag("b", level, tag("small", f" {unit_beside(item.unit, lang)}")),
        tag("span", _change(path, item, lang) if path.size else "", class_="change"),
    )


def _change(path: np.ndarray, item: Indicator, lang: str) -> str:
    """On the same quarter a year before: per cent of what is positive, else the difference in its unit."""
    if path.size <= YEAR:
        return ""
    before, now = float(path[-1 - YEAR]), float(path[-1])
    if item.unit == SHARE:
        change = f"{100.0 * (now - before):+.1f} {say('story_points', lang)}"
    elif before > 0.0 and now > 0.0:
        change = percent(now / before - 1.0, sign=True)
    else:
        change = ("+" if now >= before else "") + amount(now - before, item.unit, lang)
    return say("live_change", lang).format(change=true_minus(change))


def _cell(value: float, scale: float, item: Indicator) -> str:
    """A number of the table in the unit of its column; persons and firms are whole."""
    if not np.isfinite(value):
        return "–"
    scaled = value / scale + 0.0
    if scale == 1.0 and item.unit in (PERSONS, FIRMS):
        return f"{scaled:,.0f}"
    digits = (
        0 if abs(scaled) >= 1000 and scale == 1.0 else 1 if abs(scaled) >= 100 or item.unit == SHARE else 2
    )
    return f"{scaled:,.{digits}f}"


def _largest(path: np.ndarray) -> float:
    known = np.abs(path[np.isfinite(path)])
    return float(known.max()) if known.size else 0.0


def _event(key: str, lang: str) -> str:
    zh, en = EVENTS.get(key, (key, key.replace("_", " ")))
    return zh if lang == "zh" else en


def _subject(seen: Seen, subject: str, lang: str) -> str:
    zh, en = seen.scene.names.get(subject, (subject, subject))
    return zh if lang == "zh" else en or zh


def _note(seen: Seen, one: Happened, lang: str) -> str:
    found = re.fullmatch(r"from (.+)", one.note)
    if found:
        name = _subject(seen, found[1], lang)
        return f"迁自{name}" if lang == "zh" else f"from {name}"
    if one.note in seen.scene.names:
        return _subject(seen, one.note, lang)
    if one.note in (name for _, name in seen.scene.names.values()):
        return ""  # the English title of the subject, which stands beside it
    if lang != "zh":
        return one.note
    for pattern, words in NOTES:
        if found := re.fullmatch(pattern, one.note):
            return words.format(*found.groups())
    return one.note
