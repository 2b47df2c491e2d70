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
    last_year,
    leading,
    scale_of,
    scenario_title,
)
from analysis.figures.lettering import caption, key_row, margin, title
from analysis.figures.style import DASHED, GREY, Look, axes_or_new, page
from analysis.labels import choose, indicator_name, say
from analysis.sentences import headline_of_places
from analysis.years import How

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEP = 0.20
"""Inches of a scenario's line."""


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

    `by` is a level (counties when left out), a place, or several. Returns the Axes, never shows them.
    """
    folder = comparison.folder
    frame = dots_data(comparison, key, by, year, scenarios, how)
    names = arms(comparison, scenarios)
    places = [folder.places.find(one) for one in frame["place"].unique()]
    groups = grouped(folder, places)
    rows = len(places) * (len(names) + 0.7) + len(groups)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax, (6.4, max(2.6, 1.3 + STEP * rows)))
        scale, unit = scale_of(frame, drawn)
        ax.axvline(1.0 if unit == "×" else 0.0, color=GREY, lw=1.1, ls=DASHED)
        at, ticks, labels = 0.0, [], []
        for group, members in groups:
            if len(groups) > 1:
                said = group.name(drawn) if group else say("figures_other", drawn)
                _head(ax, at, said, first=at == 0.0)
                at += 1.0
            for place in members:
                here = frame[frame["place"] == place.id].set_index("scenario")
                for name in names:
                    if name in here.index:
                        look = Look.number(comparison.scenarios.index(name))
                        _dot(ax, at, here.loc[name], look, scale)
                    at += 1.0
                ticks.append(at - (len(names) + 1) / 2)
                labels.append(place.name(drawn))
                at += 0.7
        ax.set_ylim(at - 0.4, -0.8)
        ax.set_yticks(ticks, labels)
        ax.tick_params(axis="y", length=0)
        ax.grid(True, axis="x")
        ax.grid(False, axis="y")
        ax.spines["left"].set_visible(False)
        titles = {name: scenario_title(folder, name, drawn) for name in names}
        looks = [(titles[name], Look.number(comparison.scenarios.index(name))) for name in names]
        pad = key_row(ax, looks)
        best, left = leading(frame), margin(labels)
        title(ax, headline_of_places(best, drawn, titles[best["scenario"].iloc[0]]), pad, left)
        what = indicator_name(key, drawn)
        less = choose(f"{what}与基准之差，{unit}", f"{what}: difference from baseline ({unit})", drawn)
        caption(ax, folder, drawn, Counted.of_rows(frame), band="figures_dots", note=less, left=left)
    return ax


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
