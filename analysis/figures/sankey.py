"""Who paid whom for what: payers at the left, policies in the middle, recipients at the right; widths are money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.compare import Comparison
from analysis.figures.style import COLOURS, GREY, axes_or_new, page, source_line
from analysis.flows import FUND, LEAKED, OTHERS, SOURCE, USE, Flows, flows_between
from analysis.labels import WORDS, in_unit, money, money_unit, say
from analysis.tables import short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
"""Parties of a side and policies; the smallest beyond stand together."""
GAP = 0.022
"""Space between two bars, of the height of the picture."""
BAR = 0.018
AT = (0.0, 0.5, 1.0)
"""Left edges of the three rows of bars, of the width between the outer ones."""
OF_PURSE = {"UP": 1, "RX": 2, "HH": 3, "F": 3, "VC": 3, "CI": 5}
"""Colour of a party; budgets of counties have the first."""
LINKS = ("step", "start", "start_zh", "start_en", "end", "end_zh", "end_en", "yuan_total", "yuan")


def sankey_data(
    comparison: Comparison, scenario: str | None = None, policy: str | None = None, most: int = MOST
) -> pd.DataFrame:
    """The bands of the figure: step 0 from payers to policies, step 1 from policies to recipients.

    Columns: step, start and end with their names in both languages, yuan_total (whole yuan, summed over pairs), yuan
    (mean). A payer who pays less than in the baseline stands with what he saved at the right, a recipient who gets less
    at the left, so that no width is negative; both steps add up to the same yuan.
    """
    flows = flows_between(comparison, scenario or comparison.scenarios[0], policy)
    return links_of(flows, most)


def links_of(flows: Flows, most: int = MOST) -> pd.DataFrame:
    """The bands of some flows."""
    table = flows.table.groupby(["side", "node", "zh", "en", "policy", "policy_zh", "policy_en"], sort=False)
    table = table["yuan_total"].sum().reset_index()
    turned = table["yuan_total"] < 0
    other = table["side"].map({SOURCE: USE, USE: SOURCE})
    table = table.assign(side=table["side"].where(~turned, other), yuan_total=table["yuan_total"].abs())
    table = _joined(table, "policy", ("policy_zh", "policy_en"), most)
    parts = []
    for step, side in enumerate((SOURCE, USE)):
        mine = _joined(table[table["side"] == side], "node", ("zh", "en"), most)
        names = {"node": "start", "zh": "start_zh", "en": "start_en"}
        others = {"policy": "end", "policy_zh": "end_zh", "policy_en": "end_en"}
        if side == USE:
            names, others = (
                {old: new.replace("start", "end") for old, new in names.items()},
                {old: new.replace("end", "start", 1) for old, new in others.items()},
            )
        parts.append(mine.rename(columns=names | others).assign(step=step))
    links = pd.concat(parts) if parts else pd.DataFrame(columns=list(LINKS))
    keys = [name for name in LINKS if not name.startswith("yuan")]
    links = links.groupby(keys, sort=False)["yuan_total"].sum().reset_index()
    links = links[links["yuan_total"] > 0].assign(
        yuan=lambda found: found["yuan_total"] / max(flows.pairs, 1)
    )
    return links[list(LINKS)].reset_index(drop=True)


def _joined(table: pd.DataFrame, key: str, names: tuple[str, str], most: int) -> pd.DataFrame:
    """The table with the smallest of a kind under one name, so that no more than `most` are left."""
    sums = table.groupby(key, sort=False)["yuan_total"].sum().sort_values(ascending=False, kind="stable")
    if len(sums) <= most:
        return table
    small = table[key].isin(sums.index[most - 1 :])
    zh, en = WORDS[OTHERS]
    count = len(sums) - most + 1
    said = {key: OTHERS, names[0]: f"{zh}（{count}）", names[1]: f"{en} ({count})"}
    return table.assign(**{name: table[name].where(~small, value) for name, value in said.items()})


def sankey(
    comparison: Comparison,
    scenario: str | None = None,
    policy: str | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the money of policies against the baseline, mean over pairs. Returns the Axes, never shows them."""
    folder = comparison.folder
    name = scenario or comparison.scenarios[0]
    links = sankey_data(comparison, name, policy)
    more = frozenset(links["start_zh"]) | frozenset(links["end_zh"])
    with page(folder, lang, more) as drawn:
        new = ax is None
        ax = axes_or_new(ax)
        if new:
            ax.figure.set_size_inches(9.4, 6.2)  # type: ignore[union-attr]
        ax.set_axis_off()
        ax.set_xlim(-0.34, 1.36)
        title = str(folder.manifest["titles"][name].get(drawn) or name)
        if links.empty:
            ax.text(0.5, 0.5, say("flows_none", drawn), ha="center")
            ax.set_title(title)
            return ax
        _draw(ax, links, drawn)
        ax.set_title(_headline(links, title, drawn), pad=22)
        count = len(comparison.pairs[name])
        ax.text(
            -0.34,
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


def _draw(ax: Axes, links: pd.DataFrame, lang: str) -> None:
    columns = [
        _bars(links[links["step"] == 0], "start", lang),
        _bars(links[links["step"] == 0], "end", lang),
        _bars(links[links["step"] == 1], "end", lang),
    ]
    total = float(links.loc[links["step"] == 0, "yuan"].sum())
    tall = 1.0 - GAP * max(len(column) for column in columns)
    tops = [_tops(column, total, tall) for column in columns]
    scale, unit = money_unit(total, lang)
    for step in (0, 1):
        left, right = dict(tops[step]), dict(tops[step + 1])
        mine = links[links["step"] == step]
        starts, ends = (
            {key: at for at, key in enumerate(column.index)} for column in columns[step : step + 2]
        )
        rows = sorted(mine.itertuples(), key=lambda row: (starts[row.start], ends[row.end]))
        from_at = {}
        for row in rows:
            from_at[row.Index] = left[row.start]
            left[row.start] -= row.yuan / total * tall
        for row in sorted(mine.itertuples(), key=lambda row: (ends[row.end], starts[row.start])):
            height = row.yuan / total * tall
            party = row.start if step == 0 else row.end
            _band(
                ax, AT[step] + BAR, AT[step + 1], from_at[row.Index], right[row.end], height, _colour(party)
            )
            right[row.end] -= height
    for at, (column, top) in enumerate(zip(columns, tops, strict=True)):
        for key, bar in column.iterrows():
            height = bar["yuan"] / total * tall
            colour = GREY if at == 1 else _colour(str(key))
            ax.bar(AT[at], height, BAR, top[key] - height, align="edge", color=colour, lw=0)
            amount = in_unit(bar["yuan"], scale, 1 if bar["yuan"] >= 10 * scale else 2)
            label = f"{short(bar['name'], 34 if at == 1 else 22)} {amount}"
            x, side = (
                (AT[0] - 0.012, "right"),
                (AT[1] + BAR + 0.006, "left"),
                (AT[2] + BAR + 0.012, "left"),
            )[at]
            box: Any = {"fc": "white", "ec": "none", "alpha": 0.65, "pad": 0.6} if at == 1 else None
            ax.text(
                x, top[key] - height / 2, label, ha=side, va="center", fontsize=7.5, color="#222222", bbox=box
            )
    heads = (
        ("flows_paid", -0.012, "right"),
        ("flows_policies", 0.5, "left"),
        ("flows_received", 1.03, "left"),
    )
    suffix = unit if lang == "zh" else f"{unit} yuan"
    for key, x, side in heads:
        ax.text(x, 1.015, f"{say(key, lang)} · {suffix}", ha=side, fontsize=8, color="#444444")


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


__all__ = ["links_of", "sankey", "sankey_data"]
