"""From what pydantic found wrong to sentences: file, line, key, allowed range, nearest name (law 5)."""

from __future__ import annotations

import datetime
import json
import re
import types
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.errors import Problem, nearest, unknown_name
from sim.written import date_meant, number_meant

if TYPE_CHECKING:
    from sim.reading import Sheet

KeyPath = tuple[str, ...]
OTHER_UNITS = {
    **dict.fromkeys(("million", "millions", "m", "mn", "billion", "bn", "wan", "yi", "rmb", "cny"), "yuan"),
    **dict.fromkeys(("percent", "pct", "rate", "ratio"), "share"),
    **dict.fromkeys(("hectares", "ha", "km2"), "mu"),
    **dict.fromkeys(("years", "months"), "quarters"),
    **dict.fromkeys(("year", "quarter", "day"), "date"),
    "people": "persons",
}
"""Units that people write at the end of a key, and ours (C4)."""
UNIT_WORDS = {
    "yuan": "money is in whole yuan: 1 million is 1000000",
    "share": "shares lie between 0 and 1: 20 % is 0.2",
    "mu": "land is in mu: 1 hectare is 15",
    "quarters": "time is in quarters: a year is 4",
    "date": "dates are written like 2024-06-30",
    "persons": "people are counted in persons",
}
COMMAND_LINE = "command line"


@dataclass(frozen=True)
class Trace:
    """Where each value came from: files in the order of merging, then keys set by hand; the last wins."""

    sheets: tuple[tuple[KeyPath, Sheet], ...] = ()
    by_hand: frozenset[KeyPath] = frozenset()
    hand: str = COMMAND_LINE

    def find(self, path: KeyPath) -> tuple[str, int | None]:
        """The file and line that gave a key or the nearest above it; a change by hand goes before files."""
        if path and any(path[: len(key)] == key[: len(path)] for key in self.by_hand):
            return self.hand, None
        for length in range(len(path), -1, -1):
            key = path[:length]
            for prefix, sheet in reversed(self.sheets):
                line = sheet.lines.get(key[len(prefix) :])
                if key[: len(prefix)] == prefix and line is not None:
                    return sheet.where, line
            if key and any(other[:length] == key for other in self.by_hand):
                return self.hand, None
        if self.sheets:
            return self.sheets[-1][1].where, None
        return self.hand, None

    def set_by_hand_only(self, path: KeyPath) -> bool:
        """Whether no file mentions the key."""
        return not any(
            path[: len(prefix)] == prefix and path[len(prefix) :] in sheet.lines
            for prefix, sheet in self.sheets
        )


def check[Model: BaseModel](
    model: type[Model], data: Any, trace: Trace
) -> tuple[Model | None, list[Problem]]:
    """Validate plain data against a strict model: the object, or None and every fault as a sentence."""
    try:
        text = json.dumps(data)
    except TypeError as error:
        return None, [
            Problem(trace.find(())[0], f"a value is of no known kind ({error})", "use text and numbers")
        ]
    try:
        return model.model_validate_json(text), []
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
        broken = {error["loc"][:-1] for error in errors}
        kept = [error for error in errors if error["type"] != "too_short" or error["loc"] not in broken]
        return None, [_problem(model, error, trace, data) for error in kept]


def _as_written(path: KeyPath, data: Any) -> KeyPath:
    """A path as the file has it: a group of keys written as a plain list has no name of its first key in it."""
    kept: list[str] = []
    for part in path:
        if isinstance(data, list) and not part.isdigit():
            continue
        kept.append(part)
        if isinstance(data, list):
            data = data[int(part)] if int(part) < len(data) else None
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return tuple(kept)


