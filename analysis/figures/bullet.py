"""Level against target with the share of runs that meet it: one target in its unit, several in per cent of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.figures.aims import goal_of, name_of, scored, with_bands
from analysis.figures.asking import Names, arms, scenario_title
from analysis.figures.lettering import BETWEEN as DOTS
from analysis.figures.lettering import balanced, caption, key_row, margin, title
from analysis.figures.style import BASELINE, Look, axes_or_new, page
from analysis.labels import axis_scale, percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 8
"""Targets drawn when none is named: outcomes nearest to being met or missed come first."""
FAR = 1.6
"""Where an axis of several targets ends, in multiples of the target; what is farther is told in words."""
BETWEEN = 0.9
"""Space between two targets, in bars."""
MET, UNMET, HALF = "✓", "–", 0.5
"""Marks of what at least half of the runs meet, as the headline counts, and of what they do not."""
MEETS = "#E9EEE4"
"""The tint of the side that meets a target."""


def bullet_data(comparison: Comparison, targets: Names = None, scenarios: Names = None) -> pd.DataFrame:
    """What `bullet` draws: rows of the board of targets with q05, q25, q75, q95 over runs at the date.

    targets: ids (`T001`); left out, up to eight outcomes, those first whose level lies nearest to the number.
    """
    rows = scored(comparison, targets, scenarios)
    if targets is None:
        ours = rows[rows["scenario"] != comparison.baseline]
        away = (ours["mean"] / ours["number"] - 1.0).abs().groupby(ours["target"]).min()
        kept = set(away.sort_values(kind="stable").index[:MOST])
        rows = rows[rows["target"].isin(kept)].reset_index(drop=True)
    return with_bands(comparison, rows)


def bullet(
    comparison: Comparison,
    targets: Names = None,
    scenarios: Names = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw means and bands of every scenario against targets, and how many runs meet each.

    One target is drawn in its own unit, several in per cent of their numbers. Returns the Axes, never shows them.
    """
    folder = comparison.folder
    frame = bullet_data(comparison, targets, scenarios)
    names = (comparison.baseline, *arms(comparison, scenarios))
    looks = {name: Look.number(comparison.scenarios.index(name)) for name in names[1:]} | {names[0]: BASELINE}
    several = frame["target"].nunique() > 1
    words = frozenset(frame["zh"]) | {goal_of(row, "zh") for _, row in frame.iterrows()}
    with page(folder, lang, words) as drawn:
        lines = len(frame) + frame["target"].nunique()
        ax = axes_or_new(ax, (6.4, max(2.4, 1.3 + (0.19 if several else 0.34) * lines)))
        titles = {name: scenario_title(folder, name, drawn) for name in names}
        first = frame.iloc[0]
        scale, unit = (0.0, "") if several else axis_scale(_unit(first), _largest(frame), drawn)
        end = 100 * min(
            FAR, 1.06 * max(1.0, float((frame[["mean", "q95"]].max(axis=1) / frame["number"]).max()))
        )
        at, ticks, labels = 0.0, [], []
        for _, rows in frame.groupby("target", sort=False):
            by = rows["number"].iloc[0] / 100 if several else scale
            _bars(ax, at, rows, looks, by, end if several else None, drawn)
            _shade(ax, at, rows, 100.0 if several else rows["number"].iloc[0] / scale)
            if several:
                ticks.append(at + (len(rows) - 1) / 2)
                labels.append(_target_name(rows.iloc[0], drawn))
            else:
                ticks += [at + number for number in range(len(rows))]
                labels += [balanced(titles[name], 9.0) for name in rows["scenario"]]
            at += len(rows) + BETWEEN
        at -= BETWEEN
        ax.set_ylim(at - 0.2, -0.8 if several else -0.9)
        goal_at = 100.0 if several else first["number"] / scale
        ax.axvline(goal_at, color="#111111", lw=1.8, zorder=3)
        ax.set_xlim(0, end if several else 1.12 * max(goal_at, _largest(frame) / scale))
        ax.set_yticks(ticks, labels, fontsize=7.5 if several else 9, linespacing=1.15)
        ax.tick_params(axis="y", length=0)
        ax.grid(True, axis="x")
        ax.grid(False, axis="y")
        pad = 20.0
        if several:
            pad = key_row(ax, [(titles[name], looks[name]) for name in names])
        else:
            ax.annotate(
                say("figures_goal", drawn).format(goal=goal_of(first, drawn)), (goal_at, 1.0),
                xycoords=("data", "axes fraction"), xytext=(0, 3), textcoords="offset points", ha="center",
                fontsize=8, color="#111111",
            )  # fmt: skip
        left = margin(labels, 7.5 if several else 9.0)
        title(ax, _headline(frame, names, titles, drawn), pad, left)
        said = [say("figures_of_goal", drawn), say("figures_met_marks", drawn)] if several else [unit]
        scored_here = len(scored(comparison, targets, scenarios)["target"].unique())
        if several and frame["target"].nunique() < scored_here:
            kept = frame["target"].nunique()
            said.append(say("figures_selected", drawn).format(all=scored_here, n=kept))
        note = DOTS.join(said)
        caption(ax, folder, drawn, Counted.of_rows(frame, "runs"), band="figures_bars", note=note, left=left)
    return ax


