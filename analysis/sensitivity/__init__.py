"""Which assumptions decide an answer: indices of a finished sweep over priors, with chance told apart.

`found = sensitivity(runs, "gdp_real", place="west", year=2033)`, then `found.table`, `found.robust`, `found.plot()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analysis.folder import Folder
from analysis.sensitivity.asked import LATIN, MORRIS, Asked, asked
from analysis.sensitivity.morris import Screening, screen
from analysis.sensitivity.noise import Noise
from analysis.sensitivity.outcomes import Examined, outcome
from analysis.sensitivity.prior import Spread, spread
from analysis.sensitivity.sobol import Decomposition, decompose
from analysis.sensitivity.words import assumption
from analysis.signs import Robust
from analysis.statistics import bands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.runs import Runs

__all__ = ["Found", "sensitivity"]

STRENGTH = {"morris": "mu_star", "sobol": "total", "latin_hypercube": "rank"}
"""Kind of design -> the column that its table is ranked by."""


@dataclass(frozen=True, eq=False)
class Found:
    """What decides one outcome."""

    folder: Folder
    asked: Asked
    outcome: Examined
    indices: Screening | Decomposition | Spread

    @property
    def kind(self) -> str:
        """morris, sobol or latin_hypercube."""
        return self.asked.kind

    @property
    def table(self) -> pd.DataFrame:
        """A row a group or factor, most influential first: indicator, place, year, name, zh, en, the indices."""
        frame = self.indices.table.copy()
        names = list(frame["name"])
        for at, lang in enumerate(("zh", "en"), start=1):
            frame.insert(at, lang, [assumption(name, self.asked.titles, lang) for name in names])
        told = self.outcome
        for at, (column, value) in enumerate(
            {
                "indicator": told.key,
                "place": told.place,
                "year": told.year,
                "how": told.how or "level",
            }.items()
        ):
            frame.insert(at, column, value)
        return frame

    @property
    def noise(self) -> Noise:
        """How much of it is chance."""
        return self.indices.noise

    @property
    def robust(self) -> Robust:
        """Whether the sign of the outcome holds over the assumptions."""
        return self.indices.robust

    @property
    def spread(self) -> dict[str, float]:
        """Mean, median and the ends of the 50 % and 90 % bands of the outcome over the assumptions."""
        return {name: float(value) for name, value in bands(self.indices.effects).items()}

    def plot(self, ax: Axes | None = None, lang: str = "en") -> Axes:
        """The indices as ranked marks or bars."""
        from analysis.figures.sensitivity import ranked

        return ranked(self, ax, lang)


def sensitivity(
    runs: Runs | Folder,
    indicator: str,
    place: str = "city",
    year: int | None = None,
    scenario: str | None = None,
    baseline: str | None = None,
    what: str = "effect",
    how: str | None = None,
) -> Found:
    """Indices of one outcome of a sweep over assumptions; raises InputError where there are none to be had.

    what: `effect` (scenario less baseline under the same assumptions and chance) or `level`. how: `pct` or `abs`.
    """
    folder = runs if isinstance(runs, Folder) else runs.folder
    design = asked(folder)
    told, values = outcome(folder, indicator, place, year, scenario, baseline, what, how)
    sample = design.sample(values)
    indices: Screening | Decomposition | Spread
    if design.kind == MORRIS:
        indices = screen(sample, design.levels)
    elif design.kind == LATIN:
        indices = spread(sample)
    else:
        indices = decompose(sample, design.second_order)
    return Found(folder, design, told, indices)