def _problem(model: type[BaseModel], error: ErrorDetails, trace: Trace, data: Any) -> Problem:
    path = _as_written(tuple(str(part) for part in error["loc"] if part != "[key]"), data)
    where, line = trace.find(path)
    key = ".".join(path)
    kind = error["type"]
    if kind == "extra_forbidden":
        owner = slot_at(model, path[:-1])
        names = sorted(owner.model_fields) if _is_model(owner) else []
        return _wrong_unit(where, path[-1], names, key, line) or unknown_name(
            where, path[-1], names, key, line
        )
    if kind in ("missing", "too_long") and (pair := _uneven_list(model, path, data)):
        return Problem(*trace.find(path[: pair[0]])[:1], *pair[1:], ".".join(path[: pair[0]]), line)
    if kind == "missing":
        return Problem(where, "is missing", f"give {allowed_at(model, path)}", key, line)
    if kind == "value_error":
        said = str(error.get("ctx", {}).get("error", error["msg"]))
        if slot_at(model, path) is datetime.date or "isoformat" in said:
            return Problem(
                where, f"{_shown(error['input'])} is not a date", _date_hint(error["input"]), key, line
            )
        return own_rule(said, path, error["input"], trace)
    if "[key]" in error["loc"]:
        choices = error.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")
        if kind == "literal_error":
            return _with_a_list(unknown_name(where, path[-1], choices, key, line), path[-2])
        return Problem(where, f"{path[-1]!r} does not fit here", "give a year like '2026'", key, line)
    if kind == "too_short":
        return Problem(where, "is empty", "give at least one entry", key, line)
    if kind == "literal_error" and isinstance(error["input"], str):
        return unknown_name(where, error["input"], get_args(slot_at(model, path)), key, line)
    shown, allowed = _shown(error["input"]), f"{allowed_at(model, path)} is allowed"
    if kind == "string_type" and allowed.startswith("text") and isinstance(error["input"], int | float):
        allowed += f", in quotes: '{shown}'"
    meant = _number_hint(model, path, error["input"])
    if meant:
        allowed = f"did you mean {meant}? {allowed}"
    return Problem(where, f"{shown} given", allowed, key, line)


def _date_hint(given: Any) -> str:
    meant = date_meant(str(given))
    return f"did you mean {meant}?" if meant else "write a date like 2024-06-30"


def _number_hint(model: type[BaseModel], path: KeyPath, given: Any) -> str:
    """The number that a text like 3000万元 or 60% says, or the share that a percentage does."""
    found = field_at(model, path)
    if found is None or len(path) < 2 or found[0] not in (int, float):
        return ""
    if isinstance(given, str):
        meant = number_meant(given)
    else:
        percent = isinstance(given, int | float) and not isinstance(given, bool) and 1 < given <= 100
        meant = given / 100 if percent and "share" in path[-1] + path[-2] else None
    low, high = limits(found[1])
    if meant is None or (low is not None and meant < low) or (high is not None and meant > high):
        return ""
    return figure(meant) if found[0] is float or float(meant).is_integer() else ""


def _with_a_list(fault: Problem, group: str) -> Problem:
    """The fault of an unknown stock, with where all of them are told."""
    if group != "stocks" or "did you mean" in fault.allowed:
        return fault
    return replace(fault, allowed=f"{fault.allowed}; see bqw list stocks")


def _wrong_unit(where: str, word: str, names: list[str], key: str, line: int | None) -> Problem | None:
    """A key that ends in a unit we do not use, beside the one that says the same in ours."""
    stem, _, unit = word.rpartition("_")
    if unit not in OTHER_UNITS or not stem:
        return None
    ours = OTHER_UNITS[unit]
    close = [name for name in names if name.split("_")[0] == stem.split("_")[0] and ours in name.split("_")]
    if not close:
        return None
    best = nearest(stem, close) or close[0]
    return Problem(where, f"{word!r} is not known", f"did you mean {best!r}? {UNIT_WORDS[ours]}", key, line)


def _uneven_list(model: type[BaseModel], path: KeyPath, data: Any) -> tuple[int, str, str] | None:
    """Where a list of fixed length has too many or too few entries: length of its path, what was given, allowed."""
    for length in (len(path) - 1, len(path)):
        kind, value = slot_at(model, path[:length]), _value_at(data, path[:length])
        if get_origin(kind) is tuple and Ellipsis not in get_args(kind) and isinstance(value, list):
            wanted = len(get_args(kind))
            return (
                length,
                f"a list of {len(value)} given",
                f"{wanted} entries are due, like [donor, recipient]",
            )
    return None


def _value_at(data: Any, path: KeyPath) -> Any:
    for part in path:
        if isinstance(data, list):
            data = data[int(part)] if part.isdigit() and int(part) < len(data) else None
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return data


