"""The figures of a comparison as methods: `c.plot.fan("gdp_real", place="west")`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.compare import Comparison, How

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from analysis.attribution import How as Share


@dataclass(frozen=True)
class Plotter:
    """Draws what a comparison holds; every method returns the Axes."""

    comparison: Comparison

    def fan(self, indicator: str, place: str = "city", ax: Axes | None = None, lang: str = "en") -> Axes:
        """Paths of an indicator at a place, with bands."""
        from analysis.figures.fan import fan

        return fan(self.comparison, indicator, place, ax, lang)

    def difference(
        self,
        indicator: str,
        by: str | Iterable[str] | None = None,
        scenario: str | None = None,
        how: How | None = None,
        ax: Axes | None = None,
        lang: str = "en",
    ) -> Axes:
        """Paired differences by year, a line a place."""
        from analysis.figures.difference import difference

        return difference(self.comparison, indicator, by, scenario, how, ax, lang)

    def sankey(
        self, scenario: str | None = None, policy: str | None = None, ax: Axes | None = None, lang: str = "en"
    ) -> Axes:
        """Who paid whom for what: the money of policies against the baseline."""
        from analysis.figures.sankey import sankey

        return sankey(self.comparison, scenario, policy, ax, lang)

    def sankey_data(self, scenario: str | None = None, policy: str | None = None) -> pd.DataFrame:
        """The bands of `sankey`: from whom, to whom, whole yuan."""
        from analysis.figures.sankey import sankey_data

        return sankey_data(self.comparison, scenario, policy)

    def waterfall(
        self,
        indicator: str,
        place: str = "city",
        year: int | None = None,
        members: Iterable[str] = (),
        how: Share = "pct",
        ax: Axes | None = None,
        lang: str = "en",
    ) -> Axes:
        """What each member of a policy package adds; of the folder that `bqw attribute` made."""
        from analysis.figures.waterfall import waterfall

        return waterfall(self.comparison.attribution(members), indicator, place, year, how, ax, lang)

    def waterfall_data(
        self,
        indicator: str,
        place: str = "city",
        year: int | None = None,
        members: Iterable[str] = (),
        how: Share = "pct",
    ) -> pd.DataFrame:
        """The bars of `waterfall`: the Shapley value of each member, with its bands."""
        return self.comparison.attribution(members).table(indicator, year, [place], how)
