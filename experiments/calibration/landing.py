"""Calibrated values in a region's file: `calibrated:`, each with its interval and the record that made it.

The block is data of the file, so that it is judged like the rest; composing turns it into the settings of the same
keys, under which a scenario or the command line may still say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from experiments.folders import Folders
from experiments.lint import linted
from sim.checks import Number, Strict
from sim.errors import InputError, Problem
from sim.faults import Trace, check, slot_at
from sim.reading import Sheet, read_text
from sim.scenario import Scenario

BLOCK = "calibrated"


class Landed(Strict):
    """One value that was calibrated: what it is, its 90 % credible interval, and what made it."""

    value: Number
    low: Number
    high: Number
    record: str = Field(min_length=1)


class LandedValues(Strict):
    """The block of a region's file: key of a parameter -> value."""

    calibrated: dict[str, Landed] = Field(default_factory=dict)


def landed_in(sheet: Sheet) -> dict[str, Landed]:
    """The calibrated values of a region's file; raises InputError with every fault of the block."""
    block = sheet.data.get(BLOCK, {})
    found, problems = check(LandedValues, {BLOCK: block}, Trace((((), sheet),)))
    values = found.calibrated if found else {}
    for key, entry in values.items():
        line = sheet.lines.get((BLOCK, key))
        if not key.startswith("parameters.") or slot_at(Scenario, tuple(key.split("."))) is None:
            allowed = "a key of a parameter, see bqw list parameters"
            problems.append(Problem(sheet.where, f"{key!r} is not known", allowed, f"{BLOCK}.{key}", line))
        if not entry.low <= entry.value <= entry.high:
            given = f"the value {entry.value:g} lies outside {entry.low:g} to {entry.high:g}"
            problems.append(
                Problem(sheet.where, given, "a value inside its interval", f"{BLOCK}.{key}", line)
            )
    if problems:
        raise InputError(problems)
    return dict(values)


def as_settings(sheet: Sheet) -> dict[str, Any]:
    """What a region's file sets, calibrated values as the settings of their keys; its own settings go before them."""
    if BLOCK not in sheet.data:
        return sheet.data
    settings: dict[str, Any] = {}
    for key, entry in landed_in(sheet).items():
        _put(settings, key.split("."), entry.value)
    return _over(settings, {key: value for key, value in sheet.data.items() if key != BLOCK})


def landed_of_region(folders: Folders, region: str) -> dict[str, Landed]:
    """The calibrated values of a region by name; none where it has no file."""
    path = folders.file("region", region)
    return {} if path is None else landed_in(linted(path, "region", folders))


def write_into(path: Path, region: str, values: Mapping[str, Landed]) -> None:
    """Put the values into a region's file, in place of those that stood there; the rest of the file stays as it is.

    Raises InputError when the file holds another region or would not be read again.
    """
    old = path.read_text(encoding="utf-8") if path.is_file() else f"# @package _global_\nregion: {region}\n"
    before = read_text(old, str(path))
    if before.data.get("region") != region:
        given = f"its region is {before.data.get('region')!r}"
        raise InputError([Problem(str(path), given, f"a file of the region {region!r}", "write")])
    text = _without_block(old).rstrip("\n") + "\n\n" + block_text(values)
    landed_in(read_text(text, str(path)))
    from experiments.store_files import write_text

    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)


def block_text(values: Mapping[str, Landed]) -> str:
    """The block as it stands in a file."""
    lines = [
        "# Written by `bqw calibrate … write=`: values, 90 % credible intervals, and the record that made them.",
        "# 由 `bqw calibrate … write=` 写入：数值、90% 可信区间及其校准记录。",
        f"{BLOCK}:",
    ]
    for key, entry in values.items():
        lines += [
            f"  {key}:",
            f"    value: {entry.value:.6g}",
            f"    low: {entry.low:.6g}",
            f"    high: {entry.high:.6g}",
            f'    record: "{entry.record}"',
        ]
    return "\n".join(lines) + "\n"


def _without_block(text: str) -> str:
    """A file's text without the block and the comment right above it."""
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.startswith(f"{BLOCK}:"):
            inside = True
            while kept and kept[-1].startswith("#") and "calibrate … write=" in kept[-1]:
                kept.pop()
            continue
        inside = inside and (not line or line[0] in " #")
        if not inside:
            kept.append(line)
    return "\n".join(kept) + "\n"


def _put(data: dict[str, Any], path: list[str], value: float) -> None:
    *above, last = path
    for part in above:
        data = data.setdefault(part, {})
    data[last] = value


def _over(base: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping with another put over it, key by key."""
    merged = dict(base)
    for key, value in other.items():
        under = merged.get(key)
        merged[key] = _over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged
