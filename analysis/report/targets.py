"""The board of targets in a report: the share of runs that meet each, when first, and how far the others are."""

from __future__ import annotations

import pandas as pd

from analysis.labels import choose, head, say
from analysis.report.html import Html, joined, scrolled, table, tag
from analysis.report.languages import drawn
from analysis.sentences import targets_sentence
from analysis.story import Story
from analysis.targets import REASONS
from sim.indicators.units import goal


def targets(story: Story, lang: str) -> Html:
    """Every target that the runs decide, a column a scenario; those that are not scored are counted by reason."""
    names = [story.comparison.baseline, *story.comparison.scenarios]
    scored = story.targets[story.targets["reason"] == ""]
    if scored.empty:
        return tag("p", say("report_no_targets", lang, "\n"))
    rows = []
    for target, found in scored.groupby("target", sort=True):
        first, by_name = found.iloc[0], found.set_index("scenario")
        mark = " ＊" if first["paid_for"] else ""
        cells = [
            tag("span", met(by_name.loc[one], lang), data_number=f"{one}|{target}")
            if one in by_name.index
            else Html("–")
            for one in names
        ]
        aim = f"{goal(first['op'], first['number'], first['unit'], lang)} · {int(first['date'])}"
        rows.append([str(target), choose(first["zh"], first["en"], lang, "\n") + mark, aim, *cells])
    heads = [say("story_number", lang), head("target", lang), say("report_goal", lang)]
    heads += [story.title(name, drawn(lang)) for name in names]
    notes = [
        tag("p", say(key, lang, "\n"), class_="note") for key in ("report_targets_note", "paid_for_note")
    ]
    left = _left_out(story, lang)
    return joined(
        [
            *(tag("p", said) for said in _sentences(story, lang)),
            scrolled(table(heads, rows, words=(0, 1, 2))),
            *notes,
            *([tag("p", left, class_="note")] if left else []),
        ]
    )


def met(row: pd.Series, lang: str) -> str:
    """One cell: `75 % (30–95) · 2028`, or how far short the mean run is where most runs fail."""
    shown = f"{100 * row['share']:.0f} % ({100 * row['low']:.0f}–{100 * row['high']:.0f})"
    if row["reached_before"]:
        return f"{shown} · {say('reached_before', drawn(lang))}"
    if row["share"] >= 0.5 and not pd.isna(row["first_met"]):
        return f"{shown} · {int(row['first_met'])}"
    if row["distance"] > 0:
        return f"{shown} · {say('story_short', drawn(lang)).format(share=f'{100 * row["distance"]:.0f} %')}"
    return shown


def _sentences(story: Story, lang: str) -> list[str]:
    langs = ("zh", "en") if lang == "both" else (lang,)
    several = len(story.comparison.scenarios) > 1
    return [
        (f"{story.title(name, one)}{'：' if one == 'zh' else ': '}" if several else "")
        + targets_sentence(story, name, one)
        for name in story.comparison.scenarios
        for one in langs
    ]


def _left_out(story: Story, lang: str) -> str:
    """How many targets are listed in the sources and not scored, by reason."""
    last = story.comparison.scenarios[-1]
    board = story.targets
    reasons = board.loc[(board["scenario"] == last) & (board["reason"] != ""), "reason"].value_counts()
    if reasons.empty:
        return ""
    zh = "；".join(f"{REASONS[reason][0]}{count}项" for reason, count in reasons.items())
    en = "; ".join(f"{REASONS[reason][1]}: {count}" for reason, count in reasons.items())
    return choose(
        f"另有{reasons.sum()}项不评分：{zh}。", f"{reasons.sum()} more are not scored: {en}.", lang, "\n"
    )
