"""The picture of a sweep: effects of each arm by place over points, and the region's against its strongest factor."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.crossed import Crossed
from analysis.direction import direction
from analysis.factors import Factor, factors_of
from analysis.figures.heatmap import factor_scale
from analysis.figures.style import GREY, Look, page, source_line
from analysis.labels import indicator_name, say
from analysis.places import Place
from analysis.signs import FEWEST, robust_points, strongest_factor, surely
from analysis.statistics import bands

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PICTURE = "sweep.png"
KEY = "gdp_real"
MOST_ARMS = 4
FEW_LEVELS = 6
"""Values of a factor up to which their means are drawn instead of a correlation."""
MOST_POINTS = 400
"""Points of a cloud that are drawn with their intervals; more hide one another."""


def save_sweep_picture(comparison: Comparison, lang: str = "both") -> Path:
    """Save `sweep.png` beside the results."""
    figure = sweep_page(comparison, lang)
    path = comparison.folder.path / PICTURE
    figure.savefig(path, metadata={"Software": None})
    return path


def sweep_page(comparison: Comparison, lang: str = "both", key: str = KEY) -> Figure:
    """A row an arm: dots and bands by place, and a cloud of points against the strongest factor."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    folder, arms = comparison.folder, comparison.scenarios[:MOST_ARMS]
    with page(folder, lang) as drawn:
        places = [folder.places.city, *folder.places.at("county")]
        height = 1.1 + len(arms) * max(2.6, 0.32 * len(places) + 0.9)
        figure = Figure(figsize=(11.0, height), layout="constrained", dpi=110)
        FigureCanvasAgg(figure)
        grid = figure.subplots(len(arms), 2, squeeze=False)
        for row, scenario in zip(grid, arms, strict=True):
            title = str(folder.manifest["titles"][scenario].get(drawn) or scenario)
            year = dots(row[0], comparison, key, scenario, places, drawn)
            row[0].set_title("\n".join(wrap(title, 60 if drawn == "en" else 30)))
            cloud(row[1], comparison, key, scenario, drawn)
        base = str(folder.manifest["titles"][comparison.baseline].get(drawn) or comparison.baseline)
        figure.suptitle(
            f"{say('difference', drawn)}: {indicator_name(key, drawn)}, {year} · {say('against', drawn)} {base}",
            x=0.01,
            ha="left",
            fontsize=13,
        )
        counted = Counted.of_pairs(comparison.pairs[name] for name in arms)
        line = source_line(folder, drawn, counted, wide=True, band="dots")
        figure.supxlabel(
            f"{say('hollow', drawn)}  ·  {say('level_means', drawn)}\n{line}",
            fontsize=8,
            color="#555555",
            x=0.01,
            ha="left",
        )
    return figure


def dots(ax: Axes, comparison: Comparison, key: str, scenario: str, places: list[Place], lang: str) -> int:
    """Median, 50 % and 90 % of the effect in the last year over points, a line a place; hollow: not robust.

    With too few points for a verdict, hollow where the direction is uncertain.

    Gives the year.
    """
    found, pairs = comparison.differences(key, places, scenario, "pct"), comparison.pairs[scenario]
    look = Look.number(0)
    for row in range(len(places)):
        crossed = Crossed(found.values[:, -1, row], pairs.points, pairs.replicates)
        band = bands(100.0 * crossed.units)
        ax.plot([band["q05"], band["q95"]], [row, row], color=look.colour, lw=1.2)
        ax.plot([band["q25"], band["q75"]], [row, row], color=look.colour, lw=4.0, solid_capstyle="butt")
        if crossed.point_count >= FEWEST:
            sure = robust_points(crossed).verdict != "not robust"
        else:
            low, high = crossed.interval()
            row_told = {"how": "pct", "n": len(pairs), **band, "low": float(low), "high": float(high)}
            sure = direction(row_told) in ("up", "down")
        ax.plot(band["median"], row, "o", ms=6.5, mfc=look.colour if sure else "white", mec=look.colour)
    ax.axvline(0.0, color=GREY, lw=0.9)
    ax.set_yticks(range(len(places)), [place.name(lang) for place in places])
    ax.invert_yaxis()
    ax.grid(axis="x", color="#E5E5E5")
    ax.set_xlabel("%")
    return int(found.years[-1])


def cloud(ax: Axes, comparison: Comparison, key: str, scenario: str, lang: str) -> None:
    """The region's effect at each point against the strongest factor, with the interval that replicates leave."""
    folder, pairs = comparison.folder, comparison.pairs[scenario]
    found = comparison.differences(key, [folder.places.city], scenario, "pct")
    crossed = Crossed(100.0 * found.values[:, -1, 0], pairs.points, pairs.replicates)
    points = folder.points.set_index("point_id").reindex(np.unique(pairs.points)).reset_index()
    name, strength = strongest_factor(points, crossed.point_means)
    if not name:
        ax.set_axis_off()
        return
    factor = next(one for one in factors_of(folder) if one.name == name)
    scale, unit = factor_scale(factor, (), lang) if factor.numeric else (1.0, factor.unit_in(lang))
    across = _positions(ax, factor, points[name].tolist(), lang) / scale
    look = Look.number(1)
    if len(across) <= MOST_POINTS and not np.isnan(crossed.point_errors).any():
        ax.errorbar(
            across,
            crossed.point_means,
            yerr=crossed.point_half_widths(),
            fmt="none",
            ecolor=look.colour,
            lw=0.8,
            alpha=0.5,
        )
    ax.plot(across, crossed.point_means, "o", ms=3.5, color=look.colour, alpha=0.8, mew=0)
    levels = np.unique(across)
    if len(levels) <= FEW_LEVELS:
        means = [crossed.point_means[across == level].mean() for level in levels]
        ax.plot(levels, means, "_-" if factor.numeric else "_", ms=18, mew=2.2, lw=0.8, color="#222222")
    ax.axhline(0.0, color=GREY, lw=0.9)
    ax.set_xlabel("\n".join(wrap(factor.title(lang) + (f" ({unit})" if unit else ""), 60)))
    ax.set_ylabel("%")
    sure = surely(strength, len(points), len(folder.factors))
    rank = f" · ρ = {strength:+.2f}" if sure and factor.numeric and len(levels) > FEW_LEVELS else ""
    ax.set_title(f"{folder.places.city.name(lang)}: {say('effect_by_point', lang)}{rank}", fontsize=9)


def _positions(ax: Axes, factor: Factor, values: list[object], lang: str) -> np.ndarray:
    """Where points lie on the axis: at their number, or at the place of their word."""
    if factor.numeric:
        return np.array(values, np.float64)
    words = sorted({str(value) for value in values})
    ax.set_xticks(range(len(words)), [factor.shown(word, lang) for word in words])
    return np.array([words.index(str(value)) for value in values], np.float64)
