"""Who paid whom for what: payers at the left, policies in the middle, recipients at the right; widths are money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.compare import Comparison
from analysis.figures.lettering import balanced
from analysis.figures.lettering import title as set_headline
from analysis.figures.style import COLOURS, GREY, axes_or_new, page, source_line
from analysis.flows import FUND, LEAKED, OTHERS
from analysis.labels import in_unit, money, money_unit, say
from analysis.links import MOST, THEME, links_of
from analysis.tables import short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GAP = 0.022
"""Space between two bars, of the height of the picture."""
BAR = 0.018
ENDS = (-0.34, 1.36)
"""Where names beside the outer bars end, of the width between these."""
NAMES = 7.5
"""Points of names."""
AT = (0.0, 0.42, 1.0)
"""Left edges of the three rows of bars, of the width between the outer ones."""
OF_PURSE = {"UP": 1, "RX": 2, "HH": 3, "F": 3, "VC": 3, "CI": 5}
"""Colour of a party; budgets of counties have the first."""


def sankey_data(
    comparison: Comparison, scenario: str | None = None, policy: str | None = None, most: int = MOST
) -> pd.DataFrame:
    """What `sankey` draws: the bands of `links_of`; their sources equal their uses to the yuan."""
    return links_of(comparison.flows(scenario, policy), most)


def sankey(
    comparison: Comparison,
    scenario: str | None = None,
    policy: str | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the money of policies against the baseline, mean over pairs. Returns the Axes, never shows them."""
    folder = comparison.folder
    name = comparison.one(scenario)
    links = sankey_data(comparison, name, policy)
    more = frozenset(links["start_zh"]) | frozenset(links["end_zh"])
    with page(folder, lang, more) as drawn:
        new = ax is None
        ax = axes_or_new(ax)
        if new:
            ax.figure.set_size_inches(9.4, 6.2)  # type: ignore[union-attr]
        ax.set_axis_off()
        ax.set_xlim(*ENDS)
        title = str(folder.manifest["titles"][name].get(drawn) or name)
        if links.empty:
            ax.text(0.5, 0.5, say("flows_none", drawn), ha="center")
            ax.set_title(title)
            return ax
        _draw(ax, links, drawn)
        set_headline(ax, _headline(links, title, drawn), 34.0 if _counts(links) else 22.0, left=8.0)
        count = len(comparison.pairs[name])
        ax.text(
            ENDS[0],
            -0.04,
            source_line(folder, drawn, count, band="flows_note"),
            fontsize=7,
            color="#666666",
            va="top",
        )
        ax.set_ylim(-0.10, 1.0)
    return ax


def _headline(links: pd.DataFrame, title: str, lang: str) -> str:
    """How much, who paid most, who received most: computed from the bands."""
    first, second = links[links["step"] == 0], links[links["step"] == 1]
    payer, receiver = (_largest(part, end, lang) for part, end in ((first, "start"), (second, "end")))
    size = float(first["yuan"].sum())
    if lang == "zh":
        return f"{title}：政策资金{money(size, lang)}；出资最多：{payer}；到账最多：{receiver}"
    return f"{title}: {money(size, lang)} yuan; largest payer: {payer}; largest recipient: {receiver}"


def _largest(part: pd.DataFrame, end: str, lang: str) -> str:
    """The largest party at one end; what is left in funds or joined is nobody."""
    known = part[~part[end].isin([FUND, LEAKED, OTHERS])]
    known = known if len(known) else part
    sums = known.groupby(f"{end}_{lang}", sort=False)["yuan"].sum()
    return f"{sums.idxmax()} {money(float(sums.max()), lang)}"


@dataclass(frozen=True, eq=False)
class Laid:
    """Three rows of bars: size and name of each, its upper edge; `tall` is the height of all money, `total` yuan."""

    columns: list[pd.DataFrame]
    tops: list[dict[str, float]]
    tall: float
    total: float

    def height(self, yuan: float) -> float:
        """How tall an amount is drawn."""
        return yuan / self.total * self.tall


def _laid(links: pd.DataFrame, lang: str) -> Laid:
    first, second = (links[links["step"] == step] for step in (0, 1))
    columns = [_bars(first, "start", lang), _bars(first, "end", lang), _bars(second, "end", lang)]
    total = float(first["yuan"].sum())
    tall = 1.0 - GAP * max(len(column) for column in columns)
    return Laid(columns, [_tops(column, total, tall) for column in columns], tall, total)


def _draw(ax: Axes, links: pd.DataFrame, lang: str) -> None:
    laid = _laid(links, lang)
    for step in (0, 1):
        _draw_step(ax, links[links["step"] == step], laid, step)
    scale, unit = money_unit(laid.total, lang)
    for at in range(len(AT)):
        _draw_bars(ax, laid, at, scale)
    heads = (
        ("flows_paid", -0.012, "right"),
        ("flows_policies", AT[1], "left"),
        ("flows_received", 1.03, "left"),
    )
    suffix = unit if lang == "zh" else f"{unit} yuan"
    counted = _counts(links)
    for key, x, side in heads:
        more = f"\n{say('flows_counted', lang)}" if counted and key == "flows_policies" else ""
        said = f"{say(key, lang)} · {suffix}{more}"
        ax.text(x, 1.015, said, ha=side, va="bottom", fontsize=8, color="#444444", linespacing=1.1)


