"""The picture of a calibration: parameters' priors and posteriors above, moments observed and simulated below."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.calibrations import CalibrationFolder
from analysis.figures.style import COLOURS, GREY, unregistered
from analysis.fonts import usable_language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PICTURE = "calibration.png"
WORDS = {
    "prior": ("先验", "prior"),
    "posterior": ("后验", "posterior"),
    "present": ("现值", "present"),
    "estimate": ("估计", "estimate"),
    "moments": ("各矩与观测之差，以标准误计", "Moments less observed, in standard errors"),
    "held_out": ("（未拟合）", " (held out)"),
    "bands": (
        "浅：先验90%；深：后验90%（含随机波动）",
        "light: prior 90 %, dark: posterior 90 % (with chance)",
    ),
    "stays": ("保持先验", "stays prior"),
    "shrinkage": ("收缩", "shrinkage"),
    "simulated": ("模拟结果，非统计数据", "simulated, not statistics"),
}
MOST_COLUMNS = 5
STEPS = 16
LIMIT = 6.0
"""Standard errors beyond which a bar is cut."""


def save_picture(opened: CalibrationFolder, lang: str) -> tuple[Path, str]:
    """Save calibration.png beside the tables; the file, and the language it could be drawn in."""
    path = opened.path / PICTURE
    with _style(opened, lang) as drawn:
        draw(opened, drawn).savefig(path, dpi=150, metadata={"Software": None})
    return path, drawn


def draw(opened: CalibrationFolder, lang: str) -> Figure:
    """The whole picture."""
    rows = list(opened.parameters.itertuples())
    columns = min(MOST_COLUMNS, len(rows))
    deep = -(-len(rows) // columns)
    moments = opened.moments
    height = 2.2 * deep + 0.36 * len(moments) + 1.6
    figure = unregistered(figsize=(max(7.2, 2.3 * columns), height), layout="constrained")
    parts: Any = figure.subfigures(2, 1, height_ratios=[2.2 * deep, 0.36 * len(moments) + 1.6])
    above, below = parts
    axes = np.atleast_1d(above.subplots(deep, columns, squeeze=False)).ravel()
    for ax in axes[len(rows) :]:
        ax.set_axis_off()
    for ax, row in zip(axes, rows, strict=False):
        _parameter(ax, opened, row, lang)
    handles, labels = axes[0].get_legend_handles_labels()
    above.legend(handles, labels, fontsize=7.5, frameon=False, loc="outside lower center", ncols=len(labels))
    _moments(below.subplots(), opened, lang)
    index = lang != "zh"
    found = opened.summary
    told = f"{found['title']['en' if index else 'zh']}  ·  {WORDS['bands'][index]}  ·  {WORDS['simulated'][index]}"
    figure.supxlabel(told, fontsize=7.5, color=GREY, x=0.01, ha="left")
    return figure


def _parameter(ax: Axes, opened: CalibrationFolder, row: Any, lang: str) -> None:
    """Flat prior, histogram of the weighted draws, the present value and the estimate."""
    index = lang != "zh"
    low, high = (
        (np.log(row.low), np.log(row.high)) if row.distribution == "log_uniform" else (row.low, row.high)
    )
    values = opened.posterior[f"parameter.{row.name}"].to_numpy()
    edges = np.linspace(low, high, STEPS + 1)
    edges = np.exp(edges) if row.distribution == "log_uniform" else edges
    shares = np.histogram(values, edges, weights=opened.posterior["weight"].to_numpy())[0] * STEPS
    ax.stairs(np.ones(STEPS), edges, color=GREY, fill=True, alpha=0.22, label=WORDS["prior"][index])
    ax.stairs(shares, edges, color=COLOURS[0], fill=True, alpha=0.55, label=WORDS["posterior"][index])
    ax.axvline(row.present, color=GREY, ls="--", lw=1.2, label=WORDS["present"][index])
    ax.axvline(row.estimate, color=COLOURS[1], lw=1.4, label=WORDS["estimate"][index])
    if row.distribution == "log_uniform":
        ax.set_xscale("log")
    ax.set_yticks([])
    ax.grid(False)
    name = opened.name_of(row, lang)
    ax.set_title("\n".join(wrap(name, 24 if index else 12)), fontsize=9)
    said = f"{WORDS['shrinkage'][index]} {row.shrinkage:.2f}"
    said += "" if row.identified else f"{', ' if index else '，'}{WORDS['stays'][index]}"
    ax.set_xlabel(f"{row.unit}\n{said}" if index and row.unit else said, fontsize=8)


def _moments(ax: Axes, opened: CalibrationFolder, lang: str) -> None:
    """Bars of prior and posterior and the present mean, as standard errors away from what was observed."""
    index = lang != "zh"
    rows = opened.moments
    scale = np.sqrt(rows["uncertainty"] ** 2 + rows["chance_sd"] ** 2)
    at = np.arange(len(rows))[::-1]

    def apart(column: str) -> np.ndarray:
        return np.clip(((rows[column] - rows["observed"]) / scale).to_numpy(), -LIMIT, LIMIT)

    for name, colour, alpha, height in (("prior", GREY, 0.22, 0.72), ("posterior", COLOURS[0], 0.55, 0.36)):
        left, right = apart(f"{name}_q05"), apart(f"{name}_q95")
        ax.barh(at, right - left, height, left, color=colour, alpha=alpha, lw=0)
    ax.plot(apart("present"), at, "|", color="#444444", ms=11, mew=1.6, label=WORDS["present"][index])
    ax.plot(apart("estimate"), at, "o", color=COLOURS[1], ms=5, label=WORDS["estimate"][index])
    ax.axvline(0.0, color="#000000", lw=0.9)
    names = [opened.name_of(row, lang) for row in rows.itertuples()]
    held = rows["weight"].to_numpy() == 0
    ax.set_yticks(
        at, [name + (WORDS["held_out"][index] if out else "") for name, out in zip(names, held, strict=True)]
    )
    ax.set_xlim(-LIMIT, LIMIT)
    ax.grid(True, axis="x", color="#E5E5E5")
    ax.grid(False, axis="y")
    ax.set_title(WORDS["moments"][index])
    ax.legend(fontsize=7.5, frameon=False, loc="lower right")


@contextmanager
def _style(opened: CalibrationFolder, lang: str) -> Iterator[str]:
    """Draw in a language that has a font here; the global state is left as it was."""
    import matplotlib

    texts = {zh for zh, _ in WORDS.values()} | {opened.summary["title"]["zh"]}
    texts |= set(opened.moments["zh"]) | set(opened.parameters["zh"])
    drawn, families = usable_language(lang, frozenset(texts))
    settings: Any = {
        "font.family": list(families),
        "font.size": 9.0,
        # One weight a title: Chinese fonts seldom come with a bold face.
        "axes.titleweight": "normal" if drawn == "zh" else "bold",
        "axes.titlelocation": "left",
        "axes.titlesize": 10.0,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#999999",
        "axes.axisbelow": True,
        "xtick.color": "#444444",
    }
    with matplotlib.rc_context(settings):
        yield drawn