def _target_name(row: pd.Series, lang: str) -> str:
    """What a target is, how much it asks for and by when."""
    name = balanced(f"{row['target']} {name_of(row, lang)}", 15.0)
    return f"{name}\n{goal_of(row, lang)}, {int(row['date'])}"


def _shade(ax: Axes, at: float, rows: pd.DataFrame, goal: float) -> None:
    """A tint from the target to the side that meets it: a bar that ends there meets, on whichever side that is."""
    from matplotlib.patches import Rectangle

    op = rows["op"].iloc[0]
    if op not in ("ge", "gt", "le", "lt"):
        return
    far = 1e3 * max(goal, 1.0)
    left, wide = (goal, far) if op in ("ge", "gt") else (-far, goal + far)
    top, tall = at - 0.5 - 0.3 * BETWEEN, len(rows) + 0.6 * BETWEEN
    tint = Rectangle((left, top), wide, tall, fc=MEETS, ec="none", lw=0, zorder=0)
    tint.set_in_layout(False)
    ax.add_patch(tint)


def _bars(
    ax: Axes,
    at: float,
    rows: pd.DataFrame,
    looks: dict[str, Look],
    scale: float,
    most: float | None,
    lang: str,
) -> None:
    """A bar a scenario from a height downwards, each with how many runs meet the target; `most`: end of the axis."""
    for number, (_, row) in enumerate(rows.iterrows()):
        look = looks[row["scenario"]]
        _bar(ax, at + number, row, look, scale, most)
        met = say("figures_share", lang).format(met=int(row["met"]), n=int(row["n"]))
        met = f"{MET if row['share'] >= HALF else UNMET} {met}"
        ax.annotate(
            met if most is not None else f"{met} ({percent(row['share'], 0)})",
            (1.0, at + number), xycoords=("axes fraction", "data"), xytext=(5, 0), textcoords="offset points",
            va="center", fontsize=7.5, color=look.colour, annotation_clip=False,
        )  # fmt: skip


def _bar(ax: Axes, at: float, row: pd.Series, look: Look, scale: float, most: float | None) -> None:
    """The mean as a bar, the runs as lines on it; an arrow where it goes on beyond the axis."""
    value = row["mean"] / scale
    ax.barh(at, min(value, most or value), height=0.62, color=look.colour, alpha=0.55, lw=0)
    for low, high, width in (("q05", "q95", 1.0), ("q25", "q75", 3.2)):
        ends = [row[low] / scale, row[high] / scale]
        ax.plot(ends, [at, at], color="#222222", lw=width, solid_capstyle="butt", zorder=4)
    ax.plot(
        [value],
        [at],
        marker=look.marker,
        ms=4.5,
        color=look.colour,
        mec=look.colour if look.marker == "x" else "white",
        mew=0.8,
        zorder=5,
    )
    if most is not None and value > most:
        ax.annotate(
            f"{value:,.0f} →", (most, at), xytext=(-2, 0), textcoords="offset points", ha="right", va="center",
            fontsize=7, color="#222222",
        )  # fmt: skip


def _unit(row: pd.Series) -> str:
    return "share" if row["unit"] == "1/year" else str(row["unit"])


def _largest(rows: pd.DataFrame) -> float:
    return float(rows[["mean", "q95", "number"]].abs().to_numpy().max())


def _headline(frame: pd.DataFrame, names: tuple[str, ...], titles: dict[str, str], lang: str) -> str:
    """How surely a target is met by the scenario that meets it most often, or how many are, beside the baseline."""
    shares = frame.pivot(index="target", columns="scenario", values="share")[list(names)]
    # Where as many runs meet it, the scenario that comes nearest.
    away = frame.groupby("scenario")["distance"].mean()
    best = max(names[1:], key=lambda name: (float(shares[name].sum()), -float(away[name])))
    if len(shares) > 1:
        ours, theirs = (int((shares[name] >= HALF).sum()) for name in (best, names[0]))
        said = say("figures_met_several", lang)
        return said.format(all=len(shares), title=titles[best], ours=ours, theirs=theirs)
    first = frame.iloc[0]
    return say("figures_met", lang).format(
        target=name_of(first, lang),
        goal=goal_of(first, lang),
        date=int(first["date"]),
        title=titles[best],
        ours=percent(float(shares[best].iloc[0]), 0),
        theirs=percent(float(shares[names[0]].iloc[0]), 0),
    )
