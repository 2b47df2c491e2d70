"""The ground of maps: county outlines, a scale bar, the mark that a map is schematic, labels that hide nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analysis.figures.frames import bare
from analysis.fonts import CHINESE_FROM, shipped_letters
from analysis.geo import Atlas, Outline
from analysis.labels import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[Any]
SIZE = (6.0, 5.6)
"""Inches of a new figure."""
BESIDE, BELOW, ABOVE = 0.2, 0.16, 0.03
"""Room beside, below and above the outlines, of their width and height."""
MARGIN = 1.2
"""Kilometres between a label and a point that it must not hide."""
LONGEST_NAME = 36
"""Letters of a file name; of a longer one the end."""
HATCHED, HATCH = "////", "#00000099"
"""Lines over a county, and their colour: to be seen in print and on dark colours, with the colour left to be read."""
SMALL = 8.2
"""Points of the least letters of a map, which a report prints at four fifths of their size."""
TRIED = 14
"""Places a side that are tried for a label inside a county."""


@dataclass(frozen=True)
class Fill:
    """How a county is filled."""

    colour: Any
    hatched: bool = False


def draw_ground(ax: Axes, atlas: Atlas, fills: Mapping[str, Fill], lang: str, placed: bool = False) -> None:
    """Counties in their colours, north up, with a scale bar and the mark that the map is schematic.

    A map of the user's own is called by its file instead; `placed`: points and arcs upon it stay schematic.
    """
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for outline in atlas.outlines:
        fill = fills[outline.code]
        rings = [ring for rings in outline.polygons for ring in rings]
        shape = Path.make_compound_path(*(Path(np.vstack([ring, ring[:1]]), closed=True) for ring in rings))
        ax.add_patch(PathPatch(shape, facecolor=fill.colour, edgecolor="white", lw=0.9, zorder=1))
        if fill.hatched:
            marks = {"facecolor": "none", "edgecolor": HATCH, "lw": 0.0, "hatch": HATCHED, "zorder": 1.5}
            ax.add_patch(PathPatch(shape, **marks))
        ax.add_patch(PathPatch(shape, facecolor="none", edgecolor="#555555", lw=0.5, zorder=2))
    left, right, bottom, top = atlas.extent
    width, height = right - left, top - bottom
    # Limits that follow the data, not fixed ones: Axes wider than the map then show more beside it.
    ax.margins(0)
    ax.update_datalim(
        [(left - BESIDE * width, bottom - BELOW * height), (right + BESIDE * width, top + ABOVE * height)]
    )
    ax.autoscale_view()
    ax.set_aspect("equal", adjustable="datalim")
    bare(ax)
    mark = _mark(atlas, lang, placed)
    lowest = bottom - (0.1 - 0.035 * mark.count("\n")) * height
    length, at = atlas.scale_bar(), (left - BESIDE * width * 0.9, lowest)
    ax.plot([at[0], at[0] + length], [at[1]] * 2, color="#333333", lw=1.6, solid_capstyle="butt")
    scaled = f"{length:g} {say('maps_km', lang)}"
    ax.text(at[0], at[1] + 0.015 * height, scaled, fontsize=SMALL, color="#333333", va="bottom")
    ax.text(at[0], at[1] - 0.015 * height, mark, fontsize=SMALL, color="#666666", va="top", parse_math=False)


def _mark(atlas: Atlas, lang: str, placed: bool) -> str:
    """What the map is: schematic, or the user's own with its file name where it is short and has letters here."""
    if not atlas.own:
        return say("maps_schematic", lang)
    known = shipped_letters() if lang == "zh" else frozenset()
    drawable = all(ord(letter) < CHINESE_FROM or letter in known for letter in atlas.file)
    named = atlas.file if len(atlas.file) <= LONGEST_NAME else f"…{atlas.file[-LONGEST_NAME:]}"
    lines = [say("maps_own", lang), *([named] if drawable else [])]
    return "\n".join([*lines, *([say("maps_placed", lang)] if placed else [])])


