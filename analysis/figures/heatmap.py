"""How an effect depends on two factors of a sweep: colour and contours, the usual values marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare import Comparison
from analysis.crossed import Crossed
from analysis.factors import Factor, factors_of
from analysis.figures.asking import told
from analysis.figures.frames import (
    colon,
    comma,
    say_n,
    set_caption,
    set_title,
    versus,
)
from analysis.figures.lettering import balanced, true_minus
from analysis.figures.style import DIVERGING, axes_or_new, page
from analysis.labels import axis_scale, indicator_name, say
from analysis.sentences import in_how
from analysis.years import How
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import SHARE, YUAN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[Any]
LEVELS = 9
"""Contours asked for."""
SIZE = "size."
"""Factors of this name multiply what a policy states: one is usual."""
MOST_SHOWN = 1e5
"""Values of a factor from which a power of ten stands apart."""
CONTOURS: dict[str, Any] = {"colors": "#222222", "linewidths": 0.7, "linestyles": "solid"}
SHADE = {"boxstyle": "round,pad=0.12", "facecolor": "#FFFFFFC8", "edgecolor": "none"}
FEWEST = 4
"""Points that span an area worth colouring."""


def heatmap_data(
    comparison: Comparison,
    key: str,
    x: str | None = None,
    y: str | None = None,
    place: str = "city",
    year: int | None = None,
    scenario: str | None = None,
    how: How | None = None,
) -> pd.DataFrame:
    """A row a point: its values of two factors, and the mean effect over its replicates, with se and n.

    The first two factors when none is named. attrs: `usual`, the values that the scenario itself states, where each
    factor moves one number; `unit`, `how`, `year`, `factorial` (whether the points are all pairs of their values).
    """
    name, kind = comparison.one(scenario), told(comparison, key, how)
    factors = _two(comparison, x, y)
    found = comparison.differences(key, [comparison.folder.places.find(place)], name, kind)
    years = [int(one) for one in found.years]
    if year is not None and year not in years:
        raise InputError(
            [Problem("comparison", f"{year} is not among the years", f"{years[0]} to {years[-1]}", "year")]
        )
    at = years.index(year) if year is not None else len(years) - 1
    pairs = comparison.pairs[name]
    crossed = Crossed(found.values[:, at, 0], pairs.points, pairs.replicates)
    points = comparison.folder.points.set_index("point_id").reindex(np.unique(pairs.points))
    effects = {"effect": crossed.point_means, "se": crossed.point_errors, "n": crossed.counts}
    data = points[[factor.name for factor in factors]].reset_index().assign(**effects)
    one, other = (data[factor.name].nunique() for factor in factors)
    data.attrs = {
        "usual": _usual(comparison, name, factors),
        "unit": found.unit,
        "how": kind,
        "year": years[at],
        "factorial": bool(one * other == len(data) and one > 1 and other > 1),
        "factors": tuple(factor.name for factor in factors),
    }
    return data


def heatmap(
    comparison: Comparison,
    key: str,
    x: str | None = None,
    y: str | None = None,
    place: str = "city",
    year: int | None = None,
    scenario: str | None = None,
    how: How | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the effect over two factors: a cell a point of a factorial design, else interpolated between the points.

    Returns the Axes, never shows them.
    """
    name, folder = comparison.one(scenario), comparison.folder
    data = heatmap_data(comparison, key, x, y, place, year, name, how)
    named = {factor.name: factor for factor in factors_of(folder)}
    factors = [named[one] for one in data.attrs["factors"]]
    with page(folder, lang) as drawn:
        ax = axes_or_new(ax)
        values = data["effect"].to_numpy(float)
        none = 1.0 if data.attrs["how"] == "ratio" else 0.0
        scale, unit = _scale(data, drawn)
        scales = [factor_scale(factor, _keys(comparison, factor), drawn) for factor in factors]
        across, up = (
            data[factor.name].to_numpy(float) / by for factor, (by, _) in zip(factors, scales, strict=True)
        )
        surface = _draw(ax, across, up, values / scale, none / scale, data.attrs["factorial"])
        bar = ax.figure.colorbar(surface, ax=ax, pad=0.02, fraction=0.05)
        bar.set_label(unit, fontsize=8)
        bar.ax.tick_params(labelsize=8)
        bar.outline.set_linewidth(0.4)
        tops = [
            1.0 / by if factor.unit.startswith(SHARE) else np.inf
            for factor, (by, _) in zip(factors, scales, strict=True)
        ]
        _limit(ax, (across, up), tops)
        _mark_usual(ax, data.attrs["usual"], [by for by, _ in scales], drawn)
        ax.grid(False)
        where = folder.places.find(place).name(drawn)
        said = [where, indicator_name(key, drawn), str(data.attrs["year"])]
        row = {"how": data.attrs["how"], "unit_of_level": data.attrs["unit"]}
        low, high = (in_how(float(end), row, drawn) for end in (np.nanmin(values), np.nanmax(values)))
        subject = f"{versus(comparison, name, drawn)}{colon(drawn)}{comma(drawn).join(said)}"
        set_title(ax, subject, say_n("maps_best_at", drawn, low=low, high=high))
        tall = float(ax.figure.get_figure(root=True).get_size_inches()[1]) * 72.0 * 0.7
        ax.set_ylabel(balanced(_titled(factors[1], scales[1][1], drawn), tall / 9.0))
        notes = [
            say("maps_grid" if data.attrs["factorial"] else "maps_interpolated", drawn),
            say("maps_noise", drawn),
        ]
        set_caption(ax, comparison, name, drawn, notes, axis=_titled(factors[0], scales[0][1], drawn))
    return ax


