"""A map of differences by county: colours symmetric about no difference, uncertain counties hatched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.direction import direction
from analysis.figures.asking import told
from analysis.figures.frames import colon, comma, say_n, set_caption, set_title, versus
from analysis.figures.ground import HATCH, HATCHED, SIZE, SMALL, Fill, draw_ground, label_ground
from analysis.figures.lettering import true_minus
from analysis.figures.style import DIVERGING, axes_or_new, page
from analysis.geo import read_atlas
from analysis.labels import axis_scale, indicator_name, say
from analysis.sentences import in_how
from analysis.years import How

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import BoundaryNorm, Colormap

NOWHERE = "#DDDDDD"
KEY = "#DFEAE8"
"""Colour of the box that explains hatching."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_CLASSES = 4
"""Classes on either side of no difference."""


def choropleth_data(
    comparison: Comparison,
    key: str,
    year: int | None = None,
    scenario: str | None = None,
    how: How | None = None,
) -> pd.DataFrame:
    """Rows of the comparison table by county in a year, the last when left out, with their direction."""
    name, kind = comparison.one(scenario), told(comparison, key, how)
    counties = [place.id for place in comparison.folder.places.at("county")]
    table = comparison.table(key, year, counties, kind)
    table = table[table["scenario"] == name]
    table = table[table["year"] == table["year"].max()].reset_index(drop=True)
    return table.assign(direction=[direction(row) for row in table.to_dict("records")])


def choropleth(
    comparison: Comparison,
    key: str,
    year: int | None = None,
    scenario: str | None = None,
    how: How | None = None,
    map_file: str | Path | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw mean differences by county; `map_file` is an approved GeoJSON map of one's own with every county by code.

    Returns the Axes, never shows them.
    """
    name = comparison.one(scenario)
    atlas = read_atlas(comparison.folder, map_file)
    data = choropleth_data(comparison, key, year, name, how)
    rows = {row["place"]: row for row in data.to_dict("records")}
    none = 1.0 if data["how"].iloc[0] == "ratio" else 0.0
    apart = {place: row["mean"] - none for place, row in rows.items()}
    with page(comparison.folder, lang) as drawn:
        ax = axes_or_new(ax, SIZE)
        largest = max((abs(value) for value in apart.values() if not np.isnan(value)), default=0.0)
        scale, unit = _scale(data, largest, drawn)
        edges = classes(largest / scale)
        colours, norm = _colours(edges)
        fills = {
            place: Fill(
                NOWHERE if np.isnan(value) else colours(norm(value / scale)),
                rows[place]["direction"] == "uncertain" and not np.isnan(value),
            )
            for place, value in apart.items()
        }
        draw_ground(ax, atlas, fills, drawn)
        _colour_bar(ax, colours, norm, edges, unit)
        if (data["direction"] == "uncertain").any():
            _hatch_key(ax, drawn)
        shown = int(data["year"].iloc[0])
        subject = f"{versus(comparison, name, drawn)}{colon(drawn)}{indicator_name(key, drawn)}{comma(drawn)}{shown}"
        set_title(ax, subject, headline(data, drawn))
        said = [say("maps_value", drawn)]
        if (data["direction"] == "uncertain").any():
            said.append(say("maps_hatched", drawn))
        set_caption(ax, comparison, name, drawn, said, size=SMALL)
        places = {place.id: place for place in comparison.folder.places.at("county")}
        texts = {
            code: f"{places[code].name(drawn)}\n{in_how(row['mean'], row, drawn)}"
            for code, row in rows.items()
        }
        label_ground(ax, atlas, texts)
    return ax


def classes(largest: float) -> Sequence[float]:
    """Ends of classes symmetric about zero, of a round width, at most four on a side."""
    if not largest > 0:
        return (-1.0, 0.0, 1.0)
    power = 10.0 ** np.floor(np.log10(largest / MOST_CLASSES))
    step = next(power * step for step in STEPS if power * step * MOST_CLASSES >= largest * (1 - 1e-9))
    count = int(np.ceil(largest / step - 1e-9))
    return tuple(float(step * number) for number in range(-count, count + 1))


def _colours(edges: Sequence[float]) -> tuple[Colormap, BoundaryNorm]:
    from matplotlib.colors import BoundaryNorm, LinearSegmentedColormap

    smooth = LinearSegmentedColormap.from_list("differences", DIVERGING)
    count = len(edges) - 1
    return smooth.resampled(count), BoundaryNorm(edges, count, clip=True)


def _scale(data: pd.DataFrame, largest: float, lang: str) -> tuple[float, str]:
    """What to divide differences by, and their unit then."""
    how, unit = data["how"].iloc[0], data["unit"].iloc[0]
    if how == "ratio":
        return 1.0, "× − 1"
    scale, name = axis_scale(unit, largest, lang)
    points = how == "abs" and name == "%"
    return scale, say("story_points", lang) if points else name


def _colour_bar(ax: Axes, colours: Any, norm: Any, edges: Sequence[float], unit: str) -> None:
    """A bar of the classes inside the Axes, under the map."""
    from matplotlib.cm import ScalarMappable

    inset = ax.inset_axes((0.61, 0.06, 0.36, 0.024))
    bar = ax.figure.colorbar(
        ScalarMappable(norm, colours), cax=inset, orientation="horizontal", ticks=list(edges)
    )
    side = len(edges) // 2
    every = 1 if side <= 2 else 2 if side % 2 == 0 else side
    marked = [(number - side) % every == 0 for number in range(len(edges))]
    texts = [true_minus(f"{edge:+.3g}") if edge else "0" for edge in edges]
    bar.ax.set_xticklabels([text if mark else "" for text, mark in zip(texts, marked, strict=True)])
    bar.ax.tick_params(labelsize=SMALL, length=2)
    bar.ax.minorticks_off()
    bar.outline.set_linewidth(0.4)
    bar.ax.set_title(unit, fontsize=SMALL, loc="center", pad=2.5, fontweight="normal")


def _hatch_key(ax: Axes, lang: str) -> None:
    """A hatched box and what it means, in the row of the bar."""
    from matplotlib.patches import Rectangle

    left, bottom, width, height = 0.235, 0.052, 0.05, 0.036
    look: dict[str, Any] = {"transform": ax.transAxes, "hatch": HATCHED, "lw": 0.0, "zorder": 3}
    ax.add_patch(Rectangle((left, bottom), width, height, facecolor=KEY, edgecolor=HATCH, **look))
    ax.text(
        left + width + 0.012, bottom + height / 2, say("uncertain", lang),
        transform=ax.transAxes, va="center", fontsize=SMALL, color="#333333",
    )  # fmt: skip


def headline(data: pd.DataFrame, lang: str) -> str:
    """How many counties surely go up, down, or neither; of those in which the indicator has a value."""
    known = data[~data["mean"].isna()]
    counts = known["direction"].value_counts()
    said = [
        say_n(f"maps_count_{way}", lang, n=counts[way])
        for way in ("up", "down", "uncertain", "unchanged")
        if counts.get(way, 0)
    ]
    said += [say_n("maps_count_none", lang, n=len(data) - len(known))] if len(data) > len(known) else []
    return comma(lang).join(said)
