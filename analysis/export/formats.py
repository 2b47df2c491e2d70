"""One way into all formats: what is there to export, where it goes, and files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from analysis.labels import check_language
from analysis.runs import Runs
from sim.errors import InputError, Problem, unknown_name

FORMATS = {"csv": "", "netcdf": ".nc", "iamc": ".csv", "xlsx": ".xlsx"}
"""Format -> ending of its file; nothing where it is a folder."""
WRITERS = {"csv": "tidy", "netcdf": "netcdf", "iamc": "iamc", "xlsx": "workbook"}
Write = Callable[[Runs, Path, str], None]


def export(
    folder: str | Path,
    form: str,
    out: str | Path | None = None,
    places: Iterable[str] | None = None,
    indicators: Iterable[str] | None = None,
    lang: str = "both",
) -> Path:
    """Write results in a format and return the file or folder, by default `exports/NAME…` in the result folder.

    Of a sweep under way what is finished is written. Raises InputError for an unknown format, place or indicator, for
    a target that is there already, and where nothing finished.
    """
    from analysis.folder import Folder

    if form not in FORMATS:
        raise InputError([unknown_name("export", form, FORMATS, "to")])
    runs = Runs(Folder(folder))
    runs = runs.sel(place=_listed(places), indicator=_listed(indicators))
    ending = FORMATS[form]
    usual = runs.folder.path / "exports" / (f"{runs.folder.path.name}-{form}{ending}" if ending else form)
    target = Path(out) if out is not None else usual
    if ending and target.suffix != ending:
        given = f"{target.name} does not end in {ending}"
        raise InputError([Problem("export", given, f"a file for {form} ends in {ending}", "out")])
    if target.exists():
        given = f"{target} is there already"
        raise InputError([Problem("export", given, "choose another name with out=, or remove it", "out")])
    runs.folder.layout  # noqa: B018  nothing is written where no run finished
    write: Write = import_module(f"analysis.export.{WRITERS[form]}").write
    write_whole(target, lambda temporary: write(runs, temporary, check_language(lang)))
    return target


def write_workbook(runs: Runs, path: str | Path, lang: str) -> Path:
    """Write the workbook of some runs in place of what is there; raises InputError where it is no .xlsx."""
    from analysis.export.workbook import write

    target = Path(path)
    if target.suffix != FORMATS["xlsx"]:
        given = f"{target.name} does not end in .xlsx"
        raise InputError([Problem("export", given, "a file for xlsx ends in .xlsx", "path")])
    write_whole(target, lambda temporary: write(runs, temporary, check_language(lang)))
    return target


def write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """Write under a temporary name beside the target and rename it; nothing is left where writing fails."""
    temporary = target.with_name(f".{target.stem}.{os.getpid()}.tmp{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        os.replace(temporary, target)
    except OSError as error:
        given = f"cannot be written ({error.strerror or error})"
        raise InputError([Problem(str(target), given, "give another place with out=")]) from None
    finally:
        with suppress(FileNotFoundError):
            if temporary.is_dir():
                shutil.rmtree(temporary)
            else:
                temporary.unlink()


def _listed(wanted: Iterable[str] | None) -> list[str] | None:
    found = list(wanted or [])
    return found or None
