"""What an indicator is, and short ways to write one down (C5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from numpy.typing import NDArray

Kind = Literal["stock", "flow", "ratio", "count", "index"]
Better = Literal["up", "down", "neutral"]
Aggregation = Literal["sum", "ratio", "mean", "none"]
Terms = tuple[tuple[str, int], ...]
Levels = tuple[str, ...]
Array = NDArray[Any]

LEVELS: Levels = ("city", "county", "town", "park", "village")
"""Levels of places, from the whole to the parts."""

WIDE: Levels = LEVELS[:2]
TOWNS: Levels = LEVELS[:3]
PEOPLED: Levels = (*TOWNS, "village")
RECORDS: dict[str, Levels] = {"headline": WIDE, "standard": LEVELS[:4], "full": LEVELS}
"""Levels that each width of record keeps; `headline` keeps headline indicators only."""

YUAN, REAL_YUAN, PERSONS, FIRMS, SHARE, INDEX = "yuan", "yuan of 2022", "persons", "firms", "share", "index"


@dataclass(frozen=True)
class Indicator:
    """One thing measured every quarter.

    `aggregation` says what holds for several places together: the sum; the ratio of the sums of `numerator`
    (keys with signs) and `denominator`; the mean weighted by `weight`; or nothing, as trade across borders
    does not add up.
    """

    key: str
    zh: str
    en: str
    unit: str
    kind: Kind
    levels: Levels = WIDE
    better: Better = "neutral"
    headline: bool = False
    aggregation: Aggregation = "sum"
    numerator: Terms = ()
    denominator: str = ""
    weight: str = ""

    @property
    def money(self) -> bool:
        """Whether it is counted in whole yuan."""
        return self.unit == YUAN

    @property
    def dtype(self) -> str:
        """`int64` for whole yuan, `float64` for everything else (C8)."""
        return "int64" if self.money else "float64"

    @property
    def needed(self) -> tuple[str, ...]:
        """Keys whose series a year or a group of this indicator is computed from."""
        if self.numerator:
            return (*(key for key, _ in self.numerator), self.denominator)
        return (self.key, self.weight) if self.weight else (self.key,)

    def kept(self, level: str, record: str) -> bool:
        """Whether a record of that width keeps this indicator at that level."""
        return level in self.levels and level in RECORDS[record] and (self.headline or record != "headline")


def flow(
    key: str,
    zh: str,
    en: str,
    better: Better = "neutral",
    headline: bool = False,
    levels: Levels = WIDE,
    unit: str = YUAN,
    aggregation: Aggregation = "sum",
) -> Indicator:
    """Something that flows in a quarter; a year is the sum of its quarters."""
    return Indicator(key, zh, en, unit, "flow", levels, better, headline, aggregation)


def stock(
    key: str,
    zh: str,
    en: str,
    unit: str,
    better: Better = "neutral",
    headline: bool = False,
    levels: Levels = WIDE,
) -> Indicator:
    """Something that is there at the end of a quarter; a year shows its last."""
    return Indicator(key, zh, en, unit, "stock", levels, better, headline)


def firm_count(
    key: str, zh: str, en: str, better: Better = "up", headline: bool = True, levels: Levels = WIDE
) -> Indicator:
    """A number of firms."""
    return Indicator(key, zh, en, FIRMS, "count", levels, better, headline)


def ratio(
    key: str,
    zh: str,
    en: str,
    over: Terms,
    under: str,
    unit: str = SHARE,
    better: Better = "neutral",
    headline: bool = False,
) -> Indicator:
    """Sums of `over` (keys with signs) over the sum of `under`."""
    return Indicator(key, zh, en, unit, "ratio", WIDE, better, headline, "ratio", over, under)


def mean(
    key: str,
    zh: str,
    en: str,
    weight: str,
    better: Better = "up",
    kind: Kind = "index",
    levels: Levels = WIDE,
) -> Indicator:
    """A mean over places weighted by another indicator."""
    unit = SHARE if kind == "ratio" else INDEX
    return Indicator(key, zh, en, unit, kind, levels, better, aggregation="mean", weight=weight)


def one(key: str) -> Terms:
    """A single key as the terms of a ratio."""
    return ((key, 1),)
