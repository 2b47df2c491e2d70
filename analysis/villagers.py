"""Villagers' income in the books: what only they get, and their share of all else that households of a place get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.books import INCOME
from analysis.places import Place

if TYPE_CHECKING:
    from analysis.grounds import Grounds

VILLAGERS = ("village_dividends", "land_compensation", "social_floor")
"""Kinds that only villagers get; of all else they have a share that the opening fixed."""
COMMON = "common"
SURE = 0.5
"""Yuan below which an income is none."""


def rural_lines(grounds: Grounds, scenario: str, where: Place) -> pd.DataFrame:
    """Lines of villagers' income, scenario less baseline; none where no villager has an income in either."""
    from analysis.grounds import spread_of

    own = grounds.lines(scenario, where, INCOME)
    own = own[own["kind"].isin(VILLAGERS)]
    on, off = _income(grounds, scenario, where)
    if not (_any(on) or _any(off)):
        return own.iloc[:0]
    apart = _common(grounds, scenario, where)
    rest = apart[0] - apart[1]
    count = len(grounds.comparison.pairs[scenario])
    common = {"kind": COMMON, "year": grounds.books.years, "how": "abs", "n": count, **spread_of(rest)}
    cumulated = {"by_policies": 0.0, "cumulated": rest.mean(0).cumsum()}
    return pd.concat([own, pd.DataFrame({**common, **cumulated})], ignore_index=True)


def only_from_land(grounds: Grounds, scenario: str, where: Place) -> bool:
    """Whether villagers have an income and no part of it is wages or anything else that all households get."""
    return any(map(_any, _income(grounds, scenario, where))) and not any(
        map(_any, _common(grounds, scenario, where))
    )


def _any(yuan: NDArray[Any]) -> bool:
    return bool((np.abs(np.nan_to_num(yuan)) >= SURE).any())


def _income(grounds: Grounds, scenario: str, where: Place) -> tuple[NDArray[Any], NDArray[Any]]:
    """Villagers' income of the scenario and of the baseline, yuan, [pairs, years]."""
    on, off = grounds.comparison.levels("income_rural", [where], scenario)
    return on.values[:, :, 0], off.values[:, :, 0]


def _common(grounds: Grounds, scenario: str, where: Place) -> tuple[NDArray[Any], NDArray[Any]]:
    """The same less what only villagers get."""
    pairs = grounds.comparison.pairs[scenario]
    kinds = grounds.lines(scenario, where, INCOME)["kind"].unique().tolist()
    columns = [kinds.index(kind) for kind in VILLAGERS]
    on, off = (
        whole - grounds.books.of(where, runs, INCOME)[:, :, columns, 0].sum(2)
        for whole, runs in zip(_income(grounds, scenario, where), (pairs.on, pairs.off), strict=True)
    )
    return on, off
