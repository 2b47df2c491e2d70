"""The stated targets that every scenario is held against: `target/T0NN.yaml`, the user's before the packaged one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from experiments.folders import Folders
from sim.errors import InputError
from sim.faults import KeyPath, Trace
from sim.reading import Sheet, read_sheet
from sim.region import Region, find_place

GROUP = "target"
"""Folder of the definitions; they are never chosen by name, all of them are read."""


def with_targets(
    data: dict[str, Any], trace: Trace, folders: Folders, region: Region
) -> tuple[dict[str, Any], Trace]:
    """Composed data with all targets of the region, changed where the scenario changes them, and where they stand."""
    given = data.get("targets", {})
    if not isinstance(given, dict):
        return data, trace
    found: dict[str, Any] = {}
    sheets: list[tuple[KeyPath, Sheet]] = []
    for name, sheet in target_sheets(folders).items():
        if not missing_places(sheet, region):
            found[name] = sheet.data
            sheets.append(((GROUP + "s", name), sheet))
    for name, changed in given.items():
        known = found.get(name, {})
        found[name] = {**known, **changed} if isinstance(changed, dict) else changed
    return {**data, "targets": found}, Trace((*sheets, *trace.sheets), trace.by_hand, trace.hand)


def target_sheets(folders: Folders) -> dict[str, Sheet]:
    """The definitions by id, sorted."""
    found: dict[str, Path] = {}
    for folder in reversed(folders.paths):
        found |= {path.stem: path for path in (folder / GROUP).glob("*.yaml")}
    return {name: _read(found[name], found[name].stat().st_mtime_ns) for name in sorted(found)}


def missing_places(sheet: Sheet, region: Region) -> list[str]:
    """Places of a definition that the region lacks."""
    places = sheet.data.get("place", [])
    named = places if isinstance(places, list) else []
    return [str(place) for place in named if not _known(region, str(place))]


@lru_cache(maxsize=4096)
def _known(region: Region, place: str) -> bool:
    if place == "city" or any(place in (group.key, group.name_zh) for group in region.groups):
        return True
    try:
        find_place(region, place)
    except InputError:
        return False
    return True


@lru_cache(maxsize=512)
def _read(path: Path, _changed: int) -> Sheet:
    return read_sheet(path)
