"""Theil's index over the years as stacked areas, between groups and within them, a panel a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.figures.frames import comma, set_caption, set_title, title_of
from analysis.figures.lettering import broken
from analysis.figures.lorenz import headline
from analysis.figures.style import BASELINE, axes_or_new, page, year_axis
from analysis.labels import indicator_name, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FILLS = (("#3C8DC0", ""), ("#F0C066", "//"), ("#A6D3B9", ".."), ("#D9B3CC", "\\\\"))
"""Colour and hatch of parts, coarse to fine."""
GAP = 2.0
"""Years left free between the panels of two scenarios."""


def theil_data(comparison: Comparison, key: str, level: str = "county") -> pd.DataFrame:
    """A row a scenario (the baseline first), part and year: mean of the part over runs; part "" is the whole."""
    table = comparison.inequality(key, level)
    table = table[table["measure"] == "theil"]
    first = table[table["scenario"] == comparison.scenarios[0]]
    base = first.assign(scenario=comparison.baseline, value=first["value_baseline"])
    return pd.concat([base, table], ignore_index=True)[
        ["scenario", "level", "part", "year", "indicator", "value"]
    ]


def theil(
    comparison: Comparison, key: str, level: str = "county", ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """Draw what Theil's index is made of, scenarios side by side on one scale, the baseline's whole dashed in each.

    Returns the Axes, never shows them.
    """
    data = theil_data(comparison, key, level)
    parts = [part for part in data["part"].unique() if part] or [""]
    names = [comparison.baseline, *comparison.scenarios]
    years = [int(year) for year in sorted(data["year"].unique())]
    span = years[-1] - years[0] + GAP
    with page(comparison.folder, lang) as drawn:
        ax = axes_or_new(ax)
        top = float(data.loc[data["part"] == "", "value"].max())
        whole = data[(data["part"] == "") & (data["scenario"] == comparison.baseline)].sort_values("year")
        for number, scenario in enumerate(names):
            mine = data[data["scenario"] == scenario].pivot_table(
                index="year", columns="part", values="value"
            )
            across = np.array(years) + number * span
            below = np.zeros(len(years))
            for at, part in enumerate(parts):
                colour, hatch = FILLS[at % len(FILLS)]
                above = below + mine[part].to_numpy()
                ax.fill_between(
                    across, below, above, facecolor=colour, hatch=hatch, edgecolor="#FFFFFF90", lw=0.0
                )
                if number == 0:
                    _name_part(ax, across, below, above, say(f"maps_part_{part or level}", drawn), top)
                below = above
            ax.plot(across, whole["value"], color=BASELINE.colour, linestyle=BASELINE.line, lw=1.4)
            head = broken(title_of(comparison, scenario, drawn), max(6.0, 36.0 / len(names)))
            ax.annotate(head, (across.mean(), top * 1.06), ha="center", va="bottom", fontsize=8.5)
        _axis(ax, years, len(names), span)
        ax.set_ylim(0, top * 1.06 + 0.12 * top)
        among = say(f"maps_among_{level}", drawn)
        subject = f"{say('maps_theil', drawn)}{comma(drawn)}{indicator_name(key, drawn)}{comma(drawn)}{among}"
        rows = comparison.inequality(key, level, years[-1])
        rows = rows[(rows["measure"] == "theil") & (rows["part"] == "")]
        set_title(ax, subject, f"{years[-1]}{comma(drawn)}{headline(comparison, rows, drawn)}")
        said = [say("maps_theil_sum", drawn), say("maps_theil_line", drawn), say("maps_inside", drawn)]
        set_caption(ax, comparison, comparison.scenarios[0], drawn, said)
    return ax


def _axis(ax: Axes, years: list[int], count: int, span: float) -> None:
    """First and last year under every panel."""
    year_axis(ax, years)
    ends = [(year + number * span, str(year)) for number in range(count) for year in (years[0], years[-1])]
    ax.set_xticks([at for at, _ in ends], [text for _, text in ends], fontsize=8)
    ax.set_xlim(years[0] - 0.2, years[-1] + (count - 1) * span + 0.2)
    labels = ax.get_xticklabels()
    for number, label in enumerate(labels):
        label.set_ha("left" if number % 2 == 0 else "right")


def _name_part(
    ax: Axes, across: np.ndarray, below: np.ndarray, above: np.ndarray, text: str, top: float
) -> None:
    """The name inside its area, or above the whole with a line to it where the area is thin."""
    middle = len(across) // 2
    low, high = float(below[middle]), float(above[middle])
    shade = {"boxstyle": "round,pad=0.12", "facecolor": "#FFFFFFC8", "edgecolor": "none"}
    ax.annotate(text, (across[middle], (low + high) / 2), ha="center", va="center", fontsize=8, bbox=shade)
