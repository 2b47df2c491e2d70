"""Money in a report: who pays and how the gap is closed, who receives, what each policy cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.closing import closing
from analysis.figures.sankey import sankey, sankey_data
from analysis.labels import choose, head, in_unit, money_unit, say, unit_told
from analysis.money import Estimate, recipients
from analysis.policy_money import HEADS as MONEY_HEADS
from analysis.policy_purses import PAID
from analysis.programmes import SOURCES, totals_of_policies
from analysis.report.html import Html, joined, scrolled, table, tag
from analysis.report.languages import drawn, spoken, titled
from analysis.report.parties import parties
from analysis.report.pictures import captioned, picture
from analysis.story import Story
from analysis.written import typeset

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POLICIES = 20
"""Policies with a line of their own; the others stand together."""


def payers(story: Story, scenario: str, lang: str) -> Html:
    """Who pays and who gets, then how payers close the gap, then what a yuan received does."""
    shown = [
        *parties(story, scenario, lang),
        *_donors(story, scenario, lang),
        *_recipients(story, scenario, lang),
    ]
    return joined(shown or [tag("p", say("report_no_money", lang, "\n"))])


def _donors(story: Story, scenario: str, lang: str) -> list[Html]:
    found = closing(story.comparison, scenario, drawn(lang))
    if found is None:
        return []
    rows = [[name, *cells] for name, cells in zip(found.names(lang), found.cells(), strict=True)]
    unit = found.unit()[1] + ("" if found.lang == "zh" else " yuan")
    return [
        scrolled(
            table(
                [head("place", lang), *found.heads(lang)],
                rows,
                f"{say('donors', lang)} · {unit_told(unit, lang)}",
            )
        ),
        tag("p", found.note(lang), class_="note"),
    ]


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

    def title(way: str) -> str:
        return f"{say('flows_title', way)} · {story.title(scenario, way)}"

    def told(way: str) -> str:
        steps = (f"{row[f'start_{way}']} → {row[f'end_{way}']}" for row in links.to_dict("records"))
        sizes = (row[unit] for row in rows)
        shown = (", " if way == "en" else "，").join(
            f"{step} {size}" for step, size in zip(steps, sizes, strict=True)
        )
        if way == "zh":
            return f"{title(way)}（{unit}）：{shown}"
        return f"{title(way)} ({unit_told(unit, 'both') if way != one else unit}): {shown}"

    return captioned(
        picture(story.folder, draw, spoken(told, lang), one, (9.4, 6.2)),
        titled(title, lang),
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
    title = f"{say('money_of_policies', lang)} · {unit_told(unit, lang)}"
    return joined([scrolled(table(heads, rows, title)), note])
