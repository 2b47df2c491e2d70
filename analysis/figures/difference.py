"""Paired differences with bands, a line a place or a scenario; a neutral headline when the direction is uncertain."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.asking import Names, effects, scale_of, scenario_title
from analysis.figures.lettering import broken, caption, label_ends, mark_starts, short_number, title
from analysis.figures.several import sentences, told_of_each
from analysis.figures.style import DASHED, GREY, Look, axes_or_new, draw_band, page, year_axis
from analysis.labels import choose, indicator_name, say
from analysis.sentences import headline
from analysis.years import How

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE_WIDTH = {"zh": 24, "en": 44}
"""Letters of a panel's title in a line."""


def difference_data(
    comparison: Comparison, key: str, by: Names = None, scenario: Names = None, how: How | None = None
) -> pd.DataFrame:
    """What `difference` draws: rows of the comparison table, of one scenario at places, or of all at one place."""
    places = comparison.folder.places.several(by if by is not None else comparison.places)
    if scenario is None and len(places) > 1:
        scenario = comparison.one()
    return effects(comparison, key, [place.id for place in places], scenario, how)


def difference(
    comparison: Comparison,
    key: str,
    by: Names = None,
    scenario: Names = None,
    how: How | None = None,
    ax: Axes | None = None,
    lang: str = "en",
    small: bool = False,
    arm: str = "",
) -> Axes:
    """Draw the paired difference of an indicator by year for a level, a place, or several places.

    Mean, 50 % and 90 % bands over pairs. At several places one scenario is drawn (the first when left out), at one
    place all of them. `small` is for a panel of a page: a short title, no caption; `arm` is the name that the title
    then calls the scenario by. Returns the Axes, never shows them.
    """
    folder = comparison.folder
    frame = difference_data(comparison, key, by, scenario, how)
    by_place = small or frame["place"].nunique() > 1
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        years = [int(year) for year in frame["year"].unique()]
        scale, unit = scale_of(frame, drawn)
        ax.axhline(1.0 if unit == "×" else 0.0, color=GREY, lw=1.1, ls=DASHED)
        ends, looks = [], {}
        strength = 0.5 if frame["place"].nunique() > 3 else 1.0
        for position, (name, rows) in enumerate(
            frame.groupby("place" if by_place else "scenario", sort=False)
        ):
            number = position if by_place else comparison.scenarios.index(str(name))
            look, last = Look.number(number), float(rows["mean"].iloc[-1]) / scale
            draw_band(ax, years, rows.reset_index(), look, scale, strength)
            looks[str(name)] = look
            said = (
                folder.places.find(str(name)).name(drawn)
                if by_place
                else scenario_title(folder, str(name), drawn)
            )
            ends.append((last, f"{said} {'+' if last > 0 and unit != '×' else ''}{short_number(last)}", look))
        year_axis(ax, years)
        ax.set_ylabel(unit)
        latest = frame[frame["year"] == years[-1]]
        if small:
            label_ends(ax, years[-1], ends)
            ax.set_title("\n".join(wrap(_small_title(latest, arm, drawn), TITLE_WIDTH[drawn])))
            return ax
        arms = {name: Look(GREY, ":") if by_place else looks[name] for name in latest["scenario"].unique()}
        mark_starts(ax, comparison, arms, years, drawn)
        label_ends(ax, years[-1], ends)
        said = sentences(
            latest, lambda mine, one: headline(mine.iloc[0], drawn, scenario_title(folder, one, drawn))
        )
        title(ax, told_of_each(latest, drawn, folder) if by_place else said)
        what, less = indicator_name(key, drawn), choose("与基准之差", "difference from baseline", drawn)
        ax.set_ylabel(broken(choose(f"{what}{less}，{unit}", f"{what}: {less} ({unit})", drawn), 22.0))
        caption(ax, folder, drawn, Counted.of_rows(frame))
    return ax


def _small_title(latest: pd.DataFrame, arm: str, lang: str) -> str:
    """A panel's title: less the baseline, and that the direction is uncertain where there is one line alone."""
    text = choose("与基准之差", "Difference from baseline", lang)
    text = choose(f"{arm}与基准之差", f"{arm} less baseline", lang) if arm else text
    unsure = len(latest) == 1 and latest["direction"].iloc[0] == "uncertain"
    return text + (f" ({say('uncertain', lang)})" if unsure else "")
