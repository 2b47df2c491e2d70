"""Words on figures: titles broken to fit, names beside lines that never hide one another, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.figures.style import Look, source_line
from analysis.folder import Folder

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME_SIZE = 8.5
"""Points of names beside lines."""
NAME_WIDTH = 9.5
"""Widest line of such a name, in Chinese letters."""
LINE = 1.45
"""Height of a line over the size of its letters: Chinese letters are taller than Latin ones."""
HOLD = 0.9
"""Axes are drawn lower than they are before titles and captions take their room."""
CAPTION = 7.0


def width_of(text: str) -> float:
    """Width of a text in Chinese letters; Latin ones are a little wider than half of one."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.58 for letter in text)


def broken(text: str, width: float) -> str:
    """Text in lines of at most a width in Chinese letters: Latin words stay whole, numbers keep their units."""
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        if line and width_of(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return "\n".join([*lines, line.rstrip()]) if line else text


_CLOSING = "，。、；：）”！？％％"
_PIECES = re.compile(
    rf"[^\S\n]*(?:[“（]*[\u2e80-\uffef][{_CLOSING}）]*|(?:[^\s\u2e80-\uffef]+(?:\s(?=%|bn\b|m\b))?)+[{_CLOSING}]*)\s*"
)
"""One Chinese letter with the marks that belong to it, or one Latin word with its unit."""


def title(ax: Axes, text: str, pad: float | None = None) -> None:
    """A title in as many lines as the width of the column needs."""
    spec = ax.get_subplotspec()
    columns = spec.get_gridspec().ncols if spec is not None else 1
    figure: Any = ax.figure
    size = 10.0
    # A title may run over the names at the right of the axes, but not out of the picture at its left margin.
    room = figure.get_size_inches()[0] * 72.0 / columns - 52.0
    ax.set_title(broken(text, room / (size * 1.03)), fontsize=size, pad=pad)


def caption(
    ax: Axes, folder: Folder, lang: str, count: int, of: str = "pairs", band: str = "band", note: str = ""
) -> None:
    """Count, bands, version and identity under the axes; a note goes first."""
    said = source_line(folder, lang, count, of=of, band=band)
    ax.set_xlabel(f"{note}\n{said}" if note else said, fontsize=CAPTION, color="#666666", loc="left")


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near as can be to those wanted (in rising order), of things of given heights that do not overlap.

    Least squares under order constraints, by pooling neighbours; kept between low and high where there is room.
    """
    if not len(wanted):
        return []
    sizes = np.asarray(heights, np.float64)
    offsets = np.concatenate([[0.0], np.cumsum((sizes[1:] + sizes[:-1]) / 2)])
    pools: list[tuple[float, int]] = []
    for target in np.asarray(wanted, np.float64) - offsets:
        pools.append((float(target), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (late, many), (early, few) = pools.pop(), pools.pop()
            pools.append(((late * many + early * few) / (many + few), many + few))
    fitted = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    bottom, top = low + sizes[0] / 2, high - sizes[-1] / 2 - offsets[-1]
    return [float(value) for value in np.clip(fitted, bottom, max(bottom, top)) + offsets]


def label_ends(
    ax: Axes,
    x: float,
    ends: Sequence[tuple[float, str, Look]],
    side: str = "right",
    width: float = NAME_WIDTH,
    size: float = NAME_SIZE,
) -> None:
    """Names beside the ends of lines, moved apart so that none hides another; a hair leads back where one is moved."""
    known = sorted((end for end in ends if np.isfinite(end[0])), key=lambda end: end[0])
    low, high = ax.get_ylim()
    figure: Any = ax.figure
    points = HOLD * ax.get_window_extent().height * 72.0 / figure.dpi
    a_point = (high - low) / max(points, 40.0)
    texts = [broken(text, width) for _, text, _ in known]
    heights = [size * LINE * (1 + text.count("\n")) * a_point for text in texts]
    places = spread([end[0] for end in known], heights, low, high)
    moved = any(abs(at - end[0]) > 0.6 * size * a_point for at, end in zip(places, known, strict=True))
    away = 14 if moved else 5
    for at, text, (value, _, look) in zip(places, texts, known, strict=True):
        hair = {"arrowstyle": "-", "color": look.colour, "lw": 0.6, "shrinkA": 1, "shrinkB": 2}
        ax.annotate(
            text,
            (x, value),
            xytext=(away if side == "right" else -away, (at - value) / a_point),
            textcoords="offset points",
            color=look.colour,
            ha="left" if side == "right" else "right",
            va="center",
            fontsize=size,
            linespacing=1.1,
            annotation_clip=False,
            arrowprops=hair if moved else None,
        )


def key_row(
    ax: Axes, names: Sequence[tuple[str, Look]], size: float = NAME_SIZE, lines: bool = False
) -> float:
    """Names in their colours and marks in a row above the axes; gives the room a title above them needs, in points."""
    from matplotlib.lines import Line2D
    from matplotlib.offsetbox import AnchoredOffsetbox, DrawingArea, HPacker, OffsetBox, TextArea

    parts: list[OffsetBox] = []
    for text, look in names:
        sample = DrawingArea(18 if lines else 9, 8, 0, 0)
        ends, style = ((0, 18), look.line) if lines else ((4.5,), "none")
        mark = Line2D(
            ends, [4] * len(ends), color=look.colour, linestyle=style, lw=1.7, marker=look.marker, ms=4.5
        )
        sample.add_artist(mark)
        words = TextArea(text, textprops={"color": look.colour, "fontsize": size})
        parts.append(HPacker(children=[sample, words], align="center", pad=0, sep=3))
    row = HPacker(children=parts, align="center", pad=0, sep=12)
    box = AnchoredOffsetbox(
        "lower left", child=row, pad=0, borderpad=0.2, frameon=False, bbox_to_anchor=(0, 1),
        bbox_transform=ax.transAxes,
    )  # fmt: skip
    ax.add_artist(box)
    return size * LINE + 6.0
