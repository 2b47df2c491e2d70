"""What answers to "why" rest on, read once for all places of a comparison: the books, money of policies, mechanisms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.books import LINES, Books, books_of
from analysis.flows import SOURCE, USE, groups_of, nodes_of, ways_of
from analysis.places import Place
from analysis.policy_flows import budgets_paid, caused
from analysis.programmes import themes_of, titles_of
from analysis.statistics import bands, standard_error
from sim.indicators import BY_KEY

if TYPE_CHECKING:
    from analysis.compare import Comparison

Array = NDArray[Any]
MECHANISMS = (
    "public_capital_real", "capital_real", "investment_executed", "projects_building", "projects_producing",
    "projects_failed", "firms_moved_net", "firms", "firms_above_scale", "employment", "population", "net_migration",
    "population_skilled", "knowhow_links", "knowhow_gained", "park_quality", "park_occupancy", "land_in_use",
    "land_vacant", "school_places", "school_quality", "beds", "hospital_quality", "service_minutes",
    "talent_managers", "returnee_firms", "village_assets", "villages_trapped", "villages_livable",
    "village_governance", "environment_index", "amenity_in_order_real", "toilets_rebuilt", "demonstration_belts",
    "farmland_high_standard", "fallow_share", "citrus_area_bearing", "grain_output",
    "travel_minutes_shenzhen", "market_access_freight", "market_access_passenger", "purchases_local_relative",
    "absorption", "loan_rate_firms", "wage_relative", "spending_cut", "arrears_government",
)  # fmt: skip
"""Indicators of what policies act through, told as differences in their own unit."""
MONEY = ("side", "policy", "node", "place", "year", "yuan")
LINE_COLUMNS = ("kind", "year", "how", "n", "mean", "q05", "q95", "low", "high", "by_policies", "cumulated")


@dataclass(frozen=True, eq=False)
class Grounds:
    """A comparison's books and records, ready to be asked for any place; what is read is kept."""

    comparison: Comparison

    @cached_property
    def books(self) -> Books:
        """The lines of all places in every run of a pair."""
        pairs = self.comparison.pairs.values()
        return books_of(
            self.comparison.folder, np.concatenate([part for one in pairs for part in (one.on, one.off)])
        )

    def lines(self, scenario: str, place: Place, family: str) -> pd.DataFrame:
        """A row a line and year, scenario less baseline, yuan: mean, bands, of it flows of policies, cumulated mean.

        Summed over lines, `mean` is the mean difference of the family's indicator in that year.
        """
        pairs = self.comparison.pairs[scenario]
        apart = self.books.of(place, pairs.on, family) - self.books.of(place, pairs.off, family)
        kinds = [kind for one, kind in LINES if one == family]
        years = self.books.years.tolist()
        told = spread_of(apart[..., 0])
        columns: dict[str, Any] = {
            "kind": np.tile(kinds, len(years)),
            "year": np.repeat(years, len(kinds)),
            "how": "abs",
            "n": len(pairs),
            **{name: values.ravel() for name, values in told.items()},
            "by_policies": apart[..., 1].mean(0).ravel(),
            "cumulated": apart[..., 0].mean(0).cumsum(0).ravel(),
        }
        return pd.DataFrame(columns, columns=list(LINE_COLUMNS))

    def money(self, scenario: str, side: str) -> pd.DataFrame:
        """Money of policies on one side by policy, party, county and year: yuan over all pairs, less the baseline.

        Sources have parties as `analysis.flows` has them; uses have the county in which the money arrived, the city for
        its own budget, none outside. A pairing stands with the programme that it pays into.
        """
        if scenario not in self._money:
            found = self._read_money(scenario)
            self._money[scenario] = {one: mine for one, mine in found.groupby("side")}
        return self._money[scenario].get(side, pd.DataFrame(columns=MONEY))

    @cached_property
    def _money(self) -> dict[str, dict[Any, pd.DataFrame]]:
        return {}

    def payers(self, scenario: str, year: int) -> pd.Series:
        """Yuan that each party paid into each policy up to a year, mean over pairs, by policy and party."""
        if (scenario, year) not in self._payers:
            money = self.money(scenario, SOURCE)
            sums = money[money["year"] <= year].groupby(["policy", "node"])["yuan"].sum()
            self._payers[scenario, year] = sums / len(self.comparison.pairs[scenario])
        return self._payers[scenario, year]

    @cached_property
    def _payers(self) -> dict[tuple[str, int], pd.Series]:
        return {}

    def paid_in(self, scenario: str, places: frozenset[str], year: int) -> tuple[float, float]:
        """Yuan that budgets of places paid into policies in a year and up to it, less the baseline, mean over pairs.

        The same money as `analysis.money.donors` has over all years.
        """
        if scenario not in self._paid_in:
            self._paid_in[scenario] = self._budgets(scenario)
        money = self._paid_in[scenario]
        money = money[money["place"].isin(places) & (money["year"] <= year)]
        return float(money.loc[money["year"] == year, "yuan"].sum()), float(money["yuan"].sum())

    @cached_property
    def _paid_in(self) -> dict[str, pd.DataFrame]:
        return {}

    def _budgets(self, scenario: str) -> pd.DataFrame:
        comparison = self.comparison
        pairs, parts = comparison.pairs[scenario], []
        for name, sign, runs in ((scenario, 1, pairs.on), (comparison.baseline, -1, pairs.off)):
            frame = budgets_paid(comparison.folder, name)
            times = frame["run_id"].map(pd.Series(runs).value_counts()).fillna(0.0)
            parts.append(frame.assign(yuan=frame["yuan"] * times * sign / len(pairs)))
        return pd.concat(parts).groupby(["place", "year"])["yuan"].sum().reset_index()

    def _read_money(self, scenario: str) -> pd.DataFrame:
        comparison, folder = self.comparison, self.comparison.folder
        pairs = comparison.pairs[scenario]
        groups = groups_of(folder, scenario) | groups_of(folder, comparison.baseline)
        towns = {place.id: place.parent for place in folder.places.at("town")} if _has(folder, "town") else {}
        parts = []
        for name, sign, runs in ((scenario, 1, pairs.on), (comparison.baseline, -1, pairs.off)):
            times = pd.Series(runs).value_counts()
            frame = caused(folder, name)
            frame = frame[frame["run_id"].isin(times.index)]
            weight = sign * frame["run_id"].map(times).astype("int64")
            policies = [groups.get(one, one) for one in frame["policy"]]
            frame = frame.assign(yuan=frame["yuan"] * weight, policy=policies)
            entries = folder.scenario(name).get("policy", {}).get("pairings", {})
            paid, back, used = ways_of(frame, frozenset(entries))
            for side, mine, end, way in (
                (SOURCE, paid, "payer", 1),
                (SOURCE, back, "receiver", -1),
                (USE, used, "receiver", 1),
            ):
                some = frame[mine]
                where = some[f"{end}_place"]
                nodes = nodes_of(some[f"{end}_account"], where, some["kind"], towns)
                at = [towns.get(one, one) for one in where]
                parts.append(
                    some.assign(side=side, node=nodes, place=at, yuan=way * some["yuan"])[list(MONEY)]
                )
        sums = pd.concat(parts).groupby(list(MONEY[:-1]), sort=True)["yuan"].sum()
        return sums[sums != 0].reset_index()

    @cached_property
    def titles(self) -> dict[str, tuple[str, str]]:
        """Titles of all policies in both languages."""
        folder, names = self.comparison.folder, (self.comparison.baseline, *self.comparison.scenarios)
        return {policy: title for name in names for policy, title in titles_of(folder, name).items()}

    @cached_property
    def themes(self) -> dict[str, str]:
        """Letter of the ledger of measures that each policy belongs to; empty where its file names none."""
        folder, names = self.comparison.folder, (self.comparison.baseline, *self.comparison.scenarios)
        return {policy: theme for name in names for policy, theme in themes_of(folder, name).items()}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The mechanisms that were recorded."""
        known = self.comparison.folder.keys
        return tuple(key for key in MECHANISMS if all(part in known for part in BY_KEY[key].needed))

    def mechanisms(self, scenario: str, place: Place) -> pd.DataFrame:
        """A row a mechanism and year at a place: its difference in its own unit, and `moved`, beside its usual size.

        The usual size is the larger of the baseline's value here and the median of counties.
        """
        if (scenario, place.id) not in self._mechanisms:
            frames = [self._mechanism(key, scenario, place) for key in self.keys if _told(key, place)]
            found = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
            self._mechanisms[scenario, place.id] = found
        return self._mechanisms[scenario, place.id]

    @cached_property
    def _mechanisms(self) -> dict[tuple[str, str], pd.DataFrame]:
        self.comparison.folder.preload([part for key in self.keys for part in BY_KEY[key].needed], "county")
        return {}

    @cached_property
    def helped(self) -> pd.DataFrame:
        """A row a run, policy and pair in which a place was helped: run_id, quarter, policy_id, place, partner."""
        columns = ["run_id", "quarter", "policy_id", "item", "place", "partner"]
        table = self.comparison.folder.chunks("policies", columns)
        frame = table.filter(pc.equal(table["item"].cast(pa.string()), "matched")).to_pandas()
        keys = ["policy_id", "place", "partner"]
        frame = frame.assign(**{name: frame[name].astype(object) for name in keys}).drop(columns="item")
        return frame.sort_values("quarter", kind="stable").drop_duplicates(["run_id", *keys])

    def _mechanism(self, key: str, scenario: str, place: Place) -> pd.DataFrame:
        counties = self.comparison.folder.places.at("county")
        on, off = self.comparison.levels(
            key, [place, *(counties if _told(key, counties[0]) else ())], scenario
        )
        apart = on.values[:, :, 0] - off.values[:, :, 0]
        sizes = np.nan_to_num(np.abs(off.values.mean(0)))
        usual = np.maximum(sizes[:, 0], np.median(sizes, axis=1))
        told = spread_of(apart)
        with np.errstate(invalid="ignore", divide="ignore"):
            moved = np.abs(told["mean"]) / np.where(usual > 0.0, usual, np.abs(told["mean"]))
        columns: dict[str, Any] = {
            "indicator": key,
            "year": on.years,
            "how": "abs",
            "unit_of_level": BY_KEY[key].unit,
            "n": len(apart),
            **told,
            "value": on.values[:, :, 0].mean(0),
            "value_baseline": off.values[:, :, 0].mean(0),
            "moved": moved,
        }
        return pd.DataFrame(columns)


def spread_of(values: Array) -> dict[str, Array]:
    """Mean, ends of the 90 % band, and of the 95 % interval by Student's t, along the first axis."""
    from scipy.special import stdtrit

    found = bands(values)
    count = len(values)
    half = (
        stdtrit(count - 1, 0.975) * standard_error(values)
        if count > 1
        else np.full(found["mean"].shape, np.nan)
    )
    ends = {"low": found["mean"] - half, "high": found["mean"] + half}
    return {name: found[name] for name in ("mean", "q05", "q95")} | ends


def _has(folder: Any, level: str) -> bool:
    return any(place.level == level for place in folder.places.all)


def _told(key: str, place: Place) -> bool:
    item = BY_KEY[key]
    return place.level in item.levels or (
        place.level == "group" and item.aggregation != "none" and "county" in item.levels
    )
