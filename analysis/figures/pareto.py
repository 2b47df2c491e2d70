"""What it costs against what it brings: scenarios of a comparison or points of a sweep, the frontier marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare import Comparison
from analysis.crossed import Crossed
from analysis.direction import direction
from analysis.figures.asking import told
from analysis.figures.frames import bare, colon, comma, say_n, set_caption, set_title, title_of
from analysis.figures.several import scales
from analysis.figures.style import COLOURS, GREY, MARKERS, Look, axes_or_new, page
from analysis.frontiers import undominated
from analysis.labels import axis_scale, indicator_name, say
from analysis.policy_flows import flows_of_policies
from analysis.statistics import bands, interval
from analysis.years import How, YearValues, split_key
from sim.errors import InputError, Problem
from sim.indicators import YUAN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PAID = "paid"
"""All money that came into policies, whoever paid, less what came back: the cost of a goal."""
HEADLINE_COST = "programme_paid"
MOST_NAMED = 12
FRONTIER = Look(COLOURS[0], "-")
STEPS = Look("#555555", (0, (1, 1.4)))
Array = NDArray[Any]


def pareto_data(
    comparison: Comparison,
    key: str,
    place: str = "city",
    year: int | None = None,
    cost: str | None = None,
    how: How | None = None,
) -> pd.DataFrame:
    """A row a scenario, or a scenario and point of a sweep: cost and effect (means over pairs), bands, `frontier`.

    The first row is the baseline, which costs and changes nothing. What has an uncertain direction is not on the
    frontier: nobody can tell whether it is beaten.

    cost: `paid` (all money of policies over all quarters, whoever paid), or an indicator in yuan whose difference is
    added up over the years; `paid` where the books were kept, else `programme_paid`.
    """
    folder = comparison.folder
    where, kind = folder.places.find(place), told(comparison, key, how)
    cost = cost or (HEADLINE_COST if folder.manifest["identity"]["record"] == "headline" else PAID)
    rows: list[dict[str, Any]] = []
    for scenario, pairs in comparison.pairs.items():
        found = comparison.differences(key, [where], scenario, kind)
        at = _column(found, year)
        effects = Crossed(found.values[:, at, 0], pairs.points, pairs.replicates)
        costs = Crossed(_costs(comparison, scenario, cost), pairs.points, pairs.replicates)
        several = effects.point_count > 1
        ids = np.unique(pairs.points)
        for number in range(len(ids) if several else 1):
            mine = pairs.points == ids[number] if several else np.ones(len(pairs), bool)
            band = bands(effects.values[mine])
            spent = bands(costs.values[mine])
            low, high = interval(effects.values[mine])
            rows.append(
                {
                    "scenario": scenario,
                    "point": int(ids[number]) if several else -1,
                    "cost": float(spent["mean"]),
                    "cost_q05": float(spent["q05"]),
                    "cost_q95": float(spent["q95"]),
                    "effect": float(band["mean"]),
                    "q05": float(band["q05"]),
                    "q95": float(band["q95"]),
                    "low": float(low),
                    "high": float(high),
                    "n": int(mine.sum()),
                    "indicator": key,
                    "place": where.id,
                    "year": int(found.years[at]),
                    "how": kind,
                    "unit": found.unit,
                    "cost_of": cost,
                }
            )
    none = 1.0 if kind == "ratio" else 0.0
    nothing = {"cost": 0.0, "cost_q05": 0.0, "cost_q95": 0.0}
    nothing |= {name: none for name in ("effect", "q05", "q95", "low", "high")}
    table = pd.DataFrame([{**rows[0], **nothing, "scenario": comparison.baseline, "point": -1}, *rows])
    worse = split_key(key)[0].better == "down"
    table["direction"] = [direction({**row, "mean": row["effect"]}) for row in table.to_dict("records")]
    # One pair alone has no band: its mean is all that is known, and caption and marks say so.
    known = table[(table["direction"] != "uncertain") | (table["n"] < 2)]
    gains = (-known["effect"] if worse else known["effect"]).tolist()
    table["frontier"] = False
    table.loc[known.index[undominated(known["cost"].tolist(), gains)], "frontier"] = True
    return table


def pareto(
    comparison: Comparison,
    key: str,
    place: str = "city",
    year: int | None = None,
    cost: str | None = None,
    how: How | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw cost against effect; scenarios by name with 90 % of pairs, points of a sweep as a cloud.

    Hollow: the direction of the effect is uncertain. Scenarios whose effects are small beside others' are drawn again
    in a panel on their own scale. Returns the Axes, never shows them.
    """
    data = pareto_data(comparison, key, place, year, cost, how)
    named = bool((data["point"] < 0).all())
    arms = data[data["scenario"] != comparison.baseline]
    small = _small(arms) if named else []
    with page(comparison.folder, lang) as drawn:
        ax = axes_or_new(ax)
        cells = _cells(ax, 2 if small else 1)
        units = _draw(cells[0], comparison, data, named, drawn)
        if small:
            kept = data[data["scenario"].isin([comparison.baseline, *small])]
            close = _draw(cells[1], comparison, kept, named, drawn)
            cells[1].set_title(say("maps_close", drawn), fontsize=8.5, fontweight="normal", pad=3)
            for cell, (money, _) in zip(cells, (units, close), strict=True):
                cell.set_xlabel(money, fontsize=8, loc="right", labelpad=1)
            cells[1].set_ylabel(close[1], fontsize=8, labelpad=1)
        if not named and len(comparison.scenarios) > 1:
            ax.legend(fontsize=8, frameon=False, loc="best")
        subject = f"{say('maps_pareto', drawn)}{colon(drawn)}{_subject(comparison, data, key, drawn)}"
        set_title(ax, subject, _counted(arms, named, drawn))
        effect = f"{say('maps_effect', drawn)}{comma(drawn)}{units[1]}"
        (cells[0] if small else ax).set_ylabel(effect)
        of = data["cost_of"].iloc[0]
        said = (
            say("maps_cost", drawn)
            if of == PAID
            else say_n("maps_cost_of", drawn, name=indicator_name(of, drawn))
        )
        notes = [say("maps_bars" if named else "maps_points_mean", drawn), say("maps_steps", drawn)]
        notes += [say("maps_hollow_effect", drawn)] if (arms["direction"] == "uncertain").any() else []
        axis = f"{said}{comma(drawn)}{units[0]}"
        set_caption(ax, comparison, comparison.one(), drawn, notes, axis="" if small else axis)
        if small:
            ax.xaxis.labelpad = 30.0
            cells[0].set_xlabel(axis, fontsize=8, loc="left", labelpad=1)
    return ax


