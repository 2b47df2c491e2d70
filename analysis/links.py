"""The bands of a Sankey of flows: what is small stands together, policies by the theme of the ledger they belong to."""

from __future__ import annotations

import pandas as pd

from analysis.flows import OTHERS, SOURCE, USE, Flows
from analysis.labels import WORDS

MOST = 12
"""Parties of a side; the smallest beyond stand together."""
MOST_POLICIES = 14
"""Policies and themes in the middle."""
SMALL = 0.01
"""Themes that are less than this of all money together stand as others."""
THEME = "theme:"
LINKS = ("step", "start", "start_zh", "start_en", "end", "end_zh", "end_en", "yuan_total", "yuan")
PARTY, POLICY = ("node", "zh", "en"), ("policy", "policy_zh", "policy_en")


def links_of(flows: Flows, most: int = MOST, most_policies: int = MOST_POLICIES) -> pd.DataFrame:
    """The bands of some flows: step 0 from payers to policies, step 1 from policies to recipients.

    Columns: step, start and end with their names in both languages, yuan_total (whole yuan, summed over pairs), yuan
    (mean). A payer who pays less than in the baseline stands with what he saved at the right, a recipient who gets less
    at the left, so that no width is negative; both steps add up to the same yuan.
    """
    table = (
        flows.table.groupby(["side", *PARTY, *POLICY, "theme"], sort=False)["yuan_total"].sum().reset_index()
    )
    turned = table["yuan_total"] < 0
    other = table["side"].map({SOURCE: USE, USE: SOURCE})
    table = table.assign(side=table["side"].where(~turned, other), yuan_total=table["yuan_total"].abs())
    table = by_theme(table, most_policies)
    parts = [
        _step(joined(table[table["side"] == side], PARTY, most), step)
        for step, side in enumerate((SOURCE, USE))
    ]
    links = pd.concat(parts)
    keys = [name for name in LINKS if not name.startswith("yuan")]
    links = links.groupby(keys, sort=False)["yuan_total"].sum().reset_index()
    links = links[links["yuan_total"] > 0]
    links = links.assign(yuan=links["yuan_total"] / max(flows.pairs, 1))
    return links[list(LINKS)].reset_index(drop=True)


def _step(table: pd.DataFrame, step: int) -> pd.DataFrame:
    """Rows of one side as bands: parties begin the first step and end the second."""
    ends = ("start", "end") if step == 0 else ("end", "start")
    names: dict[str, str] = {}
    for columns, end in zip((PARTY, POLICY), ends, strict=True):
        names |= dict(zip(columns, (end, f"{end}_zh", f"{end}_en"), strict=True))
    return table.rename(columns=names).assign(step=step)


def joined(table: pd.DataFrame, columns: tuple[str, str, str], most: int) -> pd.DataFrame:
    """The table with the smallest of a kind under one name, so that no more than `most` are left."""
    sums = _sizes(table, columns[0])
    if len(sums) <= most:
        return table
    small = sums.index[most - 1 :]
    return _renamed(table, columns, {str(one): _others(len(small)) for one in small})


def by_theme(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """The table with policies under their themes where there are more than `most`, the dearest still by their own name.

    Themes first, the smallest as others; then policies leave their theme, the dearest first, while there is room. A
    policy that is alone in its theme keeps its name; without themes all but the dearest are others.
    """
    sizes = _sizes(table, "policy")
    if len(sizes) <= most:
        return table
    themes = _large_themes(table, most)
    theme_of = table.drop_duplicates("policy").set_index("policy")["theme"]
    members: dict[str, list[str]] = {}
    for name in sizes.index:
        theme = theme_of[name] if theme_of[name] in themes else ""
        members.setdefault(theme, []).append(str(name))
    whole, room = {theme: len(names) for theme, names in members.items()}, most - len(members)
    while room > 0:
        # The first of a theme is its dearest.
        theme = max((one for one in members if len(members[one]) > 1), key=lambda one: sizes[members[one][0]])
        members[theme].pop(0)
        room -= 1
    said = {
        name: _theme_name(theme, len(names), len(names) < whole[theme])
        for theme, names in members.items()
        if len(names) > 1
        for name in names
    }
    return _renamed(table, POLICY, said)


def _large_themes(table: pd.DataFrame, most: int) -> set[str]:
    """The themes that stand for themselves: those without the smallest that are next to nothing together."""
    sums = _sizes(table[table["theme"] != ""], "theme")
    small = sums[::-1].cumsum() < SMALL * table["yuan_total"].sum()
    return set(sums.index.difference(small[small].index, sort=False)[: most - 1])


def _theme_name(theme: str, count: int, split: bool) -> tuple[str, str, str]:
    """Id and names of what stands under a theme: how many, and that the dearest stand elsewhere."""
    key = f"ledger_{theme}"
    if key not in WORDS:
        return _others(count)
    zh, en = WORDS[key]
    zh, en = (f"其余{zh}", f"Other {en[0].lower()}{en[1:]}") if split else (zh, en)
    return THEME + theme, f"{zh}（{count}项）", f"{en} ({count})"


def _others(count: int) -> tuple[str, str, str]:
    zh, en = WORDS[OTHERS]
    return OTHERS, f"{zh}（{count}）", f"{en} ({count})"


def _sizes(table: pd.DataFrame, key: str) -> pd.Series:
    """Money by a column, the largest first."""
    return table.groupby(key, sort=False)["yuan_total"].sum().sort_values(ascending=False, kind="stable")


def _renamed(
    table: pd.DataFrame, columns: tuple[str, str, str], said: dict[str, tuple[str, str, str]]
) -> pd.DataFrame:
    """The table with id and both names of some exchanged."""
    old = table[columns[0]]
    told = {
        column: [said[one][at] if one in said else kept for one, kept in zip(old, table[column], strict=True)]
        for at, column in enumerate(columns)
    }
    return table.assign(**told)
