"""The same picture for every county or town: paired differences by year on one scale, a small panel each."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import Comparison, How
from analysis.figures.asking import Names, arms, effects, grouped, scale_of, scenario_title
from analysis.figures.lettering import broken, caption, title
from analysis.figures.style import GREY, Look, axes_or_new, draw_band, page
from analysis.labels import choose, indicator_name, say
from analysis.places import Place
from analysis.sentences import headline_of_places

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 4
MOST = 23
"""Panels; of more places those with the largest effects are drawn, and the rest are counted."""


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

    The panels lie inside the Axes, which are returned and never shown; names stand in a cell of their own.
    """
    folder = comparison.folder
    frame = small_multiples_data(comparison, key, by, scenarios, how)
    names = arms(comparison, scenarios)
    places, left_out = _largest(comparison, frame)
    columns = min(COLUMNS, len(places) + 1)
    rows = ceil((len(places) + 1) / columns)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax, (6.4, max(2.6, 1.0 + 1.25 * rows)))
        scale, unit = scale_of(frame, drawn)
        shown = frame[frame["place"].isin([place.id for place in places])]
        low, high = float(shown["q05"].min()) / scale, float(shown["q95"].max()) / scale
        room = 0.06 * (high - low or 1.0)
        years = [int(year) for year in frame["year"].unique()]
        cells = [
            ax.inset_axes(
                (column / columns + 0.01, 1 - (row + 1) / rows + 0.05 / rows, 0.94 / columns, 0.74 / rows)
            )
            for row in range(rows)
            for column in range(columns)
        ]
        for number, (cell, place) in enumerate(zip(cells, places, strict=False)):
            here = shown[shown["place"] == place.id]
            cell.axhline(1.0 if unit == "×" else 0.0, color=GREY, lw=0.8)
            for name in names:
                path = here[here["scenario"] == name].reset_index()
                if len(path):
                    draw_band(cell, years, path, Look.number(comparison.scenarios.index(name)), scale)
            cell.set_title(place.name(drawn), fontsize=8, fontweight="normal", pad=2)
            cell.set_ylim(low - room, high + room)
            cell.set_xlim(years[0], years[-1])
            last_row = number + columns >= len(places)
            cell.set_xticks([years[0], years[-1]], [str(years[0]), str(years[-1])] if last_row else ["", ""])
            for tick, side in zip(cell.get_xticklabels(), ("left", "right"), strict=True):
                tick.set_horizontalalignment(side)
            cell.tick_params(labelsize=7, length=2)
            if number % columns:
                cell.tick_params(labelleft=False)
        for cell in cells[len(places) + 1 :]:
            cell.axis("off")
        key_looks = [
            (scenario_title(folder, name, drawn), Look.number(comparison.scenarios.index(name)))
            for name in names
        ]
        _names(cells[len(places)], key_looks)
        ax.set_xticks([])
        ax.set_yticks([])
        for spine in ax.spines.values():
            spine.set_visible(False)
        latest = frame[frame["year"] == years[-1]]
        best = max(names, key=lambda name: _certain(latest, name))
        title(
            ax,
            headline_of_places(
                latest[latest["scenario"] == best], drawn, dict(zip(names, key_looks, strict=True))[best][0]
            ),
        )
        note = choose(
            f"{indicator_name(key, drawn)}与基准之差，{unit}",
            f"{indicator_name(key, drawn)}: difference from baseline ({unit})",
            drawn,
        )
        note += f"  ·  {say('figures_left_out', drawn).format(n=left_out)}" if left_out else ""
        caption(ax, folder, drawn, int(frame["n"].iloc[0]), note=note)
    return ax


def _largest(comparison: Comparison, frame: pd.DataFrame) -> tuple[list[Place], int]:
    """The places to draw, by group, and how many are left out."""
    places = [comparison.folder.places.find(one) for one in frame["place"].unique()]
    latest = frame[frame["year"] == frame["year"].max()]
    sizes = latest.assign(size=np.abs(latest["mean"])).groupby("place")["size"].max()
    kept = set(sizes.sort_values(ascending=False, kind="stable").index[:MOST])
    ordered = [place for _, members in grouped(comparison.folder, places) for place in members]
    return [place for place in ordered if place.id in kept], max(0, len(places) - MOST)


def _names(cell: Axes, looks: list[tuple[str, Look]]) -> None:
    """The cell that says which line is which."""
    cell.axis("off")
    cell.set_xlim(0, 1)
    cell.set_ylim(0, 1)
    step = min(0.34, 1.0 / len(looks))
    for number, (name, look) in enumerate(looks):
        at = 0.9 - step * number
        cell.plot([0.0, 0.2], [at, at], color=look.colour, ls=look.line, lw=1.7, marker=look.marker, ms=4)
        cell.text(0.27, at, broken(name, 8.0), color=look.colour, va="center", fontsize=7.5, linespacing=1.05)


def _certain(latest: pd.DataFrame, name: str) -> int:
    """Places of a scenario whose direction is sure."""
    rows = latest[latest["scenario"] == name]
    return int(rows["direction"].isin(("up", "down")).sum())
