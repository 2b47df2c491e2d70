"""A box of scenario discovery: what peeling trades, and the cases over the two factors that matter most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.discovery import Box, Cases, Discovery, Limit
from analysis.factors import Factor, factors_of
from analysis.figures.style import COLOURS, GREY, axes_or_new, page, source_line
from analysis.folder import Folder
from analysis.labels import choose

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PICTURE = "discovery.png"
INTEREST, OTHER, FAILED = COLOURS[1], COLOURS[0], "#000000"


def trade_off(folder: Folder, box: Box, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw coverage against density along the peels, with the box that was chosen. Returns the Axes."""
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        way = box.trajectory
        ax.plot(way["coverage"], way["density"], color=GREY, lw=0.8, marker="o", ms=3)
        ax.plot([box.coverage], [box.density], marker="D", ms=8, color=INTEREST, lw=0)
        ax.annotate(
            choose("所选区域", "box chosen", drawn),
            (box.coverage, box.density), xytext=(-6, -14), textcoords="offset points", ha="right",
            color=INTEREST, fontsize=8.5,
        )  # fmt: skip
        ax.set_xlim(0.0, 1.05)
        ax.set_ylim(0.0, 1.05)
        ax.set_xlabel(choose("覆盖率", "Coverage", drawn))
        ax.set_ylabel(choose("密度", "Density", drawn))
        ax.set_title(choose("一步步收缩：覆盖率换密度", "Peel by peel: coverage for density", drawn))
    return ax


def cases_and_box(folder: Folder, cases: Cases, box: Box, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the cases over the two surest factors of a box, failed points crossed. Returns the Axes."""
    from matplotlib.patches import Rectangle

    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        limits = list(box.limits[:2])
        names = [limit.factor for limit in limits]
        names += [name for name in cases.factors.columns if name not in names][: 2 - len(names)]
        axis = [_positions(cases.factors[name]) for name in names] or [np.zeros(len(cases.share))]
        if len(axis) < 2:
            axis.append(np.zeros(len(cases.share)))
            names.append("")
        kinds = (
            (cases.known & ~cases.of_interest, OTHER, "o", choose("不符合", "not of interest", drawn)),
            (cases.of_interest, INTEREST, "^", choose("符合条件", "of interest", drawn)),
            (~cases.known, FAILED, "x", choose("运行失败", "runs failed", drawn)),
        )
        for rows, colour, marker, label in kinds:
            inside = colour if marker == "^" else "none"
            ax.plot(
                axis[0][rows], axis[1][rows], lw=0, ms=4.5, marker=marker, mec=colour, mfc=inside,
                label=f"{label}: {int(rows.sum())}",
            )  # fmt: skip
        ends = [_ends(limit) for limit in limits] + [(np.nan, np.nan)] * (2 - len(limits))
        (left, right), (low, high) = (_within(pair, values) for pair, values in zip(ends, axis, strict=True))
        ax.add_patch(
            Rectangle((left, low), right - left, high - low, fc=INTEREST, alpha=0.08, lw=0, zorder=0)
        )
        for x in (one for one in ends[0] if not np.isnan(one)):
            ax.plot([x, x], [low, high], color="#222222", lw=1.4)
        for y in (one for one in ends[1] if not np.isnan(one)):
            ax.plot([left, right], [y, y], color="#222222", lw=1.4)
        for number, name in enumerate(names):
            if name and not pd.api.types.is_numeric_dtype(cases.factors[name]):
                _words(ax, number, cases.factors[name])
        titles = {one.name: _titled(one, drawn) for one in factors_of(folder)}
        ax.set_xlabel(titles.get(names[0], names[0]))
        ax.set_ylabel("\n".join(wrap(titles.get(names[1], names[1]), 40)))
        ax.set_title(
            choose(
                "点与区域（两个主要因素；无线的一侧不受限制）",
                "Cases and the box, by its two main factors; no line: open side",
                drawn,
            ),
            fontsize=9.5,
        )
        ax.legend(loc="upper left", bbox_to_anchor=(0.0, -0.14), ncols=3, frameon=False, fontsize=8)
    return ax


def _titled(factor: Factor, lang: str) -> str:
    """A factor with its unit."""
    return factor.title(lang) + (f" ({factor.unit_in(lang)})" if factor.unit else "")


def _positions(column: pd.Series) -> Any:
    """Numbers as they are, words by rank."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return column.to_numpy(float)
    order = {value: rank for rank, value in enumerate(sorted(column.unique(), key=str))}
    return column.map(order).to_numpy(float)


def _ends(limit: Limit) -> tuple[float, float]:
    """Where the box ends on an axis, NaN on a side it leaves open; words as the span of their ranks."""
    if not limit.values:
        low = np.nan if np.isnan(limit.p_low) else limit.low
        return low, np.nan if np.isnan(limit.p_high) else limit.high
    ranks = [sorted(limit.whole, key=str).index(value) for value in limit.values]
    return min(ranks) - 0.3, max(ranks) + 0.3


def _within(ends: tuple[float, float], values: Any) -> tuple[float, float]:
    """The ends; beyond the cases on a side that is open."""
    room = 0.04 * (float(values.max()) - float(values.min())) or 0.5
    low = float(values.min()) - room if np.isnan(ends[0]) else ends[0]
    return low, float(values.max()) + room if np.isnan(ends[1]) else ends[1]


def _words(ax: Axes, number: int, column: pd.Series) -> None:
    named = sorted(column.unique(), key=str)
    place = ax.set_xticks if number == 0 else ax.set_yticks
    place(range(len(named)), [str(value) for value in named])


def save_picture(
    folder: Folder, found: Discovery, title: Callable[[str], str], lang: str
) -> tuple[Path | None, str]:
    """Save `discovery.png` beside the results, and a note on fonts; None where no box was found."""
    if not found.boxes:
        return None, ""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from analysis.figures.pages import picture_note

    with page(folder, lang) as drawn:
        figure = Figure(figsize=(10.5, 4.8), layout="constrained", dpi=110)
        FigureCanvasAgg(figure)
        left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.3))
        trade_off(folder, found.boxes[0], left, lang)
        cases_and_box(folder, found.cases, found.boxes[0], right, lang)
        figure.suptitle(title(drawn), x=0.01, ha="left", fontsize=11)
        version = source_line(folder, drawn, 0).rpartition("\n")[2]
        figure.supxlabel(version, fontsize=8, color="#555555", x=0.01, ha="left")
        path = folder.path / PICTURE
        figure.savefig(path, metadata={"Software": None})
    return path, picture_note(folder.path, lang)