def _two(comparison: Comparison, x: str | None, y: str | None) -> list[Factor]:
    """The two factors asked for; raises InputError for a name that is none, or fewer than two numeric ones."""
    known = {factor.name: factor for factor in factors_of(comparison.folder) if factor.numeric}
    if len(known) < 2:
        given = f"has {len(known)} factors that are numbers"
        raise InputError(
            [Problem(str(comparison.folder.path), given, "a heat map needs the folder of a sweep with two")]
        )
    names = [one for one in (x, y) if one is not None]
    unknown = [one for one in names if one not in known]
    if unknown:
        raise InputError(unknown_name("heatmap", one, known, "factor") for one in unknown)
    names += [one for one in known if one not in names]
    first, second = (x or names[0], y or next(one for one in names if one != (x or names[0])))
    if first == second:
        raise InputError([Problem("heatmap", f"{first} is given twice", "name two factors", "y")])
    return [known[first], known[second]]


def _usual(comparison: Comparison, scenario: str, factors: list[Factor]) -> tuple[float, float] | None:
    """What the scenario itself states of both factors; None where one moves several numbers or says not which."""
    resolved: Any = comparison.folder.scenario(scenario)
    found: list[float] = []
    for factor in factors:
        keys, node = _keys(comparison, factor), resolved
        if len(keys) == 1 and keys[0].startswith(SIZE):
            found.append(1.0)
            continue
        for part in keys[0].split(".") if keys else ():
            node = node.get(part) if isinstance(node, dict) else None
        if len(keys) != 1 or isinstance(node, bool) or not isinstance(node, int | float):
            return None
        found.append(float(node))
    return found[0], found[1]


def _keys(comparison: Comparison, factor: Factor) -> list[str]:
    """The numbers of a scenario that a factor moves, as far as the design says."""
    design = comparison.folder.manifest["identity"].get("design") or {}
    said = (design.get("factors") or {}).get(factor.name) or {}
    keys = said.get("keys") or said.get("key") or ([factor.name] if "." in factor.name else [])
    return [str(key) for key in ([keys] if isinstance(keys, str) else keys)]


