"""The waterfall of a policy package, reached from a comparison of the folder that `bqw attribute` made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare import Comparison
from analysis.figures import waterfall as drawing
from analysis.years import How

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def waterfall(
    comparison: Comparison,
    indicator: str,
    place: str = "city",
    year: int | None = None,
    members: Iterable[str] = (),
    how: How = "pct",
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw what each member of the package adds, from the baseline to the whole. Returns the Axes, never shows them.

    members: told one by one, the others together; all one by one when left out. Raises InputError for a folder that
    holds no coalitions.
    """
    return drawing.waterfall(comparison.attribution(members), indicator, place, year, how, ax, lang)


def waterfall_data(
    comparison: Comparison,
    indicator: str,
    place: str = "city",
    year: int | None = None,
    members: Iterable[str] = (),
    how: How = "pct",
) -> pd.DataFrame:
    """The bars of `waterfall`: the Shapley value of each member with its bands, and the total."""
    return comparison.attribution(members).table(indicator, year, [place], how)
