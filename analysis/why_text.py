"""The answer to why a place gained, in words and as HTML, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import pandas as pd

from analysis.direction import direction
from analysis.labels import choose, indicator_name, money, percent, say
from analysis.sentences import effect_sentence, in_how
from analysis.why import Why
from analysis.words.kinds import KINDS

MOST, MOST_PAYERS = 6, 9
"""Flows and pairings, and payers, that are told one by one."""


def text(found: Why, lang: str) -> str:
    """The answer as lines: the effect, the money across the border, who paid, what acted; then what this is not."""
    langs = ("zh", "en") if lang == "both" else (lang,)
    return "\n\n".join("\n".join(_lines(found, one)) for one in langs)


def html(found: Why, lang: str) -> str:
    """The same, a heading a part."""
    langs = ("zh", "en") if lang == "both" else (lang,)
    parts = []
    for one in langs:
        for line in _lines(found, one):
            said = escape(line.strip())
            if line.startswith("    "):
                parts.append(f"<li>{said}</li>")
            elif line.startswith("  "):
                parts.append(f"<p><b>{said}</b></p>")
            else:
                parts.append(f"<p>{said}</p>")
    return f"<div>{''.join(parts)}</div>"


def _lines(found: Why, lang: str) -> Iterator[str]:
    yield effect_sentence(found.comparison.story, found.effect, lang)
    yield from _flows(found, "in", lang)
    yield from _flows(found, "out", lang)
    yield f"  {say('why_net', lang)}{_colon(lang)}{money(found.net, lang, sign=True)}"
    yield from _payers(found, lang)
    yield from _acted(found, lang)
    yield say("why_accounting", lang)


def _flows(found: Why, way: str, lang: str) -> Iterator[str]:
    """The flows that changed most, then all others together."""
    yield f"  {say(f'why_{way}', lang)}"
    column = f"yuan_{way}"
    rows = found.flows[found.flows[column] != 0.0]
    rows = rows.loc[rows[column].abs().sort_values(ascending=False, kind="stable").index]
    if rows.empty:
        yield f"    {say('why_nothing', lang)}"
    for row in rows.head(MOST).to_dict("records"):
        name = row[lang] or say("why_no_policy", lang)
        yield f"    {choose(*KINDS[row['kind']], lang)} · {name} {money(row[column], lang, sign=True)}"
    rest = rows.iloc[MOST:]
    if len(rest):
        yield f"    {say('why_others', lang)} ({len(rest)}) {money(float(rest[column].sum()), lang, sign=True)}"


def _payers(found: Why, lang: str) -> Iterator[str]:
    if found.payers.empty:
        return
    yield f"  {say('why_paid', lang)}"
    for row in found.payers.head(MOST_PAYERS).to_dict("records"):
        yield f"    {row[lang]} {money(row['yuan'], lang, sign=True)} ({percent(row['share'], 0)})"
    rest = found.payers.iloc[MOST_PAYERS:]
    if len(rest):
        sums = float(rest["yuan"].sum()), float(rest["share"].sum())
        yield f"    {say('why_others', lang)} ({len(rest)}) {money(sums[0], lang, sign=True)} ({percent(sums[1], 0)})"


def _acted(found: Why, lang: str) -> Iterator[str]:
    if found.mechanisms.empty and found.partners.empty:
        return
    yield f"  {say('why_acted', lang)}"
    for _, row in found.mechanisms.iterrows():
        said = _with_way(row, lang)
        if re.search(r"[1-9]", said):
            yield f"    {indicator_name(row['indicator'], lang)} {said}"
    for row in found.partners.head(MOST).to_dict("records"):
        yield f"    {say('why_pairs', lang)} · {row[lang]} {row['pairs']:+.3g}"


def _with_way(row: pd.Series, lang: str) -> str:
    """A difference in its own unit, and that its direction is uncertain where it is."""
    said = in_how(row["mean"], row, lang)
    unsure = direction(row) == "uncertain"
    return said + (choose("（方向不确定）", " (direction uncertain)", lang) if unsure else "")


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "
