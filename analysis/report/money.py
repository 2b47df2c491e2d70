"""Money in a report: who pays and how the gap is closed, who receives, what each policy cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.figures.sankey import sankey, sankey_data
from analysis.labels import choose, head, in_unit, money, money_unit, percent, say
from analysis.money import Donor, Estimate, donors, recipients
from analysis.policy_money import HEADS as MONEY_HEADS
from analysis.policy_purses import PAID
from analysis.programmes import SOURCES, totals_of_policies
from analysis.report.html import Html, joined, scrolled, table, tag
from analysis.report.languages import drawn
from analysis.report.pictures import captioned, picture
from analysis.sentences import typeset
from analysis.story import Story

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POLICIES = 20
"""Policies with a line of their own; the others stand together."""
CLOSED_BY = ("paid", "cut", "bonds", "cash", "revenue", "above", "rest")


def payers(story: Story, scenario: str, lang: str) -> Html:
    """Who pays and how they close the gap; who receives."""
    shown = [*_donors(story, scenario, lang), *_recipients(story, scenario, lang)]
    return joined(shown or [tag("p", say("report_no_money", lang, "\n"))])


def _donors(story: Story, scenario: str, lang: str) -> list[Html]:
    paid = donors(story.comparison, scenario)
    if not paid:
        return []
    scale, unit = money_unit(max(one.paid for one in paid), drawn(lang))
    told = [at for at in range(len(CLOSED_BY)) if any(one.parts[at] for one in paid)]
    rows = [
        [
            _name(one, lang),
            *(in_unit(one.parts[at], scale) for at in told),
            "–" if one.gdp is None else percent(one.gdp.mean, 2, True),
        ]
        for one in paid
    ]
    heads = [head(key, lang) for key in ("place", *(CLOSED_BY[at] for at in told), "effect")]
    return [
        scrolled(table(heads, rows, f"{say('donors', lang)} · {unit}")),
        tag("p", say("donors_note", lang, "\n"), class_="note"),
    ]


def _name(donor: Donor, lang: str) -> str:
    return say("city_budget", lang) if donor.is_city_budget else donor.place.name(lang)


def _recipients(story: Story, scenario: str, lang: str) -> list[Html]:
    got = recipients(story.comparison, scenario)
    if not got:
        return []
    size, one = max(row.received_per_year for row in got), drawn(lang)
    rows = [
        [
            choose(*row.name, lang),
            money(row.received_per_year, one, size=size),
            money(row.gained_per_year, one, True, size),
            _a_yuan(row.multiplier),
        ]
        for row in got
    ]
    heads = [head(key, lang) for key in ("place", "received", "gained", "multiplier")]
    known = any(row.multiplier for row in got)
    if not known:
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    note = [tag("p", say("report_no_multiplier", lang, "\n"), class_="note")] if not known else []
    return [table(heads, rows, say("recipients", lang)), *note]


def _a_yuan(estimate: Estimate | None) -> str:
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
    said = ", ".join(
        f"{row[say('report_from_whom', one)]} → {row[say('report_to_whom', one)]} {row[unit]}" for row in rows
    )
    title = f"{say('flows_title', one)} · {story.title(scenario, one)}"
    return captioned(
        picture(story.folder, draw, f"{title} ({unit}): {said}", one, (9.4, 6.2)),
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
