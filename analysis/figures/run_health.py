"""What became of the runs: finished, failed, missing, left out, by scenario; of a sweep also chunk by chunk."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.figures.frames import colon, say_n, set_caption, set_title, title_of
from analysis.figures.style import COLOURS, axes_or_new, page
from analysis.folder import Folder
from analysis.labels import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STATES = ("finished", "failed", "missing")
LOOKS = {"finished": ("#8DB8D8", ""), "failed": (COLOURS[1], "xxx"), "missing": ("#F4F4F4", "...")}
LOG = "logs/chunks.jsonl"


def run_health_data(comparison: Comparison, by: str = "scenario") -> pd.DataFrame:
    """A row a scenario: finished, failed, missing, left_out (runs without a partner); or a row a chunk of the design.

    attrs: `minutes` between the ends of the first and the last chunk, None where the log does not tell.
    """
    folder = comparison.folder
    design = folder.design[["run_id", "scenario"]].copy()
    state = dict(zip(folder.runs["run_id"], folder.runs["status"], strict=True))
    design["state"] = [
        "missing" if run not in state else "finished" if state[run] == "finished" else "failed"
        for run in design["run_id"]
    ]
    if by == "chunk":
        starts = np.array([first for first, _ in folder.manifest["chunks"]])
        design["chunk"] = np.searchsorted(starts, design["run_id"], side="right") - 1
        found = (
            pd.crosstab(design["chunk"], design["state"])
            .reindex(columns=list(STATES), fill_value=0)
            .reset_index()
        )
    else:
        names = [comparison.baseline, *comparison.scenarios]
        counts = pd.crosstab(design["scenario"], design["state"]).reindex(
            index=names, columns=list(STATES), fill_value=0
        )
        counts["left_out"] = [
            comparison.pairs[one].left_out if one in comparison.pairs else 0 for one in names
        ]
        found = counts.reset_index()
    found.columns.name = None
    found.attrs["minutes"] = _minutes(folder)
    return found


def run_health(comparison: Comparison, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw a bar a scenario; of a sweep, a square a chunk beneath. Returns the Axes, never shows them."""
    data = run_health_data(comparison)
    totals = {state: int(data[state].sum()) for state in STATES}
    every = sum(totals.values())
    with page(comparison.folder, lang) as drawn:
        ax = axes_or_new(ax)
        most = int(data[list(STATES)].sum(axis=1).max())
        for row, one in enumerate(data.to_dict("records")):
            _bar(ax, row, one, most, drawn)
        ax.set_yticks(range(len(data)), [title_of(comparison, name, drawn) for name in data["scenario"]])
        ax.set_xlim(0, most)
        ax.set_ylim(len(data) - 0.4, -0.6)
        ax.set_xticks([])
        ax.grid(False)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
        ax.tick_params(axis="y", length=0)
        done = {"n": f"{every:,}", "done": f"{totals['finished']:,}"}
        word = "maps_all_finished" if totals["finished"] == every else "maps_some_finished"
        told = say_n(word, drawn, **done, failed=totals["failed"], missing=totals["missing"])
        minutes = data.attrs["minutes"]
        took = say_n("maps_took", drawn, minutes=f"{max(minutes, 1):.0f}") if minutes is not None else ""
        set_title(ax, f"{say('maps_health', drawn)}{colon(drawn)}{told}")
        if comparison.folder.factors:
            _chunks(ax, run_health_data(comparison, "chunk"), drawn)
        said = [took] if took else []
        counted = (int(data["finished"].sum()), "runs")
        set_caption(ax, comparison, comparison.scenarios[0], drawn, said, counted)
    return ax


def _bar(ax: Axes, row: int, one: dict[str, int], most: int, lang: str) -> None:
    left = 0
    for state in STATES:
        count = one[state]
        if not count:
            continue
        colour, hatch = LOOKS[state]
        ax.barh(row, count, 0.62, left, color=colour, hatch=hatch, edgecolor="white", lw=0.8)
        text = f"{count:,} {say(f'maps_{state}', lang)}"
        if count < 0.16 * most:
            ax.annotate(
                text,
                (left + count / 2, row - 0.33),
                (0, 1),
                textcoords="offset points",
                ha="center",
                fontsize=7.5,
            )
        else:
            ax.text(left + count / 2, row, text, ha="center", va="center", fontsize=8.5)
        left += count
    if one["left_out"]:
        text = f"{one['left_out']:,} {say('maps_left_out', lang)}"
        ax.annotate(
            text,
            (left, row),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            annotation_clip=False,
        )


def _chunks(ax: Axes, chunks: pd.DataFrame, lang: str) -> None:
    """A strip of squares under the bars, coloured by the worst that a chunk holds."""
    low, high = ax.get_ylim()
    width = ax.get_xlim()[1] / len(chunks)
    y = low + 0.15
    for one in chunks.to_dict("records"):
        state = "missing" if one["missing"] else "failed" if one["failed"] else "finished"
        colour, hatch = LOOKS[state]
        ax.bar(
            one["chunk"] * width,
            0.4,
            width,
            y,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            lw=0.5,
            align="edge",
        )
    ax.set_ylim(y + 0.5, high)
    ax.set_yticks(
        [*ax.get_yticks(), y + 0.2], [*(t.get_text() for t in ax.get_yticklabels()), say("maps_chunk", lang)]
    )


def _minutes(folder: Folder) -> float | None:
    """Minutes from the first chunk's end to the last's; None without two of them."""
    file = folder.path / LOG
    if not file.is_file():
        return None
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        ends = sorted(datetime.fromisoformat(line["ended"]) for line in lines)
    except (ValueError, KeyError, TypeError):
        return None
    return (ends[-1] - ends[0]).total_seconds() / 60.0 if len(ends) > 1 else None
