"""Settings that belong to one verb (`key=value`), beside those of a scenario and its runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

TRUTHS = {"true": True, "false": False, "yes": True, "no": False}


def split(words: Iterable[str], own: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Own settings by key, and the other words; raises InputError for a key given twice."""
    keys, found, others = set(own), {}, []
    problems = []
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or key not in keys:
            others.append(word)
            continue
        if key in found:
            problems.append(Problem(COMMAND_LINE, f"{key} is given twice", "give it once", key))
        found[key] = value.strip()
    if problems:
        raise InputError(problems)
    return found, others


def several(text: str) -> tuple[str, ...]:
    """Names of a list: `a,b`, `[a, b]`."""
    return tuple(one.strip() for one in text.strip("[] ").split(",") if one.strip())


def whole(given: Mapping[str, str], key: str, default: int, low: int, high: int) -> int:
    """A whole number in a range; raises InputError otherwise."""
    text = given.get(key, "")
    if not text:
        return default
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    allowed = f"a whole number from {low} to {high} is allowed"
    raise InputError([Problem(COMMAND_LINE, f"{text!r} given", allowed, key)])


def share(given: Mapping[str, str], key: str, default: float | None) -> float | None:
    """A share from 0 to 1; raises InputError otherwise."""
    text = given.get(key, "")
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if 0.0 <= value <= 1.0:
        return value
    raise InputError([Problem(COMMAND_LINE, f"{text!r} given", "a number from 0 to 1 is allowed", key)])


def truth(given: Mapping[str, str], key: str, default: bool) -> bool:
    """true or false; raises InputError otherwise."""
    text = given.get(key, "").lower()
    if not text:
        return default
    if text in TRUTHS:
        return TRUTHS[text]
    raise InputError([Problem(COMMAND_LINE, f"{text!r} given", "true or false is allowed", key)])


def one_of(given: Mapping[str, str], key: str, allowed: tuple[str, ...]) -> str:
    """One word of several, the first where none is given; raises InputError otherwise."""
    text = given.get(key, "") or allowed[0]
    if text in allowed:
        return text
    listed = f"one of {', '.join(allowed)} is allowed"
    raise InputError([Problem(COMMAND_LINE, f"{text!r} given", listed, key)])
