"""Which assumptions decide an outcome: marks with intervals (Morris), bars (Sobol), a tornado and a spread (priors)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures.difference import TITLE_WIDTH
from analysis.figures.style import ABOVE, BELOW, COLOURS, GREY, axes_or_new, page
from analysis.labels import axis_scale, choose, indicator_name
from analysis.labels import say as label
from analysis.sensitivity.prior import Spread
from analysis.sensitivity.words import BLOCKS, HEADS, WORDS, assumption, say
from analysis.sensitivity.words import KEYS as FIGURE
from sim.indicators import SHARE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.sensitivity import Found

MOST_ROWS = 14
"""Assumptions that a panel shows."""
MOST_COLUMNS = 3
STANDS_OUT, FLAT, UP, DOWN = COLOURS[0], "#9A9A9A", ABOVE, BELOW
PICTURE = "sensitivity.png"
LINEAR = 0.5
"""sigma / mu* below which an assumption acts about the same wherever the others stand."""
MOST_ACROSS = 6.0
"""Largest mu* a panel is wide at most; intervals that reach further end in an arrow."""
ONE_WAY = 0.5
"""|mu| / mu* from which an effect has a direction."""


def ranked(found: Found, ax: Axes | None = None, lang: str = "en") -> Axes:
    """The indices of one outcome, strongest at the top. Returns the Axes, never shows them."""
    with page(found.folder, lang, _words(found)) as drawn:
        ax = axes_or_new(ax)
        table = found.indices.table.head(MOST_ROWS).iloc[::-1].reset_index(drop=True)
        {"morris": _morris, "sobol": _sobol, "latin_hypercube": _tornado}[found.kind](ax, found, table, drawn)
        names = [assumption(name, found.asked.titles, drawn) for name in table["name"]]
        ax.set_yticks(range(len(table)), names, fontsize=8.0)
        ax.set_ylim(-0.7, len(table) - 0.3)
        ax.grid(True, axis="x")
        ax.grid(False, axis="y")
        ax.set_title(headline(found, drawn), fontsize=9.0)
    return ax


def spread_of(found: Found, ax: Axes | None = None, lang: str = "en") -> Axes:
    """How an outcome is spread over draws of the assumptions, with the share above zero."""
    assert isinstance(found.indices, Spread)
    with page(found.folder, lang, _words(found)) as drawn:
        ax = axes_or_new(ax)
        effects = found.indices.effects
        scale, unit = scale_of(found, float(np.abs(effects).max()), drawn)
        ax.hist(effects / scale, bins=min(40, max(8, len(effects) // 10)), color=STANDS_OUT, alpha=0.75)
        ax.axvline(0.0, color=GREY, lw=0.9)
        ax.set_xlabel(unit_of_effect(found, unit, drawn))
        ax.set_ylabel(say("count", drawn))
        ax.set_title("\n".join(wrap(verdict(found, drawn), TITLE_WIDTH[drawn])), fontsize=9.0)
    return ax


def save(found: Sequence[Found], path: Path, lang: str) -> Path:
    """Save the picture of several outcomes: a panel each; of prior draws, two."""
    figure = sheet(found, lang)
    figure.savefig(path, metadata={"Software": None})
    return path


def sheet(found: Sequence[Found], lang: str) -> Figure:
    """The figure of several outcomes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    first = found[0]
    paired = first.kind == "latin_hypercube"
    columns = 2 if paired else min(MOST_COLUMNS, len(found))
    rows = len(found) if paired else -(-len(found) // columns)
    tall = 0.7 + 0.235 * min(MOST_ROWS, len(first.indices.table))
    words = frozenset[str]().union(*(_words(one) for one in found))
    with page(first.folder, lang, words) as drawn:
        size = (max(7.6, 5.0 * columns), 1.15 + tall * rows)
        figure = Figure(figsize=size, layout="constrained", dpi=110)
        FigureCanvasAgg(figure)
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
        for ax in grid[(2 if paired else 1) * len(found) :]:
            ax.set_visible(False)
        for number, one in enumerate(found):
            ranked(one, grid[2 * number if paired else number], lang)
            if paired:
                spread_of(one, grid[2 * number + 1], lang)
        sort = sort_of(first, drawn)
        figure.suptitle(f"{say(first.kind, drawn)}: {sort}", x=0.01, ha="left", fontsize=12)
        figure.supxlabel(_caption(first, drawn), fontsize=7.5, color="#555555", x=0.01, ha="left")
    return figure


def headline(found: Found, lang: str) -> str:
    """Indicator, place and year."""
    told = found.outcome
    place = found.folder.places.find(told.place).name(lang)
    return f"{indicator_name(told.key, lang)} · {place} · {told.year}"


def sort_of(found: Found, lang: str) -> str:
    """Whether it is an effect or a level, and of which scenario."""
    told, titles = found.outcome, found.folder.manifest["titles"]

    def named(name: str) -> tuple[str, str]:
        title = titles.get(name, {})
        return title.get("zh") or name, title.get("en") or name

    arms = {"scenario": named(told.scenario), "baseline": named(told.baseline)}
    return say("effect" if told.baseline else "level", lang, **arms)


def scale_of(found: Found, largest: float, lang: str) -> tuple[float, str]:
    """What to divide the outcome by, and the unit then; points of a share are percentage points."""
    scale, unit = axis_scale(found.outcome.unit, largest, lang)
    return scale, choose("个百分点", "percentage points", lang) if unit == "%" else unit


def unit_of_effect(found: Found, unit: str, lang: str) -> str:
    """The unit of the outcome itself: a relative effect or a level is in per cent, changes of it in points."""
    points = found.outcome.unit == SHARE and found.outcome.how != "abs"
    return "%" if points else unit


def verdict(found: Found, lang: str) -> str:
    """Whether the sign holds, in a sentence."""
    robust = found.robust
    key = {"not robust": "fragile", "too few": "unknown"}.get(robust.verdict, "robust")
    sign = WORDS["plus" if robust.positive >= robust.negative else "minus"]
    return say(key, lang, share=f"{100 * robust.share:.0f} %", sign=sign, draws=robust.points)


def direction(row: pd.Series) -> str:
    """`+` or `-` where the outcome goes one way with an assumption, `±` where both, empty for a block."""
    if np.isnan(row["mu"]) or row["mu_star"] == 0.0:
        return ""
    share = row["mu"] / row["mu_star"]
    return "+" if share >= ONE_WAY else "−" if share <= -ONE_WAY else "±"


def _morris(ax: Axes, found: Found, table: pd.DataFrame, lang: str) -> None:
    scale, unit = scale_of(found, float(table["mu_star"].max()), lang)
    marks = {"+": "^", "−": "v", "±": "D", "": "o"}
    for at, row in table.iterrows():
        colour = FLAT if row["above"] is False else STANDS_OUT
        if not np.isnan(row["floor"]):
            ax.barh(at, row["floor"] / scale, height=0.72, color="#E3E3E3", lw=0)
        ax.plot([row["low"] / scale, row["high"] / scale], [at, at], color=colour, lw=1.3)
        bends = not np.isnan(row["sigma"]) and row["sigma"] > LINEAR * row["mu_star"]
        face = "white" if bends else colour
        ax.plot(row["mu_star"] / scale, at, marks[direction(row)], color=colour, mfc=face, ms=5.5)
    highest = float(table["mu_star"].max()) / scale
    furthest = float(np.nan_to_num(table["high"].to_numpy(), nan=0.0).max()) / scale
    end = 1.06 * min(max(furthest, highest), MOST_ACROSS * highest) or 1.0
    for at, row in table.iterrows():
        if row["high"] / scale > end:
            colour = FLAT if row["above"] is False else STANDS_OUT
            ax.plot(0.995 * end, at, ">", color=colour, ms=5.0, mew=0.0)
    ax.set_xlim(0.0, end)
    ax.set_xlabel(f"μ* ({unit})")


def _sobol(ax: Axes, found: Found, table: pd.DataFrame, lang: str) -> None:
    for at, row in table.iterrows():
        ax.barh(at + 0.19, row["first"], height=0.36, color=COLOURS[0], lw=0)
        ax.barh(at - 0.19, row["total"], height=0.36, color=COLOURS[5], lw=0)
        ax.plot([row["first_low"], row["first_high"]], [at + 0.19, at + 0.19], color="#333333", lw=1.0)
        ax.plot([row["total_low"], row["total_high"]], [at - 0.19, at - 0.19], color="#333333", lw=1.0)
        if not np.isnan(row["floor"]):
            ax.plot([row["floor"]] * 2, [at - 0.4, at + 0.02], color=GREY, lw=1.4)
    ax.axvline(0.0, color=GREY, lw=0.9)
    ax.set_xlabel(say("axis_sobol", lang))


def _tornado(ax: Axes, found: Found, table: pd.DataFrame, lang: str) -> None:
    for at, row in table.iterrows():
        colour = FLAT if not row["related"] else UP if row["rank"] > 0 else DOWN
        ax.barh(at, row["rank"], height=0.6, color=colour, lw=0)
        if not np.isnan(row["partial"]):
            ax.plot(row["partial"], at, "|", color="#222222", ms=9, mew=1.6)
    ax.axvline(0.0, color=GREY, lw=0.9)
    ax.set_xlim(-1.02, 1.02)
    ax.set_xlabel(say("axis_prior", lang))


def _caption(found: Found, lang: str) -> str:
    identity, versions = found.folder.manifest["identity"], found.folder.manifest["versions"]
    count = say("whole", lang, kept=found.indices.whole.kept, what=WORDS[f"of_{found.kind}"])
    version = f"baiqianwan {versions['baiqianwan']} ({identity['code_hash'][:8]}), seed {identity['seed']}"
    repeats = f"{found.noise.replicates} {say('replicates', lang)}"
    marks = "\n".join(wrap(FIGURE[found.kind][0 if lang == "zh" else 1], 58 if lang == "zh" else 110))
    return f"{marks}\n" + "  ·  ".join((count, repeats, label("simulated", lang), version))


def _words(found: Found) -> frozenset[str]:
    """Everything in Chinese that the figure may have to draw beside the words of every figure."""
    titles = {zh for zh, _ in found.asked.titles.values()}
    tables = (BLOCKS, HEADS, WORDS, FIGURE)
    return frozenset(titles | {zh for words in tables for zh, _ in words.values()})
