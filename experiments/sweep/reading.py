"""A design by name, by path, or from Python: read strictly, with the options given by hand over those of its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.folders import Folders
from experiments.sweep.design import Design
from experiments.sweep.designs import KINDS, FromFile
from experiments.sweep.factor import Factor
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE, Trace, check
from sim.reading import Sheet, read_sheet

GROUP = "design"
TABLES = (".csv", ".parquet")
Options = Mapping[str, Any]


def read_design(asked: str, folders: Folders, options: Options | None = None) -> tuple[str, Design]:
    """Name and design of a name of the group `design`, a YAML file, or a table of points; raises InputError."""
    path = Path(asked)
    if path.suffix in TABLES:
        data = {"kind": "file", "file": str(path), **(options or {})}
        return path.stem, _checked(data, Trace(by_hand=frozenset((key,) for key in data)))
    named = path.suffix not in (".yaml", ".yml") and "/" not in asked
    file = folders.file(GROUP, asked) if named else path
    if file is None:
        raise InputError([unknown_name(COMMAND_LINE, asked, folders.names(GROUP), GROUP)])
    return file.stem, design_of(read_sheet(file), options)


def design_of(sheet: Sheet, options: Options | None = None) -> Design:
    """The design of a file; a path in it starts from the file's own folder."""
    data = {**sheet.data, **(options or {})}
    where = Path(sheet.where).parent
    if isinstance(data.get("file"), str) and "file" not in (options or {}):
        data["file"] = str(where / data["file"])
    return _checked(data, Trace((((), sheet),), frozenset((key,) for key in options or ())))


def design_from(asked: Design | Mapping[str, Any], options: Options | None = None) -> Design:
    """A design given from Python: a design, its plain data, or factors by name.

    Factors alone are every combination where all of them list values, else a latin hypercube.
    """
    if isinstance(asked, Design):
        data = asked.model_dump(mode="json")
    else:
        data = dict(asked) if "kind" in asked or "factors" in asked else {"factors": dict(asked)}
    factors = data.get("factors", {})
    data["factors"] = {
        name: one.model_dump(mode="json") if isinstance(one, Factor) else one for name, one in factors.items()
    }
    listed = all(isinstance(one, dict) and one.get("values") for one in data["factors"].values())
    data = {"kind": "factorial" if listed else "latin_hypercube", **data, **(options or {})}
    return _checked(data, Trace(by_hand=frozenset((key,) for key in data), hand="design"))


def _checked(data: dict[str, Any], trace: Trace) -> Design:
    where, line = trace.find(("kind",))
    kind = data.get("kind")
    if kind is None:
        known = ", ".join(KINDS)
        raise InputError([Problem(where, "is missing", f"give one of {known}", "kind", line)])
    if kind not in KINDS:
        raise InputError([unknown_name(where, str(kind), KINDS, "kind", line)])
    design, problems = check(KINDS[kind], data, trace)
    if design is None:
        raise InputError(problems)
    if (
        not design.factors
        and design.judgement is None
        and not isinstance(design, FromFile)
        and not design.ASKED
    ):
        allowed = "give at least one factor, or judgement: {}"
        raise InputError([Problem(where, "there is no factor", allowed, "factors", line)])
    return design