def label_ground(
    ax: Axes, atlas: Atlas, texts: Mapping[str, str], size: float = 8.5, avoid: Sequence[Array] = ()
) -> None:
    """A label inside its county where all of it fits, else beside the map with a line to the county.

    Texts are measured where they will stand, so whatever takes room on the figure must be there before. `avoid`: points
    that no label may hide.
    """
    figure: Any = ax.figure.get_figure(root=True)
    figure.draw_without_rendering()
    outside: dict[int, list[tuple[Outline, str, tuple[float, float]]]] = {-1: [], 1: []}
    middle = (atlas.extent[0] + atlas.extent[1]) / 2
    for outline in atlas.outlines:
        text = texts.get(outline.code, "")
        if not text:
            continue
        box = _size(ax, text, size)
        at = _fits(outline, box, np.reshape(avoid, (-1, 2)))
        if at is not None:
            _write(ax, at, text, size)
        else:
            outside[1 if outline.label[0][0] > middle else -1].append((outline, text, box))
    for side, waiting in outside.items():
        _beside(ax, atlas, side, waiting, size)


def _write(ax: Axes, at: Any, text: str, size: float) -> None:
    shade = {"boxstyle": "round,pad=0.12", "facecolor": "#FFFFFFC8", "edgecolor": "none"}
    written = ax.text(
        float(at[0]),
        float(at[1]),
        text,
        fontsize=size,
        ha="center",
        va="center",
        bbox=shade,
        zorder=5,
        linespacing=1.15,
    )
    written.set_in_layout(False)


def _size(ax: Axes, text: str, size: float) -> tuple[float, float]:
    """Width and height of a label in kilometres, with a little room around it."""
    probe = ax.text(0, 0, text, fontsize=size, linespacing=1.15)
    box = probe.get_window_extent()
    probe.remove()
    (left, bottom), (right, top) = ax.transData.inverted().transform([[box.x0, box.y0], [box.x1, box.y1]])
    return float(right - left) * 1.08, float(top - bottom) * 1.1


def _fits(outline: Outline, box: tuple[float, float], avoid: Array) -> Array | None:
    """Where in the county the whole label fits, as near as possible to its deepest point."""
    deepest, _ = outline.label
    ring = outline.largest[0]
    low, high = ring.min(0), ring.max(0)
    across, up = (np.linspace(low[at], high[at], TRIED) for at in (0, 1))
    tried = np.vstack([deepest, np.stack(np.meshgrid(across, up), -1).reshape(-1, 2)])
    corners = np.stack(np.meshgrid(np.linspace(-0.5, 0.5, 7), np.linspace(-0.5, 0.5, 5)), -1).reshape(-1, 2)
    points = tried[:, None, :] + corners[None, :, :] * np.array(box)
    whole = outline.holds(points.reshape(-1, 2)).reshape(len(tried), -1).all(1)
    hidden = np.abs(avoid[None, :, :] - tried[:, None, :]) < np.array(box) * 0.5 + MARGIN
    whole &= ~hidden.all(-1).any(-1)
    if not whole.any():
        return None
    apart = np.where(whole, np.hypot(*(tried - deepest).T), np.inf)
    return np.asarray(tried[apart.argmin()])


def _beside(
    ax: Axes, atlas: Atlas, side: int, waiting: list[tuple[Outline, str, tuple[float, float]]], size: float
) -> None:
    """Labels in a column beside the map, in the order of their counties from below, none over another."""
    left, right, _, _ = atlas.extent
    gap = 0.02 * (right - left)
    above = -np.inf
    for outline, text, (width, height) in sorted(waiting, key=lambda one: float(one[0].label[0][1])):
        deepest = outline.label[0]
        y = max(float(deepest[1]), above + height / 2)
        above = y + height / 2 + gap / 3
        edge = _edge(atlas, side, y, height) + side * gap
        ax.plot([deepest[0], edge], [deepest[1], y], color="#444444", lw=0.7, zorder=4)
        ax.plot(*deepest, "o", ms=2.4, color="#444444", zorder=4)
        _write(ax, (edge + side * width / 2, y), text, size)


def _edge(atlas: Atlas, side: int, y: float, height: float) -> float:
    """How far the outlines reach to a side at the height of a label."""
    points = np.concatenate([ring for one in atlas.outlines for rings in one.polygons for ring in rings])
    near = points[np.abs(points[:, 1] - y) < 0.8 * height]
    return float(side * (side * (near if len(near) else points)[:, 0]).max())
