"""What differs between two declarations, from -> to, by key and with the unit (政策对比)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from sim.checks import Strict
from sim.declared.terms import Described

WORDS = frozenset({*Described.model_fields, "stated", "why", "also", "paid_for", "reached"})
"""Fields that only describe, and are not compared."""
SUFFIXES = (
    ("_yuan_per_person_year", "yuan a person and year"),
    ("_yuan_per_year", "yuan a year"),
    ("_yuan", "yuan"),
    ("_share_per_year", "share a year"),
    ("_share", "share"),
    ("_per_year", "1/year"),
    ("_mu", "mu"),
    ("_persons", "persons"),
    ("_minutes", "minutes"),
    ("_date", "date"),
    ("_quarters", "quarters"),
    ("_year", "year"),
    ("_exponent", "exponent"),
)
"""Endings of keys and the units they say (C4), the longest first."""
PARTS = {
    "payers": "share",
    "stocks": "share",
    "weights": "weight",
    "budget_path": "yuan a year",
    "trend": "1/year",
}
"""Groups of keys whose entries have one unit."""
WHOLE = {"persons": "persons", "yuan": "yuan", "quarters": "quarters", "factor": "times", "date": "date"}


@dataclass(frozen=True)
class Difference:
    """One key that differs; a value is None where that side has none."""

    key: str
    before: Any
    after: Any
    unit: str


def differences(one: Strict, other: Strict) -> list[Difference]:
    """Every number, name, date and list that differs, in the order of keys; words are left out.

    An entry that only one side has is told by what it states beside its defaults.
    """
    return list(_of_models(one, other, ""))


def shown(value: Any) -> str:
    """A value as people write it in a file."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def unit_of(key: str, info: FieldInfo | None = None) -> str:
    """Unit of a key: declared with it, or told by its ending or by the group it stands in."""
    extra = info.json_schema_extra if info is not None else None
    if isinstance(extra, dict) and extra.get("unit"):
        return str(extra["unit"])
    *above, name = key.split(".")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", name) and "budget_path" in above:
        return PARTS["budget_path"]
    for ending, unit in SUFFIXES:
        if f"_{name}".endswith(ending):
            return unit
    if above and above[-1] in PARTS:
        return PARTS[above[-1]]
    return WHOLE.get(name, "date" if above[:1] == ["world"] and above[-1:] == ["links"] else "")


def _of_models(one: Strict, other: Strict, key: str) -> Iterator[Difference]:
    for name, info in type(one).model_fields.items():
        if name not in WORDS or not isinstance(one, Described):
            below = f"{key}.{name}" if key else name
            yield from _of_values(getattr(one, name), getattr(other, name), below, info)


def _of_values(one: Any, other: Any, key: str, info: FieldInfo | None) -> Iterator[Difference]:
    if isinstance(one, Strict) and isinstance(other, Strict) and type(one) is type(other):
        if type(one).__name__ != "Title":
            yield from _of_models(one, other, key)
    elif isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}, key=str):
            yield from _of_values(one.get(name), other.get(name), f"{key}.{shown(name)}", info=None)
    elif one != other:
        before, after = dict(_leaves(one, key)), dict(_leaves(other, key))
        for leaf in dict.fromkeys((*before, *after)):
            unit = unit_of(leaf, info if leaf == key else None)
            yield Difference(leaf, before.get(leaf), after.get(leaf), unit)


def _leaves(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    """What a value states beside its defaults, by key; nothing for None."""
    if isinstance(value, Strict):
        for name, info in type(value).model_fields.items():
            given = getattr(value, name)
            usual = info.get_default(call_default_factory=True)
            if name not in WORDS and given != usual:
                yield from _leaves(given, f"{key}.{name}")
    elif isinstance(value, dict):
        for name, given in value.items():
            yield from _leaves(given, f"{key}.{shown(name)}")
    elif value is not None:
        yield key, value
