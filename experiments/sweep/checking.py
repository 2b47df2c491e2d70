"""A design file checked by itself, as `bqw check` does: what can be told before its arms are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.composing import compose
from experiments.folders import find_folders
from experiments.sweep.applying import DESIGN
from experiments.sweep.designs import FromFile
from experiments.sweep.factors import refused_key
from experiments.sweep.reading import design_of
from experiments.sweep.rows import row_faults
from experiments.sweep.sweeping import Asked, points_of, varying_of
from sim.errors import InputError, Problem
from sim.faults import KeyPath, Trace
from sim.reading import Sheet

ALONE, LIBRARY = "none", "plan"
"""Scenarios that stand in for the arms: one without a policy; one with those of the library, where any is changed."""
OF_POLICY = ("policy.", "policies.", "size.")
FACTORS = "factors"


def check_design(sheet: Sheet, scenarios: str | Path | None = None) -> None:
    """Raise InputError with every fault of a design file; keys of policies that are not known here are left out.

    What is faulty is put aside and the rest looked at again, so that one fault hides no other.
    """
    problems: list[Problem] = []
    aside: set[str] = set()
    data: dict[str, Any] | None = sheet.data
    while data is not None:
        try:
            _judge(replace(sheet, data=data), scenarios)
            break
        except InputError as error:
            found = [one for one in error.problems if not _follows(one, aside)]
            problems += found
            data, left_out = _without(data, found)
            aside |= left_out
    if problems:
        raise InputError(placed(problems, sheet))


def placed(problems: Iterable[Problem], sheet: Sheet) -> Iterator[Problem]:
    """Faults of a design told with the file and line of their keys."""
    trace = Trace((((), sheet),))
    for problem in problems:
        if problem.where != DESIGN or not problem.key:
            yield problem
            continue
        where, line = trace.find(_path(problem.key, sheet.data))
        yield replace(problem, where=where, line=line)


def _path(key: str, data: dict[str, Any]) -> KeyPath:
    """The keys that lead to a fault; names of factors hold dots of their own."""
    name, rest = _factor_and_rest(key, data)
    if not name:
        return tuple(key.split("."))
    return (FACTORS, name, *(rest.partition(" →")[0].lstrip(".").split(".") if rest.startswith(".") else ()))


def _factor_and_rest(key: str, data: dict[str, Any]) -> tuple[str, str]:
    """The factor that a key like `factors.size.fund.low` is about, and what follows its name."""
    factors = data.get(FACTORS)
    if not key.startswith(f"{FACTORS}.") or not isinstance(factors, dict):
        return "", ""
    inner = key.removeprefix(f"{FACTORS}.")
    ours = [str(name) for name in factors if inner == name or inner.startswith((f"{name}.", f"{name} "))]
    name = max(ours, key=len, default="")
    return name, inner.removeprefix(name)


def _without(data: dict[str, Any], problems: Iterable[Problem]) -> tuple[dict[str, Any] | None, set[str]]:
    """The design without what is faulty, and what was left out; None where nothing more can be told of it."""
    factors = data.get(FACTORS)
    kept: dict[str, Any] = dict(data)
    gone: set[str] = set()
    for problem in problems:
        name, _ = _factor_and_rest(problem.key, data)
        first = problem.key.partition(".")[0]
        if name:
            gone.add(name)
        elif first in kept and first not in ("kind", FACTORS):
            del kept[first]
            gone.add(first)
    if isinstance(factors, dict):
        kept[FACTORS] = {key: value for key, value in factors.items() if key not in gone}
    anything = kept.get(FACTORS) or kept.get("judgement") or kept.get("file")
    return (kept if gone and anything else None), gone


def _follows(problem: Problem, aside: set[str]) -> bool:
    """Whether a fault is there only because something was put aside."""
    return problem.key.partition(".")[0] in aside or any(f"'{name}'" in problem.given for name in aside)


def _judge(sheet: Sheet, scenarios: str | Path | None) -> None:
    design = design_of(sheet)
    known = find_folders(scenarios).names("scenario")
    keys = [key for name, factor in design.factors.items() for key in factor.keys or (name,)]
    about = isinstance(design, FromFile) or any(key.startswith(OF_POLICY) for key in keys)
    names = (ALONE, LIBRARY) if about and LIBRARY in known else (ALONE,)
    arms = [compose(name, scenarios=scenarios) for name in names]
    problems = [
        fault
        for name, factor in design.factors.items()
        for key in factor.keys or (name,)
        for fault in refused_key(name, key)
    ]
    asked = Asked(Path(sheet.where).stem, design, names, scenarios)
    try:
        varying = varying_of(asked, arms[0].scenario, find_folders(scenarios))
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    problems += [
        fault
        for name in varying.factors
        if name not in design.factors
        for key in varying.keys(name)
        for fault in refused_key(name, key)
    ]
    if problems:
        raise InputError(problems)
    pairs = tuple((arm.name, arm.scenario) for arm in arms)
    touched = all(any(varying.touched(name, scenario) for _, scenario in pairs) for name in varying.factors)
    if touched and not design.ASKED:
        points = points_of(design, varying, pairs)
        if faults := row_faults(varying, points, pairs, arms[0].region):
            raise InputError(faults)
