"""Paired differences with bands, a line a place; a neutral word when the 90 % band crosses zero."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from analysis.compare import Comparison
from analysis.figures.style import (
    GREY,
    Look,
    axes_or_new,
    draw_band,
    label_ends,
    page,
    source_line,
    year_axis,
)
from analysis.labels import axis_scale, choose, indicator_name, say
from analysis.statistics import bands
from analysis.years import How, YearValues

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE_WIDTH = {"zh": 24, "en": 44}
"""Letters of a panel's title in a line."""


def difference(
    comparison: Comparison,
    key: str,
    by: str | Iterable[str] | None = None,
    scenario: str | None = None,
    how: How | None = None,
    ax: Axes | None = None,
    lang: str = "en",
    small: bool = False,
    arm: str = "",
) -> Axes:
    """Draw the paired difference of an indicator by year for a level, a place, or several places.

    Mean, 50 % and 90 % bands over pairs. `small` is for a panel of a page: a short title, no caption;
    `arm` is the name that the title then calls the scenario by. Returns the Axes, never shows them.
    """
    folder = comparison.folder
    places = folder.places.several(by if by is not None else comparison.places)
    name = scenario or comparison.scenarios[0]
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        found = comparison.differences(key, places, name, how)
        years = [int(year) for year in found.years]
        largest = float(np.abs(found.values).max())
        scale, unit = (1.0, "×") if found.unit == "ratio" else axis_scale(found.unit, largest, drawn)
        ax.axhline(1.0 if found.unit == "ratio" else 0.0, color=GREY, lw=0.9)
        ends = []
        for column, place in enumerate(places):
            band, look = bands(found.values[:, :, column]), Look.number(column)
            draw_band(ax, years, band, look, scale)
            ends.append((float(band["mean"][-1]) / scale, place.name(drawn), look))
        year_axis(ax, years)
        label_ends(ax, years[-1], ends)
        title = f"{say('difference', drawn)}: {indicator_name(key, drawn)}"
        if small:
            title = choose("与基准之差", "Difference from baseline", drawn)
            title = choose(f"{arm}与基准之差", f"{arm} less baseline", drawn) if arm else title
        title += f" ({say('uncertain', drawn)})" if _crosses_zero(found) else ""
        ax.set_title("\n".join(wrap(title, TITLE_WIDTH[drawn])) if small else title)
        ax.set_ylabel(unit)
        if not small:
            ax.set_xlabel(
                source_line(folder, drawn, len(found.runs)), fontsize=7, color="#666666", loc="left"
            )
    return ax


def _crosses_zero(found: YearValues) -> bool:
    """Whether there is one place, and its 90 % band of the last year holds no change."""
    last = bands(found.values[:, -1, :])
    none = 1.0 if found.unit == "ratio" else 0.0
    return len(found.places) == 1 and bool(last["q05"][0] < none < last["q95"][0])
