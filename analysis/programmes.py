"""Money of policies after a run (政策资金): planned, paid out of which purse, cut, leaked, idle, by policy and year.

Means over the runs of a scenario. Local money (counties, the city, collectives, owners, recipients' own part) stands
apart from money from above and from outside the region. What a pairing pays into a programme is the pairing's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.folder import Folder

PURSES = {
    "CG": "local",
    "CI": "local",
    "TG": "local",
    "VC": "local",
    "HH": "local",
    "F": "local",
    "UP": "above",
    "RX": "outside",
}
"""Whose money it is, by the holder of the account that pays."""
PAID_IN = (
    "programme_contributions",
    "pairing_contributions",
    "pairing_staff",
    "pairing_outflow",
    "revenue_sharing",
    "donations",
    "own_share",
    "event_payments",
    "target_rewards",
    "target_sanctions",
)
"""Kinds of flow by which money comes into a policy; what it then buys is not counted again."""
ITEMS = ("planned", "cut", "leaked", "running_paid")
COLUMNS = ("planned", "local", "above", "outside", "cut", "leaked", "idle", "running_paid")
KINDS = ("programmes", "pairings", "events", "adopts")


def money_of_policies(folder: Folder, scenario: str) -> pd.DataFrame:
    """A row a policy and year, yuan, mean over runs; `idle` is what waits in the fund at the end of the year.

    Columns: policy, zh, en, year, planned, local, above, outside, cut, leaked, idle, running_paid.
    """
    titles = titles_of(folder, scenario)
    runs = folder.runs
    wanted = runs.loc[(runs["scenario"] == scenario) & (runs["status"] == "finished"), "run_id"].to_numpy()
    if not titles or not wanted.size:
        return pd.DataFrame(columns=["policy", "zh", "en", "year", *COLUMNS])
    parts = [_entries(folder, wanted), _paid(folder, wanted, _pairings(folder, scenario))]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=["policy", "zh", "en", "year", *COLUMNS])
    long = pd.concat(parts)
    table = long.pivot_table(
        index=["policy", "year"], columns="item", values="yuan", aggfunc="sum", fill_value=0.0
    )
    table = table.reindex(columns=list(COLUMNS), fill_value=0.0) / wanted.size
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
    sums = table.drop(columns=["year"]).groupby(["policy", "zh", "en"], sort=False).sum().reset_index()
    idle = table[table["year"] == last].set_index("policy")["idle"]
    sums["idle"] = [float(idle.get(name, 0.0)) for name in sums["policy"]]
    return sums[(sums[list(COLUMNS)] != 0.0).any(axis=1)].reset_index(drop=True)


def titles_of(folder: Folder, scenario: str) -> dict[str, tuple[str, str]]:
    """Title of every entry of a scenario's policy, zh and en, its id where it has none."""
    policy = folder.scenario(scenario).get("policy", {})
    found = {}
    for kind in KINDS:
        for name, entry in policy.get(kind, {}).items():
            title: dict[str, Any] = entry.get("title") or {}
            found[str(name)] = (title.get("zh") or str(name), title.get("en") or str(name))
    return found


def _pairings(folder: Folder, scenario: str) -> list[str]:
    return [str(name) for name in folder.scenario(scenario).get("policy", {}).get("pairings", {})]


def _entries(folder: Folder, runs: Sequence[int]) -> pd.DataFrame:
    """What policies recorded of themselves: sums of a year, and what was idle in its last quarter."""
    frame = folder.chunks("policies", ["run_id", "quarter", "policy_id", "item", "value"]).to_pandas()
    frame = frame[frame["run_id"].isin(runs)]
    frame = frame.assign(policy=frame["policy_id"].astype(str), item=frame["item"].astype(str))
    frame = frame.assign(year=frame["quarter"] // 4, yuan=frame["value"])
    flows = frame[frame["item"].isin(ITEMS)]
    stocks = frame[(frame["item"] == "idle") & (frame["quarter"] % 4 == 3)]
    return pd.concat([flows, stocks])[["policy", "year", "item", "yuan"]]


def _paid(folder: Folder, runs: Sequence[int], pairings: Sequence[str]) -> pd.DataFrame:
    """What came into policies by the purse it came from, read from the books."""
    try:
        columns = ["run_id", "quarter", "payer_account", "kind", "policy_id", "yuan"]
        frame = folder.chunks("ledger", columns).to_pandas()
    except (OSError, ValueError):
        return pd.DataFrame(columns=["policy", "year", "item", "yuan"])
    frame = frame[frame["run_id"].isin(runs) & (frame["policy_id"] != "")]
    bought = (frame["kind"] == "government_purchases") & frame["policy_id"].isin(pairings)
    frame = frame[frame["kind"].isin(PAID_IN) | bought]
    purse = frame["payer_account"].astype(str).map(PURSES)
    frame = frame.assign(policy=frame["policy_id"].astype(str), year=frame["quarter"] // 4, item=purse)
    frame = frame[purse.notna()]
    return frame.assign(yuan=frame["yuan"].astype(np.float64))[["policy", "year", "item", "yuan"]]
