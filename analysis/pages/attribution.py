"""The page of an attribution: what each member brings by place, how surely, and which members help one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from rich.table import Table

from analysis.attribution import Attribution
from analysis.folder import Folder
from analysis.labels import choose, indicator_name, money_unit
from analysis.tables import table_of, titled
from analysis.years import How
from sim.indicators import REAL_YUAN, SHARE, YUAN

INDICATORS = ("gdp_real", "income_rural")
WIDEST = 14
"""Letters in a line of a heading; half as many Chinese ones."""
MOST_PAIRS = 12
"""Pairs of members listed, the strongest first."""


@dataclass(frozen=True)
class Scale:
    """How effects of a table are written: divided by `unit`, with so many digits."""

    per: float
    unit: str
    digits: int

    @classmethod
    def of(cls, unit: str, largest: float, relative: bool, lang: str) -> Scale:
        """The scale for effects up to a size."""
        if unit in (YUAN, REAL_YUAN):
            per, name = money_unit(largest, lang)
            name += "" if lang == "zh" else " yuan"
        elif unit == SHARE:
            per = 0.01
            name = "%" if relative else choose("个百分点", "percentage points", lang)
        else:
            per, name = 1.0, unit
        size = largest / per
        digits = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 3 if size >= 0.1 else 4
        return cls(per, name, digits)

    def text(self, value: float, sign: bool = True) -> str:
        """A value with its sign; exactly zero is written 0."""
        if np.isnan(value):
            return "–"
        if value == 0.0:
            return "0"
        return f"{value / self.per:{'+' if sign else ''}.{self.digits}f}"


def page(
    folder: Path,
    lang: str,
    indicators: Sequence[str] = (),
    places: Sequence[str] = (),
    year: int | None = None,
    how: How = "pct",
) -> tuple[list[Any], Path | None, str]:
    """Tables by place, member and pair for each indicator, and the waterfall of the first place."""
    from analysis.figures.waterfall import save_picture

    found = Attribution(Folder(folder))
    keys = list(indicators) or list(INDICATORS)
    named = list(places) or _usual_places(found.folder)
    wanted = [place.id for name in named for place in _places(found.folder, name)]
    shown: list[Any] = []
    for key in keys:
        table = found.table(key, year, wanted, how)
        pairs = found.interactions(key, year, wanted[:1], how)
        shown += [by_place(table, lang), by_member(table, lang), by_pair(found, pairs, table, lang)]
    shown += notes(found, table, lang)
    try:
        picture, note = save_picture(found, keys, wanted[0], year, how, lang)
    except ImportError:
        return shown, None, ""
    return shown, picture, note


def _usual_places(folder: Folder) -> list[str]:
    return ["city", *(group.id for group in folder.places.areas()), "counties"]


def _places(folder: Folder, name: str) -> list[Any]:
    return folder.places.at("county") if name == "counties" else folder.places.several(name)


def _title(table: pd.DataFrame, lang: str, scale: Scale) -> str:
    row = table.iloc[0]
    against = choose("与没有该组合时之差", "against no package", lang, " ")
    count = f"n = {row['n']}"
    return f"{indicator_name(row['indicator'], lang)} · {row['year']} · {scale.unit} · {against} · {count}"


def _scale(table: pd.DataFrame, lang: str) -> Scale:
    largest = float(table["mean"].abs().max())
    return Scale.of(table["unit"].iloc[0], largest, table["how"].iloc[0] == "pct", lang)


def _name(row: Any, what: str, lang: str) -> str:
    zh, en = row[f"{what}_zh"], row[f"{what}_en"]
    return choose(zh or en, en or zh, lang, "\n" if what == "title" else " ")


def _heading(row: Any, lang: str) -> str:
    """The title of a member as the heading of a column, in lines of a bounded width."""
    return "\n".join(
        part
        for line in _name(row, "title", lang).splitlines()
        for part in wrap(line, WIDEST if line.isascii() else WIDEST // 2)
    )


def by_place(table: pd.DataFrame, lang: str) -> Any:
    """Places down, members across: the mean, and under it half of its 95 % interval."""
    scale = _scale(table, lang)
    members = table.drop_duplicates("member")
    heads = ["", *(_heading(row, lang) for _, row in members.iterrows())]
    shown = table_of(heads)
    for place in table["place"].drop_duplicates():
        rows = table[table["place"] == place].set_index("member")
        cells = [_with_half(rows.loc[member], scale) for member in members["member"]]
        shown.add_row(_name(rows.iloc[0], "name", lang), *cells)
    what = choose(
        "各组的贡献（Shapley 值，±为95%区间之半）",
        "what each brings (Shapley value, ± half its 95 % interval)",
        lang,
        " ",
    )
    return titled(f"{_title(table, lang, scale)}\n{what}", shown)


def _with_half(row: Any, scale: Scale) -> str:
    half = (row["high"] - row["low"]) / 2
    return scale.text(row["mean"]) + ("" if np.isnan(half) else f"\n±{scale.text(half, sign=False)}")


def by_member(table: pd.DataFrame, lang: str) -> Any:
    """Members of the first place: value, interval, share of replicates above zero, alone and last."""
    first = table[table["place"] == table["place"].iloc[0]]
    scale = _scale(first, lang)
    words = (
        ("政策组", "Member"),
        ("贡献", "Value"),
        ("95%区间", "95 % interval"),
        ("为正比例", "Above 0"),
        ("单独实施", "Alone"),
        ("最后加入", "Last"),
    )
    shown = table_of([choose(zh, en, lang, "\n") for zh, en in words])
    order = first[first["member"] != "total"].sort_values("mean", ascending=False)
    for _, row in pd.concat([order, first[first["member"] == "total"]]).iterrows():
        ends = "–" if np.isnan(row["low"]) else f"{scale.text(row['low'])}…{scale.text(row['high'])}"
        numbers = [scale.text(row["mean"]), ends, f"{100 * row['share_positive']:.0f} %"]
        ways = [scale.text(row[way]) for way in ("alone", "last")]
        shown.add_row(_name(row, "title", lang), *numbers, *ways)
    return titled(f"{_name(first.iloc[0], 'name', lang)} · {_title(first, lang, scale)}", shown)


def by_pair(found: Attribution, pairs: pd.DataFrame, table: pd.DataFrame, lang: str) -> Any:
    """The strongest interactions of the first place."""
    known = pairs[pairs["mean"].notna()]
    strongest = known.reindex(known["mean"].abs().sort_values(ascending=False, kind="stable").index)
    strongest = strongest.head(MOST_PAIRS)
    if strongest.empty:
        return choose(
            "没有抽到可算交互作用的组合", "no interaction can be told from the orders drawn", lang, "\n"
        )
    scale = _scale(strongest, lang)
    values = table[table["place"] == table["place"].iloc[0]].set_index("member")["mean"]
    words = (("两组", "Pair"), ("交互作用", "Interaction"), ("95%区间", "95 % interval"), ("", ""))
    shown: Table = table_of([choose(zh, en, lang, "\n") for zh, en in words])
    shown.columns[3].justify = "left"
    for _, row in strongest.iterrows():
        both = (row["one"], row["other"])
        zh, en = (" × ".join(found.title(one, way) for one in both) for way in ("zh", "en"))
        ends = "–" if np.isnan(row["low"]) else f"{scale.text(row['low'])}…{scale.text(row['high'])}"
        signs = {float(np.sign(values[one])) for one in both}
        shown.add_row(choose(zh, en, lang, "\n"), scale.text(row["mean"]), ends, _meaning(row, signs, lang))
    place = _name(strongest.iloc[0], "name", lang)
    left = len(pairs) - len(strongest)
    more = choose(f"（另有{left}对较弱）", f" ({left} weaker pairs left out)", lang, "") if left else ""
    what = choose("哪些组互相加强、互相替代", "which members help or replace one another", lang, " ")
    return titled(f"{place} · {indicator_name(row['indicator'], lang)} · {scale.unit} · {what}{more}", shown)


def _meaning(row: Any, signs: set[float], lang: str) -> str:
    """What an interaction says of two members with these signs of their own values."""
    if row["mean"] == 0.0:
        return choose("互不影响", "none", lang)
    if np.isnan(row["low"]) or row["low"] <= 0.0 <= row["high"]:
        return choose("方向不确定", "direction uncertain", lang)
    if len(signs) > 1 or 0.0 in signs:
        above = row["mean"] > 0.0
        return (
            choose("合起来更高", "higher together", lang)
            if above
            else choose("合起来更低", "lower together", lang)
        )
    stronger = np.sign(row["mean"]) in signs
    return (
        choose("互相加强", "strengthen each other", lang) if stronger else choose("部分替代", "overlap", lang)
    )


def notes(found: Attribution, table: pd.DataFrame, lang: str) -> list[str]:
    """What the numbers mean, how coalitions were drawn, and replicates left out."""
    said = [
        choose(
            "各组贡献之和恰为全部效果（逐次重复成立）；单独实施之和与全部之差，即交互作用。",
            "Values sum to the whole effect in every replicate; effects alone need not: the rest is interaction.",
            lang,
            "\n",
        )
    ]
    if found.orders and table.loc[table["member"] != "total", "sampling_error"].isna().any():
        said.append(
            choose(
                f"组数多于8，仅由 {found.orders} 个抽样次序估计：抽样误差无从得知，故各组不给区间；请增加次序。",
                f"More than 8 members, estimated from {found.orders} sampled orders only: their error is unknown, so "
                "members have no interval; sample more orders.",
                lang,
                "\n",
            )
        )
    elif orders := found.orders:
        said.append(
            choose(
                f"组数多于8，由 {orders} 个抽样次序估计；区间已含抽样误差。",
                f"More than 8 members: estimated from {orders} sampled orders; the intervals hold that error too.",
                lang,
                "\n",
            )
        )
    left_out = int(table["left_out"].iloc[0])
    if left_out:
        n = int(table["n"].iloc[0])
        said.append(
            choose(
                f"有运行失败：{left_out} 次重复缺组合，已剔除，余 {n} 次。",
                f"Runs failed: {left_out} replicates lack a coalition and are left out; {n} remain.",
                lang,
                "\n",
            )
        )
    return said
