"""A policy package from the baseline over its members to the whole, and which members help one another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.attribution import Attribution
from analysis.figures.style import ABOVE, BELOW, GREY, axes_or_new, page, source_line
from analysis.labels import amount, axis_scale, choose, indicator_name, say
from analysis.years import How, unit_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UP, DOWN = ABOVE, BELOW
TALL = 0.62
"""Height of a bar, of the distance between two."""


def waterfall(
    found: Attribution,
    key: str,
    place: str = "city",
    year: int | None = None,
    how: How = "pct",
    ax: Axes | None = None,
    lang: str = "en",
    small: bool = False,
) -> Axes:
    """Draw what each member adds, largest first, from no member to the whole package.

    The line at the end of a bar is the 95 % interval of its value, as in the table; hollow: what the
    member does alone. `small` is for a panel of a page. Returns the Axes, never shows them.
    """
    folder = found.folder
    where = folder.places.find(place)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        table = found.table(key, year, [where.id], how).set_index("member")
        members = table.drop(index="total").sort_values("mean", ascending=False, kind="stable")
        whole = table.loc["total"]
        largest = float(members["mean"].cumsum().abs().max())
        scale, unit = axis_scale(whole["unit"], max(largest, abs(float(whole["mean"]))), drawn)
        unit = _unit(unit, whole["how"], drawn)
        start, names = 0.0, []
        for row, (name, one) in enumerate(members.iterrows(), start=1):
            _bar(ax, row, start, one, scale, f"C{row}")
            start += float(one["mean"])
            names.append("\n".join(wrap(found.title(str(name), drawn), 13 if drawn == "zh" else 26)))
            if row < len(members) + 1:
                ax.plot(
                    [start / scale] * 2, [row - TALL / 2, row + 1 + TALL / 2], color=GREY, lw=0.6, zorder=1
                )
        _bar(ax, len(members) + 1, 0.0, whole, scale, GREY)
        ax.axvline(0.0, color=GREY, lw=0.9)
        ax.grid(axis="y", visible=False)
        ax.grid(axis="x", visible=True)
        base = amount(float(whole["without"]), unit_of(key), drawn)
        ends = choose(f"基准 {base}", f"Baseline {base}", drawn), choose("全部", "Whole package", drawn)
        ax.set_yticks(range(len(members) + 2), [ends[0], *names, ends[1]], fontsize=8)
        ax.set_ylim(len(members) + 1.7, -0.6)
        _room(ax)
        ax.set_title(f"{where.name(drawn)}: {indicator_name(key, drawn)}, {whole['year']}")
        left = choose("与基准之差", "Difference from the baseline", drawn)
        ax.set_xlabel(
            f"{left}, {unit}" if small else f"{left}, {unit}\n{caption(found, whole, drawn)}", fontsize=8
        )
    return ax


def _unit(unit: str, how: str, lang: str) -> str:
    """Relative effects are in per cent; differences of shares in percentage points."""
    return "%" if how == "pct" else choose("个百分点", "percentage points", lang) if unit == "%" else unit


def _bar(ax: Axes, row: int, start: float, one: Any, scale: float, colour: str) -> None:
    """A member's bar from where the one before ended, its interval and what it does alone."""
    mean = float(one["mean"])
    face = colour if colour == GREY else UP if mean >= 0.0 else DOWN
    ax.barh(row, mean / scale, TALL, start / scale, color=face, alpha=0.75, zorder=2)
    if not np.isnan(one["low"]):
        ends = [(start + float(one[end])) / scale for end in ("low", "high")]
        ax.plot(ends, [row, row], color="#222222", lw=1.2, solid_capstyle="butt", zorder=3)
    if colour != GREY and not np.isnan(one["alone"]):
        at = (start + float(one["alone"])) / scale
        ax.plot([at], [row], marker="o", mfc="white", mec="#222222", ms=4.5, lw=0, zorder=4)
    digits = 3 if abs(mean / scale) < 0.1 else 2
    text = f"{mean / scale:+.{digits}f}" if mean else "0"
    alone = 0.0 if colour == GREY or np.isnan(one["alone"]) else float(one["alone"])
    furthest = (start + max(mean, 0.0, float(np.nan_to_num(one["high"])), alone)) / scale
    ax.annotate(
        text,
        (furthest, row),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
        color="#222222",
    )


def _room(ax: Axes) -> None:
    """Space at the right for the numbers."""
    low, high = ax.get_xlim()
    ax.set_xlim(low, high + 0.16 * (high - low))


