"""Which way an effect goes, said only as surely as the paired runs allow: one rule for all that tells of effects."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any, Literal

Direction = Literal["up", "down", "uncertain", "unchanged"]
FEW = 5
"""Pairs below which a page says that they are few."""


def direction(row: Mapping[str, Any] | Any) -> Direction:
    """Up or down only where neither the 90 % band of paired differences nor the 95 % interval of the mean holds none.

    `row` is a row of the comparison table: how, n, mean, q05, q95, low, high. With fewer than two pairs the direction
    is uncertain; where no interval of the mean is known (several points, one replicate), band and mean decide.
    """
    none = 1.0 if row["how"] == "ratio" else 0.0
    if row["q05"] == row["q95"] == none:
        return "unchanged"
    # Of few pairs the band is narrower than what chance may still do to the mean.
    known = [
        row["q05"],
        row["q95"],
        row["mean"],
        *(row[end] for end in ("low", "high") if not isnan(row[end])),
    ]
    if row["n"] < 2:
        return "uncertain"
    if all(value > none for value in known):
        return "up"
    return "down" if all(value < none for value in known) else "uncertain"


def judged(way: Direction, better: str) -> Literal["better", "worse", "neutral"]:
    """Whether a direction is for the better, by what the indicator's registry entry says."""
    if way not in ("up", "down") or better not in ("up", "down"):
        return "neutral"
    return "better" if way == better else "worse"
