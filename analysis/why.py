"""Why a place gained, and who paid: an effect, the money across the place's border, the mechanisms that acted there.

This is accounting and not a proof of causes: the effect comes from paired runs; what stands beside it is
which flows and which recorded mechanisms differ between the same runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.flows import SOURCE, USE, Flows, flows_between
from analysis.folder import Folder
from analysis.places import Place
from analysis.programmes import titles_of
from analysis.years import usual_how
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import BY_KEY

if TYPE_CHECKING:
    from analysis.compare import Comparison

MECHANISMS = (
    "public_capital_real",
    "projects_producing",
    "projects_building",
    "firms_moved_net",
    "firms_above_scale",
    "knowhow_links",
    "knowhow_gained",
    "park_quality",
    "school_places",
    "beds",
    "villages_livable",
    "talent_managers",
    "travel_minutes_shenzhen",
    "purchases_local_relative",
)
"""Indicators of what policies act through, told as differences in their own unit."""
SIDES = ("payer_account", "payer_place", "receiver_account", "receiver_place")
FLOW_COLUMNS = ["policy", "zh", "en", "kind", "yuan_in", "yuan_out", "yuan"]
PAYER_COLUMNS = ["node", "zh", "en", "yuan", "share"]


@dataclass(frozen=True, eq=False)
class Why:
    """An effect at a place and what the books and records say beside it; `print` it, or read its tables.

    effect: the row of the comparison table. flows: a row a policy and kind of flow that crossed the place's border,
    scenario less baseline, mean over pairs and cumulated to the year: `yuan_in`, `yuan_out`, `yuan` (in less out);
    policy is empty for flows that no policy caused. received: what policies handed to budgets, collectives and people
    of the place. payers: who paid for that, each policy's payers in proportion to its share that came here. mechanisms:
    rows of the comparison table, in their own unit. partners: pairs of policies in which the place was helped.
    """

    comparison: Comparison
    place: Place
    effect: pd.Series
    flows: pd.DataFrame
    received: pd.DataFrame
    payers: pd.DataFrame
    mechanisms: pd.DataFrame
    partners: pd.DataFrame
    lang: str = "en"

    @property
    def net(self) -> float:
        """Money in less money out, difference from the baseline, yuan."""
        return float(self.flows["yuan"].sum())

    def text(self, lang: str | None = None) -> str:
        """The answer in words, in zh, en or both."""
        from analysis.why_text import text

        return text(self, lang or self.lang)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from analysis.why_text import html

        return html(self, self.lang)


def why(
    comparison: Comparison,
    place: str,
    indicator: str,
    year: int | None = None,
    scenario: str | None = None,
    lang: str = "en",
) -> Why:
    """Take an effect at a place apart into flows, payers and mechanisms, up to the end of a year.

    place: a county, the city or a group of counties. scenario: may be left out where there is one; year: the last one
    where it is left out. Raises InputError for what is not there.
    """
    name = _scenario(comparison, scenario)
    folder = comparison.folder
    where = folder.places.find(place)
    if where.level not in ("county", "city", "group"):
        given = f"{where.name('both')} is a {where.level}"
        raise InputError([Problem("why", given, "the books are kept by county: ask for its county", "place")])
    alone = replace(comparison, scenarios=(name,), places=None, years=None)
    rows = alone.table(indicator, year=year, by=[where.id], how=usual_how(indicator))
    effect = rows.iloc[-1]
    until = int(effect["year"])
    towns = (
        {p.id for p in folder.places.at("town") if p.parent in where.members}
        if _any(folder, "town")
        else set()
    )
    members = frozenset({*where.members, *towns})
    if where.level == "city":
        members = frozenset(p.id for p in folder.places.all if p.level in ("city", "county", "town"))
    every = flows_between(comparison, name, until=until)
    received, payers = _paid_for(every, members)
    return Why(
        comparison,
        where,
        effect,
        _crossing(comparison, name, members, until),
        received,
        payers,
        _mechanisms(alone, where, until),
        _partners(comparison, name, members, until),
        lang,
    )


def _scenario(comparison: Comparison, scenario: str | None) -> str:
    if scenario is None:
        if len(comparison.scenarios) > 1:
            given = f"there are {len(comparison.scenarios)} scenarios"
            allowed = f"name one of {', '.join(comparison.scenarios)}"
            raise InputError([Problem("why", given, allowed, "scenario")])
        return comparison.scenarios[0]
    if scenario not in comparison.pairs:
        raise InputError([unknown_name("why", scenario, comparison.pairs, "scenario")])
    return scenario


def _any(folder: Folder, level: str) -> bool:
    return any(place.level == level for place in folder.places.all)


def _crossing(comparison: Comparison, scenario: str, members: frozenset[str], until: int) -> pd.DataFrame:
    """Flows with one end in the place and the other outside, by policy and kind."""
    folder, pairs = comparison.folder, comparison.pairs[scenario]
    times = {
        scenario: pd.Series(pairs.on).value_counts(),
        comparison.baseline: pd.Series(pairs.off).value_counts(),
    }
    parts = []
    for name, sign in ((scenario, 1), (comparison.baseline, -1)):
        frame = _border(folder, times[name].index.to_numpy(), members, until)
        weight = sign * frame["run_id"].map(times[name])
        parts.append(frame.assign(yuan=frame["yuan"] * weight))
    sums = pd.concat(parts).groupby(["policy", "kind", "inwards"])["yuan"].sum().unstack(fill_value=0)
    sums = sums.reindex(columns=[True, False], fill_value=0) / len(pairs)
    found = sums.set_axis(["yuan_in", "yuan_out"], axis=1).rename_axis(columns=None).reset_index()
    found = found[(found["yuan_in"] != 0) | (found["yuan_out"] != 0)]
    found["yuan"] = found["yuan_in"] - found["yuan_out"]
    titles = titles_of(folder, comparison.baseline) | titles_of(folder, scenario)
    names = [titles.get(policy, (policy, policy)) for policy in found["policy"]]
    found = found.assign(zh=[zh for zh, _ in names], en=[en for _, en in names])
    order = found["yuan"].abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order, FLOW_COLUMNS].reset_index(drop=True)


def _border(folder: Folder, runs: Any, members: frozenset[str], until: int) -> pd.DataFrame:
    """Rows of some runs that cross the border: run_id, policy, kind, inwards, yuan."""
    table = folder.chunks("ledger", ["run_id", "quarter", *SIDES, "kind", "policy_id", "yuan"])
    inside = pa.array(sorted(members))
    pays, gets = (
        pc.is_in(table[name].cast(pa.string()), inside) for name in ("payer_place", "receiver_place")
    )
    mine = pc.is_in(table["run_id"], pa.array(np.asarray(runs), table["run_id"].type))
    mine = pc.and_(pc.and_(mine, pc.less(table["quarter"], 4 * (until + 1))), pc.xor(pays, gets))
    columns = ["run_id", "kind", "policy_id", "yuan"]
    frame = table.select(columns).filter(mine).to_pandas()
    texts = {"kind": frame["kind"].astype(object), "policy": frame["policy_id"].astype(object)}
    return frame.assign(**texts, inwards=gets.filter(mine).to_numpy()).drop(columns="policy_id")


def _paid_for(every: Flows, members: frozenset[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What policies handed to budgets of the place, and who paid for it in proportion."""
    table = every.table
    here = table[(table["side"] == USE) & table["node"].isin(members)]
    received = here.groupby(["policy", "policy_zh", "policy_en"], sort=False)["yuan"].sum().reset_index()
    received = received.rename(columns={"policy_zh": "zh", "policy_en": "en"})
    whole = table[table["side"] == USE].groupby("policy")["yuan"].sum()
    received["share"] = received["yuan"] / received["policy"].map(whole).where(lambda sums: sums != 0)
    received = received.sort_values("yuan", ascending=False, kind="stable").reset_index(drop=True)
    shares = received.set_index("policy")["share"]
    paid = table[(table["side"] == SOURCE) & table["policy"].isin(shares.index)]
    paid = paid.assign(yuan=paid["yuan"] * paid["policy"].map(shares))
    payers = paid.groupby(["node", "zh", "en"], sort=False)["yuan"].sum().reset_index()
    payers["share"] = payers["yuan"] / (payers["yuan"].sum() or np.nan)
    payers = payers.sort_values("yuan", ascending=False, kind="stable").reset_index(drop=True)
    return received, payers[PAYER_COLUMNS]


