"""One way into all formats: what is there to export, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.labels import check_language
from analysis.runs import Runs
from analysis.saving import named, write_whole
from sim.errors import InputError, Problem, unknown_name

if TYPE_CHECKING:
    from analysis.compare import Comparison

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
    if ending:
        named(target, [ending], "export", f"a file for {form} ends in {ending}", "out")
    if target.exists():
        given = f"{target} is there already"
        raise InputError([Problem("export", given, "choose another name with out=, or remove it", "out")])
    runs.folder.layout  # noqa: B018  nothing is written where no run finished
    write: Write = import_module(f"analysis.export.{WRITERS[form]}").write
    return write_whole(target, lambda temporary: write(runs, temporary, check_language(lang)))


def write_workbook(comparison: Comparison, path: str | Path, lang: str) -> Path:
    """Write the workbook of a comparison in place of what is there; raises InputError where it is no .xlsx."""
    from analysis.export.workbook import write_compared

    ending = FORMATS["xlsx"]
    target = named(path, [ending], "export", f"a file for xlsx ends in {ending}")
    check_language(lang)
    return write_whole(target, lambda temporary: write_compared(comparison, temporary, lang))


def _listed(wanted: Iterable[str] | None) -> list[str] | None:
    found = list(wanted or [])
    return found or None
