"""Money that came into policies as the books have it: whose it was, which budget paid, what came back (资金来源)."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.folder import Folder

PURSES = {
    "CG": "local",
    "CI": "local",
    "TG": "local",
    "VC": "private",
    "HH": "private",
    "F": "private",
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
BOUGHT, RETURNS = "government_purchases", "fund_returns"
MOST_KEPT = 2_000_000
"""Rows that are kept in memory for the tables that read them next; more are read again."""
FLOWS = ("run_id", "year", "policy", "account", "place", "returned", "yuan")


def flows_of_policies(folder: Folder, scenario: str) -> pd.DataFrame:
    """A row a flow into a policy: who paid, whole yuan; what came back to a payer stands below zero.

    Columns: run_id, year, policy, account (holder of the budget), place, returned (whether it is money that came
    back), yuan. What a donor's government buys for a pairing's sake counts; what programmes buy was paid in before.
    """
    frame = caused(folder, scenario)
    pairings = list(folder.scenario(scenario).get("policy", {}).get("pairings", {}))
    bought = (frame["kind"] == BOUGHT) & frame["policy"].isin(pairings)
    returns = frame["kind"] == RETURNS
    back = returns & (frame["payer_account"] == "FD")
    paid = frame["kind"].isin(PAID_IN) | bought | (returns & ~back)
    parts = [
        frame[mine].assign(
            account=frame.loc[mine, f"{side}_account"],
            place=frame.loc[mine, f"{side}_place"],
            returned=returns[mine],
            yuan=sign * frame.loc[mine, "yuan"],
        )
        for mine, side, sign in ((paid, "payer", 1), (back, "receiver", -1))
    ]
    return pd.concat(parts)[list(FLOWS)]


def budgets_paid(folder: Folder, scenario: str) -> pd.DataFrame:
    """Yuan that the budgets of counties (towns in them) and of the city paid into policies, less what came back.

    A row a run, place and year, columns run_id, place, year, yuan; the place of the city's own budget is the city.
    """
    return folder.once(lambda: _budgets_paid(folder, scenario), "budgets_paid", scenario)


def _budgets_paid(folder: Folder, scenario: str) -> pd.DataFrame:
    frame = flows_of_policies(folder, scenario)
    frame = frame[frame["account"].map(PURSES) == "local"]
    parents = {place.id: place.parent for place in folder.places.at("town")}
    frame = frame.assign(place=[parents.get(place, place) for place in frame["place"]])
    return frame.groupby(["run_id", "place", "year"])["yuan"].sum().reset_index()


def caused(folder: Folder, scenario: str) -> pd.DataFrame:
    """The flows of a scenario's finished runs that bear a policy's id.

    Columns: run_id, quarter, payer_account, payer_place, receiver_account, receiver_place, kind, policy, yuan (whole
    yuan), year.
    """
    if scenario not in folder.books:
        found = _read(folder, scenario)
        if len(found) > MOST_KEPT:
            return found
        folder.books[scenario] = found
    return folder.books[scenario]


def _read(folder: Folder, scenario: str) -> pd.DataFrame:
    runs = folder.runs
    wanted = runs.loc[(runs["scenario"] == scenario) & (runs["status"] == "finished"), "run_id"].to_numpy()
    sides = [f"{side}_{what}" for side in ("payer", "receiver") for what in ("account", "place")]
    table = folder.chunks("ledger", ["run_id", "quarter", *sides, "kind", "policy_id", "yuan"])
    mine = pc.and_(
        pc.is_in(table["run_id"], pa.array(wanted, table["run_id"].type)),
        pc.not_equal(table["policy_id"].cast(pa.string()), ""),
    )
    frame = table.filter(mine).to_pandas()
    # As plain objects: turning categories into pandas' strings takes longer than all the rest.
    texts = {name: frame[name].astype(object) for name in (*sides, "kind", "policy_id")}
    frame = frame.assign(**texts, year=frame["quarter"] // 4)
    return frame.rename(columns={"policy_id": "policy"})
