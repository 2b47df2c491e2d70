"""Paths of an indicator with bands: the baseline grey and dashed, each scenario in its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.compare import Comparison
from analysis.figures.style import (
    BASELINE,
    Look,
    axes_or_new,
    draw_band,
    label_ends,
    label_inside,
    page,
    source_line,
    year_axis,
)
from analysis.labels import axis_scale, indicator_name
from analysis.statistics import bands

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def fan(
    comparison: Comparison,
    key: str,
    place: str,
    ax: Axes | None = None,
    lang: str = "en",
    small: bool = False,
) -> Axes:
    """Draw the paths of an indicator at a place: mean, 50 % and 90 % bands over the paired runs.

    `small` is for a panel of a page: names inside, no caption. Returns the Axes, never shows them. Chinese
    is drawn only with a font that covers it; otherwise English.
    """
    folder = comparison.folder
    where = folder.places.find(place)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        arms = [comparison.levels(key, [where], name) for name in comparison.scenarios]
        years = [int(year) for year in arms[0][1].years]
        drawings = [(comparison.baseline, bands(arms[0][1].values[:, :, 0]), BASELINE)]
        for position, (name, (on, _)) in enumerate(zip(comparison.scenarios, arms, strict=True)):
            drawings.append((name, bands(on.values[:, :, 0]), Look.number(position)))
        largest = max(float(abs(band["q95"]).max()) for _, band, _ in drawings)
        scale, unit = axis_scale(arms[0][1].unit, largest, drawn)
        # The baseline comes last: where both agree its dashes lie on the scenario's line.
        for _, band, look in reversed(drawings):
            draw_band(ax, years, band, look, scale)
        year_axis(ax, years)
        ends = [
            (float(band["mean"][-1]) / scale, _title(comparison, name, drawn), look)
            for name, band, look in drawings
        ]
        if small:
            label_inside(ax, [(name, look) for _, name, look in ends])
        else:
            label_ends(ax, years[-1], ends)
        ax.set_title(f"{where.name(drawn)}: {indicator_name(key, drawn)}")
        ax.set_ylabel(unit)
        if not small:
            ax.set_xlabel(
                source_line(folder, drawn, len(arms[0][1].runs)), fontsize=7, color="#666666", loc="left"
            )
    return ax


def _title(comparison: Comparison, name: str, lang: str) -> str:
    titles = comparison.folder.manifest["titles"][name]
    return str(titles.get(lang) or name)
