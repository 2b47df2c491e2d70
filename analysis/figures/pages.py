"""Whole pictures saved to a result folder: paths of the city and its groups, differences below them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.compare import Comparison, compare
from analysis.counted import Counted
from analysis.figures.difference import difference
from analysis.figures.fan import fan
from analysis.figures.several import note_of_alone
from analysis.figures.style import (
    Look,
    draw_band,
    label_inside,
    page,
    source_line,
    unregistered,
    year_axis,
)
from analysis.folder import Folder
from analysis.labels import axis_scale, indicator_name, say
from analysis.places import Place
from analysis.statistics import bands
from analysis.years import year_values
from sim.errors import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PICTURE = "trajectories.png"
MOST_COLUMNS = 4
KEY = "gdp_real"


def save_comparison_picture(folder: str | Path, baseline: str, lang: str = "both") -> Path | None:
    """Save `trajectories.png`: paths of real GDP above, paired differences below; None where nothing can be drawn."""
    opened = Folder(folder)
    try:
        figure = comparison_page(compare(opened, baseline, opened.scenarios, complete_pairs=True), lang)
    except InputError:
        return None
    return _save(figure, opened.path / PICTURE)


def save_run_picture(folder: str | Path, lang: str = "both") -> Path | None:
    """Save `trajectories.png` of a folder without a comparison: paths of real GDP; None without a whole year."""
    opened = Folder(folder)
    try:
        figure = run_page(opened, lang)
    except InputError:
        return None
    return _save(figure, opened.path / PICTURE)


def picture_note(folder: str | Path, lang: str = "both") -> str:
    """Why pictures are in English though Chinese was asked for, and what to install; empty where they are not."""
    with page(Folder(folder), lang) as drawn:
        return "" if lang == "en" or drawn == "zh" else say("no_font", lang, "\n")


def comparison_page(comparison: Comparison, lang: str = "both", key: str = KEY) -> Figure:
    """Paths of the groups in the first row; under it, a row for each arm, the paired differences of their members.

    Differences of a row share their scale, so that a small one looks small.
    """
    folder, arms = comparison.folder, comparison.scenarios
    columns = _columns(folder)
    with page(folder, lang) as drawn:
        figure = _figure(len(columns), 1 + len(arms))
        grid = figure.subplots(1 + len(arms), len(columns), squeeze=False)
        titles = [folder.manifest["titles"][name].get(drawn) or name for name in arms]
        for column, place in enumerate(columns):
            fan(comparison, key, place.id, grid[0][column], lang, small=True).set_title(place.name(drawn))
            inside = [place.id] if place.level == "city" else list(place.members)
            for row, (arm, title) in enumerate(zip(arms, titles, strict=True), start=1):
                named, ax = title if len(arms) > 1 else "", grid[row][column]
                difference(comparison, key, inside, arm, ax=ax, lang=lang, small=True, arm=named)
        for row in grid[1:]:
            _share_scale(list(row))
        figure.suptitle(f"{indicator_name(key, drawn)}: {', '.join(titles)}", x=0.01, ha="left", fontsize=13)
        counted = Counted.of_pairs(comparison.pairs.values())
        said = [
            note_of_alone(folder, folder.places.at("county"), drawn),
            source_line(folder, drawn, counted, wide=True),
        ]
        lines = "\n".join(one for one in said if one)
        figure.supxlabel(lines, fontsize=8, color="#555555", x=0.01, ha="left")
    return figure


def _share_scale(row: list[Axes]) -> None:
    """Give the panels of a row the same vertical limits."""
    limits = [ax.get_ylim() for ax in row]
    for ax in row:
        ax.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))


def run_page(folder: Folder, lang: str = "both", key: str = KEY) -> Figure:
    """A figure of one row: paths of the city and its groups over the runs of every scenario."""
    columns = _columns(folder)
    found = year_values(folder, key, columns)
    scenario_of = folder.runs.set_index("run_id")["scenario"]
    names = [scenario_of[run] for run in found.runs]
    years = [int(year) for year in found.years]
    with page(folder, lang) as drawn:
        figure = _figure(len(columns), 1)
        grid = figure.subplots(1, len(columns), squeeze=False)
        for column, place in enumerate(columns):
            ax, ends = grid[0][column], []
            scale, unit = axis_scale(found.unit, float(found.values[:, :, column].max()), drawn)
            for position, name in enumerate(dict.fromkeys(names)):
                band = bands(found.values[[other == name for other in names], :, column])
                draw_band(ax, years, band, Look.number(position), scale)
                title = folder.manifest["titles"][name].get(drawn) or name
                ends.append((title, Look.number(position)))
            year_axis(ax, years)
            label_inside(ax, ends)
            ax.set_title(place.name(drawn))
            ax.set_ylabel(unit)
        figure.suptitle(indicator_name(key, drawn), x=0.01, ha="left", fontsize=13)
        figure.supxlabel(
            source_line(folder, drawn, names.count(names[0]), wide=True, of="runs"),
            fontsize=8,
            color="#555555",
            x=0.01,
            ha="left",
        )
    return figure


def _columns(folder: Folder) -> list[Place]:
    """The city, then its areas of several counties, the largest first."""
    groups = folder.places.areas()
    return [folder.places.city, *sorted(groups, key=lambda place: (-len(place.members), place.id))][
        :MOST_COLUMNS
    ]


def _figure(columns: int, rows: int) -> Figure:
    return unregistered(figsize=(4.4 * columns, 0.9 + 3.3 * rows), layout="constrained", dpi=110)


def _save(figure: Figure, path: Path) -> Path:
    figure.savefig(path, metadata={"Software": None})
    return path
