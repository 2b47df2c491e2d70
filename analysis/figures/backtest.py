"""The figure of the back-test: the record solid, the model dashed with its band, the random walk dotted with its."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.backtest import DRIFT, Backtest, Series, band
from analysis.figures.style import DASHED, GREY, Look, page, source_line
from analysis.labels import axis_scale
from analysis.pages.backtest_words import INDICATORS, WORDS
from sim.indicators import BY_KEY
from sim.indicators.units import IN_CHINESE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PICTURE = "backtest.png"
FIRST_YEAR = 2008
"""Older figures are told by the table of the walks; drawn, they would press the years that matter together."""
COLUMNS = 4
DOTTED = (0, (1, 1.4))
WALK = Look(GREY, DOTTED)
OBSERVED = Look("#000000", "-")


def save_backtest_picture(found: Backtest, lang: str) -> Path:
    """Save `backtest.png`: a panel a series, the city's first, and one with the names of the lines."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = [one for one in found.series if any(point.place == one.place for point in _points(found, one))]
    rows = -(-(len(shown) + 1) // COLUMNS)
    with page(found.folder, lang) as drawn:
        figure = Figure(figsize=(4.1 * COLUMNS, 0.9 + 3.0 * rows), layout="constrained", dpi=110)
        FigureCanvasAgg(figure)
        panels = list(figure.subplots(rows, COLUMNS, squeeze=False).ravel())
        for one, ax in zip(shown, panels, strict=False):
            _panel(found, one, ax, drawn)
        _names(found, panels[len(shown)], drawn)
        for ax in panels[len(shown) + 1 :]:
            ax.set_axis_off()
        runs = int((found.folder.runs["scenario"] == found.folder.scenarios[0]).sum())
        title = {
            "zh": "回测：自2019年末起，与公布数对照",
            "en": "Back-test: from the end of 2019, beside the record",
        }
        figure.suptitle(title[drawn], x=0.01, ha="left", fontsize=13)
        figure.supxlabel(
            _caption(source_line(found.folder, drawn, runs, wide=True, of="runs"), drawn),
            fontsize=8,
            color="#555555",
            x=0.01,
            ha="left",
        )
    path = found.folder.path / PICTURE
    figure.savefig(path, metadata={"Software": None})
    return path


def _caption(told: str, lang: str) -> str:
    """The house's caption with the bands of this figure."""
    band_words = {"zh": "线为中位数，带为90%", "en": "line: median, band 90 %"}[lang]
    parts = told.split("  ·  ")
    return "  ·  ".join([parts[0], band_words, *parts[2:]])


def _points(found: Backtest, one: Series) -> list[Any]:
    return [point for point in found.points if (point.indicator, point.place) == (one.indicator, one.place)]


def _panel(found: Backtest, one: Series, ax: Axes, lang: str) -> None:
    place, item = found.folder.places.find(one.place), BY_KEY[one.indicator]
    record = one.record[one.record["year"] >= FIRST_YEAR]
    scale, unit = axis_scale(item.unit, float(record["value"].max()), lang)
    for name, path in found.paths(one).items():
        if name == DRIFT:
            _line(ax, path, WALK, scale)
        elif name in found.folder.scenarios:
            _line(ax, path, _look(found, name), scale)
    for _, rows in record.groupby("basis"):
        ax.plot(
            rows["year"], rows["value"] / scale, color=OBSERVED.colour, lw=1.6, marker="o", ms=4, zorder=5
        )
    last = max(int(record["year"].max()), found.start + 3)
    first = min(int(record["year"].min()), found.start - 1)
    ax.set_xlim(first - 0.3, last + 0.3)
    ax.axvline(found.start - 0.5, color="#BBBBBB", lw=0.8)
    step = max(1, -(-(last - first) // 5))
    ax.set_xticks(range(last, first - 1, -step), [str(year) for year in range(last, first - 1, -step)])
    ax.set_title(f"{place.name(lang)}: {INDICATORS[one.indicator][0 if lang == 'zh' else 1]}")
    ax.set_ylabel(IN_CHINESE.get(unit, unit) if lang == "zh" else unit)


def _line(ax: Axes, path: dict[int, Any], look: Look, scale: float) -> None:
    years = sorted(path)
    middle = [float(np.median(path[year])) / scale for year in years]
    ends = np.array([band(path[year]) for year in years]) / scale
    ax.fill_between(years, ends[:, 0], ends[:, 1], color=look.colour, alpha=0.18, lw=0)
    ax.plot(years, middle, color=look.colour, linestyle=look.line, lw=1.7)


def _look(found: Backtest, arm: str) -> Look:
    return Look(Look.number(found.folder.scenarios.index(arm)).colour, DASHED)


def _names(found: Backtest, ax: Axes, lang: str) -> None:
    """A panel that says which line is which."""
    ax.set_axis_off()
    index = 0 if lang == "zh" else 1

    def named(key: str) -> str:
        return WORDS.get(key, (key, key))[index]

    lines = [(named("observed"), OBSERVED)]
    lines += [(f"{named('model')}, {named(arm)}", _look(found, arm)) for arm in found.folder.scenarios]
    lines.append((named(DRIFT), WALK))
    for row, (text, look) in enumerate(lines):
        at = 0.9 - 0.14 * row
        marker = "o" if look is OBSERVED else None
        ax.plot([0.02, 0.2], [at, at], color=look.colour, linestyle=look.line, lw=1.8, marker=marker, ms=4)
        ax.annotate(text, (0.25, at), va="center", color=look.colour, fontsize=10)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
