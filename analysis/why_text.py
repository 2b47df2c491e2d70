"""The answer to why a place gained, in words and as HTML, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from analysis.labels import say
from analysis.why import Why
from analysis.why_rows import Row, heads, lead, lines, mechanisms, policies

NONE = ("", "–")
AMOUNT = re.compile(r"[+−<>]?[\d.]")
UNSURE = {"zh": "（方向不确定）", "en": " (direction uncertain)"}


def text(found: Why, lang: str) -> str:
    """The answer as lines: the effect, the lines of the books, policies and who paid, what acted; what this is not."""
    return "\n\n".join("\n".join(_lines(found, one)) for one in _each(lang))


def html(found: Why, lang: str) -> str:
    """The same as paragraphs and tables."""
    return f"<div>{''.join(part for one in _each(lang) for part in _parts(found, one))}</div>"


def _each(lang: str) -> tuple[str, ...]:
    return ("zh", "en") if lang == "both" else (lang,)


def _lines(found: Why, lang: str) -> Iterator[str]:
    yield from lead(found, lang)
    year, cumulated = heads(found, lang)
    open_, close = ("（", "）") if lang == "zh" else (" (", ")")
    colon = "：" if lang == "zh" else ": "

    def told(row: Row) -> str:
        return f"{row.name} {row.year}{open_}{row.cumulated}{close}{UNSURE[lang] if row.unsure else ''}"

    for part in found.totals["part"]:
        whole, rows = lines(found, part, lang)
        yield f"  {say(f'why_part_{part}', lang)}{open_}{year}{'；' if lang == 'zh' else '; '}{cumulated}{close}"
        yield from (f"    {told(row)}" for row in rows)
        yield f"    {told(whole)}"
    yield f"  {say('why_received', lang)}{open_}{year}{'；' if lang == 'zh' else '; '}{cumulated}{close}"
    paid = policies(found, lang)
    for row in paid:
        yield f"    {told(row)}{colon + row.more if row.more else ''}"
    if not paid:
        yield f"    {say('why_nothing', lang)}"
    acted, unsure = mechanisms(found, lang)
    if acted:
        yield f"  {say('why_acted', lang).format(year=found.year)}"
        yield from (f"    {row.name} {row.year}" for row in acted)
        if unsure:
            yield f"    {say('why_unsure', lang).format(n=unsure)}"
    yield say("why_accounting", lang)


def _parts(found: Why, lang: str) -> Iterator[str]:
    yield from (f"<p>{escape(said)}</p>" for said in lead(found, lang))
    year, cumulated = heads(found, lang)
    for part in found.totals["part"]:
        whole, rows = lines(found, part, lang)
        cells = [
            [row.name, row.year + (" ?" if row.unsure else ""), row.cumulated, row.more]
            for row in (*rows, whole)
        ]
        more = say("why_by_policies", lang).format(year=found.year)
        yield _table(say(f"why_part_{part}", lang), [say("why_line", lang), year, cumulated, more], cells)
    paid = [[row.name, row.year, row.cumulated, row.more] for row in policies(found, lang)]
    if paid:
        names = [say("why_policy", lang), year, cumulated, say("why_paid_by", lang)]
        yield _table(say("why_received", lang), names, paid)
    acted, _ = mechanisms(found, lang)
    if acted:
        yield _table(
            say("why_acted", lang).format(year=found.year), [], [[row.name, row.year] for row in acted]
        )
    yield f"<p>{escape(say('why_accounting', lang))}</p>"


def _table(title: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, amounts to the right; a column without any is left out."""
    width = max(len(row) for row in rows)
    told = [at for at in range(width) if not at or any(row[at] not in NONE for row in rows)]
    amounts = {at for at in told if at and all(row[at] in NONE or AMOUNT.match(row[at]) for row in rows)}
    sides = {at: "right" if at in amounts else "left" for at in told}

    def cells(row: Sequence[str], kind: str) -> str:
        made = (f'<{kind} style="text-align: {sides[at]}">{escape(row[at])}</{kind}>' for at in told)
        return f"<tr>{''.join(made)}</tr>"

    top = cells(names, "th") if names else ""
    body = "".join(cells(row, "td") for row in rows)
    return f"<table><caption>{escape(title)}</caption>{top}{body}</table>"
