"""The frontier of a goal: what each mix costs and how surely it meets the targets; confirmed mixes with intervals."""

from __future__ import annotations

from pathlib import Path

from analysis.figures.pareto import draw_frontier
from analysis.figures.style import COLOURS, DASHED, GREY, page
from analysis.folder import Folder
from analysis.goals import GoalAnswer, Mix
from analysis.labels import WORDS, axis_scale
from sim.indicators import YUAN

PICTURE = "frontier.png"
SAID = {
    "title": ("怎样才能达标：成本与达标概率", "What would it take: cost and probability"),
    "cost": (
        "政策总成本（全期实付，不贴现）",
        "cost of all policies (paid over all quarters, not discounted)",
    ),
    "probability": ("全部目标达到的模拟占比，%", "share of runs that meet every goal, %"),
    "tried": ("搜索中的组合", "mixes of the search"),
    "frontier": ("搜索的前沿（搜索自身的随机数）", "frontier of the search (its own chance)"),
    "confirmed": ("以新的随机数复核，95%区间", "tried again with fresh chance, 95 % interval"),
    "answer": ("最省且达到要求", "cheapest that does"),
    "stated": ("原定规模", "stated sizes"),
    "wanted": ("要求", "wanted"),
}


def save_frontier(folder: Path, found: GoalAnswer, lang: str) -> Path:
    """Save `frontier.png`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    opened = Folder(folder)
    with page(opened, lang) as drawn:
        index = 0 if drawn == "zh" else 1
        figure = Figure(figsize=(8.2, 5.2), layout="constrained", dpi=110)
        FigureCanvasAgg(figure)
        ax = figure.subplots()
        largest = max(one.cost for one in (*found.tried, *found.confirmed))
        scale, unit = axis_scale(YUAN, largest, drawn)

        def at(mixes: list[Mix]) -> tuple[list[float], list[float]]:
            return [one.cost / scale for one in mixes], [100 * one.probability for one in mixes]

        def said(key: str) -> str:
            return SAID[key][index]

        ax.axhline(100 * found.probability, color=GREY, lw=1.0, ls=DASHED)
        ax.annotate(
            f"{said('wanted')} {100 * found.probability:.0f} %",
            (0.0, 100 * found.probability),
            xycoords=("axes fraction", "data"),
            xytext=(3, 3),
            textcoords="offset points",
            ha="left",
            fontsize=8,
            color=GREY,
        )
        ax.plot(*at(found.tried), "o", ms=4, color="#BBBBBB", label=said("tried"))
        costs, shares = at(found.frontier())
        draw_frontier(ax, costs, shares, said("frontier"))
        costs, shares = at(found.confirmed)
        ends = [[100 * (one.probability - one.low) for one in found.confirmed],
                [100 * (one.high - one.probability) for one in found.confirmed]]  # fmt: skip
        ax.errorbar(costs, shares, ends, fmt="s", ms=5, color=COLOURS[1], lw=1.3, label=said("confirmed"))
        if found.best is not None:
            ax.plot(*at([found.best]), "o", ms=14, mfc="none", mec="black", mew=1.4, label=said("answer"))
        if found.stated is not None:
            ax.plot(*at([found.stated]), "D", ms=7, mfc="none", mec=COLOURS[2], mew=1.6, label=said("stated"))
        ax.set_ylim(-4, 104)
        ax.set_title(said("title"))
        ax.set_xlabel(f"{said('cost')}, {unit}")
        ax.set_ylabel(said("probability"))
        ax.legend(fontsize=8, frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3)
        identity, versions = opened.manifest["identity"], opened.manifest["versions"]
        figure.supxlabel(
            f"{WORDS['simulated'][index]}  ·  baiqianwan {versions['baiqianwan']} "
            f"({identity['code_hash'][:8]}), seed {identity['seed']}",
            fontsize=7.5,
            color="#555555",
            x=0.01,
            ha="left",
        )
    path = Path(folder) / PICTURE
    figure.savefig(path, metadata={"Software": None})
    return path
