"""Ranks of places as lines: from the baseline to a scenario, or over the years; uncertain changes stay hollow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from analysis.compare import Comparison
from analysis.figures.frames import (
    colon,
    comma,
    known_scenario,
    say_n,
    set_caption,
    set_title,
    title_of,
)
from analysis.figures.lettering import broken
from analysis.figures.style import COLOURS, GREY, axes_or_new, page
from analysis.labels import indicator_name, say
from sim.errors import InputError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Over = Literal["scenario", "years"]
OVERS = ("scenario", "years")
CLIMBS, FALLS = COLOURS[0], COLOURS[1]
STAYS = "#8A8A8A"


def bump_data(
    comparison: Comparison,
    key: str,
    scenario: str | None = None,
    year: int | None = None,
    over: Over = "scenario",
) -> pd.DataFrame:
    """Rows of the table of ranks: of a year (the last when left out), or of all years with over="years"."""
    if over not in OVERS:
        raise InputError([unknown_name("bump", str(over), OVERS, "over")])
    name = known_scenario(comparison, scenario)
    found = comparison.ranks(key, year if over == "scenario" else None)
    found = found[(found["scenario"] == name) & found["rank"].notna()]
    return (found if over == "years" else found[found["year"] == found["year"].max()]).reset_index(drop=True)


def bump(
    comparison: Comparison,
    key: str,
    scenario: str | None = None,
    year: int | None = None,
    over: Over = "scenario",
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw ranks of counties, 1 at the top: those of the baseline beside those of a scenario, or a scenario's by year.

    Returns the Axes, never shows them.
    """
    name = known_scenario(comparison, scenario)
    data = bump_data(comparison, key, name, year, over)
    names = {place.id: place for place in comparison.folder.places.at("county")}
    with page(comparison.folder, lang) as drawn:
        ax = axes_or_new(ax)
        columns = _columns(data, over)
        for place, mine in columns.groupby("place", sort=False):
            _line(ax, mine, names[str(place)].name(drawn))
        _frame(ax, columns, int(data["rank"].max()))
        if over == "scenario":
            heads = [title_of(comparison, one, drawn) for one in (comparison.baseline, name)]
            ax.set_xticks([0, 1], [broken(head, 12) for head in heads])
        else:
            years = sorted(data["year"].unique())
            step = max(1, -(-len(years) // 6))
            ax.set_xticks(years[::step], [str(one) for one in years[::step]])
        shown = str(data["year"].max()) if over == "scenario" else title_of(comparison, name, drawn)
        subject = f"{say('maps_rank', drawn)}{colon(drawn)}{indicator_name(key, drawn)}{comma(drawn)}{shown}"
        set_title(ax, subject, _headline(columns, names, drawn))
        said = [say("maps_rank_note", drawn)]
        said += [say("maps_hollow", drawn)] if (columns["sure"] == 0).any() else []
        set_caption(ax, comparison, name, drawn, said)
    return ax


def _columns(data: pd.DataFrame, over: str) -> pd.DataFrame:
    """A row a place and column: x, rank, low, high, and whether the change since the first column is sure."""
    if over == "years":
        first = data["year"].min()
        begin = data[data["year"] == first].set_index("place")["rank"]
        last = data[data["year"] == data["year"].max()].set_index("place")
        apart = (last["rank_q05"] > begin) | (last["rank_q95"] < begin)
        sure = (apart | (last["rank"] == begin)).astype(int)
        found = data.rename(columns={"year": "x", "rank_q05": "low", "rank_q95": "high"})
        return found.assign(sure=found["place"].map(sure))[["place", "x", "rank", "low", "high", "sure"]]
    sides = []
    sure = (
        (data["change_q05"] * data["change_q95"] > 0)
        | ((data["change_q05"] == 0) & (data["change_q95"] == 0))
    ).astype(int)
    for x, side in enumerate(("rank_baseline", "rank")):
        ends = {"low": data[f"{side}_q05"], "high": data[f"{side}_q95"]}
        sides.append(pd.DataFrame({"place": data["place"], "x": x, "rank": data[side], **ends, "sure": sure}))
    return pd.concat(sides, ignore_index=True)


def _line(ax: Axes, mine: pd.DataFrame, name: str) -> None:
    ranks = mine["rank"].to_numpy()
    colour = CLIMBS if ranks[-1] < ranks[0] else FALLS if ranks[-1] > ranks[0] else STAYS
    line = {CLIMBS: "-", FALLS: (0, (6, 1.5)), STAYS: "-"}[colour]
    ax.plot(mine["x"], ranks, color=colour, lw=2.0 if colour != STAYS else 1.3, ls=line, zorder=2)  # type: ignore[arg-type]
    ax.vlines(mine["x"], mine["low"], mine["high"], color=colour, lw=5, alpha=0.22, zorder=1)
    ends = mine.iloc[[0, -1]]
    hollow = not mine["sure"].iloc[-1]
    ax.plot(
        ends["x"], ends["rank"], "o", ms=7, color=colour, mfc="white" if hollow else colour, mew=1.6, zorder=3
    )
    for (x, rank), side in zip(ends[["x", "rank"]].to_numpy(), (-1, 1), strict=True):
        text = f"{name}  {rank:g}" if side < 0 else f"{rank:g}  {name}"
        at = {"xytext": (9 * side, 0), "textcoords": "offset points", "annotation_clip": False}
        ax.annotate(
            text, (x, rank), ha="right" if side < 0 else "left", va="center", color=colour, fontsize=8.5, **at
        )


def _frame(ax: Axes, columns: pd.DataFrame, most: int) -> None:
    """The best on top, room for names on both sides, no vertical axis."""
    ax.set_ylim(most + 0.6, 0.4)
    first, last = columns["x"].min(), columns["x"].max()
    room = 0.42 * (last - first or 1)
    ax.set_xlim(first - room, last + room)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.grid(False)
    for x in (first, last):
        ax.axvline(x, color=GREY, lw=0.6, zorder=0)


def _headline(columns: pd.DataFrame, names: dict[str, object], lang: str) -> str:
    """How many places change rank, and which the most."""
    ends = columns.groupby("place", sort=False)["rank"].agg(["first", "last"])
    moved = ends[ends["first"] != ends["last"]]
    if moved.empty:
        return say("maps_ranks_stay", lang)
    most = str((moved["last"] - moved["first"]).abs().idxmax())
    before, after = (f"{moved.loc[most, end]:g}" for end in ("first", "last"))
    place = names[most].name(lang)  # type: ignore[attr-defined]
    return say_n("maps_ranks_change", lang, n=len(moved), place=place, before=before, after=after)
