"""A strip of three or four numbers with arrows: the effects on a place that a reader sees first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.answer_text import boxes, told_in_box
from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.direction import direction
from analysis.figures.asking import Names, NoValueError, arms, effects, last_year, scenario_title
from analysis.figures.lettering import balanced, broken, caption, margin, true_minus, width_of
from analysis.figures.style import BETTER, GREY, WORSE, axes_or_new, page
from analysis.labels import choose, indicator_name, say
from analysis.story import HEADLINES, story_of
from analysis.written import band, effect, level_text, tiny
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ARROWS = {"up": "▲", "down": "▼", "uncertain": "◇", "unchanged": "="}
TONES = {"better": BETTER, "worse": WORSE, "neutral": "#404040"}
UNSURE = GREY
"""An uncertain effect has no tone."""
WIDE, INSIDE = 1.75, 0.88
"""Inches of a box, and the share of it that words may take."""
LATIN = 1.08
"""Digits are wider than the letters by which widths are reckoned."""
BOX = 1.12
"""Inches of a row of boxes."""


def headline_strip_data(
    comparison: Comparison,
    place: str = "",
    scenarios: Names = None,
    year: int | None = None,
    keys: Iterable[str] = (),
) -> pd.DataFrame:
    """What `headline_strip` draws: rows of the comparison table with `direction`, `judged` (better, worse, neutral).

    Left to itself it tells what the report tells first: places that gain and lose most, city net, rural income.
    place, keys: one place (the city when left out) and its indicators (`analysis.story.HEADLINES` when left out).
    """
    story = story_of(comparison)
    if not place and not tuple(keys) and year is None:
        rows = [
            {**box.row, "box": at, "box_zh": box.zh, "box_en": box.en, "direction": direction(box.row)}
            for name in arms(comparison, scenarios)
            for at, box in enumerate(one for one in boxes(story, story.answers[name]) if one.row is not None)
            if box.row is not None
        ]
        frame = pd.DataFrame(rows)
    else:
        where = comparison.folder.places.find(place or "city")
        wanted = tuple(keys) or tuple(key for key in HEADLINES if key in story.headlines)
        frames, absent = [], list[Problem]()
        for at, key in enumerate(wanted):
            when = year or last_year(comparison, key, where)
            try:
                found = effects(comparison, key, where.id, scenarios, None, when)
            except NoValueError as error:  # a box that a place has no number for is left out
                absent += error.problems
                continue
            names = {f"box_{lang}": indicator_name(key, lang) for lang in ("zh", "en")}
            frames.append(found.assign(box=at, **names))
        if not frames:
            raise InputError(absent)
        frame = pd.concat(frames, ignore_index=True)
    return frame.assign(judged=[told_in_box(row, "en")[1] for row in frame.to_dict("records")])


def headline_strip(
    comparison: Comparison,
    place: str = "",
    scenarios: Names = None,
    year: int | None = None,
    keys: Iterable[str] = (),
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw headline effects on a place as numbers in boxes, a row a scenario: arrow, effect, 90 % band, level.

    Blue is for the better, vermilion for the worse, grey uncertain; the arrow says the same without colour. Returns
    the Axes, never shows them.
    """
    folder = comparison.folder
    names = arms(comparison, scenarios)
    frame = headline_strip_data(comparison, place, names, year, keys)
    wanted = sorted(frame["box"].unique())
    with page(folder, lang) as drawn:
        titles = [balanced(scenario_title(folder, name, drawn), 8.2) for name in names]
        left = margin(titles)
        ax = axes_or_new(ax, (WIDE * len(wanted) + left / 72.0, 0.75 + BOX * len(names)))
        figure: Any = ax.figure.get_figure(root=True)
        room = INSIDE * (72.0 * figure.get_size_inches()[0] - left) / len(wanted)
        ax.set_xlim(0, len(wanted))
        ax.set_ylim(len(names), 0)
        for row, name in enumerate(names):
            here = frame[frame["scenario"] == name].set_index("box", drop=False)
            for column, at in enumerate(wanted):
                if at in here.index:
                    _box(ax, column, row, here.loc[at], drawn, room)
        ax.set_yticks([row + 0.5 for row in range(len(names))], titles, fontsize=9)
        ax.set_xticks([])
        ax.tick_params(length=0)
        ax.grid(False)
        for spine in ax.spines.values():
            spine.set_visible(False)
        where, when = folder.places.find(place or "city").name(drawn), int(frame["year"].iloc[0])
        base = scenario_title(folder, comparison.baseline, drawn)
        ax.set_title(
            choose(
                f"{where} · {when}年 · 与“{base}”之差", f"{where}, {when}: difference from “{base}”", drawn
            )
        )
        caption(ax, folder, drawn, Counted.of_rows(frame), band="figures_strip", left=left)
    return ax


def _box(ax: Axes, column: int, row: int, found: pd.Series, lang: str, room: float) -> None:
    """One number: name above, arrow and effect, the band and the level below, none wider than the box, in points."""
    from matplotlib.patches import Rectangle

    way = str(found["direction"])
    small = tiny(found)
    tone = TONES[found["judged"]] if way in ("up", "down") and not small else UNSURE
    ax.add_patch(Rectangle((column + 0.02, row + 0.05), 0.95, 0.9, fc="#F5F6F7", ec="none", zorder=0))
    ax.add_patch(Rectangle((column + 0.02, row + 0.05), 0.025, 0.9, fc=tone, ec="none", zorder=0))
    level = true_minus(level_text(found["value"], found["unit_of_level"], lang))
    words = say(way, lang) if way == "uncertain" else say("figures_level", lang).format(level=level)
    words = told_in_box(found, lang)[0] if small else words
    number = say(way, lang) if way == "unchanged" else true_minus(effect(found, lang))
    said = (
        (0.20, broken(found[f"box_{lang}"].split(" · ")[0], 11.0), 7.5, "#555555"),
        (0.52, f"{ARROWS[way]} {number}", 12.5, tone),
        (
            0.74,
            say("figures_band", lang).format(band=_unit_once(true_minus(band(found, lang)))),
            6.5,
            "#555555",
        ),
        (0.86, words, 6.5, "#555555"),
    )
    for at, text, size, colour in said:
        fits = room / max(LATIN * width_of(line) for line in text.split("\n"))
        ax.text(
            column + 0.075, row + at, text, fontsize=min(size, fits), color=colour, va="center", ha="left"
        )


def _unit_once(ends: str) -> str:
    """Both ends of a band with their unit written once, where they have the same: `−1.98 … −1.87 bn yuan`."""
    low, high = ends.split(" … ")
    number, _, unit = high.partition(" ")
    return f"{low.removesuffix(f' {unit}')} … {number} {unit}" if unit and low.endswith(f" {unit}") else ends
