"""Who pays and who gets (谁出谁得): one table in which payers, receivers and the whole city can be netted."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.answer import Answer, Party
from analysis.direction import direction
from analysis.labels import choose, in_unit, money_unit, say
from analysis.report.html import Html, Part, scrolled, table, tag
from analysis.report.languages import drawn
from analysis.story import Story
from analysis.written import effect, form_of


def parties(story: Story, scenario: str, lang: str) -> list[Html]:
    """Every place with what it paid and got over all years and its GDP in the last; the city net at the end."""
    found = story.answers[scenario]
    if not found.payers and not found.net.received:
        return []
    first, last = found.years
    size = max(
        [found.paid, found.net.received, *(abs(one.amount["mean"]) for one in _all(found) if one.amount)]
    )
    scale, unit = money_unit(size, drawn(lang))
    rows = [_line(one, lang, scale, size) for one in _ordered(found)]
    for payer in found.payers:
        if payer.place in ("", found.net.place.id):
            name = choose(payer.zh, payer.en[:1].upper() + payer.en[1:], lang)
            rows.append([name, in_unit(payer.yuan, scale), *["–"] * 5])
    net = _line(found.net, lang, scale, size, whole=found.paid)
    rows.append([tag("b", say("city_net", lang)), *(tag("b", cell) for cell in net[1:])])
    heads = [
        say("parties_place", lang),
        say("parties_paid", lang, "\n"),
        say("parties_received", lang, "\n"),
        say("parties_amount", lang, "\n").format(year=last),
        say("report_band", lang, "\n"),
        say("parties_share", lang, "\n").format(year=last),
        say("parties_direction", lang, "\n"),
    ]
    told = say("parties", lang).format(first=first, last=last)
    caption = f"{told} · {unit}" + ("" if drawn(lang) == "zh" else " yuan")
    note = say("parties_note", lang, "\n").format(last=last)
    return [
        scrolled(table(heads, rows, caption, words=(0, 6))),
        tag("p", note, class_="note"),
    ]


def _all(found: Answer) -> tuple[Party, ...]:
    return (*found.groups, *found.counties, found.net)


def _ordered(found: Answer) -> Iterator[Party]:
    """Groups, each before its counties; then the counties that are in none."""
    told: set[str] = set()
    for group in found.groups:
        yield group
        members = [
            one for one in found.counties if one.place.id in group.place.members and one.place.id not in told
        ]
        told |= {one.place.id for one in members}
        yield from members
    yield from (one for one in found.counties if one.place.id not in told)


def _line(one: Party, lang: str, scale: float, size: float, whole: float | None = None) -> list[Part]:
    name, paid = one.place.name(lang), one.paid if whole is None else whole
    money = [in_unit(yuan, scale) if yuan >= 0.5 else "–" for yuan in (paid, one.received)]
    shown: list[Part] = [tag("b", name) if one.place.level == "group" else name, *money]
    if one.amount is None or one.share is None:
        return [*shown, *["–"] * 4]
    form, language = form_of(one.amount, drawn(lang), size=size), drawn(lang)
    number = f"{one.share['scenario']}|gdp_real|{one.place.id}|{one.share['year']}"
    return [
        *shown,
        tag("span", form.bare(one.amount["mean"]), data_number=f"{number}|abs|{scale:g}"),
        f"{form.bare(one.amount['q05'])} … {form.bare(one.amount['q95'])}",
        tag("span", effect(one.share, language), data_number=number),
        say(direction(one.share), lang),
    ]
