"""`bqw discover FOLDER` and `bqw robust FOLDER`: where a sweep goes wrong, and which arm holds up over all of it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

from experiments.cli import FINE, WHERE, Call, read_page
from experiments.own_settings import one_of, several, share, split
from experiments.verbs import show
from experiments.wording import LANGUAGES, choose
from sim.errors import InputError, Problem

TRY_DISCOVER = '`bqw discover results/NAME where="gdp_real@west@2033 < 0.5 %" baseline=none`'
TRY_ROBUST = "`bqw robust results/NAME outcome=gdp_real@west@2033`"

OUTCOME, OPPOSITE = re.compile("[<>]"), re.compile("[<>]=?")


def discover_verb(call: Call) -> int:
    """`bqw discover FOLDER where="…" | target=T012`."""
    own, words = split(call.words, ("where", "target", "baseline", "scenario", "share", "density", "lang"))
    folder = _folder("discover", words, TRY_DISCOVER)
    if bool(own.get("where")) == bool(own.get("target")):
        given = (
            "where= and target= are both given" if own.get("where") else "neither where= nor target= is given"
        )
        raise InputError([Problem(WHERE, given, f"write {TRY_DISCOVER}")])
    least = share(own, "share", 0.5)
    lang = _lang(own)
    found = read_page(
        "discovery",
        folder,
        lang,
        where=own.get("where", ""),
        target=own.get("target", ""),
        baseline=own.get("baseline", ""),
        scenario=own.get("scenario", ""),
        least=least,
        density=share(own, "density", None),
    )
    show(found, lang)
    outcome = OUTCOME.split(own["where"])[0].strip() if own.get("where") else "gdp_real@city"
    _next(["bqw", "robust", str(folder), f"outcome={outcome}"], lang)
    return FINE


def robust_verb(call: Call) -> int:
    """`bqw robust FOLDER outcome=gdp_real@west@2033 [goal=">= 0.5 %"]`."""
    own, words = split(call.words, ("outcome", "goal", "arms", "baseline", "better", "lang"))
    folder = _folder("robust", words, TRY_ROBUST)
    if not own.get("outcome"):
        raise InputError([Problem(WHERE, "no outcome= is given", f"write {TRY_ROBUST}")])
    lang = _lang(own)
    found = read_page(
        "robustness",
        folder,
        lang,
        outcome=own["outcome"],
        goal=own.get("goal", ""),
        arms=several(own.get("arms", "")),
        baseline=own.get("baseline", ""),
        better=one_of(own, "better", ("", "up", "down")),
    )
    show(found, lang)
    if own.get("goal"):
        missed = OPPOSITE.sub(_opposite, own["goal"], count=1)
        against = [f"baseline={own['baseline']}"] if own.get("baseline") else []
        _next(["bqw", "discover", str(folder), f"where={own['outcome']} {missed}", *against], lang)
    else:
        _next(["bqw", "export", str(folder), "to=xlsx"], lang)
    return FINE


def _next(words: list[str], lang: str) -> None:
    """What to ask after this."""
    print(f"{choose('下一步', 'next', lang, ' ')}: {shlex.join(words)}")


def _opposite(found: re.Match[str]) -> str:
    """The sign of a goal that is missed."""
    return {">=": "<", ">": "<=", "<=": ">", "<": ">="}[found[0]]


def _folder(verb: str, words: list[str], example: str) -> Path:
    if len(words) != 1:
        given = f"{verb} is given {len(words) or 'no'} folders"
        raise InputError([Problem(WHERE, given, f"write {example}")])
    return Path(words[0])


def _lang(own: dict[str, str]) -> str:
    return one_of(own, "lang", ("both", *(one for one in LANGUAGES if one != "both")))


VERBS: dict[str, Callable[[Call], int]] = {"discover": discover_verb, "robust": robust_verb}
