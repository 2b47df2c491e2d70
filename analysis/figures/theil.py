"""Theil's index over the years as stacked areas, between groups and within them, a panel a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.direction import direction
from analysis.figures.frames import comma, set_caption, set_title, title_of
from analysis.figures.lettering import LINE, broken
from analysis.figures.lorenz import changes, headline
from analysis.figures.style import BASELINE, axes_or_new, page, year_axis
from analysis.labels import indicator_name, say
from analysis.levels import fullest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FILLS = (("#3C8DC0", ""), ("#F0C066", "//"), ("#A6D3B9", ".."), ("#D9B3CC", "\\\\"))
"""Colour and hatch of parts, coarse to fine."""
THIN = 0.08
"""Share of the height under which a part is too thin to hold its name."""
HEAD = 8.5
"""Points of the names over the panels."""
HEIGHT = 0.66
"""Share of the figure that the Axes keep of its height, at the least."""
APART = 0.1
"""Share of the height between the names of two parts."""
GAP = 2.0
"""Years left free between the panels of two scenarios."""


def theil_data(comparison: Comparison, key: str, level: str = "county") -> pd.DataFrame:
    """A row a scenario (the baseline first), part and year: mean of the part over runs; part "" is the whole."""
    table = comparison.inequality(key, level)
    table = table[table["measure"] == "theil"]
    first = table[table["scenario"] == fullest(comparison)]
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
        tops = data.loc[data["part"] == "", "value"].max()
        top = float(tops) if tops > 0.0 else 1e-9
        whole = data[(data["part"] == "") & (data["scenario"] == comparison.baseline)].sort_values("year")
        rows = comparison.inequality(key, level, years[-1])
        rows = rows[(rows["measure"] == "theil") & (rows["part"] == "")]
        heads: list[str] = []
        for number, scenario in enumerate(names):
            mine = data[data["scenario"] == scenario].pivot(index="year", columns="part", values="value")
            mine = mine.reindex(index=years, columns=["", *(part for part in parts if part)])
            across = np.array(years) + number * span
            said = [say(f"maps_part_{part or level}", drawn) if number == 0 else "" for part in parts]
            _stack(ax, across, mine[parts], said, top)
            ax.plot(across, whole["value"], color=BASELINE.colour, linestyle=BASELINE.line, lw=1.4)
            wide = max(6.0, 36.0 / len(names))
            head = (
                f"{broken(title_of(comparison, scenario, drawn), wide)}\n{_number(float(mine[''].iloc[-1]))}"
            )
            apart = rows[rows["scenario"] == scenario]
            head += f"\n{_apart(apart.iloc[0], drawn)}" if len(apart) else ""
            heads.append(head)
            ax.annotate(
                heads[-1], (across.mean(), top), (0, 9), textcoords="offset points",
                ha="center", va="bottom", fontsize=HEAD, bbox={"fc": "white", "ec": "none", "pad": 1.0},
            )  # fmt: skip
        _axis(ax, years, len(names), span)
        ax.set_ylim(0, top / (1.0 - _room_of(ax, heads)))
        among = say(f"maps_among_{level}", drawn)
        subject = f"{say('maps_theil', drawn)}{comma(drawn)}{indicator_name(key, drawn)}{comma(drawn)}{among}"
        set_title(ax, subject, f"{years[-1]}{comma(drawn)}{headline(comparison, rows, drawn)}")
        notes = [say(f"maps_theil_{word}", drawn) for word in ("sum", "line", "change")]
        notes.append(say("maps_inside", drawn))
        set_caption(ax, comparison, comparison.scenarios[0], drawn, notes)
    return ax


def _stack(ax: Axes, across: np.ndarray, mine: pd.DataFrame, said: list[str], top: float) -> None:
    """Parts on one another, each with its name where there is one."""
    below, last = np.zeros(len(across)), -np.inf
    for at, part in enumerate(mine.columns):
        colour, hatch = FILLS[at % len(FILLS)]
        above = below + mine[part].to_numpy()
        ax.fill_between(across, below, above, facecolor=colour, hatch=hatch, edgecolor="#FFFFFF90", lw=0.0)
        if said[at]:
            last = _name_part(ax, across, below, above, said[at], top, last)
        below = above


def _apart(row: pd.Series, lang: str) -> str:
    """The paired difference of the whole in the last year, and its band on a line of its own."""
    if direction(row) == "unchanged":
        return say("unchanged", lang)
    mean, low, high = changes(row)
    return f"{mean}\n（{low}…{high}）" if lang == "zh" else f"{mean}\n({low}…{high})"


def _number(value: float) -> str:
    """The whole in the last year; a dash where there is none."""
    if np.isnan(value):
        return "–"
    return f"{value:.4f}" if value >= 1e-3 else f"{value:.2g}"


def _room_of(ax: Axes, heads: list[str]) -> float:
    """Share of the height that the names over the panels need."""
    figure: Any = ax.figure.get_figure(root=True)
    lines = max(head.count("\n") + 1 for head in heads)
    return float(min(0.5, (lines * HEAD * LINE + 16.0) / (figure.get_size_inches()[1] * 72.0 * HEIGHT)))


def _axis(ax: Axes, years: list[int], count: int, span: float) -> None:
    """First and last year under every panel."""
    year_axis(ax, years)
    ends = [(year + number * span, str(year)) for number in range(count) for year in (years[0], years[-1])]
    ax.set_xticks([at for at, _ in ends], [text for _, text in ends], fontsize=8)
    ax.set_xlim(years[0] - 0.2, years[-1] + (count - 1) * span + 0.2)
    labels = ax.get_xticklabels()
    for number, label in enumerate(labels):
        label.set_horizontalalignment("left" if number % 2 == 0 else "right")


def _name_part(
    ax: Axes, across: np.ndarray, below: np.ndarray, above: np.ndarray, text: str, top: float, last: float
) -> float:
    """The name inside its area, or above it with a line to it where the area is thin or another name is there.

    `last` is the height of the name below; gives that of this one.
    """
    middle = len(across) // 2
    low, high = float(below[middle]), float(above[middle])
    inside = (low + high) / 2
    at = high + THIN * top if high - low < THIN * top else inside
    at = max(at, last + APART * top)
    shade = {"boxstyle": "round,pad=0.12", "facecolor": "#FFFFFFC8", "edgecolor": "none"}
    hair = {"arrowstyle": "-", "lw": 0.7, "color": "#444444"} if at > inside else None
    ax.annotate(
        text, (across[middle], inside), (across[middle], at), ha="center", va="center", fontsize=8,
        bbox=shade, arrowprops=hair,
    )  # fmt: skip
    return at
