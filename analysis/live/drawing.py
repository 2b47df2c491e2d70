"""Pictures of a run under way as SVG: paths by quarter, and the counties in the colours of an indicator."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.figures.choropleth import NOWHERE
from analysis.figures.frames import colon
from analysis.figures.ground import Fill, draw_ground, label_ground
from analysis.figures.lettering import short_number, true_minus
from analysis.figures.style import COLOURS, lettered
from analysis.labels import amount, indicator_name, say
from analysis.live.seen import CHARTS, CITY, Seen, quarter_text, scale_of, unit_beside
from analysis.report.html import Html, joined, tag
from analysis.report.pictures import whole
from sim.indicators import FIRMS, PERSONS, Indicator, indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RAMP = ("#EAF3F9", "#A9CFE8", "#3C8DC0", "#004B7C")
"""From the lowest county to the highest; one hue, so that it reads in grey too."""
COLUMNS = 2
ALONE = threading.Lock()
"""Settings of matplotlib hold for a whole process, and every open page draws in a thread of its own."""


def charts(seen: Seen, place: str = CITY, lang: str = "en") -> Html:
    """Panels of the headline indicators at a place by quarter, the whole horizon wide, as one SVG."""
    from matplotlib.figure import Figure

    shown = seen.recorded(CHARTS, "city" if place == CITY else "county")
    rows = -(-len(shown) // COLUMNS)
    with ALONE, lettered(lang, seen.scene.texts) as drawn:
        figure = Figure(figsize=(6.6, 1.75 * rows))
        panels = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
        for ax, item in zip(panels, shown, strict=False):
            _panel(ax, seen, item, place, drawn)
        for ax in panels[len(shown) :]:
            ax.set_axis_off()
        figure.subplots_adjust(left=0.075, right=0.985, top=0.955, bottom=0.05, hspace=0.42, wspace=0.2)
        return whole(figure, _told(seen, shown, place, lang))


def county_map(seen: Seen, key: str, lang: str = "en") -> Html:
    """Counties coloured by an indicator in the quarter simulated last, with its values, as SVG; it is schematic."""
    from matplotlib.figure import Figure

    if not seen.scene.outlines.is_file():
        return tag("p", say("live_no_map", lang), class_="note")
    scene, item, values = seen.scene, indicator(key), seen.by_county(key)
    known = [value for value in values.values() if not np.isnan(value)]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    with ALONE, lettered(lang, scene.texts) as drawn:
        figure = Figure(figsize=(4.5, 5.1))
        ax = figure.add_axes((0.01, 0.01, 0.98, 0.98))
        shade = _shades()
        between = {
            code: (value - low) / (high - low) if high > low else 0.5 for code, value in values.items()
        }
        fills = {
            code: Fill(NOWHERE if np.isnan(values[code]) else shade(share)) for code, share in between.items()
        }
        draw_ground(ax, scene.atlas, fills, drawn)
        size = max((abs(value) for value in known), default=0.0)
        texts = {code: scene.place(code, drawn) for code in values}
        if known:
            _bar(ax, shade, item, low, high, drawn)
            texts = {
                code: f"{name}\n{true_minus(amount(values[code], item.unit, drawn, size))}"
                for code, name in texts.items()
            }
        label_ground(ax, scene.atlas, texts)
        told = "; ".join(text.replace("\n", " ") for text in texts.values())
        picture = whole(figure, f"{indicator_name(key, lang)}{colon(lang)}{told}")
    grey = (
        tag("p", say("live_no_value", lang), class_="note") if len(known) < len(values) and known else Html()
    )
    return joined([picture, grey])


def _panel(ax: Axes, seen: Seen, item: Indicator, place: str, lang: str) -> None:
    """One path over all quarters of the run, its last value written out."""
    first, horizon = seen.scene.first_quarter, seen.scene.horizon
    path = seen.path(item.key, place)
    known = path[np.isfinite(path)]
    scale, unit = scale_of(item, float(np.abs(known).max()) if known.size else 0.0, lang)
    # A name that tells the prices itself leaves them to the unit.
    name = indicator_name(item.key, lang).replace("（2022年价）", "").replace(" (2022 prices)", "")
    ax.set_title(f"{name}  ({unit})", fontsize=8.5, pad=5, fontweight="normal")
    ax.set_xlim(first - 0.5, first + horizon - 0.5 + 0.06 * horizon)
    _years(ax, first, horizon)
    ax.tick_params(labelsize=8, length=2.5)
    ax.locator_params(axis="y", nbins=4)
    if not known.size:
        ax.set_yticks([])
        return
    quarters, level = seen.quarters, path / scale
    ax.plot(quarters, level, color=COLOURS[0], lw=1.6, solid_capstyle="round")
    ax.plot(quarters[-1], level[-1], "o", color=COLOURS[0], ms=4)
    if level.min() < 0.0 < level.max():
        ax.axhline(0.0, color="#888888", lw=0.7, zorder=0.8)
    ax.margins(y=0.22)
    late, falls = seen.done > 0.8 * horizon, len(level) > 1 and level[-1] < level[-2]
    ax.annotate(
        _end(item, float(level[-1]), float(np.abs(level).max()), scale), (quarters[-1], level[-1]),
        (-2 if late else 5, -13 if falls else 6), textcoords="offset points", fontsize=8.5, color=COLOURS[0],
        ha="right" if late else "left", annotation_clip=False, zorder=4,
        bbox={"boxstyle": "round,pad=0.08", "facecolor": "#FFFFFFD0", "edgecolor": "none"},
    )  # fmt: skip


def _end(item: Indicator, value: float, size: float, scale: float) -> str:
    """The last value of a path; persons and firms are whole."""
    if item.unit in (PERSONS, FIRMS) and scale == 1.0:
        return true_minus(f"{value:,.0f}")
    return short_number(value, size)


def _years(ax: Axes, first: int, horizon: int) -> None:
    """Years at their first quarters, at most six of them; quarters where there is not one whole year."""
    years = [quarter for quarter in range(first, first + horizon) if quarter % 4 == 0]
    if len(years) < 2:
        marks = list(range(first, first + horizon, max(1, horizon // 4)))
        ax.set_xticks(marks, [f"{mark // 4} Q{mark % 4 + 1}" for mark in marks])
        return
    shown = years[:: -(-len(years) // 6)]
    ax.set_xticks(shown, [str(mark // 4) for mark in shown])


def _told(seen: Seen, shown: list[Indicator], place: str, lang: str) -> str:
    """The same in words, for who cannot see the picture."""
    if not seen.done:
        return say("live_not_yet", lang)
    values = (
        f"{indicator_name(item.key, lang)} {amount(seen.path(item.key, place)[-1], item.unit, lang)}"
        for item in shown
    )
    return f"{seen.scene.place(place, lang)}, {quarter_text(seen.quarters[-1], lang)}{colon(lang)}{'; '.join(values)}"


def _shades() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("levels", RAMP)


def _bar(ax: Axes, shade: Any, item: Indicator, low: float, high: float, lang: str) -> None:
    """The scale of colours with its two ends, under the map, told as the labels of the counties are."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    size = max(abs(low), abs(high))
    inset = ax.inset_axes((0.54, 0.05, 0.36, 0.02))
    figure: Any = ax.figure
    ends = (low, high) if high > low else (low - 0.5, low + 0.5)
    bar = figure.colorbar(ScalarMappable(Normalize(*ends), shade), cax=inset, orientation="horizontal")
    bar.set_ticks(list(ends), labels=[true_minus(amount(end, item.unit, lang, size)) for end in (low, high)])
    bar.ax.tick_params(labelsize=7.5, length=2)
    bar.outline.set_linewidth(0.4)
    bar.ax.set_title(unit_beside(item.unit, lang), fontsize=8, loc="center", pad=3, fontweight="normal")
