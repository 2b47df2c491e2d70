"""The stated targets that every scenario is held against: `target/T0NN.yaml`, the user's before the packaged one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.folders import PACKAGED, Folders
from experiments.lint import once_read
from sim.declared.target import Target
from sim.errors import InputError, Problem
from sim.faults import KeyPath, Trace, located
from sim.reading import Sheet
from sim.region import Region
from sim.targets import faults_of, place_rows

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
        if sheet.data.get("region", region.id) == region.id:
            found[name] = sheet.data
            sheets.append((("targets", name), sheet))
    for name, changed in given.items():
        known = found.get(name, {})
        found[name] = {**known, **changed} if isinstance(changed, dict) else changed
    return {**data, "targets": found}, Trace((*sheets, *trace.sheets), trace.by_hand, trace.hand)


def own_targets(trace: Trace) -> set[str]:
    """Targets that are not as the packaged files have them: from a folder of one's own, or changed."""
    files = {
        path[1]
        for path, sheet in trace.sheets
        if path[:1] == ("targets",) and PACKAGED not in Path(sheet.where).parents
    }
    by_hand = {path[1] for path in trace.by_hand if path[:1] == ("targets",) and len(path) > 1}
    changed = {
        path[1] for _, sheet in trace.sheets for path in sheet.lines if path[:1] == ("targets",) and path[1:]
    }
    return files | by_hand | changed


def target_faults(targets: Mapping[str, Target], region: Region, trace: Trace) -> list[Problem]:
    """Indicators, units and places of targets that are not the packaged ones."""
    found: list[Problem] = []
    for name in sorted(own_targets(trace) & set(targets)):
        key, target = f"targets.{name}", targets[name]
        for fault in faults_of(target, ""):
            found.append(located(replace(fault, key=f"{key}.{fault.key}"), trace))
        try:
            place_rows(region, target, "")
        except InputError as error:
            found += [located(replace(fault, key=f"{key}.{fault.key}"), trace) for fault in error.problems]
    return found


def target_sheets(folders: Folders) -> dict[str, Sheet]:
    """The definitions by id, sorted."""
    found: dict[str, Path] = {}
    for folder in reversed(folders.paths):
        found |= {path.stem: path for path in (folder / GROUP).glob("*.yaml")}
    return {name: once_read(found[name]) for name in sorted(found)}
