"""The figures of a comparison as methods: `c.plot.fan("gdp_real", place="west")`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.compare import Comparison
from analysis.years import How

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
