"""What a budget's remaining gap is made of (其余): interest, grants less what is built with them, land, other spending.

A budget that pays finds the money by cuts, bonds, cash, revenue and transfers; what these do not explain is told by the
kinds of flow in the books, so that the parts add up to the whole to the yuan.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        frame = _flows(comparison.folder, [int(run) for run in times.index])
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


def _flows(folder: Folder, runs: list[int]) -> pd.DataFrame:
    """What came into budgets and (below zero) went out under the parts told: run_id, place, part, yuan."""
    sides = [f"{side}_{what}" for side in ("payer", "receiver") for what in ("account", "place")]
    table = folder.chunks("ledger", ["run_id", *sides, "kind", "policy_id", "yuan"])
    texts = {
        name: table[name].cast(pa.string())
        for name in ("payer_account", "receiver_account", "kind", "policy_id")
    }
    told = pc.or_(pc.is_in(texts["kind"], pa.array(list(KINDS))), pc.not_equal(texts["policy_id"], ""))
    mine = pc.and_(pc.is_in(table["run_id"], pa.array(runs, table["run_id"].type)), told)
    holders = pa.array(list(HOLDERS))
    parts = []
    for side, sign in (("receiver", 1.0), ("payer", -1.0)):
        wanted = pc.and_(mine, pc.is_in(texts[f"{side}_account"], holders))
        frame = table.filter(wanted).to_pandas()
        kinds = frame["kind"].astype(str)
        part = kinds.map(KINDS).where(frame["policy_id"].astype(str) == "", "grants")
        place = _place(folder, frame[f"{side}_account"].astype(str), frame[f"{side}_place"].astype(str))
        parts.append(
            pd.DataFrame(
                {"run_id": frame["run_id"], "place": place, "part": part, "yuan": sign * frame["yuan"]}
            )
        )
    return pd.concat(parts, ignore_index=True)


def _place(folder: Folder, account: pd.Series, place: pd.Series) -> pd.Series:
    """The county of a budget, towns in it; the city of its own."""
    parents = {one.id: one.parent for one in folder.places.at("town")}
    return place.map(lambda one: parents.get(one, one)).where(account != "CI", folder.places.city.id)
