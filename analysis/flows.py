"""Who paid whom for what: money of policies from those who paid it to those who got it, sources = uses to the yuan.

Money comes into a policy when somebody pays into its fund, or pays for it directly; it is used when the fund or the
payer hands it to somebody outside the fund. What recipients then buy with it is not counted again. What came back to a
payer is taken off what he paid, and what still waits in a fund is a use of its own, so that for every policy

    paid in - given back = handed out + left in the fund.

All sums are whole yuan as the books have them; against a baseline they are differences over pairs of runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.folder import Folder
from analysis.labels import WORDS
from analysis.places import Places
from analysis.policy_flows import BOUGHT, PAID_IN, RETURNS, caused
from analysis.programmes import themes_of, titles_of
from sim.errors import InputError, unknown_name

if TYPE_CHECKING:
    from analysis.compare import Comparison

SOURCE, USE = "source", "use"
FUND, LEAKED, KEPT = "FD", "leakage", "kept"
BUDGETS = ("CG", "TG")
"""Holders of budgets that are told by county."""
NODES = {
    "CI": "city_budget",
    "UP": "flows_above",
    "RX": "flows_outside",
    "HH": "flows_households",
    "F": "flows_firms",
    "VC": "flows_collectives",
    FUND: "flows_kept",
    LEAKED: "flows_leaked",
}
"""Everybody else, and the word for him; other accounts stand as `flows_others`."""
OTHERS = "flows_others"
BOOKS = ("side", "node", "policy", "kind", "yuan")
COLUMNS = (
    "side",
    "node",
    "zh",
    "en",
    "policy",
    "policy_zh",
    "policy_en",
    "theme",
    "kind",
    "yuan_total",
    "yuan",
)


@dataclass(frozen=True, eq=False)
class Flows:
    """The money of policies of a scenario against a baseline.

    table: a row a side (`source`, `use`), party, policy and kind of flow, with `yuan_total` (whole yuan, summed over
    `pairs` pairs of runs) and `yuan` (mean of a pair). A party is a county's budget by its place id, or one of `CI`
    (city budget), `UP` (province and centre), `RX` (outside), `HH`, `F`, `VC` (collectives), `FD` (left in funds),
    `leakage`. A pairing and the programme it pays into are one policy; `theme` is the letter of its first item in the
    ledger of measures, empty where its file names none.
    """

    table: pd.DataFrame
    pairs: int
    scenario: str
    baseline: str

    @property
    def sources(self) -> pd.DataFrame:
        """What each party paid, the largest first: node, zh, en, yuan_total, yuan."""
        return self._sums(SOURCE)

    @property
    def uses(self) -> pd.DataFrame:
        """What each party got, the largest first: node, zh, en, yuan_total, yuan."""
        return self._sums(USE)

    @property
    def parties(self) -> pd.DataFrame:
        """What each party paid and got, by node: zh, en, paid and received in yuan, mean of a pair.

        Both columns have the same sum; funds and what leaked are parties that receive.
        """
        sums = self.table.pivot_table(
            index=["node", "zh", "en"], columns="side", values="yuan_total", aggfunc="sum", fill_value=0
        ).reindex(columns=[SOURCE, USE], fill_value=0)
        sums = sums.rename_axis(columns=None).rename(columns={SOURCE: "paid", USE: "received"})
        return (sums / max(self.pairs, 1)).reset_index(["zh", "en"])

    @property
    def policies(self) -> pd.DataFrame:
        """What each policy moved, the largest first: policy, policy_zh, policy_en, paid and used in whole yuan."""
        sums = self.table.pivot_table(
            index=["policy", "policy_zh", "policy_en"], columns="side", values="yuan_total", aggfunc="sum"
        )
        sums = sums.reindex(columns=[SOURCE, USE]).fillna(0).astype("int64").reset_index()
        sums = sums.rename_axis(columns=None).rename(columns={SOURCE: "paid", USE: "used"})
        return sums.sort_values("paid", ascending=False, kind="stable").reset_index(drop=True)

    @property
    def difference(self) -> int:
        """Sources less uses of all policies, yuan: zero."""
        sums = self.table.groupby("side")["yuan_total"].sum()
        return int(sums.get(SOURCE, 0)) - int(sums.get(USE, 0))

    def _sums(self, side: str) -> pd.DataFrame:
        mine = self.table[self.table["side"] == side]
        sums = mine.groupby(["node", "zh", "en"], sort=False)[["yuan_total", "yuan"]].sum().reset_index()
        return sums.sort_values("yuan_total", ascending=False, kind="stable").reset_index(drop=True)

    def __repr__(self) -> str:
        paid = int(self.table.loc[self.table["side"] == SOURCE, "yuan_total"].sum())
        moved = f"{self.table['policy'].nunique()} policies, {paid / max(self.pairs, 1):,.0f} yuan a pair"
        return f"<Flows of {self.scenario} against {self.baseline}: {moved}, {self.pairs} pairs>"

    def _repr_html_(self) -> str:
        from analysis.looks import flows_html

        return flows_html(self)


def flows_between(
    comparison: Comparison, scenario: str, policy: str | None = None, until: int | None = None
) -> Flows:
    """Sources and uses of the money of a scenario's policies, less those of the baseline, pair by pair.

    policy: one policy, by its id or that of a pairing that pays into it; all when left out. until: the last year
    counted, the whole run when left out. Raises InputError for an unknown scenario or policy.
    """
    folder = comparison.folder
    if scenario not in comparison.pairs:
        raise InputError([unknown_name("comparison", scenario, comparison.pairs, "scenario")])
    pairs = comparison.pairs[scenario]
    groups = groups_of(folder, scenario) | groups_of(folder, comparison.baseline)
    titles = titles_of(folder, comparison.baseline) | titles_of(folder, scenario)
    parts = []
    for name, sign, runs in ((scenario, 1, pairs.on), (comparison.baseline, -1, pairs.off)):
        # A run of the baseline may be the partner of several.
        times = pd.Series(runs).value_counts()
        frame = caused(folder, name)
        frame = frame[frame["run_id"].isin(times.index)]
        if until is not None:
            frame = frame[frame["year"] <= until]
        weight = sign * frame["run_id"].map(times).astype("int64")
        frame = frame.assign(yuan=frame["yuan"] * weight, group=_grouped(frame["policy"], groups))
        parts.append(_books(frame, folder.places, frozenset(_pairings(folder, name))))
    table = pd.concat(parts).groupby(["side", "node", "policy", "kind"], sort=True)["yuan"].sum()
    table = table[table != 0].rename("yuan_total").reset_index()
    if policy is not None:
        wanted = groups.get(policy, policy)
        if wanted not in set(table["policy"]):
            raise InputError([unknown_name("flows", policy, [*table["policy"].unique(), *groups], "policy")])
        table = table[table["policy"] == wanted]
    themes = themes_of(folder, comparison.baseline) | themes_of(folder, scenario)
    named = _named(table, folder.places, titles, len(pairs))
    named = named.assign(theme=[themes.get(name, "") for name in named["policy"]])
    return Flows(named[list(COLUMNS)], len(pairs), scenario, comparison.baseline)


def groups_of(folder: Folder, scenario: str) -> dict[str, str]:
    """Pairing -> the programme that it pays into, where it pays into one: their money is told together.

    A second programme that one pairing pays into goes with the first.
    """
    groups: dict[str, str] = {}
    for name, entry in _pairings(folder, scenario).items():
        channels = (entry.get("channels") or {}).values()
        into = [str(one["into"]) for one in channels if isinstance(one, dict) and one.get("into")]
        for other in (str(name), *into[1:]):
            if into and other != into[0]:
                groups[other] = groups.get(into[0], into[0])
    return groups


def _pairings(folder: Folder, scenario: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (folder.scenario(scenario).get("policy") or {}).get("pairings") or {}
    return found


def _grouped(policies: pd.Series, groups: Mapping[str, str]) -> list[str]:
    return [groups.get(one, one) for one in policies]


def _books(frame: pd.DataFrame, places: Places, pairings: frozenset[str]) -> pd.DataFrame:
    """Rows of sources and of uses; the fund of each policy closes its account."""
    paid, back, used = ways_of(frame, pairings)
    from_fund, into_fund = frame["payer_account"] == FUND, frame["receiver_account"] == FUND
    parts = [
        _side(frame[paid], SOURCE, "payer", places),
        _side(frame[back], SOURCE, "receiver", places, -1),
        _side(frame[used], USE, "receiver", places),
        _kept(frame[into_fund], 1),
        _kept(frame[from_fund], -1),
    ]
    return pd.concat(parts)


def ways_of(frame: pd.DataFrame, pairings: frozenset[str]) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Which flows were paid in, which came back to their payers, and which were handed to somebody outside the fund."""
    kind, payer, receiver = frame["kind"], frame["payer_account"], frame["receiver_account"]
    bought = (kind == BOUGHT) & frame["policy"].isin(pairings)
    paid = (kind.isin(PAID_IN) | bought | (receiver == FUND)) & (payer != FUND)
    back = (kind == RETURNS) & (payer == FUND)
    used = (paid | (payer == FUND)) & (receiver != FUND) & ~back
    return paid, back, used


