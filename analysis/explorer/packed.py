"""Series of numbers written short, and exactly: whole numbers, each less the one before, and one power of ten.

`[-4, 1230, 5, -2]` is 0.1230, 0.1235, 0.1233. The page reads them back with `unpacked` of begin.js; what is no number
is null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

Table = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]
EXACT = 2**53
"""Whole numbers below it are exact in a browser."""


def packed_tables(data: dict[str, Any], tables: Sequence[str] = ("effects", "levels")) -> dict[str, Any]:
    """The data of the explorer with its tables packed: names of measures once, then their series in that order."""
    return data | {name: packed(data[name]) for name in tables}


def packed(table: Table) -> dict[str, Any]:
    """A table indicator -> scenario -> place -> measure -> values packed."""
    blocks = [block for arms in table.values() for places in arms.values() for block in places.values()]
    names = list(dict.fromkeys(name for block in blocks for name in block))
    rows = {
        key: {
            arm: {place: _block(block, names) for place, block in places.items()}
            for arm, places in arms.items()
        }
        for key, arms in table.items()
    }
    return {"of": names, "rows": rows}


def _block(block: Mapping[str, Any], names: Sequence[str]) -> list[Any]:
    return [series(found) if isinstance(found := block.get(name), list) else found for name in names]


def series(values: Sequence[float | int | None]) -> list[int | None] | dict[str, Any]:
    """One series packed; a mapping with the numbers as they are where whole numbers would be too long."""
    exact = [None if value is None else Decimal(repr(value)).normalize() for value in values]
    powers = [int(one.as_tuple().exponent) for one in exact if one]
    power = min(powers, default=0)
    wholes = [None if one is None else int(one.scaleb(-power)) for one in exact]
    if any(abs(one) >= EXACT for one in wholes if one is not None):
        return {"plain": list(values)}
    found: list[int | None] = [power]
    before = 0
    for one in wholes:
        found.append(None if one is None else one - before)
        before = before if one is None else one
    return found


def unpacked(found: list[int | None] | dict[str, Any]) -> list[float | None]:
    """A packed series as numbers again, as the page reads it."""
    if isinstance(found, dict):
        return list(found["plain"])
    power, total = found[0], 0
    read: list[float | None] = []
    for step in found[1:]:
        total += step or 0
        read.append(None if step is None else float(f"{total}e{power}"))
    return read


def unpacked_table(found: Mapping[str, Any]) -> dict[str, Any]:
    """A packed table as it was."""
    names = found["of"]

    def read(one: Any) -> Any:
        return unpacked(one) if isinstance(one, list | dict) else one

    return {
        key: {
            arm: {place: dict(zip(names, map(read, block), strict=True)) for place, block in places.items()}
            for arm, places in arms.items()
        }
        for key, arms in found["rows"].items()
    }
