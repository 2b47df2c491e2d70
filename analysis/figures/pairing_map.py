"""A map of who helps whom: arcs from those who give to those who receive, added up where they are too many to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.figures.frames import colon, comma, say_n, set_caption, set_title, title_of
from analysis.figures.ground import SIZE, SMALL, Fill, draw_ground, label_ground
from analysis.figures.style import COLOURS, axes_or_new, page
from analysis.folder import Folder
from analysis.geo import Atlas, read_atlas
from analysis.inequality.units import partition
from analysis.labels import money, say
from analysis.pairs import YUAN, firm_towns, pairs
from analysis.programmes import titles_of
from sim.errors import InputError, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ARCS = 30
Width = Literal["yuan", "pairs"]
MARKS = {"east": ("o", COLOURS[0], "#E3EEF7"), "west": ("^", COLOURS[1], "#FBEBDD")}
"""Marker and colour of points by group, and the tint of its counties."""
OTHER = ("s", "#444444", "#EFEFEF")


def pairing_map_data(
    comparison: Comparison, scenario: str | None = None, pairing: str | None = None, most: int = MOST_ARCS
) -> pd.DataFrame:
    """A row an arc: donor, recipient (ids of towns or counties), pairs, yuan (all quarters, mean over runs), level.

    Up to `most` pairs stand one by one (level `pair`); more are added up by pair of towns, then of counties, of which
    the largest are kept. attrs: `outside` pairs whose donor or recipient is not on the map, `same` within one point,
    and `rest` that were left out.
    """
    name = comparison.one(scenario)
    found = _chosen(comparison.folder, name, pairing)
    outside = int((found["from"].isna() | found["to"].isna()).sum())
    found = found.dropna(subset=["from", "to"])
    level, arcs = "pair", _arcs(found, ["donor", "recipient", "from", "to"])
    if len(arcs) > most:
        level, arcs = "town", _arcs(found, ["from", "to"])
    if len(arcs) > most:
        county = _parents(comparison.folder)
        found = found.assign(
            **{end: found[end].map(lambda one: county.get(one, one)) for end in ("from", "to")}
        )
        level, arcs = "county", _arcs(found, ["from", "to"])
    same = arcs[arcs["from"] == arcs["to"]]
    arcs = arcs[arcs["from"] != arcs["to"]]
    arcs = arcs.sort_values(
        ["yuan", "pairs", "from", "to"], ascending=[False, False, True, True], kind="stable"
    )
    kept = arcs.head(most).reset_index(drop=True).assign(level=level)
    rest = int(arcs["pairs"].iloc[most:].sum())
    kept.attrs = {
        "outside": outside,
        "same": int(same["pairs"].sum()),
        "rest": rest,
        "pairs": len(found) + outside,
    }
    return kept


def pairing_map(
    comparison: Comparison,
    scenario: str | None = None,
    pairing: str | None = None,
    width: Width | None = None,
    map_file: str | Path | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw pairs of a scenario as arcs, or of one pairing; widths by money, or by number of pairs where none flowed.

    Villages and parks stand at their town. Returns the Axes, never shows them.
    """
    folder, name = comparison.folder, comparison.one(scenario)
    atlas = read_atlas(folder, map_file)
    data = pairing_map_data(comparison, name, pairing)
    by: Width = width or ("yuan" if (data["yuan"] > 0).any() else "pairs")
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax, SIZE)
        marks = _marks(folder)
        counties = [place.id for place in folder.places.at("county")]
        draw_ground(ax, atlas, {code: Fill(marks[code][2]) for code in counties}, drawn, placed=True)
        widths = _draw_arcs(ax, atlas, folder, data, by, marks)
        _draw_key(ax, atlas, folder, widths, by, drawn)
        title = title_of(comparison, name, drawn)
        if pairing is not None:
            told = titles_of(folder, name)[pairing][0 if drawn == "zh" else 1]
            title = f"{told} · {title}" if len(comparison.scenarios) > 1 else told
        level = data["level"].iloc[0] if len(data) else "pair"
        counted = say_n("maps_pairs_count", drawn, n=f"{data.attrs['pairs']:,}")
        counted += f"{comma(drawn)}{say(f'maps_by_{level}', drawn)}" if level != "pair" else ""
        set_title(ax, f"{title}{colon(drawn)}{counted}")
        said = [say(f"maps_width_{by}", drawn)]
        said += [say("maps_by_parent", drawn)] if level != "county" else []
        said += [
            say_n(f"maps_{word}", drawn, n=data.attrs[word])
            for word in ("outside", "same", "rest")
            if data.attrs[word]
        ]
        set_caption(ax, comparison, name, drawn, said, (len(comparison.pairs[name]), "runs"), size=SMALL)
        texts = {place.id: place.name(drawn) for place in folder.places.at("county")}
        at = _at(atlas, folder, data)
        ends = [at[place] for place in sorted({*data["from"], *data["to"]})]
        label_ground(ax, atlas, texts, size=8.5, avoid=ends)
    return ax


