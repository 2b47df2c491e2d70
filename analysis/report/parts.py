"""The parts of a report, top to bottom; each takes a story and gives HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.direction import FEW, direction, judged
from analysis.labels import choose, head, in_unit, indicator_name, money, money_unit, percent, say
from analysis.money import donors, recipients
from analysis.policy_money import HEADS as MONEY_HEADS
from analysis.programmes import PAID, SOURCES, totals_of_policies
from analysis.report.html import Html, joined, table, tag
from analysis.report.inputs import changed_inputs, line
from analysis.sentences import band, effect, level_text, memo
from analysis.story import THEMES, Story
from analysis.years import split_key
from sim.indicators.units import goal

MOST_LINES = 40
"""Lines of a table of inputs; the rest is counted."""
MOST_POLICIES = 20


def strip(story: Story, scenario: str, lang: str) -> Html:
    """Three or four numbers: the effects on the city in the last year."""
    city, boxes = story.places[0], []
    for key in story.headlines:
        rows = story.rows(key, scenario, city.id, story.last_year)
        if not len(rows):
            continue
        row = rows.iloc[0]
        way = direction(row)
        item, _ = split_key(key)
        level = level_text(row["value"], row["unit_of_level"], _one(lang))
        boxes.append(
            tag(
                "div",
                tag("span", f"{indicator_name(key, lang)} · {story.last_year}"),
                tag(
                    "b",
                    effect(row, _one(lang)),
                    **{"data-number": f"{scenario}|{key}|{city.id}|{story.last_year}"},
                ),
                tag("span", f"90%: {band(row, _one(lang))}"),
                tag("span", f"{say(way, lang)} · {say('report_level', lang)} {level}"),
                class_=judged(way, item.better),
            )
        )
    return tag("div", *boxes, class_="strip")


def memo_of(story: Story, scenario: str, lang: str) -> Html:
    """The paragraph for a memo, a language each."""
    langs = ("zh", "en") if lang == "both" else (lang,)
    few = "" if story.pairs >= FEW else say("report_few", lang, " ")
    said = [
        tag(
            "p",
            "".join(memo(story, scenario, one)) if one == "zh" else " ".join(memo(story, scenario, one)),
            lang=one,
        )
        for one in langs
    ]
    return joined([*said, *([tag("p", few, class_="note")] if few else [])])


def inputs(story: Story, scenario: str, lang: str) -> Html:
    """Which inputs differ, from and to."""
    found = changed_inputs(story.folder, story.comparison.baseline, scenario)
    if not found:
        return tag("p", say("report_no_inputs", lang, "\n"))
    heads = [say(key, lang) for key in ("report_input", "report_from", "report_to")]
    rows = [
        [line(one.what, lang), line(one.before, lang), line(one.after, lang)] for one in found[:MOST_LINES]
    ]
    more = len(found) - len(rows)
    note = [tag("p", say("report_more_inputs", lang).format(n=more), class_="note")] if more > 0 else []
    return joined([table(heads, rows, words=(0, 1, 2)), *note])


def targets(story: Story, lang: str) -> Html:
    """The board: every target that the runs decide, the share of runs that meet it in each scenario."""
    names = [story.comparison.baseline, *story.comparison.scenarios]
    scored = story.targets[story.targets["reason"] == ""]
    if scored.empty:
        return tag("p", say("report_no_targets", lang, "\n"))
    heads = ["", head("target", lang), head("goal", lang)]
    heads += [story.title(name, "zh" if lang == "zh" else "en") for name in names] + [head("first_met", lang)]
    rows = []
    for target, found in scored.groupby("target", sort=True):
        first = found.iloc[0]
        by_name = found.set_index("scenario")
        name = choose(first["zh"], first["en"], lang, "\n")
        cells = [_met(by_name.loc[one]) if one in by_name.index else "–" for one in names]
        last = by_name.loc[names[-1]] if names[-1] in by_name.index else first
        aim = f"{goal(first['op'], first['number'], first['unit'], lang)}, {int(first['date'])}"
        mark = f" {say('paid_for', lang)}" if first["paid_for"] else ""
        rows.append([str(target), name + mark, aim, *cells, _first(last, lang)])
    left_out = story.targets[(story.targets["reason"] != "") & (story.targets["scenario"] == names[0])]
    said = (say("paid_for_note", lang, "\n"), say("report_targets_note", lang, "\n").format(n=len(left_out)))
    notes = [tag("p", note, class_="note") for note in said]
    return joined([tag("div", table(heads, rows, words=(0, 1, 2)), class_="scroll"), *notes])


def places(story: Story, scenario: str, lang: str) -> Iterator[Html]:
    """A table a theme: the effect in the last year at every place, uncertain ones in grey words."""
    for theme, keys in THEMES.items():
        shown = [key for key in keys if key in story.keys]
        if not shown:
            continue
        rows = []
        for place in story.places:
            cells = [_cell(story.rows(key, scenario, place.id, story.last_year), lang) for key in shown]
            rows.append([place.name(lang), *cells])
        heads = [head("place", lang), *(indicator_name(key, lang, "\n") for key in shown)]
        caption = f"{say(f'report_{theme}', lang)} · {story.title(scenario, _one(lang))} · {story.last_year}"
        yield tag("div", table(heads, rows, caption), class_="scroll")


def _cell(rows: pd.DataFrame, lang: str) -> Html | str:
    if not len(rows):
        return "–"
    row = rows.iloc[0]
    said = effect(row, _one(lang))
    number = f"{row['scenario']}|{row['indicator']}|{row['place']}|{row['year']}"
    if direction(row) == "uncertain":
        return tag("span", f"({said})", class_="note", data_number=number)
    return tag("span", said, data_number=number)


def payers(story: Story, scenario: str, lang: str) -> Html:
    """Who pays and how they close the gap; who receives."""
    paid = donors(story.comparison, scenario)
    shown: list[Html] = []
    if paid:
        scale, unit = money_unit(max(one.paid for one in paid), lang)
        columns = ("paid", "cut", "bonds", "cash", "revenue", "above", "rest")
        rows = [
            [
                say("city_budget", lang) if one.is_city_budget else one.place.name(lang),
                *(in_unit(value, scale) for value in one.parts),
                "–" if one.gdp is None else percent(one.gdp.mean, 3, True),
            ]
            for one in paid
        ]
        heads = [head(key, lang) for key in ("place", *columns, "effect")]
        shown += [tag("div", table(heads, rows, f"{say('donors', lang)} · {unit}"), class_="scroll")]
        shown += [tag("p", say("donors_note", lang, "\n"), class_="note")]
    got = recipients(story.comparison, scenario)
    if got:
        size = max(one.received_per_year for one in got)
        rows = [
            [
                choose(*one.name, lang),
                money(one.received_per_year, _one(lang), size=size),
                money(one.gained_per_year, _one(lang), True, size),
            ]
            for one in got
        ]
        heads = [head(key, lang) for key in ("place", "received", "gained")]
        shown += [table(heads, rows, say("recipients", lang))]
    return joined(shown or [tag("p", say("report_no_money", lang, "\n"))])


def policy_money(story: Story, scenario: str, lang: str) -> Html:
    """Where the money of each policy came from, the largest first."""
    totals = totals_of_policies(story.folder, scenario)
    if totals.empty:
        return Html("")
    order = totals[[*PAID, "planned"]].max(axis=1).sort_values(ascending=False, kind="stable").index
    totals = totals.loc[order]
    columns = [name for name in SOURCES if (totals[name] != 0.0).any()]
    scale, unit = money_unit(float(totals[columns].sum().abs().max()), lang)
    rows = [
        [choose(row["zh"], row["en"], lang, "\n"), *(in_unit(row[name], scale) for name in columns)]
        for _, row in totals.head(MOST_POLICIES).iterrows()
    ]
    rest = totals.iloc[MOST_POLICIES:]
    if len(rest):
        sums = (in_unit(rest[name].sum(), scale) for name in columns)
        rows.append([f"{say('other_policies', lang)} ({len(rest)})", *sums])
    rows.append([choose("合计", "All", lang), *(in_unit(totals[name].sum(), scale) for name in columns)])
    heads = [head("policy", lang), *(head(MONEY_HEADS[name], lang) for name in columns)]
    title = f"{say('money_of_policies', lang)} · {unit}"
    note = tag("p", say("money_note", lang, "\n"), class_="note")
    return joined([tag("div", table(heads, rows, title), class_="scroll"), note])


def _met(row: pd.Series) -> str:
    return f"{100 * row['share']:.0f} % ({100 * row['low']:.0f}–{100 * row['high']:.0f})"


def _first(row: pd.Series, lang: str) -> str:
    if row["reached_before"]:
        return say("reached_before", lang, "\n")
    return "–" if pd.isna(row["first_met"]) else str(int(row["first_met"]))


def _one(lang: str) -> str:
    """The language of numbers, one where both are asked for."""
    return "zh" if lang == "both" else lang
