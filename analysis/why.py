"""Why a place gained, and who paid: an effect, the lines of the books that add up to it, the money of policies there.

This is accounting and not a proof of causes: the effect comes from paired runs; what stands beside it is what differs
in the books and records of the same runs, in the year of the effect and cumulated up to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.books import BUDGET, GDP, INCOME
from analysis.direction import direction
from analysis.flows import USE, node_name
from analysis.grounds import Grounds
from analysis.places import Place
from analysis.villagers import rural_lines
from analysis.words.why import line_name
from analysis.years import split_key, usual_how
from sim.errors import InputError, Problem, unknown_name

if TYPE_CHECKING:
    from analysis.compare import Comparison

RURAL = "rural"
"""The part of income that is villagers' own."""
BASES = {
    RURAL: "income_rural",
    INCOME: "income_disposable",
    GDP: "gdp_nominal",
    BUDGET: "fiscal_balance",
}
"""Part of the books -> the indicator that its lines add up to, yuan a year."""
_RURAL, _OUTPUT = ("income_rural", "income_rural_per_head"), ("gdp_nominal", "gdp_real", "gdp_real_per_head")
_INCOME = ("income_disposable", "income_disposable_per_head", "income_urban", "income_urban_per_head")
_BUDGET = ("fiscal_balance", "revenue_own", "transfers_received", "spending_government", "interest_paid",
           "bonds_issued", "debt_government", "cash_government", "programme_paid", "programme_received")  # fmt: skip
_NEAR_OUTPUT = ("employment", "unemployment_rate", "firms", "firms_above_scale", "output_nominal",
                "value_added_primary", "value_added_secondary", "value_added_tertiary", "value_added_industry",
                "investment_executed", "firm_investment", "park_occupancy")  # fmt: skip
PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_RURAL, (RURAL, INCOME)),
    **dict.fromkeys((*_INCOME, "urban_rural_ratio"), (INCOME,)),
    **dict.fromkeys((*_OUTPUT, *_NEAR_OUTPUT), (GDP,)),
    **dict.fromkeys(_BUDGET, (BUDGET,)),
}
"""Indicator -> the parts of the books told of it; of every other indicator the books hold no part."""
DECOMPOSED = {*_RURAL, "income_disposable", "income_disposable_per_head", *_OUTPUT, "fiscal_balance"}
"""Indicators that the lines add up to, current prices and heads aside; of others they tell what stands nearest."""
LINE = (
    "part",
    "kind",
    "zh",
    "en",
    "how",
    "n",
    "mean",
    "q05",
    "q95",
    "low",
    "high",
    "by_policies",
    "cumulated",
)
POLICY = ("policy", "zh", "en", "yuan", "cumulated", "share")
PAYER = ("node", "zh", "en", "yuan", "cumulated", "share")