def _draw(ax: Axes, across: Array, up: Array, values: Array, none: float, factorial: bool) -> Any:
    """Colours symmetric about no difference where effects lie on both sides, one shade darker and darker where not."""
    from matplotlib.colors import LinearSegmentedColormap

    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if low < none < high:
        reach = max(high - none, none - low)
        ramp, limits = [*DIVERGING], (none - reach, none + reach)
    else:
        ramp, limits = (
            [*(DIVERGING[3:] if high > none else DIVERGING[:4])],
            (low, high if high > low else low + 1e-12),
        )
    surface: Any
    lines: Any
    shades: dict[str, Any] = {
        "cmap": LinearSegmentedColormap.from_list("effects", ramp),
        "vmin": limits[0],
        "vmax": limits[1],
    }
    if factorial:
        xs, columns = np.unique(across, return_inverse=True)
        ys, rows = np.unique(up, return_inverse=True)
        grid = np.full((len(ys), len(xs)), np.nan)
        grid[rows, columns] = values
        surface = ax.pcolormesh(_edges(xs), _edges(ys), grid, **shades)
        lines = ax.contour(xs, ys, grid, LEVELS // 2, **CONTOURS) if high > low else None
    else:
        if len(values) < FEWEST or _flat(across, up):
            given = f"{len(values)} points do not span two factors"
            raise InputError(
                [Problem("heatmap", given, "vary both factors, at four points at least", "factor")]
            )
        surface = ax.tripcolor(across, up, values, shading="gouraud", **shades)
        lines = ax.tricontour(across, up, values, LEVELS // 2, **CONTOURS) if high > low else None
        ax.plot(across, up, ".", ms=3.5, color="#333333", alpha=0.7)
    if lines is not None:
        _name_contours(ax, lines, none)
    return surface


def _name_contours(ax: Axes, lines: Any, none: float) -> None:
    """Each value level and on a ground of its own, with its sign: a line that runs up to it is no minus."""
    write = (lambda value: f"{value:.3g}") if none else _signed
    for text in ax.clabel(lines, fmt=write, fontsize=7.5, inline_spacing=7):
        text.set_rotation(0)
        text.set_bbox(SHADE)


def _signed(value: float) -> str:
    return true_minus(f"{value:+.3g}") if abs(value) > 1e-12 else "0"


def _limit(ax: Axes, factors: Sequence[Array], tops: Sequence[float]) -> None:
    """Axes that end where their factors can: none below zero that has no value there, no share above one."""
    for values, top, ends, put in (
        (factors[0], tops[0], ax.get_xlim(), ax.set_xlim),
        (factors[1], tops[1], ax.get_ylim(), ax.set_ylim),
    ):
        low = max(ends[0], 0.0) if values.min() >= 0.0 else ends[0]
        put(low, min(ends[1], top) if values.max() <= top else ends[1])


def _flat(across: Array, up: Array) -> bool:
    """Whether points lie on a line, so that no triangle has an area."""
    centred = np.stack([across - across.mean(), up - up.mean()])
    spread = np.maximum(np.abs(centred).max(1, keepdims=True), 1e-300)
    return bool(np.linalg.matrix_rank(centred / spread, tol=1e-9) < 2)


def _edges(values: Array) -> Array:
    """Ends of cells around sorted values, halfway between them."""
    middle = (values[1:] + values[:-1]) / 2
    return np.concatenate([[2 * values[0] - middle[0]], middle, [2 * values[-1] - middle[-1]]])


def _scale(data: pd.DataFrame, lang: str) -> tuple[float, str]:
    if data.attrs["how"] == "ratio":
        return 1.0, "×"
    scale, unit = axis_scale(data.attrs["unit"], float(data["effect"].abs().max()), lang)
    return scale, say("story_points", lang) if unit == "%" and data.attrs["how"] == "abs" else unit


def factor_scale(factor: Factor, keys: Sequence[str], lang: str) -> tuple[float, str]:
    """What to divide a factor by on an axis, and its unit then: yuan in round units, shares in per cent."""
    values = factor.values.to_numpy(float)
    largest = float(np.nanmax(np.abs(values)))
    if factor.unit.startswith("yuan") or any("yuan" in key for key in keys):
        return axis_scale(YUAN, largest, lang)
    if factor.unit == SHARE:
        return 0.01, "%"
    unit = factor.unit_in(lang)
    if largest < MOST_SHOWN:
        return 1.0, unit
    power = int(np.floor(np.log10(largest)))
    return 10.0**power, f"10^{power} {unit}".strip()


def _titled(factor: Factor, unit: str, lang: str) -> str:
    return factor.title(lang) + (f"{comma(lang)}{unit}" if unit else "")


def _mark_usual(ax: Axes, usual: tuple[float, float] | None, scales: list[float], lang: str) -> None:
    """A ring at the usual values, if they lie inside."""
    if usual is None:
        return
    x, y = (value / scale for value, scale in zip(usual, scales, strict=True))
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    if not (left <= x <= right and low <= y <= high):
        return
    ax.plot(x, y, "o", ms=11, mfc="none", mec="black", mew=1.8, zorder=5)
    side = -1 if x > (left + right) / 2 else 1
    taken = [text.get_window_extent() for text in ax.texts]
    for across, up in ((side, 1), (side, -1), (-side, 1), (-side, -1)):
        named = ax.annotate(
            say("maps_usual", lang), (x, y), (9 * across, 9 * up), textcoords="offset points", fontsize=8,
            ha="left" if across > 0 else "right", va="bottom" if up > 0 else "top", bbox=SHADE, zorder=6,
        )  # fmt: skip
        if not any(named.get_window_extent().overlaps(box) for box in taken):
            break
        if (across, up) != (-side, -1):
            named.remove()
