"""Effects by place as dots with intervals, several scenarios side by side, groups of counties apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.asking import (
    Names,
    arms,
    effects,
    grouped,
    head_of,
    last_year,
    scale_of,
    scenario_title,
)
from analysis.figures.lettering import BETWEEN, caption, key_row, margin, title
from analysis.figures.several import note_of_alone, scales, single_pairs, told_of_each
from analysis.figures.style import DASHED, GREY, Look, axes_or_new, page
from analysis.labels import choose, indicator_name, say
from analysis.places import Place
from analysis.years import How

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEP = 0.20
"""Inches of a scenario's line."""
BELOW = 0.3
"""Where single pairs lie under the line of theirs, of that line."""


def dots_data(
    comparison: Comparison,
    key: str,
    by: Names = None,
    year: int | None = None,
    scenarios: Names = None,
    how: How | None = None,
) -> pd.DataFrame:
    """What `dots` draws: rows of the comparison table of one year (the last when left out), and `direction`."""
    places = comparison.folder.places.several(by if by is not None else comparison.places)
    year = year or last_year(comparison, key, places[0])
    return effects(comparison, key, [place.id for place in places], scenarios, how, year)


def dots(
    comparison: Comparison,
    key: str,
    by: Names = None,
    year: int | None = None,
    scenarios: Names = None,
    how: How | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the effect at every place: mean, 50 % and 90 % of the paired runs; hollow where the direction is uncertain.

    `by` is a level (counties when left out), a place, or several. Scenarios of very different size have a panel and a
    scale each; up to ten pairs are drawn one by one. Returns the Axes, never shows them.
    """
    folder = comparison.folder
    frame = dots_data(comparison, key, by, year, scenarios, how)
    names = arms(comparison, scenarios)
    places = [folder.places.find(one) for one in frame["place"].unique()]
    groups = grouped(folder, places)
    panels = scales(frame)
    lines = max(len(one) for one in panels)
    rows = len(places) * (lines + 0.7) + len(groups)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax, (6.4, max(2.6, 1.3 + STEP * rows)))
        heads, at_place, end = _heights(groups, lines)
        for number, (group, members) in enumerate(groups):
            if len(groups) > 1:
                _head(ax, heads[number], head_of(folder, group, members, drawn), first=number == 0)
        labels = [place.name(drawn) for place in places]
        ticks = [at_place[place.id] + (lines - 1) / 2 for place in places]
        looks = {name: Look.number(comparison.scenarios.index(name)) for name in names}
        titles = {name: scenario_title(folder, name, drawn) for name in names}
        singles = False
        units = []
        for cell, panel in zip(_panels(ax, len(panels)), panels, strict=True):
            mine = frame[frame["scenario"].isin(panel)]
            scale, unit = scale_of(mine, drawn)
            units.append(unit)
            cell.axvline(1.0 if unit == "×" else 0.0, color=GREY, lw=1.1, ls=DASHED)
            for offset, name in enumerate(panel):
                shown = mine[mine["scenario"] == name].set_index("place")
                heights = {one: at_place[one] + offset for one in shown.index}
                for one, row in shown.iterrows():
                    _dot(cell, heights[str(one)], row, looks[name], scale)
                singles |= _singles(cell, comparison, shown, heights, looks[name], scale)
            cell.set_ylim(end, -0.8)
            cell.grid(True, axis="x")
            cell.grid(False, axis="y")
            cell.spines["left"].set_visible(False)
        ax.set_ylim(end, -0.8)
        ax.set_yticks(ticks, labels)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        pad = key_row(ax, [(titles[name], looks[name]) for name in names])
        left = margin(labels)
        title(ax, told_of_each(frame, drawn, folder), pad, left)
        what, unit = indicator_name(key, drawn), " | ".join(dict.fromkeys(units))
        said = [choose(f"{what}与基准之差，{unit}", f"{what}: difference from baseline ({unit})", drawn)]
        said += [say("figures_singles", drawn)] if singles else []
        said += [say("figures_own_scale", drawn)] if len(panels) > 1 else []
        said += [alone] if (alone := note_of_alone(folder, places, drawn)) else []
        caption(
            ax, folder, drawn, Counted.of_rows(frame), band="figures_dots", note=BETWEEN.join(said), left=left
        )
    return ax


def _heights(
    groups: list[tuple[Place | None, list[Place]]], lines: int
) -> tuple[list[float], dict[str, float], float]:
    """Where heads and first lines of places stand, from above, and where all ends."""
    at, heads, found = 0.0, [], {}
    for _, members in groups:
        heads.append(at)
        at += 1.0 if len(groups) > 1 else 0.0
        for place in members:
            found[place.id] = at
            at += lines + 0.7
    return heads, found, at - 0.4


def _panels(ax: Axes, count: int) -> list[Axes]:
    """The Axes themselves, or as many inside them, side by side."""
    if count == 1:
        return [ax]
    ax.grid(False)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.xaxis.labelpad = 22.0
    gap = 0.05
    wide = (1.0 - gap * (count - 1)) / count
    cells = [ax.inset_axes((number * (wide + gap), 0.0, wide, 1.0)) for number in range(count)]
    for cell in cells:
        cell.set_yticks([])
        cell.patch.set_visible(False)
    return cells


def _singles(
    ax: Axes, comparison: Comparison, rows: pd.DataFrame, heights: dict[str, float], look: Look, scale: float
) -> bool:
    """Each pair as a small dot under the line of its place, where pairs are few; gives whether they are."""
    first = rows.iloc[0]
    places = [comparison.folder.places.find(str(one)) for one in rows.index]
    values = single_pairs(
        comparison, first["indicator"], places, first["scenario"], first["how"], int(first["year"])
    )
    if values is None:
        return False
    for column, place in enumerate(places):
        across = values[:, column] / scale
        up = [heights[place.id] + BELOW] * len(across)
        ax.plot(across, up, ".", ms=5.0, color=look.colour, alpha=0.6, mew=0)
    return True


def _dot(ax: Axes, at: float, row: pd.Series, look: Look, scale: float) -> None:
    """Thin line 90 %, thick line 50 %, the mean on it."""
    ax.plot(
        [row["q05"] / scale, row["q95"] / scale], [at, at], color=look.colour, lw=1.0, solid_capstyle="butt"
    )
    ax.plot(
        [row["q25"] / scale, row["q75"] / scale], [at, at], color=look.colour, lw=3.6, solid_capstyle="butt"
    )
    sure = row["direction"] in ("up", "down", "unchanged")
    ax.plot(
        [row["mean"] / scale], [at], marker=look.marker, ms=6.0, color=look.colour, lw=0,
        mfc=look.colour if sure else "white", mec="white" if sure else look.colour, mew=0.7 if sure else 1.2,
    )  # fmt: skip


def _head(ax: Axes, at: float, text: str, first: bool) -> None:
    """The name of a group over its places, a thin rule above all but the first."""
    if not first:
        ax.axhline(at - 0.75, color="#BBBBBB", lw=0.7)
    ax.annotate(
        text,
        (0.0, at),
        xycoords=("axes fraction", "data"),
        xytext=(-4, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        color="#666666",
        fontsize=8,
        annotation_clip=False,
    )