def _counts(links: pd.DataFrame) -> bool:
    """Whether some policies stand together, with their number in brackets."""
    return any(str(key).startswith((THEME, OTHERS)) for key in links.loc[links["step"] == 1, "start"])


def _draw_step(ax: Axes, links: pd.DataFrame, laid: Laid, step: int) -> None:
    """The bands between two rows of bars; at each bar they stand in the order of the bars at their other ends."""
    left, right = dict(laid.tops[step]), dict(laid.tops[step + 1])
    starts, ends = (
        {key: at for at, key in enumerate(column.index)} for column in laid.columns[step : step + 2]
    )
    rows: list[Any] = list(links.itertuples())
    tops = {}
    for row in sorted(rows, key=lambda row: (starts[row.start], ends[row.end])):
        tops[row.Index] = left[row.start]
        left[row.start] -= laid.height(row.yuan)
    for row in sorted(rows, key=lambda row: (ends[row.end], starts[row.start])):
        height = laid.height(row.yuan)
        colour = _colour(row.start if step == 0 else row.end)
        _band(ax, AT[step] + BAR, AT[step + 1], tops[row.Index], right[row.end], height, colour)
        right[row.end] -= height


def _draw_bars(ax: Axes, laid: Laid, at: int, scale: float) -> None:
    """A row of bars, each with its name and amount beside it; those of the middle stand on the bands."""
    x, side = ((AT[0] - 0.012, "right"), (AT[1] + BAR + 0.006, "left"), (AT[2] + BAR + 0.012, "left"))[at]
    box: Any = {"fc": "white", "ec": "none", "alpha": 0.65, "pad": 0.6} if at == 1 else None
    figure: Any = ax.figure.get_figure(root=True)
    spec = ax.get_subplotspec()
    columns = spec.get_gridspec().ncols if spec is not None else 1
    room = figure.get_size_inches()[0] * 72.0 / columns * (AT[2] - AT[1] - 2 * BAR) / (ENDS[1] - ENDS[0])
    for key, bar in laid.columns[at].iterrows():
        top, height = laid.tops[at][str(key)], laid.height(bar["yuan"])
        colour = GREY if at == 1 else _colour(str(key))
        ax.bar(AT[at], height, BAR, top - height, align="edge", color=colour, lw=0)
        amount = in_unit(bar["yuan"], scale, 1 if bar["yuan"] >= 10 * scale else 2)
        label = f"{short(bar['name'], 46 if at == 1 else 22)} {amount}"
        said = balanced(label, room / NAMES) if at == 1 else label
        ax.text(
            x, top - height / 2, said, ha=side, va="center", fontsize=NAMES, color="#222222", bbox=box, linespacing=1.05
        )  # fmt: skip


def _bars(links: pd.DataFrame, end: str, lang: str) -> pd.DataFrame:
    """Size and name of the bars of a column, the largest on top, what is joined or left over at the bottom."""
    found = links.groupby(end, sort=False).agg(yuan=("yuan", "sum"), name=(f"{end}_{lang}", "first"))
    found = found.sort_values("yuan", ascending=False, kind="stable")
    last = [key for key in (LEAKED, FUND, OTHERS) if key in found.index]
    return found.loc[[*(key for key in found.index if key not in last), *last]]


def _tops(column: pd.DataFrame, total: float, tall: float) -> dict[str, float]:
    """Upper edge of each bar, the column in the middle of the height."""
    spare = 1.0 - tall * float(column["yuan"].sum()) / total - GAP * (len(column) - 1)
    at, found = 1.0 - spare / 2, {}
    for key, size in column["yuan"].items():
        found[str(key)] = at
        at -= float(size) / total * tall + GAP
    return found


def _colour(party: str) -> str:
    if party in (FUND, LEAKED, OTHERS):
        return "#A0A0A0"
    return COLOURS[OF_PURSE.get(party, 0)]


def _band(ax: Axes, x0: float, x1: float, top0: float, top1: float, height: float, colour: str) -> None:
    """A band between two bars, its edges cubic curves that leave and arrive level."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    middle = (x0 + x1) / 2
    low0, low1 = top0 - height, top1 - height
    above = [(x0, top0), (middle, top0), (middle, top1), (x1, top1)]
    below = [(x1, low1), (middle, low1), (middle, low0), (x0, low0)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3]
    path = Path([*above, *below, above[0]], [*codes, Path.CLOSEPOLY])
    ax.add_patch(PathPatch(path, fc=colour, ec="none", alpha=0.38, lw=0))
