"""Ranks of places as lines: from the baseline to a scenario, or over the years; uncertain changes stay hollow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from numpy.typing import NDArray

from analysis.compare import Comparison
from analysis.figures.asking import effects as rows_of_effects
from analysis.figures.frames import (
    colon,
    comma,
    say_n,
    set_caption,
    set_title,
    title_of,
)
from analysis.figures.lettering import broken, label_ends, true_minus
from analysis.figures.style import ABOVE, BELOW, GREY, Look, axes_or_new, page
from analysis.labels import indicator_name, say
from analysis.places import Place
from analysis.sentences import effect
from sim.errors import InputError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Over = Literal["scenario", "years"]
OVERS = ("scenario", "years")


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
    name = comparison.one(scenario)
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
    name = comparison.one(scenario)
    data = bump_data(comparison, key, name, year, over)
    names = {place.id: place for place in comparison.folder.places.at("county")}
    with page(comparison.folder, lang) as drawn:
        ax = axes_or_new(ax)
        columns = _columns(data, over)
        looks = {str(place): _line(ax, mine) for place, mine in columns.groupby("place", sort=False)}
        _frame(ax, columns, float(columns["rank"].max()))
        if over == "scenario":
            heads = [title_of(comparison, one, drawn) for one in (comparison.baseline, name)]
            ax.set_xticks([0, 1], [broken(head, 12) for head in heads])
        else:
            years = sorted(data["year"].unique())
            step = max(1, -(-len(years) // 6))
            ax.set_xticks(years[::step], [str(one) for one in years[::step]])
        shown = title_of(comparison, name, drawn)
        shown += f"{comma(drawn)}{data['year'].max()}" if over == "scenario" else ""
        subject = f"{say('maps_rank', drawn)}{colon(drawn)}{indicator_name(key, drawn)}{comma(drawn)}{shown}"
        set_title(ax, subject, _headline(columns, names, drawn))
        said = [
            say("maps_rank_note", drawn),
            *([say("maps_rank_effect", drawn)] if over == "scenario" else []),
        ]
        said += [say("maps_hollow", drawn)] if (columns["sure"] == 0).any() else []
        set_caption(ax, comparison, name, drawn, said)
        called = {one: place.name(drawn) for one, place in names.items()}
        effects = (
            _effects(comparison, key, name, int(data["year"].max()), drawn) if over == "scenario" else {}
        )
        _names(ax, columns, looks, called, effects)
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
    sure = data["sure"].astype(int)
    for x, side in enumerate(("rank_baseline", "rank")):
        ends = {"low": data[f"{side}_q05"], "high": data[f"{side}_q95"]}
        sides.append(pd.DataFrame({"place": data["place"], "x": x, "rank": data[side], **ends, "sure": sure}))
    return pd.concat(sides, ignore_index=True)


def _look(ranks: NDArray[Any]) -> Look:
    """Climbing, falling or staying, told by colour and line."""
    if ranks[-1] == ranks[0]:
        return Look("#8A8A8A", "-")
    return Look(ABOVE, "-") if ranks[-1] < ranks[0] else Look(BELOW, (0, (6, 1.5)))


def _line(ax: Axes, mine: pd.DataFrame) -> Look:
    """A place's line with its bands; the best stands on top, so ranks are drawn below zero."""
    ranks = mine["rank"].to_numpy()
    look = _look(ranks)
    moves = ranks[-1] != ranks[0]
    ax.plot(mine["x"], -ranks, color=look.colour, lw=2.0 if moves else 1.3, ls=look.line, zorder=2)
    ax.vlines(mine["x"], -mine["high"], -mine["low"], color=look.colour, lw=5, alpha=0.22, zorder=1)
    face = look.colour if mine["sure"].iloc[-1] else "white"
    ax.plot(
        mine["x"].iloc[[0, -1]], -ranks[[0, -1]], "o", ms=6.5, color=look.colour, mfc=face, mew=1.6, zorder=3
    )
    return look


def _names(
    ax: Axes,
    columns: pd.DataFrame,
    looks: dict[str, Look],
    names: dict[str, str],
    effects: dict[str, str],
) -> None:
    """Names with ranks at both ends of the lines, at the right with effects, as a rank hides what moves none."""
    beside = 0.015 * (columns["x"].max() - columns["x"].min())
    for x, side, away in ((columns["x"].min(), "left", -beside), (columns["x"].max(), "right", beside)):
        ends = []
        for row in columns[columns["x"] == x].to_dict("records"):
            name, rank = names[row["place"]], f"{row['rank']:g}"
            text = (
                f"{name}  {rank}"
                if side == "left"
                else f"{rank}  {name} {effects.get(row['place'], '')}".rstrip()
            )
            ends.append((-float(row["rank"]), text, looks[row["place"]]))
        label_ends(ax, float(x + away), ends, side, width=16.0)


def _effects(comparison: Comparison, key: str, scenario: str, year: int, lang: str) -> dict[str, str]:
    """The mean effect at every county, with a mark where its direction is uncertain."""
    rows = rows_of_effects(comparison, key, "county", scenario, None, year).to_dict("records")
    return {
        row["place"]: ("? " if row["direction"] == "uncertain" else "") + true_minus(effect(row, lang))
        for row in rows
    }


def _frame(ax: Axes, columns: pd.DataFrame, most: float) -> None:
    """Room for names on both sides, no vertical axis."""
    ax.set_ylim(-most - 0.6, -0.4)
    first, last = columns["x"].min(), columns["x"].max()
    room = 0.42 * (last - first or 1)
    ax.set_xlim(first - room, last + room)
    ax.set_yticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.grid(False)
    for x in (first, last):
        ax.axvline(x, color=GREY, lw=0.6, zorder=0)


def _headline(columns: pd.DataFrame, names: dict[str, Place], lang: str) -> str:
    """How many places change rank, and which the most."""
    ends = columns.groupby("place", sort=False)["rank"].agg(["first", "last"])
    moved = ends[ends["first"] != ends["last"]]
    if moved.empty:
        return say("maps_ranks_stay", lang)
    most = str((moved["last"] - moved["first"]).abs().idxmax())
    before, after = (f"{moved.loc[most, end]:g}" for end in ("first", "last"))
    place = names[most].name(lang)
    return say_n("maps_ranks_change", lang, n=len(moved), place=place, before=before, after=after)
