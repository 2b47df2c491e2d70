"""What a page tells of a comparison, computed once: the report, the explorer and the memo read this and nothing else.

Every number in it is a row of the comparison table, of the board of targets or of the tables of money.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.answer import Answer, answer
from analysis.compare import Comparison
from analysis.counted import Counted
from analysis.folder import Folder
from analysis.grounds import Grounds
from analysis.labels import say
from analysis.levels import level_table
from analysis.places import Place
from analysis.targets import board
from analysis.years import split_key, usual_how
from sim.errors import InputError, Problem

THEMES: dict[str, tuple[str, ...]] = {
    "economy": (
        "gdp_real",
        "gdp_real_per_head",
        "employment",
        "unemployment_rate",
        "firms",
        "firms_above_scale",
        "investment_executed",
        "park_occupancy",
    ),
    "people": (
        "income_disposable_per_head",
        "income_rural_per_head",
        "urban_rural_ratio",
        "population",
        "net_migration",
    ),
    "money": (
        "revenue_own",
        "spending_government",
        "fiscal_balance",
        "transfers_received",
        "debt_government",
        "interest_paid",
        "park_debt",
    ),
}
"""The indicators that pages offer, by theme, the most important first."""
HEADLINES = ("gdp_real", "income_rural_per_head", "employment", "fiscal_balance")
"""The strip at the top."""


@dataclass(frozen=True, eq=False)
class Story:
    """A comparison, ready to be told."""

    comparison: Comparison

    @property
    def folder(self) -> Folder:
        """The folder it was read from."""
        return self.comparison.folder

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The indicators of `THEMES` that were recorded."""
        return tuple(key for keys in THEMES.values() for key in keys if self._recorded(key))

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """Those of the strip."""
        return tuple(key for key in HEADLINES if key in self.keys)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The city, groups of several counties, counties."""
        places = self.folder.places
        return (places.city, *places.areas(), *places.at("county"))

    @cached_property
    def table(self) -> pd.DataFrame:
        """The comparison table of every indicator, place and year, each told as `usual_how` says."""
        self._preload()
        frames = [self._table_of(key) for key in self.keys]
        return pd.concat(frames, ignore_index=True)

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str, int], dict[str, Any]]:
        records = self.table.to_dict("records")
        return {(row["indicator"], row["scenario"], row["place"], row["year"]): row for row in records}

    def row(self, key: str, scenario: str, place: str, year: int) -> dict[str, Any] | None:
        """One row of the table; None where an indicator is not told for a place or a year."""
        return self._rows.get((key, scenario, place, year))

    @cached_property
    def levels(self) -> pd.DataFrame:
        """Levels of every scenario, the baseline included: mean and bands over its runs, by place and year.

        Where the pairs of scenarios differ, the baseline stands once `beside` each of them.
        """
        self._preload()
        names = (self.comparison.baseline, *self.comparison.scenarios)
        found = [level_table(self.comparison, key, self.places_of(key), names) for key in self.keys]
        return pd.concat(found, ignore_index=True)

    def places_of(self, key: str) -> list[Place]:
        """The places of a page that an indicator is told for."""
        item, _ = split_key(key)
        return [place for place in self.places if _told_at(item.levels, item.aggregation, place)]

    def valued(self, key: str) -> set[str]:
        """Ids of the places that an indicator has a value at: there is no rural income where nobody is rural."""
        rows = self.levels[(self.levels["indicator"] == key) & self.levels["mean"].notna()]
        return set(rows["place"])

    def rows(
        self,
        key: str,
        scenario: str | None = None,
        place: str | None = None,
        year: int | None = None,
        level: str | None = None,
    ) -> pd.DataFrame:
        """Rows of the table; a place is an id."""
        if scenario is not None and place is not None:
            found = self._cells.get((key, scenario, place), self.table.iloc[:0])
            scenario = place = None
        else:
            found = self.table[self.table["indicator"] == key]
        wanted = {"scenario": scenario, "place": place, "year": year, "level": level}
        for column, value in wanted.items():
            if value is not None:
                found = found[found[column] == value]
        return found

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str], pd.DataFrame]:
        """The rows of the table by indicator, scenario and place."""
        cells = self.table.groupby(["indicator", "scenario", "place"], sort=False)
        return {(str(key), str(name), str(place)): rows for (key, name, place), rows in cells}

    @cached_property
    def grounds(self) -> Grounds:
        """What answers to "why" rest on: the books, money of policies and mechanisms of every place."""
        return Grounds(self.comparison)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The whole years simulated."""
        return tuple(int(year) for year in sorted(self.table["year"].unique()))

    @property
    def last_year(self) -> int:
        """The year that headlines tell."""
        return self.years[-1]

    @cached_property
    def targets(self) -> pd.DataFrame:
        """The board of targets, the baseline first."""
        return board(self.folder, [self.comparison.baseline, *self.comparison.scenarios])

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Who pays, who gains and loses, and the city net, by scenario."""
        return {name: answer(self, name) for name in self.comparison.scenarios}

    @property
    def pairs(self) -> dict[str, int]:
        """Pairs of runs behind every effect, by scenario."""
        return {name: len(pairs) for name, pairs in self.comparison.pairs.items()}

    @property
    def counted(self) -> Counted:
        """What stands behind every effect: pairs, or points where there are several."""
        return Counted.of_pairs(self.comparison.pairs.values())

    @property
    def counted_by(self) -> dict[str, Counted]:
        """The same scenario by scenario."""
        return {name: Counted.of_pairs([pairs]) for name, pairs in self.comparison.pairs.items()}

    def counts(self, lang: str) -> str:
        """`n = 6 pairs`; scenario by scenario where they differ: `n = 5 pairs (balance_fund), 6 pairs (fund_x3)`."""
        if len(set(self.counted.counts)) == 1:
            return f"n = {self.counted.text(lang)}"
        each = (f"{one.text(lang)} ({name})" for name, one in self.counted_by.items())
        return f"n = {', '.join(each)}"

    def title_of_level(self, row: Mapping[Any, Any], lang: str) -> str:
        """The name of the scenario of a row of levels; of the baseline also beside which, where that matters."""
        name = self.title(row["scenario"], lang)
        if not row["beside"]:
            return name
        return say("figures_beside", lang).format(name=name, other=self.title(row["beside"], lang))

    def title(self, scenario: str, lang: str) -> str:
        """The name of a scenario in a language."""
        title: dict[str, str] = self.folder.manifest["titles"][scenario]
        return title.get("en" if lang == "en" else "zh") or scenario

    def _preload(self) -> None:
        """Read what the pages tell at once: city and counties; groups are made of counties."""
        needed = [part for key in self.keys for part in split_key(key)[0].needed]
        self.folder.preload(needed, "county")

    def _recorded(self, key: str) -> bool:
        item, _ = split_key(key)
        return all(part in self.folder.keys for part in item.needed)

    def _table_of(self, key: str) -> pd.DataFrame:
        return self.comparison.table(key, by=[place.id for place in self.places_of(key)], how=usual_how(key))


def _told_at(levels: Sequence[str], aggregation: str, place: Place) -> bool:
    return place.level in levels or (place.level == "group" and aggregation != "none")


def story_of(comparison: Comparison) -> Story:
    """The story of a comparison; raises InputError when none of the indicators of pages was recorded."""
    story = comparison.story
    if not story.keys:
        given = "holds none of the indicators that pages tell"
        raise InputError([Problem(str(comparison.folder.path), given, "run again with record=standard")])
    return story
