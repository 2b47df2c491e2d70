"""The year in which a target is first met: runs of each scenario over years, and those that never do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.aims import goal_of, name_of, scored, years_met
from analysis.figures.asking import Names, arms, scenario_title
from analysis.figures.lettering import balanced, caption, margin, title
from analysis.figures.style import BASELINE, Look, axes_or_new, page
from analysis.labels import percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def crossing_data(comparison: Comparison, target: str, scenarios: Names = None) -> pd.DataFrame:
    """What `crossing` draws: a row a scenario and year (NaN: never): runs that first meet the target then, share, n."""
    scored(comparison, target, scenarios)
    return years_met(comparison, target, (comparison.baseline, *arms(comparison, scenarios)))


def crossing(
    comparison: Comparison,
    target: str,
    scenarios: Names = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw for every scenario the share of runs that first meet a target in each year; hatched: never.

    A mean, a growth rate and what must hold every year are decided at their date. Returns the Axes, never shows them.
    """
    folder = comparison.folder
    board = scored(comparison, target, scenarios)
    row = board.iloc[0]
    names = (comparison.baseline, *arms(comparison, scenarios))
    frame = years_met(comparison, target, names)
    words = frozenset({name_of(row, "zh"), goal_of(row, "zh")})
    with page(folder, lang, words) as drawn:
        ax = axes_or_new(ax, (6.4, max(2.6, 1.3 + 0.8 * len(names))))
        years = [int(year) for year in frame["year"].dropna().unique()]
        never = years[-1] + 1.6
        for number, name in enumerate(names):
            look = BASELINE if name == comparison.baseline else Look.number(comparison.scenarios.index(name))
            here = frame[frame["scenario"] == name]
            base = float(len(names) - 1 - number)
            ax.axhline(base, color="#BBBBBB", lw=0.7)
            _bars(ax, here, base, look, never)
        titles = {name: scenario_title(folder, name, drawn) for name in names}
        ax.set_yticks(
            [len(names) - 1 - number + 0.38 for number in range(len(names))],
            [balanced(titles[name], 8.2) for name in names],
        )
        for tick, name in zip(ax.get_yticklabels(), names, strict=True):
            look = BASELINE if name == comparison.baseline else Look.number(comparison.scenarios.index(name))
            tick.set_color(look.colour)
        ax.set_ylim(-0.05, len(names) + 0.12)
        step = max(1, -(-len(years) // 11))
        ax.set_xticks(
            [*years[::step], never], [*(str(year) for year in years[::step]), say("figures_never", drawn)]
        )
        ax.set_xlim(years[0] - 0.7, never + 0.7)
        ax.tick_params(axis="both", length=0, labelsize=8)
        ax.axvline(years[-1] + 0.8, color="#BBBBBB", lw=0.7, ls=":")
        due = int(row["date"])
        if years[0] <= due <= years[-1]:
            ax.axvline(due + 0.5, color="#111111", lw=1.0, ls=":")
            right = due < (years[0] + years[-1]) / 2
            ax.annotate(
                say("figures_date", drawn).format(date=due), (due + 0.5, 1.0), xycoords=("data", "axes fraction"),
                xytext=(3 if right else -3, -2), textcoords="offset points", ha="left" if right else "right",
                va="top", fontsize=7.5,
            )  # fmt: skip
        ax.grid(False)
        ax.spines["left"].set_visible(False)
        left = margin([balanced(one, 8.2) for one in titles.values()], 8.0)
        title(ax, _headline(board, names, titles, drawn), left=left)
        note, count = _later(frame, due, titles, drawn), Counted.of_rows(frame, "runs")
        caption(ax, folder, drawn, count, band="figures_runs_met", note=note, left=left)
    return ax


def _bars(ax: Axes, here: pd.DataFrame, base: float, look: Look, never: float) -> None:
    """Bars of shares on a line of their own, the share above each."""
    for found in here[here["runs"] > 0].itertuples():
        lost = bool(np.isnan(found.year))
        at = never if lost else found.year
        ax.bar(
            at, 0.72 * found.share, bottom=base, width=0.8, lw=0.8, ec=look.colour,
            fc="white" if lost else look.colour, alpha=1.0 if lost else 0.75, hatch="////" if lost else None,
        )  # fmt: skip
        ax.annotate(
            percent(found.share, 0), (at, base + 0.72 * found.share), xytext=(0, 1.5),
            textcoords="offset points", ha="center", fontsize=7, color="#333333",
        )  # fmt: skip


def _headline(board: pd.DataFrame, names: tuple[str, ...], titles: dict[str, str], lang: str) -> str:
    """How many runs meet it when it is due, as the board says, under the scenario that does most often or nearest."""
    rows = board.set_index("scenario")
    best = max(names[1:], key=lambda name: (float(rows["share"][name]), -float(rows["distance"][name])))
    first = board.iloc[0]
    return say("figures_ever", lang).format(
        target=name_of(first, lang),
        goal=goal_of(first, lang),
        title=titles[best],
        ours=percent(float(rows["share"][best]), 0),
        theirs=percent(float(rows["share"][names[0]]), 0),
        date=int(first["date"]),
    )


def _later(frame: pd.DataFrame, due: int, titles: dict[str, str], lang: str) -> str:
    """Runs that first meet it only after its date, by scenario; empty where none does."""
    late = frame[frame["year"] > due].groupby("scenario", sort=False)["share"].sum()
    said = [
        say("figures_later_one", lang).format(title=titles[str(name)], share=percent(float(share), 0))
        for name, share in late.items()
        if share > 0.0
    ]
    listed = ("，" if lang == "zh" else ", ").join(said)
    return say("figures_later", lang).format(date=due, said=listed) if said else ""
