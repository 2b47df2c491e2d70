"""Money in a report: who pays and how the gap is closed, who receives, what each policy cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.figures.sankey import sankey, sankey_data
from analysis.labels import choose, head, in_unit, money_unit, say
from analysis.money import Donor, Estimate, donors, recipients
from analysis.policy_money import HEADS as MONEY_HEADS
from analysis.policy_purses import PAID
from analysis.programmes import SOURCES, totals_of_policies
from analysis.report.html import Html, joined, scrolled, table, tag
from analysis.report.languages import drawn
from analysis.report.parties import parties
from analysis.report.pictures import captioned, picture
from analysis.rest_of_budgets import PARTS, rest_by_part
from analysis.story import Story
from analysis.written import typeset

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POLICIES = 20
"""Policies with a line of their own; the others stand together."""
LEAST = 0.005
"""Of the unit of a table: what is below it everywhere has no column."""
CLOSED_BY = ("paid", "cut", "bonds", "cash", "revenue", "above", "rest")


def payers(story: Story, scenario: str, lang: str) -> Html:
    """Who pays and who gets, then how payers close the gap, then what a yuan received does."""
    shown = [
        *parties(story, scenario, lang),
        *_donors(story, scenario, lang),
        *_recipients(story, scenario, lang),
    ]
    return joined(shown or [tag("p", say("report_no_money", lang, "\n"))])


def _donors(story: Story, scenario: str, lang: str) -> list[Html]:
    paid = donors(story.comparison, scenario)
    if not paid:
        return []
    scale, unit = money_unit(max(one.paid for one in paid), drawn(lang))
    parts = rest_by_part(story.comparison, scenario, paid)
    keys = (*CLOSED_BY[:-1], *(PARTS if parts else CLOSED_BY[-1:]))
    sums = [
        dict(zip(CLOSED_BY, one.parts, strict=True)) | parts.get(one.place.id, {"rest": one.rest})
        for one in paid
    ]
    told = [key for key in keys if any(abs(one[key]) >= LEAST * scale for one in sums)]
    rows = [
        [_name(one, lang), *(in_unit(mine[key], scale) for key in told)]
        for one, mine in zip(paid, sums, strict=True)
    ]
    heads = [head(key if key in CLOSED_BY else f"rest_{key}", lang) for key in told]
    note = choose(
        f"已出资＝{'＋'.join(say(f'rest_said_{key}', 'zh') for key in told[1:])}；已扣除退回，负数为减少或另有支出。",
        f"Paid = {' + '.join(say(f'rest_said_{key}', 'en') for key in told[1:])}; less what came back, negative: a "
        "decrease, or more spent.",
        lang,
        "\n",
    )
    for key in ("grants", "other"):
        if key in told:
            note += f"\n{say(f'rest_note_{key}', lang, chr(10))}"
    return [
        scrolled(table([head("place", lang), *heads], rows, f"{say('donors', lang)} · {unit}")),
        tag("p", note, class_="note"),
    ]


def _name(donor: Donor, lang: str) -> str:
    return say("city_budget", lang) if donor.is_city_budget else donor.place.name(lang)


def _recipients(story: Story, scenario: str, lang: str) -> list[Html]:
    """GDP gained a yuan received, where that can be told."""
    got = recipients(story.comparison, scenario)
    if not got:
        return []
    if not any(row.multiplier for row in got):
        return [tag("p", say("report_no_multiplier", lang, "\n"), class_="note")]
    rows = [
        [choose(*row.name, lang), *(_of(one) for one in (row.multiplier, row.multiplier_late))] for row in got
    ]
    years = choose(
        f"到账以来至{story.last_year}年累计", f"from the first payment to {story.last_year}", lang, "\n"
    )
    late = choose(f"到账第{got[0].late_year}年", f"year {got[0].late_year} of payments", lang, "\n")
    return [scrolled(table([head("place", lang), years, late], rows, say("report_multiplier", lang)))]


def _of(estimate: Estimate | None) -> str:
    """A multiplier with its 95 % interval."""
    if estimate is None:
        return "–"
    known = "" if estimate.low != estimate.low else f" ({estimate.low:.2f} … {estimate.high:.2f})"
    return f"{estimate.mean:.2f}{known}"


def flows(story: Story, scenario: str, lang: str) -> Html:
    """Who paid whom for what, as bands whose sources equal their uses; numbers in a fold."""
    one = drawn(lang)
    links = sankey_data(story.comparison, scenario)
    if links.empty:
        return Html("")

    def draw(ax: Axes) -> None:
        sankey(story.comparison, scenario, ax=ax, lang=one)

    scale, unit = money_unit(float(links["yuan"].max()), one)
    rows = [
        {
            say("report_from_whom", one): row[f"start_{one}"],
            say("report_to_whom", one): row[f"end_{one}"],
            unit: in_unit(row["yuan"], scale),
        }
        for row in links.to_dict("records")
    ]
    said = ("，" if one == "zh" else ", ").join(
        f"{row[say('report_from_whom', one)]} → {row[say('report_to_whom', one)]} {row[unit]}" for row in rows
    )
    title = f"{say('flows_title', one)} · {story.title(scenario, one)}"
    return captioned(
        picture(
            story.folder,
            draw,
            f"{title}（{unit}）：{said}" if one == "zh" else f"{title} ({unit}): {said}",
            one,
            (9.4, 6.2),
        ),
        tag("b", title),
        pd.DataFrame(rows),
        say("report_numbers", lang),
    )


def policy_money(story: Story, scenario: str, lang: str) -> Html:
    """Where the money of each policy came from, the dearest first; what is beyond the first few stands together."""
    totals = totals_of_policies(story.folder, scenario)
    if totals.empty:
        return Html("")
    order = totals[[*PAID, "planned"]].max(axis=1).sort_values(ascending=False, kind="stable").index
    totals = totals.loc[order]
    columns = [name for name in SOURCES if (totals[name] != 0.0).any()]
    scale, unit = money_unit(float(totals[columns].sum().abs().max()), drawn(lang))

    def cells(amounts: object) -> list[str]:
        return [typeset(in_unit(float(amounts[name]), scale)) if amounts[name] else "–" for name in columns]  # type: ignore[index]

    shown, rest = totals.head(MOST_POLICIES), totals.iloc[MOST_POLICIES:]
    rows = [[choose(row["zh"], row["en"], lang, "\n"), *cells(row)] for _, row in shown.iterrows()]
    if len(rest):
        rows.append([f"{say('other_policies', lang)} ({len(rest)})", *cells(rest[columns].sum())])
    rows.append([tag("b", choose("合计", "All", lang)), *cells(totals[columns].sum())])
    heads = [head("policy", lang), *(head(MONEY_HEADS[name], lang) for name in columns)]
    note = tag("p", say("money_note", lang, "\n"), class_="note")
    title = f"{say('money_of_policies', lang)} · {unit}"
    return joined([scrolled(table(heads, rows, title)), note])
