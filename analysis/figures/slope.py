"""Before and after: baseline to scenario in a year, or first to last year of a scenario; a line a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.asking import (
    Names,
    effects,
    grouped,
    head_of,
    last_year,
    level_scale,
    levels,
    scenario_title,
)
from analysis.figures.lettering import BETWEEN as DOTS
from analysis.figures.lettering import caption, key_row, label_ends, margin, title, true_minus
from analysis.figures.several import note_of_alone
from analysis.figures.style import DASHED, Look, axes_or_new, page
from analysis.labels import choose, indicator_name, say
from analysis.sentences import headline_of_places, in_how, name_within
from sim.errors import InputError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_DIGITS = 4
MOST_WITH_BANDS = 14
"""Places up to which each has its band beside it."""
Between = Literal["scenarios", "years"]
BETWEEN = ("scenarios", "years")


def slope_data(
    comparison: Comparison,
    key: str,
    by: Names = None,
    year: int | None = None,
    scenario: str | None = None,
    between: Between = "scenarios",
) -> pd.DataFrame:
    """What `slope` draws: a row a place with `before`, `after`, the mean effect or growth and its direction.

    Between years the growth is that of the means, (after / before) - 1, and has no direction of its own.
    """
    if between not in BETWEEN:
        raise InputError([unknown_name("slope", str(between), BETWEEN, "between")])
    folder = comparison.folder
    places = folder.places.several(by if by is not None else comparison.places)
    name = comparison.baseline if scenario == comparison.baseline else comparison.one(scenario)
    if between == "scenarios":
        year = year or last_year(comparison, key, places[0])
        frame = effects(comparison, key, [place.id for place in places], name, None, year)
        return frame.assign(before=frame["value_baseline"], after=frame["value"])
    frame = levels(comparison, key, places, [name])
    first, last = int(frame["year"].min()), year or int(frame["year"].max())
    ends = [frame[frame["year"] == when].set_index("place")["mean"] for when in (first, last)]
    found = pd.DataFrame({"before": ends[0], "after": ends[1]}).reindex(frame["place"].unique())
    rows = found.reset_index(names="place").assign(scenario=name, indicator=key, first=first, year=last)
    counts = {name: int(frame[name].iloc[0]) for name in ("n", "points")}
    return rows.assign(mean=rows["after"] / rows["before"] - 1.0, direction="", **counts)


def slope(
    comparison: Comparison,
    key: str,
    by: Names = None,
    year: int | None = None,
    scenario: str | None = None,
    between: Between = "scenarios",
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw mean levels of places before and after; colours and marks by group of counties.

    `between` scenarios (baseline and scenario in a year) or years (first and last of a scenario). Dashed, its effect
    with a question mark: the direction is uncertain. Returns the Axes, never shows them.
    """
    folder = comparison.folder
    frame = slope_data(comparison, key, by, year, scenario, between)
    rows = {row["place"]: row for _, row in frame.iterrows()}
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax, (6.4, max(4.2, 1.6 + 0.19 * len(rows))))
        largest = float(frame[["before", "after"]].abs().to_numpy().max())
        scale, unit = level_scale(key, largest, drawn)
        digits = _digits(frame, scale)
        left, right, looks = [], [], []
        for number, (group, members) in enumerate(
            grouped(folder, [folder.places.find(place) for place in rows])
        ):
            look = Look.number(number)
            looks.append((head_of(folder, group, members, drawn), look))
            for place in members:
                row = rows[place.id]
                before, after = row["before"] / scale, row["after"] / scale
                line = DASHED if row["direction"] == "uncertain" else "-"
                ax.plot(
                    [0, 1], [before, after], color=look.colour, ls=line, lw=1.5, marker=look.marker, ms=5,
                    clip_on=False,
                )  # fmt: skip
                left.append((before, f"{place.name(drawn)} {_value(before, digits)}", look))
                said = _effect(row, between, len(rows), drawn)
                right.append((after, f"{_value(after, digits)} {said}", look))
        ax.margins(y=0.06)
        ax.set_xlim(0, 1)
        ax.set_ylim(*ax.get_ylim())
        label_ends(ax, 0, left, side="left", width=16)
        label_ends(ax, 1, right, width=20)
        first = frame.iloc[0]
        name = scenario_title(folder, first["scenario"], drawn)
        base = scenario_title(folder, comparison.baseline, drawn)
        sides = [str(first["first"]), str(first["year"])] if between == "years" else [base, name]
        ax.set_xticks([0, 1], sides, fontsize=9)
        ax.set_yticks([])
        ax.grid(False)
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_visible(False)
        pad = key_row(ax, looks) if len(looks) > 1 else None
        room = margin([text for _, text, _ in left], 8.5)
        title(ax, _headline(frame, name, between, drawn), pad, room)
        note = f"{indicator_name(key, drawn)}{choose('，', ', ', drawn)}{unit}"
        places = [folder.places.find(place) for place in rows]
        note = DOTS.join(one for one in (note, note_of_alone(folder, places, drawn)) if one)
        counted = Counted.of_rows(frame, "runs" if between == "years" else "pairs")
        caption(ax, folder, drawn, counted, band="figures_slope", note=note, left=room)
    return ax


def _value(value: float, digits: int) -> str:
    return true_minus(f"{value:,.{digits}f}")


def _digits(frame: pd.DataFrame, scale: float) -> int:
    """Digits of levels, so many that before and after differ where they do: `11.81 → 11.81` would say nothing."""
    size = float(frame[["before", "after"]].abs().to_numpy().max()) / scale
    usual = 0 if size >= 1000 else 1 if size >= 20 else 2
    apart = (frame["after"] - frame["before"]).abs() / scale
    apart = apart[apart > 0.0]
    needed = int(np.ceil(-np.log10(float(apart.median())))) if len(apart) else 0
    return max(usual, min(needed, MOST_DIGITS))


def _effect(row: pd.Series, between: Between, count: int, lang: str) -> str:
    """The change beside a level with its band, with a question mark where its direction is uncertain."""
    if between == "years":
        return true_minus(f"({100 * row['mean']:+.0f} %)")
    unsure = "? " if row["direction"] == "uncertain" else ""
    said = unsure + true_minus(in_how(row["mean"], row, lang))
    if count > MOST_WITH_BANDS:
        return f"({said})"
    low, high = (true_minus(in_how(row[end], row, lang)) for end in ("q05", "q95"))
    # No blanks: a band is one word, which no line breaks.
    ends = f"{low}…{high}".replace(" %", "") if row["how"] == "pct" else f"{low}…{high}"
    return f"({said}{choose('；', '; ', lang)}{ends})"


def _headline(frame: pd.DataFrame, name: str, between: Between, lang: str) -> str:
    if between == "scenarios":
        return headline_of_places(frame, lang, name)
    first = frame.iloc[0]
    return say("figures_grown", lang).format(
        title=name,
        name=name_within(first["indicator"], lang),
        first=first["first"],
        last=first["year"],
        all=len(frame),
        n=int((frame["after"] > frame["before"]).sum()),
    )