def _chosen(folder: Folder, scenario: str, pairing: str | None) -> pd.DataFrame:
    """Pairs with the point on the map of either side (`from`, `to`), none for those outside, and their money."""
    found = pairs(folder, scenario)
    if pairing is not None:
        known = sorted(found["pairing"].unique())
        if pairing not in known:
            raise InputError([unknown_name("pairs", pairing, known, "pairing")])
        found = found[found["pairing"] == pairing]
    located = _located(folder)
    firms = firm_towns(folder, scenario)
    point = _points(folder) | {firm: town for firm, town in firms.items() if town in located}
    ends = {"from": found["donor"].map(point.get), "to": found["recipient"].map(point.get)}
    return found.assign(**ends, yuan=found[list(YUAN)].sum(axis=1))


def _arcs(found: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    arcs = found.groupby(by, sort=True).agg(pairs=("yuan", "size"), yuan=("yuan", "sum")).reset_index()
    return arcs


def _located(folder: Folder) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the places that have them."""
    frame = folder.places.frame
    frame = frame[frame["lat"].notna() & frame["lng"].notna() & frame["level"].isin(["county", "town"])]
    return {
        place: (lng, lat) for place, lng, lat in zip(frame["place"], frame["lng"], frame["lat"], strict=True)
    }


def _points(folder: Folder) -> dict[str, str]:
    """Of each place the place whose point it stands at: itself, or the town of a village or park."""
    located, found = _located(folder), {}
    for place in folder.places.all:
        at = place.id if place.id in located else place.parent
        if at in located:
            found[place.id] = at
    return found


def _parents(folder: Folder) -> dict[str, str]:
    return {place.id: place.parent for place in folder.places.all if place.level == "town"}


def _marks(folder: Folder) -> dict[str, tuple[str, str, str]]:
    """Marker, colour and tint of every county and town by its group."""
    group = {member: one.id for one in partition(folder.places) for member in one.members}
    county = {place.id: place.id for place in folder.places.at("county")} | _parents(folder)
    return {place: MARKS.get(group.get(above, ""), OTHER) for place, above in county.items()}


def _at(atlas: Atlas, folder: Folder, data: pd.DataFrame) -> dict[str, Any]:
    """Kilometres of every point; counties of a map by county stand at their deepest point."""
    if len(data) and data["level"].iloc[0] == "county":
        return {outline.code: outline.label[0] for outline in atlas.outlines}
    return {place: atlas.project(*degrees) for place, degrees in _located(folder).items()}


def _draw_arcs(
    ax: Axes,
    atlas: Atlas,
    folder: Folder,
    data: pd.DataFrame,
    by: str,
    marks: dict[str, tuple[str, str, str]],
) -> dict[float, float]:
    """Arcs bent to their left and points at their ends; gives the widths of the largest and of a smaller arc."""
    from matplotlib.patches import FancyArrowPatch

    at = _at(atlas, folder, data)
    largest = float(data[by].max()) if len(data) else 0.0
    for row in data.iloc[::-1].to_dict("records"):
        share = row[by] / largest if largest > 0 else 0.0
        ax.add_patch(
            FancyArrowPatch(
                tuple(at[row["from"]]),
                tuple(at[row["to"]]),
                connectionstyle="arc3,rad=0.18",
                arrowstyle="-|>,head_length=4,head_width=2",
                shrinkA=2,
                shrinkB=2,
                lw=_line_width(share),
                color=marks[row["from"]][1],
                alpha=0.35 + 0.5 * share,
                zorder=3,
            )
        )
    for place in sorted({*data["from"], *data["to"]}):
        marker, colour, _ = marks[place]
        ax.plot(*at[place], marker, ms=4.6, color=colour, mec="white", mew=0.5, zorder=4)
    return (
        {value: _line_width(value / largest) for value in (largest, _round_below(largest / 4.0))}
        if largest
        else {}
    )


def _line_width(share: float) -> float:
    return 0.7 + 2.3 * share


def _round_below(value: float) -> float:
    if value <= 0:
        return 0.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(power * max(step for step in (1.0, 2.0, 5.0) if step * power <= value))


def _draw_key(ax: Axes, atlas: Atlas, folder: Folder, widths: dict[float, float], by: str, lang: str) -> None:
    """Markers of the groups and two widths with what they stand for, under the map."""
    left, right, bottom, top = atlas.extent
    wide, high = right - left, top - bottom
    groups = [place for place in partition(folder.places) if place.level == "group"]
    for row, place in enumerate(groups):
        marker, colour, _ = MARKS.get(place.id, OTHER)
        y = bottom - 0.03 * high - 0.045 * high * row
        ax.plot(left + 0.62 * wide, y, marker, ms=5, color=colour, mec="white", mew=0.5)
        ax.text(
            left + 0.65 * wide,
            y,
            folder.places.called(place).name(lang),
            fontsize=SMALL,
            va="center",
            color="#333333",
        )
    for row, (value, thick) in enumerate(widths.items()):
        if value <= 0 or (by == "pairs" and value < 1):
            continue
        y = bottom - 0.03 * high - 0.045 * high * row
        said = (
            money(value, lang, size=max(widths)) + (" yuan" if lang == "en" else "")
            if by == "yuan"
            else say_n("maps_pairs_count", lang, n=f"{value:,.0f}")
        )
        ax.plot(
            [left + 0.85 * wide, left + 0.95 * wide], [y, y], color="#555555", lw=thick, solid_capstyle="butt"
        )
        ax.text(left + 0.97 * wide, y, said, fontsize=SMALL, va="center", color="#333333")
