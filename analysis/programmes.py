"""Money of policies after a run (政策资金): planned, paid out of which purse, cut, leaked, idle, by policy and year.

Means over the runs of a scenario. Money of local budgets (counties, the city, towns) stands apart from that of
collectives, owners and households, from money from above and from outside the city. What a pairing pays into a
programme is the pairing's. What came back to a payer is taken off what it paid, and told as `returned`, so that
    planned + own = local + private + above + outside + returned + cut
holds of every policy; `own` is the recipients' own part of what is built, which no budget plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.deadweight import freed_shares
from analysis.folder import Folder
from analysis.policy_flows import PURSES, flows_of_policies
from analysis.policy_purses import PAID, entries_paid, unknown_purses

ITEMS = {
    "planned": "planned",
    "paid_own": "own",
    "cut": "cut",
    "leaked": "leaked",
    "running_paid": "running_paid",
}
"""What policies record of themselves by the year, and its column."""
SOURCES = ("planned", "own", *PAID, "returned", "cut")
USES = ("leaked", "freed", "idle", "running_paid")
COLUMNS = (*SOURCES, *USES)
KINDS = ("programmes", "pairings", "events", "adopts")
ILLUSTRATIVE = ("（示意）", " (illustrative)")
REWARD = ("考核奖惩：", "Rewards and sanctions: ")


def money_of_policies(folder: Folder, scenario: str) -> pd.DataFrame:
    """A row a policy and year, yuan, mean over runs; `idle` is what waits in the fund at the end of the year.

    Columns: policy, zh, en, year, planned, own, local, private, above, outside, returned, cut, leaked, freed (what
    recipients would have spent anyway), idle, running_paid. Where a policy records no plan (events, rewards), what was
    paid and what was cut is it. Without a ledger (record=headline) purses come from what programmes record of
    themselves; they are NaN where nothing tells who paid.
    """
    return folder.once(lambda: _money_of_policies(folder, scenario), "money_of_policies", scenario)


def _money_of_policies(folder: Folder, scenario: str) -> pd.DataFrame:
    titles = titles_of(folder, scenario)
    runs = folder.runs
    wanted = runs.loc[(runs["scenario"] == scenario) & (runs["status"] == "finished"), "run_id"].to_numpy()
    if not titles or not wanted.size:
        return pd.DataFrame(columns=["policy", "zh", "en", "year", *COLUMNS])
    parts = [_entries(folder, scenario, wanted), _paid(folder, scenario, wanted)]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=["policy", "zh", "en", "year", *COLUMNS])
    long = pd.concat(parts)
    table = long.pivot_table(
        index=["policy", "year"], columns="item", values="yuan", aggfunc="sum", fill_value=0.0
    )
    table = table.reindex(columns=list(COLUMNS), fill_value=0.0) / wanted.size
    recorded = table.groupby("policy")["planned"].transform(lambda planned: (planned != 0.0).any())
    moved = table[[*PAID, "returned", "cut"]].sum(axis=1)
    table["planned"] = table["planned"].where(recorded, moved - table["own"])
    if not folder.has_ledger:
        table = unknown_purses(table, folder, scenario)
    table = table.reset_index().rename_axis(columns=None)
    names = [titles.get(name, ("", "")) for name in table["policy"]]
    table.insert(1, "zh", [zh for zh, _ in names])
    table.insert(2, "en", [en for _, en in names])
    return table


def totals_of_policies(folder: Folder, scenario: str) -> pd.DataFrame:
    """A row a policy: sums over the years, `idle` as it was at the end; those that moved no money are left out."""
    table = money_of_policies(folder, scenario)
    if table.empty:
        return table
    last = table["year"].max()
    sums = table.drop(columns=["year"]).groupby(["policy", "zh", "en"], sort=False)
    sums = sums.sum(min_count=1).reset_index()
    idle = table[table["year"] == last].set_index("policy")["idle"]
    sums["idle"] = [float(idle.get(name, 0.0)) for name in sums["policy"]]
    return sums[(sums[list(COLUMNS)] != 0.0).any(axis=1)].reset_index(drop=True)


def titles_of(folder: Folder, scenario: str) -> dict[str, tuple[str, str]]:
    """Title of every entry of a scenario's policy, zh and en, its id where it has none; drawn members are said so.

    An adopted target is called by what it aims at.
    """
    resolved = folder.scenario(scenario)
    found = {}
    for kind in KINDS:
        for name, entry in resolved.get("policy", {}).get(kind, {}).items():
            before, told = ("", ""), entry
            if kind == "adopts":
                before, told = REWARD, (resolved.get("targets") or {}).get(name) or entry
            title: dict[str, Any] = told.get("title") or {}
            after = ILLUSTRATIVE if entry.get("illustrative") else ("", "")
            zh, en = (
                f"{before[at]}{title.get(lang) or name}{after[at]}" for at, lang in enumerate(("zh", "en"))
            )
            found[str(name)] = (zh, en)
    return found


def themes_of(folder: Folder, scenario: str) -> dict[str, str]:
    """Letter of the first item of the ledger of measures that each entry of a scenario's policy names; none: empty."""
    policy = folder.scenario(scenario).get("policy", {})
    return {
        str(name): str((entry.get("ledger") or [""])[0])[:1]
        for kind in KINDS
        for name, entry in policy.get(kind, {}).items()
    }


def _entries(folder: Folder, scenario: str, runs: Sequence[int]) -> pd.DataFrame:
    """What policies recorded of themselves: sums of a year, what was freed, what was idle in its last quarter."""
    frame = folder.chunks("policies", ["run_id", "quarter", "policy_id", "item", "value"]).to_pandas()
    frame = frame[frame["run_id"].isin(runs)]
    frame = frame.assign(policy=frame["policy_id"].astype(str), item=frame["item"].astype(str))
    frame = frame.assign(year=frame["quarter"] // 4, yuan=frame["value"])
    flows = frame[frame["item"].isin(ITEMS)]
    flows = flows.assign(item=flows["item"].map(ITEMS))
    stocks = frame[(frame["item"] == "idle") & (frame["quarter"] % 4 == 3)]
    freed = frame[frame["item"] == "granted"]
    shares = freed_shares(folder, scenario, freed["policy"].tolist(), freed["run_id"].tolist())
    freed = freed.assign(item="freed", yuan=freed["yuan"] * shares)
    return pd.concat([flows, freed[freed["yuan"] != 0.0], stocks])[["policy", "year", "item", "yuan"]]


def _paid(folder: Folder, scenario: str, runs: Sequence[int]) -> pd.DataFrame:
    """What came into policies by the purse it came from, and what came back: from the books, else from entries."""
    if not folder.has_ledger:
        return entries_paid(folder, scenario, runs)
    frame = flows_of_policies(folder, scenario)
    paid = frame.assign(item=frame["account"].map(PURSES))
    returned = frame[frame["returned"]]
    returned = returned.assign(item="returned", yuan=-returned["yuan"])
    found = pd.concat([paid[paid["item"].notna()], returned])
    return found[["policy", "year", "item", "yuan"]]
