"""`bqw bench`: its words read, everything measured, shown, and kept as plain data where asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from experiments.bench.figures import Report
from experiments.wording import LANGUAGES, choose, say
from sim.errors import InputError, Problem, unknown_name

WHERE = "command line"
SWITCH = {"true": True, "false": False}


@dataclass(frozen=True)
class Asked:
    """What the bench was asked for."""

    quick: bool = False
    region: str = "jiangmen"
    lang: str = "both"
    out: str = ""


def bench(words: Sequence[str]) -> int:
    """Measure, show and keep; exit code 0. Raises InputError with every fault of the words."""
    asked = read(words)
    report = measured(asked)
    from experiments.bench.show import show

    show(report, asked.lang)
    if asked.out:
        Path(asked.out).write_text(
            json.dumps(report.plain(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        say(f"数据 {asked.out}", f"data {asked.out}", asked.lang)
    return 0


def measured(asked: Asked) -> Report:
    """The report; what is being measured is told on the error stream."""
    from experiments.bench.measuring import FULL, QUICK, measure

    def tell(zh: str, en: str) -> None:
        print(f"  … {choose(zh, en, asked.lang)}", file=sys.stderr, flush=True)

    return measure(asked.region, QUICK if asked.quick else FULL, tell)


def read(words: Sequence[str]) -> Asked:
    """The settings among the words; raises InputError naming each one that is not a setting."""
    from experiments.folders import find_folders

    asked, problems = Asked(), []
    regions = find_folders().regions()
    for word in words:
        name, equals, value = word.lstrip("-").partition("=")
        if name == "quick" and (value in SWITCH or not equals):
            asked = replace(asked, quick=SWITCH.get(value, True))
        elif name == "quick":
            problems.append(Problem(WHERE, f"{value!r} given", "true or false is allowed", "quick"))
        elif name == "lang" and value in LANGUAGES:
            asked = replace(asked, lang=value)
        elif name == "lang":
            problems.append(unknown_name(WHERE, value, LANGUAGES, "lang"))
        elif name == "region" and value in regions:
            asked = replace(asked, region=value)
        elif name == "region":
            problems.append(unknown_name(WHERE, value, regions, "region"))
        elif name == "out" and value and Path(value).absolute().parent.is_dir():
            asked = replace(asked, out=value)
        elif name == "out":
            problems.append(
                Problem(WHERE, f"{value!r} given", "a file in a folder that exists is allowed", "out")
            )
        else:
            problems.append(unknown_name(WHERE, name, ("quick", "lang", "region", "out")))
    if problems:
        raise InputError(problems)
    return asked
