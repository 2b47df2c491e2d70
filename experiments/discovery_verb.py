"""`bqw discover FOLDER` and `bqw robust FOLDER`: where a sweep goes wrong, and which arm holds up over all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from experiments.cli import FINE, WHERE, Call, read_page
from experiments.own_settings import one_of, several, share, split
from experiments.verbs import show
from experiments.wording import LANGUAGES
from sim.errors import InputError, Problem

TRY_DISCOVER = '`bqw discover results/NAME where="gdp_real@west@2033 < 0.5 %" baseline=none`'
TRY_ROBUST = "`bqw robust results/NAME outcome=gdp_real@west@2033`"


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
    return FINE


def _folder(verb: str, words: list[str], example: str) -> Path:
    if len(words) != 1:
        given = f"{verb} is given {len(words) or 'no'} folders"
        raise InputError([Problem(WHERE, given, f"write {example}")])
    return Path(words[0])


def _lang(own: dict[str, str]) -> str:
    return one_of(own, "lang", ("both", *(one for one in LANGUAGES if one != "both")))


VERBS: dict[str, Callable[[Call], int]] = {"discover": discover_verb, "robust": robust_verb}
