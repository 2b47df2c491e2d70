"""Who pays and who gets (谁出谁得): one table in which payers, receivers and the whole city can be netted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.answer import Answer, Party
from analysis.direction import direction
from analysis.flows import FUND, LEAKED
from analysis.labels import choose, in_unit, money_unit, say
from analysis.report.html import Html, Part, scrolled, table, tag
from analysis.report.languages import drawn
from analysis.story import Story
from analysis.words.purses import capital
from analysis.written import effect, form_of


@dataclass(frozen=True)
class Beside:
    """A purse that is no county's budget, or what no purse got: yuan over all years."""

    zh: str
    en: str
    paid: float
    received: float


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
    beside = _beside(story, found)
    for one in beside:
        name = choose(*capital((one.zh, one.en)), lang)
        rows.append([name, *_money((one.paid, one.received), scale), *["–"] * 4])
    # All who paid and all who got, so that the two columns end in the same sum where the books tell both.
    whole = [sum(getattr(one, what) for one in (*found.counties, *beside)) for what in ("paid", "received")]
    net = _line(replace(found.net, paid=whole[0], received=whole[1]), lang, scale, size)
    rows.append([tag("b", say("parties_all", lang)), *(tag("b", cell) for cell in net[1:])])
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
    columns = "parties_columns" if story.folder.has_ledger else "parties_columns_no_books"
    note = f"{say(columns, lang, chr(10))}\n{say('parties_note', lang, chr(10)).format(last=last)}"
    return [
        scrolled(table(heads, rows, caption, words=(0, 6))),
        tag("p", note, class_="note"),
    ]


def _beside(story: Story, found: Answer) -> list[Beside]:
    """Purses beside the counties' budgets, the largest first, what leaked and what is left in funds at the end."""
    counties = {one.place.id for one in found.counties}
    if not story.folder.has_ledger:
        return [Beside(one.zh, one.en, one.yuan, 0.0) for one in found.payers if one.place not in counties]
    table = story.comparison.flows(found.scenario).parties
    table = table[~table.index.isin(counties)]
    last = table.index.isin((LEAKED, FUND))
    order = table.assign(last=last, size=-table[["paid", "received"]].max(axis=1)).sort_values(
        ["last", "size"], kind="stable"
    )
    return [
        Beside(str(row.zh), str(row.en), float(row.paid), float(row.received)) for row in order.itertuples()
    ]


def _money(amounts: Sequence[float], scale: float) -> list[str]:
    return [in_unit(yuan, scale) if abs(yuan) >= 0.5 else "–" for yuan in amounts]


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


def _line(one: Party, lang: str, scale: float, size: float) -> list[Part]:
    name, money = one.place.name(lang), _money((one.paid, one.received), scale)
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