@dataclass(frozen=True, eq=False)
class Why:
    """An effect at a place and what the books and records say beside it; `print` it, or read its tables.

    All are differences from the baseline, mean over pairs, yuan. effect: the row of the comparison table. parts: a row
    a line of the books (`part`, `kind`): `mean` of the year with its bands, `by_policies` (of it paid by policies
    themselves), `cumulated` up to that year; the lines of a part add up to its indicator in `totals`. received: what
    policies paid to anybody in the place, `yuan` in the year and `cumulated`, with its `share` of all they moved.
    payers: who paid for that, each policy's payers in proportion. paid_by: the same by policy. mechanisms: differences
    in their own units, those that moved most relative to their usual size first. partners: pairs in which the place
    was helped, by policy.
    """

    comparison: Comparison
    place: Place
    effect: pd.Series
    parts: pd.DataFrame
    totals: pd.DataFrame
    received: pd.DataFrame
    payers: pd.DataFrame
    paid_by: pd.DataFrame
    mechanisms: pd.DataFrame
    partners: pd.DataFrame
    lang: str = "en"

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name."""
        names = ("parts", "totals", "received", "payers", "paid_by", "mechanisms", "partners")
        return {name: getattr(self, name) for name in names}

    @property
    def year(self) -> int:
        """The year of the effect and of all that stands beside it."""
        return int(self.effect["year"])

    @property
    def scenario(self) -> str:
        """The scenario held against the baseline."""
        return str(self.effect["scenario"])

    @property
    def decomposed(self) -> bool:
        """Whether the lines of the books add up to this indicator."""
        return str(self.effect["indicator"]) in DECOMPOSED

    def text(self, lang: str | None = None) -> str:
        """The answer in words, in zh, en or both."""
        from analysis.why_text import text

        return text(self, lang or self.lang)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        asked = f"{self.effect['place']} {self.effect['indicator']} {self.year}"
        return f"<Why {asked}: {self.scenario} against {self.effect['baseline']}>"

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
    """Take an effect at a place apart into lines of the books, money of policies, payers and mechanisms.

    place: a county, the city or a group of counties. scenario: may be left out where there is one; year: the last one
    where it is left out. Raises InputError for what is not there.
    """
    name = _scenario(comparison, scenario)
    where = comparison.folder.places.find(place)
    if where.level not in ("county", "city", "group"):
        given = f"{where.name('both')} is a {where.level}"
        raise InputError([Problem("why", given, "the books are kept by county: ask for its county", "place")])
    if not comparison.folder.has_ledger:
        given = "keeps no books (record=headline)"
        raise InputError([Problem(str(comparison.folder.path), given, "run again with record=standard")])
    alone = replace(comparison, scenarios=(name,), places=None, years=None)
    rows = alone.table(indicator, year=year, by=[where.id], how=usual_how(indicator))
    return answer(comparison, where, rows.iloc[-1], lang)


def answer(comparison: Comparison, where: Place, effect: pd.Series, lang: str = "en") -> Why:
    """The answer to a row of the comparison table."""
    grounds, scenario, year = comparison.story.grounds, str(effect["scenario"]), int(effect["year"])
    parts, totals = _parts(grounds, where, effect)
    received, payers, paid_by = paid_for(grounds, scenario, where, year)
    found = acted(grounds, scenario, where, year, str(effect["indicator"]))
    helped = partners(grounds, scenario, members_of(comparison, where), year)
    return Why(
        comparison, where, effect, parts, totals, received, payers, paid_by, found, helped, lang
    )  # fmt: skip


def also(found: Why, effect: pd.Series) -> Why:
    """The answer to another effect at the same place, scenario and year: money of policies and mechanisms stay."""
    parts, totals = _parts(found.comparison.story.grounds, found.place, effect)
    return replace(found, effect=effect, parts=parts, totals=totals)


def _parts(grounds: Grounds, where: Place, effect: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lines of the books in the year of an effect, and their sums."""
    parts = parts_of(grounds, str(effect["scenario"]), where, split_key(str(effect["indicator"]))[0].key)
    parts = parts[parts["year"] == int(effect["year"])]
    sums = parts.groupby("part", sort=False)[["mean", "by_policies", "cumulated"]].sum().reset_index()
    sums.insert(1, "indicator", sums["part"].map(BASES))
    return parts[list(LINE)].reset_index(drop=True), sums


def parts_of(grounds: Grounds, scenario: str, where: Place, key: str) -> pd.DataFrame:
    """The lines of the books told of an indicator, a row a part, line and year; those without any flow are left out.

    Columns: year, and those of `Why.parts`.
    """
    frames = []
    for part in PARTS.get(key, ()):
        lines = (
            rural_lines(grounds, scenario, where) if part == RURAL else grounds.lines(scenario, where, part)
        )
        if lines.empty:
            continue
        moved = (
            lines.groupby("kind")[["mean", "cumulated", "q05", "q95"]]
            .transform(lambda one: (one != 0.0).any())
            .any(axis=1)
        )
        frames.append(lines[moved].assign(part=part))
    if not frames:
        return pd.DataFrame(columns=["year", *LINE])
    found = pd.concat(frames, ignore_index=True)
    names = [line_name(part, kind) for part, kind in zip(found["part"], found["kind"], strict=True)]
    found = found.assign(zh=[zh for zh, _ in names], en=[en for _, en in names])
    order = ["part", "year", "size"]
    found = found.assign(size=-found["mean"].abs(), part=pd.Categorical(found["part"], PARTS[key]))
    found = found.sort_values(order, kind="stable")
    return found.assign(part=found["part"].astype(str))[["year", *LINE]].reset_index(drop=True)


def members_of(comparison: Comparison, where: Place) -> frozenset[str]:
    """Ids of the counties of a place; of the city also its own, for its own budget."""
    counties = [place.id for place in comparison.folder.places.at("county")]
    return frozenset((*counties, where.id) if where.level == "city" else where.members)


