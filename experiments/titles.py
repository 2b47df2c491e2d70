"""What an arm is called whose policies were chosen by settings: by its policies, not by where it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.folders import Folders
from experiments.policy_files import POLICY_KINDS, words_of
from experiments.request import Request
from sim.declared.terms import Title
from sim.faults import Trace
from sim.reading import Sheet, read_sheet

BASELINE = "none"
MOST_NAMES = 2
"""Policies that a title names; more are counted."""


def chosen_by_settings(request: Request) -> bool:
    """Whether policies were chosen beside the arm: `policy=`, `policy_add=`, `policy_drop=`."""
    return "policy" in request.choices or bool(request.add or request.drop)


def title_by_policies(request: Request, usual: Title, trace: Trace, folders: Folders) -> Title:
    """`Baseline + A, B and 2 more`; of another scenario its own title with what was added and left out."""
    sheets = {Path(sheet.where).stem: sheet for package, sheet in trace.sheets if package == ("policy",)}
    if request.name == BASELINE:
        head, added, left_out = Title(zh="基准", en="Baseline"), list(sheets), list[str]()
    elif "policy" in request.choices:
        head, added, left_out = Title(zh=request.name, en=request.name), list(sheets), []
    else:
        head, left_out = usual, list(request.drop)
        added = [name for name in request.add if name in sheets]
    zh, en = head.zh, head.en
    for sign, names in (("＋", added), ("－", left_out)):
        if names:
            known = [_title(name, sheets.get(name) or _sheet(name, folders)) for name in names]
            zh += sign + _listed([one.zh for one in known], "、", "等 {n} 项")
            en += f" {'+' if sign == '＋' else '-'} " + _listed(
                [one.en for one in known], ", ", " and {more} more"
            )
    return Title(zh=zh, en=en) if added or left_out else usual


def _sheet(name: str, folders: Folders) -> Sheet:
    """The file of a policy that was left out."""
    file = folders.file("policy", name)
    assert file is not None  # unknown names were refused before
    return read_sheet(file)


def _listed(names: Sequence[str], between: str, more: str) -> str:
    said = between.join(names[:MOST_NAMES])
    over = len(names) - MOST_NAMES
    return said + (more.format(n=len(names), more=over) if over > 0 else "")


def _title(name: str, sheet: Sheet) -> Title:
    """Title at the top of a policy file, of its first entry, or its name."""
    entries = [
        entry
        for kind in POLICY_KINDS
        for entry in (sheet.data.get(kind) or {}).values()
        if isinstance(entry, Mapping)
    ]
    told: list[Any] = [words_of(sheet).get("title"), *(entry.get("title") for entry in entries)]
    found = next((one for one in told if isinstance(one, Mapping)), {})
    return Title(zh=str(found.get("zh") or name), en=str(found.get("en") or name))