def own_rule(said: str, path: KeyPath, value: Any, trace: Trace) -> Problem:
    """The fault a model's own validator found; it says `key: what is wrong; what is allowed`."""
    given, _, allowed = said.partition("; ")
    inner, _, rest = given.partition(": ")
    if inner.isidentifier() and rest:
        path, given = (*path, inner), rest
        value = value.get(inner) if isinstance(value, dict) else value
    if not allowed:
        given, allowed = f"{_shown(value)} given", given
    percent = isinstance(value, dict) and re.fullmatch(r"shares sum to (99|1[0-9]{2}).*", given)
    if percent and (one := next((part for part in value.values() if isinstance(part, int | float)), None)):
        allowed = f"write shares, not percent: {figure(one)} is {figure(one / 100)}; {allowed}"
    where, line = trace.find(path)
    return Problem(where, given, allowed, ".".join(path), line)


def located(fault: Problem, trace: Trace) -> Problem:
    """A fault that knows only its key, at the file and line that gave it."""
    where, line = trace.find(tuple(fault.key.split(".")))
    return replace(fault, where=where, line=line)


def slot_at(model: Any, path: KeyPath) -> Any:
    """The type a key path leads to inside a model (a model class, a scalar type, a container), or None."""
    found = field_at(model, path)
    return None if found is None else found[0]


def field_at(model: Any, path: KeyPath) -> tuple[Any, FieldInfo | None] | None:
    """The type and the declaration a key path leads to, or None when the path leads nowhere."""
    here, info = model, None
    for part in path:
        short = getattr(here, "SHORT", None)
        if short and part.isdigit():
            here = bare(here.model_fields[short].annotation)
        if _is_model(here):
            info = here.model_fields.get(part)
            if info is None:
                return None
            here = bare(info.annotation)
            continue
        origin = get_origin(here)
        arguments = get_args(here)
        if origin not in (dict, tuple, list) or not arguments:
            return None
        here, info = bare(arguments[-1] if origin is dict else arguments[0]), None
    return here, info


def bare(annotation: Any) -> Any:
    """A type without its Annotated wrapper and without `| None`."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [argument for argument in get_args(annotation) if argument is not type(None)]
        return bare(rest[0]) if len(rest) == 1 else annotation
    return annotation


def allowed_at(model: Any, path: KeyPath) -> str:
    """What may stand at a key path, in words: `a number from 0 to 0.6 (log points a year)`."""
    found = field_at(model, path)
    if found is None:
        return "another value"
    kind, info = found
    if _is_model(kind) or get_origin(kind) is dict:
        return "a group of keys"
    if get_origin(kind) in (tuple, list):
        return "a list in [brackets]"
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(str(choice) for choice in get_args(kind))
    if kind is datetime.date:
        return "a date like 2024-06-30"
    if kind is str:
        pattern = any(getattr(item, "pattern", None) for item in info.metadata) if info is not None else False
        return "a quarter like 2023Q1" if pattern else "text"
    noun = {int: "a whole number", float: "a number", bool: "true or false"}.get(kind, "another value")
    return noun + _range(info) + _unit(info)


def limits(info: FieldInfo | None) -> tuple[float | None, float | None]:
    """The lowest and the highest value a declaration allows, None where there is no limit."""
    return _bound(info, "ge", "gt")[0], _bound(info, "le", "lt")[0]


def _bound(info: FieldInfo | None, closed: str, opened: str) -> tuple[float | None, bool]:
    """A limit of a declaration, and whether the limit itself is left out."""
    for item in info.metadata if info is not None else []:
        for name in (closed, opened):
            if getattr(item, name, None) is not None:
                return getattr(item, name), name == opened
    return None, False


def _range(info: FieldInfo | None) -> str:
    (low, above), (high, below) = _bound(info, "ge", "gt"), _bound(info, "le", "lt")
    if low is None and high is None:
        return ""
    if high is None:
        return f" above {figure(low)}" if above else f" of at least {figure(low)}"
    most = f"below {figure(high)}" if below else figure(high)
    if low is None:
        return f" {most}" if below else f" up to {most}"
    return f" above {figure(low)} up to {most}" if above else f" from {figure(low)} to {most}"


def figure(value: Any) -> str:
    """A number as people write it: whole numbers in full, others short."""
    return f"{value:.0f}" if abs(value) < 1e15 and float(value).is_integer() else f"{value:g}"


def _unit(info: FieldInfo | None) -> str:
    extra = info.json_schema_extra if info is not None else None
    unit = extra.get("unit") if isinstance(extra, dict) else None
    return f" ({unit})" if unit else ""


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing (null)"
    if isinstance(value, dict):
        return "a group of keys" if value else "an empty group"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return figure(value) if isinstance(value, float) else str(value)
