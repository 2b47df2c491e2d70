"""Lorenz curves with Gini beside the names: the baseline grey and dashed, people of a unit counted as equal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.direction import direction
from analysis.figures.frames import colon, comma, say_n, set_caption, set_title, title_of
from analysis.figures.lettering import true_minus
from analysis.figures.style import BASELINE, GREY, Look, axes_or_new, page
from analysis.inequality.measures import lorenz as curve
from analysis.inequality.tables import units
from analysis.inequality.units import amount_and_people
from analysis.labels import indicator_name, say
from analysis.levels import fullest
from analysis.sentences import effect

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def lorenz_data(
    comparison: Comparison, key: str, level: str = "county", year: int | None = None
) -> pd.DataFrame:
    """A row a scenario and unit of the curve: people and amount (cumulative shares from 0 to 1), gini.

    The curve is that of the mean amounts and people over runs; gini the mean over runs, as the table has it.
    """
    table = _ginis(comparison, key, level, year)
    shown = int(table["year"].iloc[0])
    frames = []
    for scenario in (comparison.baseline, *comparison.scenarios):
        side = int(scenario == comparison.baseline)
        at = fullest(comparison) if side else scenario
        found = units(comparison, key, level, at, side)
        column = list(found.years).index(shown)
        people, amount = curve(found.amount[:, column].mean(0), found.people[:, column].mean(0))
        row = table[table["scenario"] == at].iloc[0]
        value = float(row["value_baseline"] if side else row["value"])
        frame = pd.DataFrame({"scenario": scenario, "people": people, "amount": amount, "gini": value})
        frames.append(frame.assign(level=level, year=shown, indicator=key))
    return pd.concat(frames, ignore_index=True)


def lorenz(
    comparison: Comparison,
    key: str,
    level: str = "county",
    year: int | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw how far an amount is from being shared equally among people. Returns the Axes, never shows them."""
    data = lorenz_data(comparison, key, level, year)
    table = _ginis(comparison, key, level, year)
    with page(comparison.folder, lang) as drawn:
        ax = axes_or_new(ax, (5.4, 5.5))
        ax.plot([0, 1], [0, 1], color=GREY, lw=0.8)
        turned: dict[str, Any] = {"rotation": 45, "rotation_mode": "anchor", "transform_rotates_text": True}
        offset: dict[str, Any] = {"xytext": (-4, 4), "textcoords": "offset points"}
        ax.annotate(say("maps_equal", drawn), (0.3, 0.3), **offset, **turned, fontsize=7.5, color=GREY)
        names = [comparison.baseline, *comparison.scenarios]
        for number, scenario in reversed(list(enumerate(names))):
            mine = data[data["scenario"] == scenario]
            look = Look.number(number - 1) if number else BASELINE
            ax.plot(mine["people"], mine["amount"], color=look.colour, linestyle=look.line, lw=1.7)
        _name_lines(ax, comparison, data, table, drawn)
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ax.set_aspect("equal", anchor="W")
        ax.set_xticks(np.linspace(0, 1, 6), [f"{share:.0%}" for share in np.linspace(0, 1, 6)])
        ax.set_yticks(np.linspace(0, 1, 6), [f"{share:.0%}" for share in np.linspace(0, 1, 6)])
        shown = data["year"].iloc[0]
        subject = f"{indicator_name(key, drawn)}{comma(drawn)}{say(f'maps_among_{level}', drawn)}{comma(drawn)}{shown}"
        set_title(ax, subject, headline(comparison, table, drawn))
        amount = indicator_name(amount_and_people(key)[0], drawn)
        ax.set_ylabel(say_n("maps_amount", drawn, name=amount))
        said = [say("maps_inside", drawn)]
        set_caption(ax, comparison, comparison.scenarios[0], drawn, said, axis=say("maps_people", drawn))
    return ax


def _name_lines(ax: Axes, comparison: Comparison, data: pd.DataFrame, table: pd.DataFrame, lang: str) -> None:
    """Which line is which, with its Gini and how far it is from the baseline's."""
    told = f"{say('maps_gini', lang)} "
    for number, scenario in enumerate((comparison.baseline, *comparison.scenarios)):
        look = Look.number(number - 1) if number else BASELINE
        gini = float(data.loc[data["scenario"] == scenario, "gini"].iloc[0])
        text = f"{title_of(comparison, scenario, lang)}  {told if not number else ''}{gini:.4f}"
        text += "\n" + change(table[table["scenario"] == scenario].iloc[0], lang) if number else ""
        y = 0.97 - (0.085 * number - 0.035 if number else 0.0)
        ax.plot(
            [0.03, 0.1], [y - 0.018, y - 0.018], transform=ax.transAxes, color=look.colour, linestyle=look.line,
            lw=1.7,
        )  # fmt: skip
        ax.annotate(
            text, (0.12, y), xycoords="axes fraction", color=look.colour, va="top", fontsize=8.5, linespacing=1.3
        )  # fmt: skip


def headline(comparison: Comparison, table: pd.DataFrame, lang: str) -> str:
    """Whether each scenario surely lowers or raises a measure, and by how much; rows of one measure, level and year.

    The size is told beside the direction, in per cent of the baseline: a sure change may be next to nothing.
    """
    words = {"up": "maps_rises", "down": "maps_falls", "uncertain": "uncertain", "unchanged": "unchanged"}
    said = []
    for row in table.to_dict("records"):
        name, base = title_of(comparison, row["scenario"], lang), row["value_baseline"]
        share = {
            "how": "pct",
            "unit_of_level": "index",
            "mean": abs(row["mean"]) / base if base else math.nan,
        }
        size = effect(share, lang, sign=False) if base else ""
        word = say_n(words[direction(row)], lang, size=size and (f" {size}" if lang == "zh" else size))
        said.append(f"{name}{colon(lang)}{word}")
    return ("；" if lang == "zh" else "; ").join(said)


def change(row: pd.Series, lang: str) -> str:
    """The mean paired difference of a measure and its 90 % band; that it is unchanged where it is in every pair."""
    if direction(row) == "unchanged":
        return say("unchanged", lang)
    mean, low, high = changes(row)
    return {"zh": f"{mean}（90%：{low} … {high}）", "en": f"{mean} (90 %: {low} … {high})"}[lang]


def changes(row: pd.Series) -> tuple[str, str, str]:
    """The mean paired difference and the ends of its 90 % band, with digits enough to tell it from nothing."""
    size = abs(row["mean"])
    digits = 4 if size >= 5e-4 else 5 if size >= 5e-5 or size == 0.0 else 6
    mean, low, high = (true_minus(f"{row[name]:+.{digits}f}") for name in ("mean", "q05", "q95"))
    return mean, low, high


def _ginis(comparison: Comparison, key: str, level: str, year: int | None) -> pd.DataFrame:
    table = comparison.inequality(key, level, year)
    table = table[table["measure"] == "gini"]
    return table[table["year"] == table["year"].max()]