def paid_for(
    grounds: Grounds, scenario: str, where: Place, year: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What policies paid to anybody in the place, and who paid for it in proportion, together and by policy."""
    comparison, count = grounds.comparison, len(grounds.comparison.pairs[scenario])
    money = grounds.money(scenario, USE)
    here = money[(money["year"] <= year) & money["place"].isin(members_of(comparison, where))]
    here = here.assign(now=here["yuan"].where(here["year"] == year, 0))
    received = here.groupby("policy")[["now", "yuan"]].sum() / count
    received = received[(received != 0.0).any(axis=1)].rename(columns={"yuan": "cumulated", "now": "yuan"})
    paid = grounds.payers(scenario, year)
    paid = paid[paid.index.get_level_values("policy").isin(received.index)]
    whole = paid.groupby("policy").sum()
    received["share"] = received["cumulated"] / whole.reindex(received.index).where(lambda sums: sums != 0)
    part = (paid / whole.where(whole != 0.0)).rename("share").reset_index()
    part = part.assign(
        **{
            name: part["share"] * part["policy"].map(received[name]).astype(float)
            for name in ("yuan", "cumulated")
        }
    )
    order = received["cumulated"].abs().sort_values(ascending=False, kind="stable").index
    received = received.loc[order].reset_index()
    titles = [grounds.titles.get(name, (name, name)) for name in received["policy"]]
    received = received.assign(zh=[zh for zh, _ in titles], en=[en for _, en in titles])
    together = part.groupby("node")[["yuan", "cumulated"]].sum().reset_index()
    together["share"] = together["cumulated"] / (together["cumulated"].sum() or np.nan)
    return (
        received[list(POLICY)],
        _payers(comparison, together)[list(PAYER)],
        _payers(comparison, part)[["policy", *PAYER]],
    )


def _payers(comparison: Comparison, table: pd.DataFrame) -> pd.DataFrame:
    """The table with the payers' names, who paid most first."""
    names = [node_name(node, comparison.folder.places) for node in table["node"]]
    table = table.assign(zh=[zh for zh, _ in names], en=[en for _, en in names])
    order = table["cumulated"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def acted(grounds: Grounds, scenario: str, where: Place, year: int, key: str = "") -> pd.DataFrame:
    """The mechanisms that differ at a place in a year, whose direction is sure first, then the largest movement."""
    found = grounds.mechanisms(scenario, where)
    if found.empty:
        return found
    found = found[
        (found["year"] == year) & (found["indicator"] != key) & found["mean"].notna() & (found["mean"] != 0.0)
    ]
    ways = [direction(row) for row in found.to_dict("records")]
    found = found.assign(direction=ways, unsure=[way == "uncertain" for way in ways])
    return (
        found.sort_values(["unsure", "moved"], ascending=[True, False], kind="stable")
        .drop(columns="unsure")
        .reset_index(drop=True)
    )


def partners(grounds: Grounds, scenario: str, members: frozenset[str], until: int) -> pd.DataFrame:
    """Pairs in which the place was helped, by policy: how many, scenario less baseline, mean over pairs of runs."""
    comparison = grounds.comparison
    folder, pairs = comparison.folder, comparison.pairs[scenario]
    counties = {place.id: place.parent for place in folder.places.all if place.level == "town"}
    below = {
        place.id: counties.get(place.parent, "") for place in folder.places.all if place.level == "village"
    }
    lies_in = below | counties
    frame = grounds.helped
    frame = frame[frame["quarter"] < 4 * (until + 1)]
    frame = frame[frame["place"].map(lambda place: lies_in.get(place, place) in members).astype(bool)]
    total: dict[str, float] = {}
    for runs, sign in ((pairs.on, 1.0), (pairs.off, -1.0)):
        times = pd.Series(runs).value_counts()
        mine = frame[frame["run_id"].isin(times.index)]
        for policy, count in mine["run_id"].map(times).groupby(mine["policy_id"]).sum().items():
            total[str(policy)] = total.get(str(policy), 0.0) + sign * float(count) / len(pairs)
    titles = grounds.titles
    rows = [
        {"policy": policy, "zh": titles.get(policy, (policy,) * 2)[0], "en": titles.get(policy, (policy,) * 2)[1],
         "pairs": count}
        for policy, count in sorted(total.items(), key=lambda one: -abs(one[1]))
        if count
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["policy", "zh", "en", "pairs"])


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
