"""Paths of an indicator with bands: the baseline grey and dashed, each scenario in its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.asking import (
    Names,
    arms,
    effects,
    last_year,
    level_scale,
    levels,
    scenario_title,
)
from analysis.figures.lettering import broken, caption, label_ends, mark_starts, short_number, title
from analysis.figures.several import sentences
from analysis.figures.style import BASELINE, Look, axes_or_new, draw_band, label_inside, page, year_axis
from analysis.folder import Folder
from analysis.labels import choose, indicator_name, say
from analysis.sentences import headline

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def fan_data(comparison: Comparison, key: str, place: str = "city", scenarios: Names = None) -> pd.DataFrame:
    """What `fan` draws: a row a scenario and year, the baseline first: mean, median, q05 to q95, n, unit."""
    names = (comparison.baseline, *arms(comparison, scenarios))
    return levels(comparison, key, [comparison.folder.places.find(place)], names)


def fan(
    comparison: Comparison,
    key: str,
    place: str = "city",
    ax: Axes | None = None,
    lang: str = "en",
    small: bool = False,
    scenarios: Names = None,
) -> Axes:
    """Draw the paths of an indicator at a place: mean, 50 % and 90 % bands over the paired runs.

    `small` is for a panel of a page: names inside, a plain title, no caption. Returns the Axes, never shows them.
    Chinese is drawn only with a font that covers it; otherwise English.
    """
    folder = comparison.folder
    where = folder.places.find(place)
    frame = fan_data(comparison, key, place, scenarios)
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        scale, unit = level_scale(key, float(frame["q95"].abs().max()), drawn)
        years = [int(year) for year in frame["year"].unique()]
        paths = {line: path for line, path in frame.groupby(["scenario", "beside"], sort=False)}
        looks = {
            line: BASELINE
            if line[0] == comparison.baseline
            else Look.number(comparison.scenarios.index(line[0]))
            for line in paths
        }
        # The baseline comes last: where both agree its dashes lie on the scenario's line.
        for line in reversed(list(paths)):
            draw_band(ax, years, paths[line].reset_index(), looks[line], scale)
        year_axis(ax, years)
        names = {(name, beside): _named(folder, name, beside, drawn) for name, beside in paths}
        if small:
            label_inside(ax, [(names[line], look) for line, look in looks.items()])
            ax.set_title(f"{where.name(drawn)}: {indicator_name(key, drawn)}")
            ax.set_ylabel(unit)
            return ax
        begin = [name for name, _ in paths if name != comparison.baseline]
        mark_starts(ax, comparison, {name: looks[name, ""] for name in begin}, years, drawn)
        last = {line: float(path["mean"].iloc[-1]) / scale for line, path in paths.items()}
        size = max(abs(value) for value in last.values())
        ends = [
            (last[line], f"{names[line]} {short_number(last[line], size)}", looks[line]) for line in paths
        ]
        label_ends(ax, years[-1], ends)
        rows = effects(comparison, key, where.id, begin, year=last_year(comparison, key, where))
        title(ax, sentences(rows, lambda mine, one: headline(mine.iloc[0], drawn, names[one, ""])))
        what = indicator_name(key, drawn)
        ax.set_ylabel(broken(choose(f"{what}，{unit}", f"{what} ({unit})", drawn), 22.0))
        caption(ax, folder, drawn, Counted.of_rows(frame))
    return ax


def _named(folder: Folder, scenario: str, beside: str, lang: str) -> str:
    """What a line is called: the baseline by the scenario in whose pairs it stands, where it is not one for all."""
    name = scenario_title(folder, scenario, lang)
    return (
        say("figures_beside", lang).format(name=name, other=scenario_title(folder, beside, lang))
        if beside
        else name
    )
