"""The words `bqw sensitivity` reads: its own settings told apart from those of runs, each read strictly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from experiments.request import is_setting
from experiments.sensitivity import METHODS, Question
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE

WHATS, HOWS = ("effect", "level"), ("pct", "abs")
TRUTH = {"yes": True, "no": False, "true": True, "false": False}
ONLY = {
    "trajectories": "morris",
    "levels": "morris",
    "second_order": "sobol",
}
"""Settings of one method only."""


def read_question(words: Iterable[str]) -> tuple[Question, str, list[str]]:
    """The question, the baseline, and the words that are left for the runs; raises InputError with every fault."""
    given: dict[str, Any] = {}
    rest: list[str] = []
    problems: list[Problem] = []
    for word in words:
        key, _, raw = word.partition("=")
        if not is_setting(word) or key not in READERS:
            rest.append(word)
            continue
        try:
            given[FIELDS.get(key, key)] = READERS[key](key, raw)
        except InputError as error:
            problems += error.problems
    method = given.get("method", "morris")
    problems += [
        Problem(COMMAND_LINE, f"{key} is a setting of {owner}", f"write method={owner}, or leave it out", key)
        for key, owner in ONLY.items()
        if key in given and owner != method
    ]
    if "points" in given and method == "morris":
        problems.append(
            Problem(COMMAND_LINE, "points is a setting of sobol and prior", "write trajectories=", "points")
        )
    if given.get("after") and given.get("of"):
        problems.append(Problem(COMMAND_LINE, "both of= and after= are given", "give one of them", "of"))
    if "top" in given and not given.get("after"):
        problems.append(
            Problem(COMMAND_LINE, "top= is given without after=", "name a folder with after=", "top")
        )
    if problems:
        raise InputError(problems)
    baseline = given.pop("baseline", "none")
    return replace(Question(), **given), baseline, rest


def _text(key: str, raw: str) -> str:
    if not raw:
        raise InputError([Problem(COMMAND_LINE, "nothing given", "give a name", key)])
    return raw


def _names(key: str, raw: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in raw.strip("[]").split(",") if name.strip())
    if not names:
        raise InputError([Problem(COMMAND_LINE, "nothing given", "give a name, or several with commas", key)])
    return names


def _whole(low: int, high: int) -> Callable[[str, str], int]:
    def read(key: str, raw: str) -> int:
        if not raw.isdigit() or not low <= int(raw) <= high:
            allowed = f"a whole number from {low} to {high} is allowed"
            raise InputError([Problem(COMMAND_LINE, f"{raw!r} given", allowed, key)])
        return int(raw)

    return read


def _spread(key: str, raw: str) -> float:
    try:
        value = float(raw)
    except ValueError:
        value = 0.0
    if not 0.0 < value <= 9.0:
        allowed = "a number above 0 and up to 9 is allowed"
        raise InputError([Problem(COMMAND_LINE, f"{raw!r} given", allowed, key)])
    return value


def _choice(choices: Iterable[str]) -> Callable[[str, str], str]:
    def read(key: str, raw: str) -> str:
        if raw not in tuple(choices):
            raise InputError([unknown_name(COMMAND_LINE, raw, choices, key)])
        return raw

    return read


def _truth(key: str, raw: str) -> bool:
    if raw not in TRUTH:
        raise InputError([Problem(COMMAND_LINE, f"{raw!r} given", "yes or no is allowed", key)])
    return TRUTH[raw]


READERS: dict[str, Callable[[str, str], Any]] = {
    "baseline": _text,
    "method": _choice(METHODS),
    "of": _names,
    "without": _names,
    "blocks": _truth,
    "after": _text,
    "top": _whole(1, 100),
    "trajectories": _whole(2, 10_000),
    "levels": _whole(2, 100),
    "points": _whole(2, 1_000_000),
    "second_order": _truth,
    "spread": _spread,
    "design_seed": _whole(0, 2**32 - 1),
    "indicator": _names,
    "place": _names,
    "year": _whole(1900, 3000),
    "what": _choice(WHATS),
    "how": _choice(HOWS),
}
"""Setting -> how it is read."""
FIELDS = {"indicator": "indicators", "place": "places"}
