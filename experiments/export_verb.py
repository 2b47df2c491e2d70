"""The verb `export`: results in other people's formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from experiments.cli import FINE, WHERE, Call, write_export
from experiments.wording import LANGUAGES, choose
from sim.errors import InputError, Problem, unknown_name

SETTINGS = ("to", "out", "place", "indicator", "lang")


def export_verb(call: Call) -> int:
    """`bqw export FOLDER --to FORMAT [key=value ...]`."""
    settings, folders, problems = {}, [], []
    for word in call.words:
        key, equals, value = word.partition("=")
        if not equals:
            folders.append(word)
        elif key in SETTINGS:
            settings[key] = value
        else:
            problems.append(unknown_name(WHERE, key, SETTINGS))
    if len(folders) != 1:
        given = f"export is given {len(folders) or 'no'} folder"
        problems.append(Problem(WHERE, given, "write `bqw export results/NAME --to xlsx`"))
    form = call.to or settings.get("to", "")
    if not form:
        problems.append(Problem(WHERE, "export is given no format", "write --to csv, netcdf, iamc or xlsx"))
    lang = settings.get("lang", "both")
    if lang not in LANGUAGES:
        problems.append(unknown_name(WHERE, lang, LANGUAGES, "lang"))
    if problems:
        raise InputError(problems)
    out = Path(settings["out"]) if settings.get("out") else None
    places, indicators = (_listed(settings.get(key, "")) for key in ("place", "indicator"))
    written = write_export(Path(folders[0]), form, out, places, indicators, lang)
    print(f"{choose('已写出', 'written', lang, ' ')}: {written}")
    return FINE


def _listed(value: str) -> list[str]:
    """The names of `a`, `a,b` or `[a,b]`."""
    return [name.strip() for name in value.strip("[]").split(",") if name.strip()]


VERBS: dict[str, Callable[[Call], int]] = {"export": export_verb}
