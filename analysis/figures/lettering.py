"""Words on figures: titles broken to fit, names beside lines that never hide one another, captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.asking import scenario_title, starts
from analysis.figures.style import Look, source_line
from analysis.folder import Folder
from analysis.labels import say

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
"""Points of captions."""
BETWEEN = "  ·  "
"""What stands between the parts of a caption."""
MARGIN = 56.0
"""Points left of the axes for numbers and the name of the axis."""


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


_CLOSING = "，。、；：）”！？％"
_PIECES = re.compile(
    rf"[^\S\n]*(?:（[^（）]{{1,8}}）|[“（]*[\u2e80-\uffef][{_CLOSING}）]*|(?:[^\s\u2e80-\uffef]+(?:(?<=[≥≤<>=])\s|\s(?=%|bn\b|m\b))?)+[{_CLOSING}]*)\s*"
)
"""One Chinese letter with the marks that belong to it, or one Latin word with its unit."""


def title(ax: Axes, text: str, pad: float | None = None, left: float = MARGIN) -> None:
    """A title in as many lines as the width of the column needs, each sentence on its own.

    `left` is the margin before the axes, in points.
    """
    import matplotlib

    size = float(matplotlib.rcParams["axes.titlesize"])
    heavy = 1.14 if matplotlib.rcParams["axes.titleweight"] == "bold" else 1.02
    width = _room(ax, left) / (size * heavy)
    ax.set_title("\n".join(balanced(line, width) for line in text.split("\n")), pad=pad)


def caption(
    ax: Axes,
    folder: Folder,
    lang: str,
    count: int | Counted,
    of: str = "pairs",
    band: str = "band",
    note: str = "",
    left: float = MARGIN,
) -> None:
    """Count, bands, version and identity under the axes, in lines that fit; a note stands above them."""
    source, room = source_line(folder, lang, count, wide=True, of=of, band=band), _room(ax, left)
    said = [line for text in (note, source) if text for line in _filled(text.split(BETWEEN), room)]
    ax.set_xlabel("\n".join(said), fontsize=CAPTION, color="#666666", loc="left")


def _filled(pieces: Iterable[str], room: float) -> list[str]:
    """Pieces with dots between them, in lines that fit."""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{BETWEEN}{piece}" if lines else piece
        if lines and width_of(longer) * CAPTION <= room:
            lines[-1] = longer
        else:
            lines.append(broken(piece, room / CAPTION))
    return lines


def margin(labels: Iterable[str], size: float = 9.0) -> float:
    """Points that names left of the axes take."""
    return 16.0 + size * max(width_of(line) for label in labels for line in label.split("\n"))


def _room(ax: Axes, left: float) -> float:
    """Points from the left end of the axes to the right end of their column."""
    spec = ax.get_subplotspec()
    columns = spec.get_gridspec().ncols if spec is not None else 1
    figure: Any = ax.figure
    return float(figure.get_size_inches()[0] * 72.0 / columns - left)


def balanced(text: str, width: float) -> str:
    """Lines of at most a width and much alike; two lines break after a mark where that leaves both short enough."""
    lines = broken(text, width)
    narrow, count = width, lines.count("\n")
    while count and narrow > 1.0 and broken(text, narrow).count("\n") == count:
        lines, narrow = broken(text, narrow), narrow - 0.5
    if count != 1:
        return lines
    ends = [match.end() for match in re.finditer(r"[，；：、]|[,:;] ", text)]
    halves = [(text[:at].rstrip(), text[at:]) for at in ends if at < len(text)]
    fitting = [half for half in halves if max(width_of(part) for part in half) <= width]
    marked = [half for half in fitting if min(width_of(part) for part in half) > 0.3 * width]
    if not marked:
        return lines
    first, second = min(marked, key=lambda half: abs(width_of(half[0]) - width_of(half[1])))
    return f"{first}\n{second}"


def short_number(value: float, size: float | None = None) -> str:
    """A value at the end of a line, with digits by the size of the axis."""
    size = abs(value) if size is None else size
    digits = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 0.1 else 3
    # Adding zero turns a rounded -0.0 into 0.0.
    return true_minus(f"{round(value, digits) + 0.0:,.{digits}f}")


def true_minus(text: str) -> str:
    """Numbers with the minus sign that axes have."""
    return re.sub(r"-(?=\d)", "−", text)


def mark_starts(
    ax: Axes, comparison: Comparison, looks: Mapping[str, Look], years: Sequence[int], lang: str
) -> None:
    """A thin dotted line where policies start after the first year, with a word where all start together."""
    found = starts(comparison, looks)
    together = len(set(found.values())) == 1 and len(found) == len(looks)
    row = 0
    for name, when in found.items():
        if not years[0] < when < years[-1]:
            continue
        colour = "#666666" if together else looks[name].colour
        ax.axvline(when, color=colour, lw=0.8, ls=":", zorder=0.5)
        word = say("figures_starts_of", lang).format(title=scenario_title(comparison.folder, name, lang))
        late = when > (years[0] + years[-1]) / 2
        ax.annotate(
            say("figures_starts", lang) if together else word, (when, 0.0),
            xycoords=("data", "axes fraction"), xytext=(-3 if late else 3, 3 + 10 * row),
            textcoords="offset points", color=colour, fontsize=7.5, ha="right" if late else "left",
        )  # fmt: skip
        row += 1
        if together:
            break


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
    values, texts = [end[0] for end in known], [broken(end[1], width) for end in known]
    heights = [size * LINE * (1 + text.count("\n")) for text in texts]
    names: list[Any] = []
    for value, text, (_, _, look) in zip(values, texts, known, strict=True):
        hair = {"arrowstyle": "-", "color": look.colour, "lw": 0.6, "shrinkA": 1, "shrinkB": 2}
        hair["relpos"] = (0.0 if side == "right" else 1.0, 0.5)
        name = ax.annotate(
            text, (x, value), xytext=(0, 0), textcoords="offset points", color=look.colour, va="center",
            ha="left" if side == "right" else "right", fontsize=size, linespacing=1.1, annotation_clip=False,
            arrowprops=hair,
        )  # fmt: skip
        names.append(name)

    def place(axes: Axes) -> None:
        low, high = axes.get_ylim()
        figure: Any = axes.figure
        points = HOLD * axes.get_window_extent().height * 72.0 / figure.dpi
        a_point = (high - low) / max(points, 40.0)
        middles = spread(values, [height * a_point for height in heights], low, high)
        shifts = [(middle - value) / a_point for middle, value in zip(middles, values, strict=True)]
        moved = any(abs(shift) > 0.6 * size for shift in shifts)
        away = 14 if moved else 5
        for name, shift in zip(names, shifts, strict=True):
            name.xyann = (away if side == "right" else -away, shift)
            name.arrow_patch.set_visible(moved)

    place(ax)
    # A page may give its panels one scale after they are drawn.
    ax.callbacks.connect("ylim_changed", place)


def key_row(
    ax: Axes, names: Sequence[tuple[str, Look]], size: float = NAME_SIZE, lines: bool = False
) -> float:
    """Names in their colours and marks in a row above the axes; gives the room a title above them needs, in points."""
    from matplotlib.artist import Artist
    from matplotlib.lines import Line2D
    from matplotlib.offsetbox import AnchoredOffsetbox, DrawingArea, HPacker, TextArea

    parts: list[Artist] = []
    for text, look in names:
        sample = DrawingArea(18 if lines else 9, 8, 0, 0)
        ends: Sequence[float]
        style: Any
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