def _small(arms: pd.DataFrame) -> list[str]:
    """Scenarios whose effects are small beside those of the largest."""
    by_scale = scales(arms.assign(mean=arms["effect"]))
    largest = str(
        arms.loc[
            (arms["effect"] - (1.0 if arms["how"].iloc[0] == "ratio" else 0.0)).abs().idxmax(), "scenario"
        ]
    )
    return [name for names in by_scale if largest not in names for name in names]


def _cells(ax: Axes, count: int) -> list[Axes]:
    """The Axes themselves, or two panels inside them."""
    if count == 1:
        return [ax]
    bare(ax)
    return [ax.inset_axes((0.09, 0.0, 0.46, 1.0)), ax.inset_axes((0.68, 0.0, 0.32, 0.9))]


def _draw(ax: Axes, comparison: Comparison, data: pd.DataFrame, named: bool, lang: str) -> tuple[str, str]:
    """Points, bands and frontier of some rows on their scale; gives the units of cost and effect."""
    arms = data[data["scenario"] != comparison.baseline]
    across, money_unit = axis_scale(YUAN, float(data["cost"].abs().max()), lang)
    up, unit = _effect_scale(data, lang)
    for scenario, mine in arms.groupby("scenario", sort=False):
        number = comparison.scenarios.index(str(scenario))
        colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
        x, y = mine["cost"] / across, mine["effect"] / up
        if named:
            ax.vlines(x, mine["q05"] / up, mine["q95"] / up, color=colour, lw=1.3)
            ax.hlines(y, mine["cost_q05"] / across, mine["cost_q95"] / across, color=colour, lw=1.3)
        unsure = ((mine["direction"] == "uncertain") & (mine["n"] > 1)).to_numpy()
        look: dict[str, Any] = {"ms": 7 if named else 4, "color": colour, "alpha": 1.0 if named else 0.6}
        ax.plot(x[~unsure], y[~unsure], marker, mew=0, zorder=3, **look)
        ax.plot(x[unsure], y[unsure], marker, mfc="white", mew=1.2, zorder=3, **look)
        if not named and len(comparison.scenarios) > 1:
            ax.plot([], [], marker, color=colour, label=title_of(comparison, str(scenario), lang))
    line = data[data["frontier"]].sort_values("cost")
    draw_frontier(ax, (line["cost"] / across).tolist(), (line["effect"] / up).tolist(), look=STEPS)
    ax.plot(0.0, data["effect"].iloc[0] / up, "o", ms=6, color=GREY, mfc="white", zorder=3)
    ax.axhline(1.0 if data["how"].iloc[0] == "ratio" else 0.0, color=GREY, lw=0.8)
    ax.margins(x=0.12, y=0.12)
    if named:
        _names(ax, comparison, arms.head(MOST_NAMED), across, up, lang)
    return money_unit, unit


