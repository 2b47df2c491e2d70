"""What maps, ranks and clouds share: bare axes, captions in lines, which way an effect is told, the title of a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from analysis.compare import Comparison, How
from analysis.figures.style import source_line
from analysis.labels import say
from analysis.story import how_of
from sim.errors import InputError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CAPTION_WIDTH = 108
"""Letters of a caption in a line; a Chinese one counts for two."""
TITLE_WIDTH = 66


def told_how(comparison: Comparison, key: str, how: How | None) -> How:
    """How an effect is told when nothing is asked for: as pages tell it, unless the comparison is not relative."""
    return how or (how_of(key) if comparison.how == "pct" else comparison.how)


def known_scenario(comparison: Comparison, scenario: str | None) -> str:
    """The scenario asked for, the first when none is; raises InputError for one that is not compared."""
    name = scenario or comparison.scenarios[0]
    if name not in comparison.pairs:
        raise InputError([unknown_name("comparison", name, comparison.pairs, "scenario")])
    return name


def title_of(comparison: Comparison, scenario: str, lang: str) -> str:
    """What a scenario is called."""
    return str(comparison.folder.manifest["titles"][scenario].get(lang) or scenario)


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


def count_of(comparison: Comparison, scenario: str) -> tuple[int, str]:
    """How many pairs, or points where there are several, and the word for them."""
    pairs = comparison.pairs[scenario]
    points = len(np.unique(pairs.points))
    return (points, "points") if points > 1 else (len(pairs), "pairs")


def set_title(ax: Axes, *said: str) -> None:
    """A title in lines that fit its Axes."""
    width = max(24, int(TITLE_WIDTH * _inches(ax) / 6.4))
    ax.set_title("\n".join(line for text in said if text for line in lines_of(text, width)))


def set_caption(
    ax: Axes,
    comparison: Comparison,
    scenario: str,
    lang: str,
    said: Sequence[str],
    counted: tuple[int, str] | None = None,
    axis: str = "",
) -> None:
    """What a reader must know, then count and version, under the Axes; `axis` names the horizontal one before."""
    count, of = counted or count_of(comparison, scenario)
    index = source_line(comparison.folder, lang, count, of=of, band="simulated").split("\n")
    first, last = index[0].split("  ·  ")[:: len(index[0].split("  ·  ")) - 1]
    text = caption_lines(ax, ["  ·  ".join([first, *said, last]), index[1]])
    ax.set_xlabel(text, fontsize=7, color="#666666", loc="left")
    if axis:
        ax.annotate(axis, (1.0, 0.0), (0, -18), "axes fraction", "offset points", ha="right", va="top", fontsize=8.5)
        ax.xaxis.labelpad = 16


def caption_lines(ax: Axes, texts: Sequence[str]) -> str:
    """Texts broken at their dots to the width of the Axes."""
    width = max(40, int(CAPTION_WIDTH * _inches(ax) / 6.4))
    lines: list[str] = []
    for text in texts:
        line = ""
        for part in text.split("  ·  "):
            longer = f"{line}  ·  {part}" if line else part
            if line and _width(longer) > width:
                lines.append(line)
                line = part
            else:
                line = longer
        lines.append(line)
    return "\n".join(lines)


def _inches(ax: Axes) -> float:
    found = ax.get_window_extent()
    return float(max(found.width / ax.figure.dpi, 2.0)) * 1.15


def _width(text: str) -> int:
    return sum(1 if letter < "\u2e80" else 2 for letter in text)


def lines_of(text: str, width: int) -> list[str]:
    """A text in lines of at most so many letters, Chinese ones counted twice."""
    return wrap(text, width if text.isascii() else max(1, int(width * len(text) / max(1, _width(text)))))


def bare(ax: Axes) -> None:
    """No ticks, spines or grid: a map or a table."""
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def say_n(key: str, lang: str, **numbers: object) -> str:
    """A word of the page with numbers in it."""
    return say(key, lang).format(**numbers)
