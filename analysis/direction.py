"""Which way an effect goes, said only as surely as the paired runs allow: one rule for sentences, tables and maps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Direction = Literal["up", "down", "uncertain", "unchanged"]
FEW = 5
"""Pairs below which a page says that they are few."""


def direction(row: Mapping[str, Any] | Any) -> Direction:
    """Up or down only where the 90 % band of paired differences lies on one side of no difference.

    `row` is a row of the comparison table; with fewer than two pairs the direction is uncertain.
    """
    none = 1.0 if row["how"] == "ratio" else 0.0
    low, high = row["q05"], row["q95"]
    if low == high == none:
        return "unchanged"
    if row["n"] < 2 or not (low > none or high < none):
        return "uncertain"
    return "up" if low > none else "down"


def judged(way: Direction, better: str) -> Literal["better", "worse", "neutral"]:
    """Whether a direction is for the better, by what the indicator's registry entry says."""
    if way not in ("up", "down") or better not in ("up", "down"):
        return "neutral"
    return "better" if way == better else "worse"