def _effect_scale(data: pd.DataFrame, lang: str) -> tuple[float, str]:
    if data["how"].iloc[0] == "ratio":
        return 1.0, "×"
    largest = float(data[["effect", "q05", "q95"]].abs().max().max())
    scale, unit = axis_scale(data["unit"].iloc[0], largest, lang)
    points = unit == "%" and data["how"].iloc[0] == "abs"
    return scale, say("story_points", lang) if points else unit


def _counted(arms: pd.DataFrame, named: bool, lang: str) -> str:
    """How many no other beats in both cost and effect, and of how many nobody can tell."""
    unknown = int(((arms["direction"] == "uncertain") & (arms["n"] > 1)).sum())
    counts = {"n": len(arms), "k": int(arms["frontier"].sum()), "unknown": unknown}
    if named and counts["n"] == counts["k"] == 2:
        return say("maps_frontier_both", lang)
    said = say_n("maps_frontier_arms" if named else "maps_frontier_points", lang, **counts)
    return said + (f"{comma(lang)}{say_n('maps_frontier_unknown', lang, **counts)}" if unknown else "")


def draw_frontier(
    ax: Axes, costs: Sequence[float], gains: Sequence[float], label: str = "", look: Look = FRONTIER
) -> None:
    """The frontier as steps: what can be had for no more than a cost."""
    ax.step(
        costs, gains, where="post", color=look.colour, ls=look.line, lw=1.5, label=label or None, zorder=2
    )


def _names(ax: Axes, comparison: Comparison, data: pd.DataFrame, across: float, up: float, lang: str) -> None:
    """Names beside their points, on the side where there is room."""
    middle = sum(ax.get_xlim()) / 2
    for row in data.to_dict("records"):
        number = list(comparison.scenarios).index(row["scenario"])
        right = row["cost"] / across <= middle
        ax.annotate(
            title_of(comparison, row["scenario"], lang),
            (row["cost"] / across, row["effect"] / up),
            (7 if right else -7, 6),
            textcoords="offset points",
            ha="left" if right else "right",
            va="bottom",
            fontsize=8.5,
            color=COLOURS[number % len(COLOURS)],
        )


def _subject(comparison: Comparison, data: pd.DataFrame, key: str, lang: str) -> str:
    where = comparison.folder.places.find(data["place"].iloc[0]).name(lang)
    return f"{where}{comma(lang)}{indicator_name(key, lang)}{comma(lang)}{data['year'].iloc[0]}"


def _column(found: YearValues, year: int | None) -> int:
    known = [int(one) for one in found.years]
    if year is not None and year not in known:
        raise InputError(
            [Problem("comparison", f"{year} is not among the years", f"{known[0]} to {known[-1]}", "year")]
        )
    return known.index(year) if year is not None else len(known) - 1


def _costs(comparison: Comparison, scenario: str, cost: str) -> Array:
    """What each pair's run cost more than the baseline's, yuan over all quarters."""
    if cost != PAID:
        if split_key(cost)[0].unit != YUAN:
            given, allowed = (
                f"{cost} is not in yuan",
                f"ask for {PAID}, or an indicator in yuan like {HEADLINE_COST}",
            )
            raise InputError([Problem("pareto", given, allowed, "cost")])
        city = [comparison.folder.places.city]
        return np.asarray(comparison.differences(cost, city, scenario, "abs").values[:, :, 0].sum(1))
    pairs = comparison.pairs[scenario]
    spent = {name: _paid(comparison, name) for name in (scenario, comparison.baseline)}
    on = np.array([spent[scenario].get(int(run), 0.0) for run in pairs.on])
    return on - np.array([spent[comparison.baseline].get(int(run), 0.0) for run in pairs.off])


def _paid(comparison: Comparison, scenario: str) -> dict[int, float]:
    found = flows_of_policies(comparison.folder, scenario)
    return {int(run): float(yuan) for run, yuan in found.groupby("run_id")["yuan"].sum().items()}
