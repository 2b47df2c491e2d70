"""What Hydra would accept of a scenario file and we do not: packages, foreign groups, unknown names."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from experiments.folders import GROUPS, Folders
from experiments.policy_files import POLICY_KINDS
from sim.errors import InputError, Problem, unknown_name
from sim.reading import Sheet, read_sheet

HEADER = re.compile(r"^\s*#\s*@package\s+(\S+)", re.MULTILINE)


def linted(path: Path, group: str, folders: Folders) -> Sheet:
    """Read one file of a group; raises InputError with every fault of its YAML, header and defaults."""
    return linted_sheet(once_read(path), group, folders)


def once_read(path: Path) -> Sheet:
    """A file read once as long as it does not change; what it holds must not be changed."""
    if not path.is_file():
        return read_sheet(path)
    found = path.stat()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1024)
def _read(path: Path, _changed: int, _size: int) -> Sheet:
    return read_sheet(path)


def linted_sheet(sheet: Sheet, group: str, folders: Folders, header_needed: bool = True) -> Sheet:
    """Check the package header and the defaults list of a sheet; raises InputError with every fault."""
    problems = [*_header(sheet, group, header_needed), *_defaults(sheet, group, folders)]
    if problems:
        raise InputError(problems, again=True)
    return sheet


def lint_files(folders: Folders) -> list[Problem]:
    """Every fault of every file in the user's folder; nothing is composed before it is empty."""
    problems: list[Problem] = []
    for path in folders.own_files():
        group = path.relative_to(next(f for f in folders.paths if path.is_relative_to(f))).parts[0]
        try:
            linted(path, group, folders)
        except InputError as error:
            problems.extend(error.problems)
    return problems


def twice_defined(sheets: list[Sheet]) -> list[Problem]:
    """A policy id that two of the chosen policy files define."""
    owners: dict[tuple[str, str], Sheet] = {}
    problems = []
    for sheet in sheets:
        for kind in POLICY_KINDS:
            entries = sheet.data.get(kind)
            for name in entries if isinstance(entries, dict) else ():
                first = owners.setdefault((kind, str(name)), sheet)
                if first is not sheet:
                    problems.append(
                        Problem(
                            sheet.where,
                            f"the policy id {name!r} is also defined in {first.where}",
                            "one id belongs to one file; rename one or choose one of the two",
                            f"{kind}.{name}",
                            sheet.lines.get((kind, str(name))),
                        )
                    )
    return problems


def _header(sheet: Sheet, group: str, needed: bool) -> list[Problem]:
    found = HEADER.search(sheet.text)
    if not (found or needed):
        return []
    wanted = group if group in ("policy", "world", "engine", "target") else "_global_"
    given = found.group(1) if found else group
    if given in (wanted, "_group_" if wanted == group else wanted):
        return []
    line = sheet.text[: found.start(1)].count("\n") + 1 if found else 1
    if wanted == "_global_":
        return [
            Problem(
                sheet.where,
                f"its package is {given!r}",
                f"a {group} file begins with '# @package _global_'",
                line=line,
            )
        ]
    return [
        Problem(sheet.where, f"its package is {given!r}", f"a {group} file has no @package line", line=line)
    ]


def _defaults(sheet: Sheet, group: str, folders: Folders) -> list[Problem]:
    entries = sheet.data.get("defaults", [])
    if not isinstance(entries, list):
        return [
            Problem(
                sheet.where,
                "defaults is not a list",
                "write `- override /policy: [name]` lines",
                "defaults",
                sheet.lines.get(("defaults",)),
            )
        ]
    problems: list[Problem] = []
    for position, entry in enumerate(entries):
        line = sheet.lines.get(("defaults", str(position)))
        problems += _entry(sheet.where, line, entry, group, folders)
    return problems


def _entry(where: str, line: int | None, entry: Any, group: str, folders: Folders) -> list[Problem]:
    if isinstance(entry, str):
        return [] if entry == "_self_" else _choices(where, line, group, [entry], folders)
    if not isinstance(entry, dict) or len(entry) != 1:
        return [
            Problem(
                where,
                f"{entry!r} is no entry of a defaults list",
                "write `- override /policy: [name]`",
                "defaults",
                line,
            )
        ]
    ((key, value),) = entry.items()
    words = str(key).split()
    name = words[-1].removeprefix("/")
    if len(words) > 2 or words[:-1] not in ([], ["override"]) or name not in GROUPS:
        allowed = f"write `override /GROUP: name` with a GROUP of {', '.join(GROUPS)}"
        return [Problem(where, f"{key!r} is given", allowed, "defaults", line)]
    return _choices(where, line, name, value if isinstance(value, list) else [value], folders)


def _choices(where: str, line: int | None, group: str, names: list[Any], folders: Folders) -> list[Problem]:
    known = folders.names(group)
    return [
        unknown_name(where, str(name), known, f"defaults.{group}", line)
        for name in names
        if name is not None and str(name) not in known
    ]
