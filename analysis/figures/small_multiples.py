"""The same picture for every county or town: paired differences by year on one scale, a small panel each."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.asking import Names, arms, effects, grouped, scale_of, scenario_title
from analysis.figures.lettering import BETWEEN, balanced, caption, title, true_minus
from analysis.figures.several import note_of_alone, scales, told_of_each
from analysis.figures.style import DASHED, GREY, Look, axes_or_new, draw_band, page
from analysis.labels import choose, indicator_name, say
from analysis.places import Place
from analysis.sentences import effect
from analysis.years import How

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 4
MOST = 23
"""Panels; of more places those with the largest effects are drawn, and the rest are counted."""
MOST_OF_BLOCK = 11
"""The same of scenarios that have a scale of their own."""


def small_multiples_data(
    comparison: Comparison, key: str, by: Names = None, scenarios: Names = None, how: How | None = None
) -> pd.DataFrame:
    """What `small_multiples` draws: rows of the comparison table by place and year, and `direction`; all places."""
    places = comparison.folder.places.several(by if by is not None else comparison.places)
    return effects(comparison, key, [place.id for place in places], scenarios, how)


def small_multiples(
    comparison: Comparison,
    key: str,
    by: Names = None,
    scenarios: Names = None,
    how: How | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the paired differences of every place in a panel of its own, all on one scale.

    Scenarios of very different size are drawn in blocks of panels, a scale each. The panels lie inside the Axes, which
    are returned and never shown; names stand in a cell of their own.
    """
    folder = comparison.folder
    frame = small_multiples_data(comparison, key, by, scenarios, how)
    names = arms(comparison, scenarios)
    looks = {name: Look.number(comparison.scenarios.index(name)) for name in names}
    blocks = scales(frame)
    most = MOST if len(blocks) == 1 else MOST_OF_BLOCK
    places, left_out = _largest(comparison, frame, most)
    columns = min(COLUMNS, len(places) + 1)
    rows = ceil((len(places) + 1) / columns)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax, (6.4, max(2.6, 1.0 + 1.25 * rows * len(blocks))))
        shown = frame[frame["place"].isin([place.id for place in places])]
        units = []
        for number, block in enumerate(blocks):
            mine = shown[shown["scenario"].isin(block)]
            cells = _cells(ax, rows, columns, number, len(blocks))
            units.append(_block(cells, mine, places, columns, {name: looks[name] for name in block}, drawn))
            titles = [(scenario_title(folder, name, drawn), looks[name]) for name in block]
            _names(cells[len(places)], titles)
        ax.set_xticks([])
        ax.set_yticks([])
        for spine in ax.spines.values():
            spine.set_visible(False)
        latest = frame[frame["year"] == frame["year"].max()]
        title(ax, told_of_each(latest, drawn, folder), left=30.0)
        unit = " | ".join(dict.fromkeys(units))
        said = [
            choose(
                f"{indicator_name(key, drawn)}与基准之差，{unit}",
                f"{indicator_name(key, drawn)}: difference from baseline ({unit})",
                drawn,
            )
        ]
        said += [say("figures_left_out", drawn).format(n=left_out)] if left_out else []
        said += [say("figures_own_scale", drawn)] if len(blocks) > 1 else []
        marked = any(len(block) == 1 for block in blocks) and (latest["direction"] == "uncertain").any()
        said += [say("figures_question", drawn)] if marked else []
        said += [alone] if (alone := note_of_alone(folder, places, drawn)) else []
        caption(ax, folder, drawn, Counted.of_rows(frame), note=BETWEEN.join(said), left=30.0)
    return ax


def _block(
    cells: list[Axes],
    mine: pd.DataFrame,
    places: list[Place],
    columns: int,
    looks: dict[str, Look],
    lang: str,
) -> str:
    """The panels of scenarios that share a scale; gives its unit."""
    scale, unit = scale_of(mine, lang)
    low, high = float(mine["q05"].min()) / scale, float(mine["q95"].max()) / scale
    room = 0.06 * (high - low or 1.0)
    years = [int(year) for year in mine["year"].unique()]
    for number, (cell, place) in enumerate(zip(cells, places, strict=False)):
        here = mine[mine["place"] == place.id]
        cell.axhline(1.0 if unit == "×" else 0.0, color=GREY, lw=0.9, ls=DASHED)
        for name, look in looks.items():
            path = here[here["scenario"] == name].reset_index()
            if len(path):
                draw_band(cell, years, path, look, scale)
        cell.set_title(_panel_title(place, here, lang), fontsize=8, fontweight="normal", pad=2)
        cell.set_ylim(low - room, high + room)
        _ticks(cell, years, left=number % columns == 0, below=number + columns >= len(places))
    for cell in cells[len(places) + 1 :]:
        cell.axis("off")
    return unit


def _cells(ax: Axes, rows: int, columns: int, block: int, blocks: int) -> list[Axes]:
    """Panels inside the Axes, row by row; those of a block under the blocks before it."""
    tall = 1.0 / (rows * blocks)
    return [
        ax.inset_axes(
            (column / columns + 0.01, 1 - (block * rows + row + 0.83) * tall, 0.94 / columns, 0.66 * tall)
        )
        for row in range(rows)
        for column in range(columns)
    ]


def _ticks(cell: Axes, years: list[int], left: bool, below: bool) -> None:
    """First and last year where no panel stands below, numbers at the left ones only."""
    cell.set_xlim(years[0], years[-1])
    ends = (years[0], years[-1])
    cell.set_xticks(ends, [str(year) if below else "" for year in ends])
    first, last = cell.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    cell.tick_params(labelsize=7, length=2)
    if not left:
        cell.tick_params(labelleft=False)


def _largest(comparison: Comparison, frame: pd.DataFrame, most: int) -> tuple[list[Place], int]:
    """The places to draw, by group, and how many are left out."""
    places = [comparison.folder.places.find(one) for one in frame["place"].unique()]
    latest = frame[frame["year"] == frame["year"].max()]
    sizes = latest.assign(size=np.abs(latest["mean"])).groupby("place")["size"].max()
    kept = set(sizes.sort_values(ascending=False, kind="stable").index[:most])
    ordered = [place for _, members in grouped(comparison.folder, places) for place in members]
    return [place for place in ordered if place.id in kept], max(0, len(places) - most)


def _panel_title(place: Place, here: pd.DataFrame, lang: str) -> str:
    """The name of a place; with one scenario also its effect in the last year, with a mark where it is not sure."""
    if here["scenario"].nunique() != 1:
        return place.name(lang)
    row = here.iloc[-1]
    return (
        f"{place.name(lang)} {'? ' if row['direction'] == 'uncertain' else ''}{true_minus(effect(row, lang))}"
    )


def _names(cell: Axes, looks: list[tuple[str, Look]]) -> None:
    """The cell that says which line is which."""
    cell.axis("off")
    cell.set_xlim(0, 1)
    cell.set_ylim(0, 1)
    step = min(0.34, 1.0 / len(looks))
    for number, (name, look) in enumerate(looks):
        at = 0.9 - step * number
        cell.plot([0.0, 0.2], [at, at], color=look.colour, ls=look.line, lw=1.7, marker=look.marker, ms=4)
        cell.text(
            0.27, at, balanced(name, 9.0), color=look.colour, va="center", fontsize=7.5, linespacing=1.05
        )
