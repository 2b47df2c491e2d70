"""The board of targets in a report: the share of runs that meet each, when first, and how far the others are."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.labels import choose, head, say
from analysis.report.html import Html, joined, scrolled, table, tag
from analysis.report.languages import drawn
from analysis.sentences import off, targets_sentence
from analysis.story import Story
from analysis.targets import REASONS, touched
from sim.indicators.units import goal


def targets(story: Story, lang: str) -> Html:
    """Targets that a scenario changes or adopts, a column a scenario; others in a fold, those not scored counted."""
    scored = story.targets[story.targets["reason"] == ""]
    if scored.empty:
        return tag("p", say("report_no_targets", lang, "\n"))
    groups = {str(target): found for target, found in scored.groupby("target", sort=True)}
    names = story.comparison.baseline, story.comparison.scenarios
    moved = {name: found for name, found in groups.items() if touched(found, *names)}
    rest = {name: found for name, found in groups.items() if name not in moved}
    notes = [
        tag("p", say(key, lang, "\n"), class_="note") for key in ("report_targets_note", "paid_for_note")
    ]
    shown = [tag("p", said) for said in _sentences(story, lang)]
    if moved:
        shown.append(_table(story, moved, lang))
    if rest:
        same = say("report_same_targets", lang, "\n").format(n=len(rest))
        fold = tag("summary", say("report_same_fold", lang).format(n=len(rest)))
        shown += [tag("p", same), tag("details", fold, _table(story, rest, lang), class_="data")]
    reached, left = _reached(scored, lang), _left_out(story, lang)
    more = [tag("p", said, class_="note") for said in (reached, left) if said]
    return joined([*shown, *notes, *more])


def _table(story: Story, groups: Mapping[str, pd.DataFrame], lang: str) -> Html:
    names = [story.comparison.baseline, *story.comparison.scenarios]
    rows = []
    for target, found in groups.items():
        first, by_name = found.iloc[0], found.set_index("scenario")
        mark = (" ＊" if first["paid_for"] else "") + (" †" if first["reached_zh"] else "")
        cells = [
            _cell(by_name.loc[one], f"{one}|{target}", lang) if one in by_name.index else Html("–")
            for one in names
        ]
        aim = f"{goal(first['op'], first['number'], first['unit'], lang)} · {int(first['date'])}"
        title = choose(first["zh"], first["en"], lang, "\n") + mark
        rows.append([target, title, aim, *cells])
    heads = [say("story_number", lang), head("target", lang), say("report_goal", lang)]
    heads += [story.title(name, drawn(lang)) for name in names]
    return scrolled(table(heads, rows, words=(0, 1, 2)))


def _cell(row: pd.Series, number: str, lang: str) -> Html:
    """How surely a target is met, and the level of the mean run below it."""
    return joined(
        [tag("span", met(row, lang), data_number=number), Html("<br>"), tag("small", _level(row, lang))]
    )


def _level(row: pd.Series, lang: str) -> str:
    """The mean run at the date, in the unit of the target."""
    if pd.isna(row["mean"]):
        return "–"
    # The goal's own writing without its sign, so that both stand in one unit; four digits are enough to compare.
    mean, yuan = row["mean"], row["unit"].startswith("yuan")
    value = float(f"{mean:.4g}") if abs(mean) < 1e4 or yuan else round(mean)
    scale = float(row["number"]) if yuan else None
    return goal(row["op"], value, row["unit"], drawn(lang), size=scale).split(" ", 1)[1]


def met(row: pd.Series, lang: str) -> str:
    """One cell: `75 % (30–95) · 2028`, or how far short the mean run is (or over) where most runs fail."""
    shown = f"{100 * row['share']:.0f} % ({100 * row['low']:.0f}–{100 * row['high']:.0f})"
    if row["reached_before"]:
        return f"{shown} · {say('reached_before', lang)}"
    if row["share"] >= 0.5 and not pd.isna(row["first_met"]):
        return f"{shown} · {int(row['first_met'])}"
    if row["distance"] > 0:
        return f"{shown} · {off(row, lang)}"
    return shown


def _reached(scored: pd.DataFrame, lang: str) -> str:
    """Which targets the sources say were reached already."""
    said = scored[scored["reached_zh"] != ""].drop_duplicates("target")
    if said.empty:
        return ""
    zh = "；".join(f"{row.target} {row.reached_zh}" for row in said.itertuples())
    en = "; ".join(f"{row.target} {row.reached_en}" for row in said.itertuples())
    return choose(f"† 来源称已达到：{zh}。", f"† Reached, the sources say: {en}.", lang, "\n")


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