def _mechanisms(alone: Comparison, where: Place, until: int) -> pd.DataFrame:
    """Differences of what policies act through, where they were recorded and are not the same."""
    frames = []
    for key in MECHANISMS:
        item = BY_KEY[key]
        told = item.levels if where.level != "group" else ("group",) if item.aggregation != "none" else ()
        if where.level in told and all(part in alone.folder.keys for part in item.needed):
            frames.append(alone.table(key, year=until, by=[where.id], how="abs"))
    found = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    return found[found["mean"] != 0.0].reset_index(drop=True) if len(found) else found


def _partners(comparison: Comparison, scenario: str, members: frozenset[str], until: int) -> pd.DataFrame:
    """Pairs in which the place was helped, by policy: how many, scenario less baseline, mean over pairs of runs."""
    folder, pairs = comparison.folder, comparison.pairs[scenario]
    columns = ["run_id", "quarter", "policy_id", "item", "place", "partner"]
    table = folder.chunks("policies", columns)
    chosen = pc.and_(
        pc.equal(table["item"].cast(pa.string()), "matched"), pc.less(table["quarter"], 4 * (until + 1))
    )
    chosen = pc.and_(chosen, pc.is_in(table["place"].cast(pa.string()), pa.array(sorted(members))))
    frame = table.filter(chosen).to_pandas()
    keys = ["run_id", "policy_id", "place", "partner"]
    frame = frame.assign(**{name: frame[name].astype(object) for name in keys[1:]}).drop_duplicates(keys)
    total: dict[str, float] = {}
    for runs, sign in ((pairs.on, 1.0), (pairs.off, -1.0)):
        times = pd.Series(runs).value_counts()
        mine = frame[frame["run_id"].isin(times.index)]
        for policy, count in mine["run_id"].map(times).groupby(mine["policy_id"]).sum().items():
            total[str(policy)] = total.get(str(policy), 0.0) + sign * float(count) / len(pairs)
    titles = titles_of(folder, comparison.baseline) | titles_of(folder, scenario)
    rows = [
        {"policy": policy, "zh": titles.get(policy, (policy,) * 2)[0], "en": titles.get(policy, (policy,) * 2)[1],
         "pairs": count}
        for policy, count in sorted(total.items(), key=lambda one: -abs(one[1]))
        if count
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["policy", "zh", "en", "pairs"])
