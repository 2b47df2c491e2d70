"""The verbs `report` and `explore`: a comparison as one HTML file, to print and to look around in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from experiments.cli import FINE, WHERE, Call, write_pages
from experiments.own_settings import one_of, several, split, truth
from experiments.wording import choose
from sim.errors import InputError, Problem, unknown_name

OWN = ("baseline", "scenario", "lang", "out", "complete_pairs", "map", "package")
PAGE_OF = {"report": "report", "explore": "explorer"}
"""Verb -> page."""


def report_verb(call: Call) -> int:
    """`bqw report FOLDER` and `bqw explore FOLDER`, with the settings of `OWN`."""
    own, words = split(call.words, OWN)
    settings = [word.partition("=")[0] for word in words if "=" in word and not Path(word).exists()]
    problems = [unknown_name(WHERE, key, OWN) for key in settings]
    folders = [word for word in words if word.partition("=")[0] not in settings]
    if len(folders) != 1:
        given = f"{call.verb} is given {len(folders) or 'no'} folder"
        problems.append(Problem(WHERE, given, f"write `bqw {call.verb} results/NAME`"))
    if problems:
        raise InputError(problems)
    lang = one_of(own, "lang", ("both", "zh", "en"))
    out = Path(own["out"]) if own.get("out") else None
    [written] = write_pages(
        Path(folders[0]),
        own.get("baseline", ""),
        lang,
        {PAGE_OF[call.verb]: out},
        several(own.get("scenario", "")),
        truth(own, "complete_pairs", False),
        own.get("map") or None,
        own.get("package") or None,
    )
    print(written if call.quiet else f"{choose('已写出', 'written', lang, ' ')}: {written}")
    return FINE


VERBS: dict[str, Callable[[Call], int]] = {"report": report_verb, "explore": report_verb}