def caption(found: Attribution, whole: Any, lang: str) -> str:
    """What the marks mean, how many replicates, version."""
    marks = choose(
        "条：Shapley值；线：95%区间；○：单独实施",
        "bar: Shapley value; line: 95 % interval; ○: alone",
        lang,
    )
    version = source_line(found.folder, lang, 0).rpartition("\n")[2]
    count = choose(f"n = {whole['n']} 次重复", f"n = {whole['n']} replicates", lang)
    return f"{marks}  ·  {count}  ·  {say('simulated', lang)}\n{version}"


def interaction_map(
    found: Attribution,
    key: str,
    place: str = "city",
    year: int | None = None,
    how: How = "pct",
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the interaction of every pair: teal above the sum of both, brown below it; hatched where uncertain."""
    from matplotlib.patches import Rectangle

    folder = found.folder
    where = folder.places.find(place)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        pairs = found.interactions(key, year, [where.id], how)
        names = list(dict.fromkeys([*pairs["one"], *pairs["other"]]))
        largest = float(pairs["mean"].abs().max())
        scale, unit = axis_scale(pairs["unit"].iloc[0], largest, drawn)
        unit = _unit(unit, pairs["how"].iloc[0], drawn)
        digits = 2 if largest / scale >= 0.1 else 3
        for row in pairs.itertuples():
            at = (names.index(row.one), names.index(row.other) - 1)
            share = abs(row.mean) / largest if largest > 0.0 else 0.0
            unsure = bool(np.isnan(row.low)) or row.low <= 0.0 <= row.high
            ax.add_patch(
                Rectangle(
                    (at[0] - 0.5, at[1] - 0.5), 1, 1, lw=0.6, ec="white",
                    fc=UP if row.mean > 0.0 else DOWN, alpha=0.05 + 0.6 * share,
                )
            )  # fmt: skip
            if unsure and row.mean != 0.0:
                corner = (at[0] - 0.5, at[1] - 0.5)
                ax.add_patch(Rectangle(corner, 1, 1, fill=False, hatch="////", ec="#8A8A8A", lw=0))
            text = "–" if pd.isna(row.mean) else f"{row.mean / scale:+.{digits}f}" if row.mean else "0"
            ax.text(*at, text, ha="center", va="center", fontsize=8)
        titles = [found.title(name, drawn) for name in names]
        width = 8 if drawn == "zh" else 14
        ax.set_xticks(range(len(names) - 1), ["\n".join(wrap(one, width)) for one in titles[:-1]], fontsize=8)
        rows = ["\n".join(wrap(one, 11 if drawn == "zh" else 22)) for one in titles[1:]]
        ax.set_yticks(range(len(names) - 1), rows, fontsize=8)
        ax.set_xlim(-0.5, len(names) - 1.5)
        ax.set_ylim(len(names) - 1.5, -0.5)
        ax.grid(visible=False)
        ax.set_title(choose(f"交互作用，{unit}", f"Interactions,\n{unit}", drawn), fontsize=9.5)
        ax.set_xlabel(
            choose(
                "青：合起来高于各自之和\n棕：低于；斜线：方向不确定",
                "teal: above the sum of both\nbrown: below; hatched: uncertain",
                drawn,
            ),
            fontsize=8,
        )
    return ax


def picture_of(keys: Sequence[str], place: str, year: int | None, how: How) -> str:
    """The file of a reading: indicators, place, year and how, as far as they are not the usual ones."""
    said = [*keys, *([place] if place else []), *([str(year)] if year else [])]
    return "-".join(["attribution", *said, *([how] if how != "pct" else [])]) + ".png"


def save_picture(
    found: Attribution, keys: Sequence[str], place: str, year: int | None, how: How, lang: str
) -> tuple[Path, str]:
    """Save `attribution-….png`: a row an indicator, waterfall and interactions; and a note on fonts."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from analysis.figures.pages import picture_note

    folder = found.folder
    where, count = folder.places.find(place), len(found.members)
    with page(folder, lang) as drawn:
        figure = Figure(figsize=(11.5, len(keys) * (1.6 + 0.5 * count) + 0.5), layout="constrained", dpi=110)
        FigureCanvasAgg(figure)
        grid = figure.subplots(len(keys), 2, squeeze=False, width_ratios=(1.5, 1.0))
        for row, key in zip(grid, keys, strict=True):
            waterfall(found, key, place, year, how, row[0], lang, small=True)
            interaction_map(found, key, place, year, how, row[1], lang)
        whole = found.table(keys[0], year, [place], how).iloc[-1]
        said = caption(found, whole, drawn)
        figure.supxlabel(said, fontsize=8, color="#555555", x=0.01, ha="left")
        path = folder.path / picture_of(keys, "" if where.level == "city" else where.id, year, how)
        figure.savefig(path, metadata={"Software": None})
    return path, picture_note(folder.path, lang)
