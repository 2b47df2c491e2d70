"""The pages of a comparison as files: `report.html` and `explorer.html`, beside the results unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from analysis.compare import Comparison, compare
from analysis.folder import Folder
from analysis.geo import checked_map
from analysis.labels import check_language
from analysis.saving import named
from sim.errors import InputError, unknown_name

PAGES = {
    "report": ("analysis.report.page", "write_report", "report.html"),
    "explorer": ("analysis.explorer.page", "write_explorer", "explorer.html"),
}
"""Page -> module and function that write it, and the usual name of its file."""
ENDING = ".html"


def write_pages(
    folder: str | Path,
    baseline: str,
    lang: str,
    pages: Mapping[str, Path | None],
    scenarios: Sequence[str] = (),
    complete_pairs: bool = False,
    map_file: str | Path | None = None,
) -> list[Path]:
    """Write pages of a folder's comparison; `pages` gives each its file, or nothing for the usual one.

    baseline: the first scenario of the folder where it is empty. Raises InputError, with counts and before anything is
    written, where runs have no partner, unless `complete_pairs` leaves them out; the page then counts them.
    map_file: a GeoJSON map of the user's own, as `analysis.geo.read_atlas` takes it.
    """
    opened = checked_map(Folder(folder), map_file)
    names = tuple(scenarios) or tuple(opened.scenarios)
    found = compare(opened, baseline or opened.scenarios[0], names, complete_pairs=complete_pairs)
    return [write_page(found, name, path, lang) for name, path in pages.items()]


def write_page(
    comparison: Comparison,
    name: str,
    path: str | Path | None,
    lang: str,
    map_file: str | Path | None = None,
) -> Path:
    """Write one page of a comparison, whole or not at all.

    Raises InputError for a name that is no HTML file, and for a map that does not serve.
    """
    if name not in PAGES:
        raise InputError([unknown_name("pages", name, PAGES)])
    module, function, usual = PAGES[name]
    target = Path(path) if path is not None else comparison.folder.path / usual
    named(target, [ENDING], "pages", f"a page is a file like {usual}", "out")
    check_language(lang)
    if map_file is not None:
        comparison = replace(comparison, folder=checked_map(comparison.folder, map_file))
    write: Callable[[Comparison, Path, str], Path] = getattr(import_module(module), function)
    return write(comparison, target, lang)