def _side(frame: pd.DataFrame, side: str, end: str, places: Places, sign: int = 1) -> pd.DataFrame:
    """One row a flow, under the party at one end of it."""
    towns = {place.id: place.parent for place in places.all if place.level == "town"}
    accounts, where, kinds = frame[f"{end}_account"], frame[f"{end}_place"], frame["kind"]
    columns = {
        "side": side,
        "node": nodes_of(accounts, where, kinds, towns),
        "policy": frame["group"],
        "kind": kinds,
        "yuan": sign * frame["yuan"],
    }
    return pd.DataFrame(columns, columns=list(BOOKS))


def nodes_of(accounts: pd.Series, where: pd.Series, kinds: pd.Series, towns: Mapping[str, str]) -> list[str]:
    """The party at one end of each flow: a budget by its county, everybody else by the holder of the account."""
    return [
        LEAKED if kind == LEAKED else towns.get(place, place) if account in BUDGETS else account
        for account, place, kind in zip(accounts, where, kinds, strict=True)
    ]


def _kept(frame: pd.DataFrame, sign: int) -> pd.DataFrame:
    """What came into funds, or went out of them."""
    columns = {
        "side": USE,
        "node": FUND,
        "policy": frame["group"],
        "kind": KEPT,
        "yuan": sign * frame["yuan"],
    }
    return pd.DataFrame(columns, columns=list(BOOKS))


def _named(
    table: pd.DataFrame, places: Places, titles: Mapping[str, tuple[str, str]], pairs: int
) -> pd.DataFrame:
    """The table with names of parties and policies, and means."""
    nodes = [node_name(node, places) for node in table["node"]]
    policies = [titles.get(name, (name, name)) for name in table["policy"]]
    table = table.assign(
        zh=[zh for zh, _ in nodes],
        en=[en for _, en in nodes],
        policy_zh=[zh for zh, _ in policies],
        policy_en=[en for _, en in policies],
        yuan=table["yuan_total"] / max(pairs, 1),
    )
    return table.reset_index(drop=True)


def node_name(node: str, places: Places) -> tuple[str, str]:
    """The name of a party in both languages; a budget is called by its place."""
    if node in NODES:
        return WORDS[NODES[node]]
    known = {place.id: place for place in places.all}
    if node in known:
        return known[node].zh, known[node].en or known[node].zh
    return WORDS[OTHERS]
