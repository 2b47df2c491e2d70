"""What a budget's remaining gap is made of (其余): interest, grants less what is built with them, land, other spending.

A budget that pays finds the money by cuts, bonds, cash, revenue and transfers; what these do not explain is told by the
kinds of flow in the books, so that the parts add up to the whole to the yuan.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.compare import Comparison
from analysis.folder import Folder
from analysis.money import Donor

HOLDERS = {"CG": "county", "TG": "county", "CI": "city"}
"""Holders of budgets: towns stand with their county."""
KINDS = {"bond_interest": "interest", "land_sales": "land", "land_compensation": "land"}
"""Kinds of flow with a part of their own; what policies bring and take is `grants`, all else `other`."""
PARTS = ("interest", "grants", "land", "other")


def rest_by_part(comparison: Comparison, scenario: str, paid: Sequence[Donor]) -> dict[str, dict[str, float]]:
    """The parts of every payer's `rest`, yuan over all years, mean over pairs, by place; empty without books."""
    if not comparison.folder.has_ledger:
        return {}
    pairs, frames = comparison.pairs[scenario], []
    for sign, runs in ((1.0, pairs.on), (-1.0, pairs.off)):
        times = pd.Series(runs).value_counts()
        frame = comparison.folder.once(partial(_flows, comparison.folder), "rest_of_budgets")
        frame = frame[frame["run_id"].isin(times.index)]
        frames.append(frame.assign(yuan=sign * frame["yuan"] * frame["run_id"].map(times) / len(pairs)))
    sums = pd.concat(frames).groupby(["place", "part"])["yuan"].sum()
    found = {}
    for donor in paid:
        mine = {part: float(sums.get((donor.place.id, part), 0.0)) for part in PARTS[:-1]}
        # What it paid stands in a column of its own.
        mine["grants"] += donor.paid
        mine["other"] = donor.rest - sum(mine.values())
        found[donor.place.id] = mine
    return found


def _flows(folder: Folder) -> pd.DataFrame:
    """What came into budgets and (below zero) went out under the parts told: run_id, place, part, whole yuan."""
    sides = [f"{side}_{what}" for side in ("payer", "receiver") for what in ("account", "place")]
    table = folder.chunks("ledger", ["run_id", *sides, "kind", "policy_id", "yuan"])
    for at, name in enumerate(table.column_names):
        if name not in ("run_id", "yuan"):
            table = table.set_column(at, name, table[name].cast(pa.string()))
    by_policy = pc.not_equal(table["policy_id"], "")
    told = pc.or_(pc.is_in(table["kind"], pa.array(list(KINDS))), by_policy)
    table = table.append_column("granted", by_policy)
    parts = []
    for side, sign in (("receiver", 1), ("payer", -1)):
        account, place = f"{side}_account", f"{side}_place"
        mine = table.filter(pc.and_(told, pc.is_in(table[account], pa.array(list(HOLDERS)))))
        sums = mine.group_by(["run_id", account, place, "kind", "granted"]).aggregate([("yuan", "sum")])
        frame = sums.to_pandas()
        part = frame["kind"].map(KINDS).where(~frame["granted"], "grants")
        where = _place(folder, frame[account], frame[place])
        yuan = sign * frame["yuan_sum"]
        parts.append(pd.DataFrame({"run_id": frame["run_id"], "place": where, "part": part, "yuan": yuan}))
    return pd.concat(parts).groupby(["run_id", "place", "part"])["yuan"].sum().reset_index()


def _place(folder: Folder, account: pd.Series, place: pd.Series) -> pd.Series:
    """The county of a budget, towns in it; the city of its own."""
    parents = {one.id: one.parent for one in folder.places.at("town")}
    return place.map(lambda one: parents.get(one, one)).where(account != "CI", folder.places.city.id)
