"""Whose money came into policies where no books were kept (record=headline): what programmes record by purse.

Programmes write down what each purse paid. What came back went to payers in proportion to what they had paid so far,
which gives the purse of it; only where recipients paid beside others it does not, for what these cannot use goes back
to them first. Pairings, events and rewards record how much was paid and not by whom. What is not told is NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.folder import Folder

PAID = ("local", "private", "above", "outside")
"""Purses: budgets of counties, towns and the city; collectives, owners, households; from above; from outside."""
ENTRIES = {
    "paid_local": "local",
    "paid_recipients": "local",
    "paid_above": "above",
    "paid_outside": "outside",
    "paid_owners": "private",
}
"""What programmes record of their payers, and its purse."""
OWN, OWN_BACK, BACK = "paid_own", "paid_back", "returned"
OF_OTHERS = ("paid", "cut", "rewarded", "sanctioned")
"""What events and adopted targets record of the money they move."""
COLUMNS = ["policy", "year", "item", "yuan"]


def entries_paid(folder: Folder, scenario: str, runs: Sequence[int]) -> pd.DataFrame:
    """What came into policies by purse and what came back, and what events and rewards moved as `planned`.

    Columns: policy, year, item, yuan.
    """
    frame = folder.chunks("policies", ["run_id", "quarter", "policy_id", "item", "value"]).to_pandas()
    frame = frame[frame["run_id"].isin(runs)]
    frame = frame.assign(policy=frame["policy_id"].astype(str), entry=frame["item"].astype(str))
    frame = frame.assign(year=frame["quarter"] // 4, yuan=frame["value"])
    policy = folder.scenario(scenario).get("policy", {})
    programmes, others = policy.get("programmes", {}), [*policy.get("events", {}), *policy.get("adopts", {})]
    villages = [name for name, one in programmes.items() if one.get("level") == "village"]
    moved = frame[frame["policy"].isin(others) & frame["entry"].isin(OF_OTHERS)].assign(item="planned")
    frame = frame[frame["policy"].isin(list(programmes))]
    paid = frame[frame["entry"].isin(ENTRIES)]
    paid = paid.assign(item=paid["entry"].map(ENTRIES))
    own = frame[frame["entry"].isin([OWN, OWN_BACK])]
    private = own["policy"].isin(villages) & (own["entry"] == OWN)
    own = own.assign(item=private.map({True: "private", False: "local"}))
    back = frame[frame["entry"] == BACK].assign(item="returned")
    return pd.concat([part[COLUMNS] for part in (paid, own, back, _given_back(paid, back), moved)])


def _given_back(paid: pd.DataFrame, back: pd.DataFrame) -> pd.DataFrame:
    """What purses got back, below zero: as the shares of what they had paid up to that quarter."""
    if back.empty:
        return back
    keys = ["run_id", "policy", "quarter"]
    sums = paid.pivot_table(index=keys, columns="item", values="yuan", aggfunc="sum", fill_value=0.0)
    sums = sums.reindex(sums.index.union(pd.MultiIndex.from_frame(back[keys])), fill_value=0.0).sort_index()
    so_far = sums.groupby(level=["run_id", "policy"]).cumsum()
    shares = so_far.div(so_far.sum(axis=1), axis=0).fillna(0.0)
    of_back = shares.loc[pd.MultiIndex.from_frame(back[keys])]
    return pd.concat(
        back.assign(item=purse, yuan=-back["yuan"].to_numpy() * of_back[purse].to_numpy())
        for purse in of_back.columns
    )


def unknown_purses(table: pd.DataFrame, folder: Folder, scenario: str) -> pd.DataFrame:
    """The table by policy and year with NaN in the purses of policies whose payers nothing tells."""
    programmes = list(folder.scenario(scenario).get("policy", {}).get("programmes", {}))
    names = table.index.get_level_values("policy")
    given = table["planned"] + table["own"] - table["cut"]
    told = names.isin([name for name in programmes if _told(folder, name)])
    silent = ~told & (given != 0.0).groupby(names).transform("any")
    table = table.copy()
    table.loc[silent, list(PAID)] = float("nan")
    return table


def _told(folder: Folder, programme: str) -> bool:
    """Whether the purses of a programme can be told from its entries."""
    frame = folder.chunks("policies", ["policy_id", "item"]).to_pandas()
    entries = set(frame.loc[frame["policy_id"].astype(str) == programme, "item"].astype(str))
    mixed = "paid_recipients" in entries and bool(entries & {"paid_above", "paid_outside", "paid_owners"})
    return BACK not in entries or not mixed
