"""What maps, ranks and clouds share: bare axes, titles of several lines, captions broken at their dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.compare import Comparison
from analysis.figures.asking import scenario_title
from analysis.figures.lettering import CAPTION, balanced, broken, width_of
from analysis.figures.style import source_line
from analysis.labels import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOT = "  ·  "
TITLE = 10.0
MARGIN = 62.0
"""Points of a column that titles and captions leave free."""


def title_of(comparison: Comparison, scenario: str, lang: str) -> str:
    """What a scenario is called."""
    return scenario_title(comparison.folder, scenario, lang)


def colon(lang: str) -> str:
    """What stands between a name and what is said of it."""
    return "：" if lang == "zh" else ": "


def comma(lang: str) -> str:
    """What stands between parts of a sentence."""
    return "，" if lang == "zh" else ", "


def versus(comparison: Comparison, scenario: str, lang: str) -> str:
    """A scenario against the baseline."""
    name = title_of(comparison, scenario, lang)
    return f"“{name}”" + {"zh": "与基准之差", "en": " less baseline"}[lang]


def say_n(key: str, lang: str, **numbers: object) -> str:
    """A word of the page with numbers in it."""
    return say(key, lang).format(**numbers)


def count_of(comparison: Comparison, scenario: str) -> tuple[int, str]:
    """How many pairs, or points where there are several, and the word for them."""
    pairs = comparison.pairs[scenario]
    points = len(np.unique(pairs.points))
    return (points, "points") if points > 1 else (len(pairs), "pairs")


def set_title(ax: Axes, *said: str) -> None:
    """A title, a sentence a line, each broken to the width of the column."""
    width = _room(ax) / (TITLE * 1.03)
    ax.set_title("\n".join(balanced(text, width) for text in said if text), fontsize=TITLE)


def set_caption(
    ax: Axes,
    comparison: Comparison,
    scenario: str,
    lang: str,
    said: Sequence[str],
    counted: tuple[int, str] | None = None,
    axis: str = "",
    size: float = CAPTION,
) -> None:
    """What a reader must know, then count and version, under the Axes; `axis` names the horizontal one before."""
    count, of = counted or count_of(comparison, scenario)
    line, version = source_line(comparison.folder, lang, count, of=of, band="simulated").split("\n")
    counts = line.split(DOT)
    text = "\n".join(_at_dots(ax, parts, size) for parts in ([counts[0], *said, counts[-1]], [version]))
    ax.set_xlabel(text, fontsize=size, color="#666666", loc="left")
    if axis:
        ax.annotate(
            axis, (1.0, 0.0), (0, -17), "axes fraction", "offset points", ha="right", va="top", fontsize=8.5
        )
        ax.xaxis.labelpad = 15


def bare(ax: Axes) -> None:
    """No ticks, spines or grid: a map or a table."""
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _at_dots(ax: Axes, parts: Sequence[str], size: float) -> str:
    """Parts with dots between them, in lines that fit the column."""
    width = _room(ax) / size
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{DOT}{part}" if lines else part
        if lines and width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(broken(line, width) for line in lines)


def _room(ax: Axes) -> float:
    """Points of width of the column that the Axes stand in."""
    spec, figure = ax.get_subplotspec(), ax.figure
    columns = spec.get_gridspec().ncols if spec is not None else 1
    shape: Any = figure.get_figure(root=True).get_size_inches()
    return float(shape[0]) * 72.0 / columns - MARGIN
