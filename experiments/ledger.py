"""The ledger of the programme (方案台账): every row, the files that express it, or why it is a label.

`docs/ledger.md` is written from it by `make docs`; a test fails on a row without a file and without a reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.folders import PACKAGED
from sim.reading import read_sheet

PAGE = Path("docs/ledger.md")
DATA = PACKAGED / "data" / "jiangmen"
ENTRIES = ("pairings", "programmes", "events")
SECTIONS = {
    "A": "方案框架 Frame of the programme",
    "P": "结对与协作 Pairings and co-operation",
    "G": "组织、考核与治理 Organisation, incentives, governance",
    "Z": "片区、园区与平台 Zones, parks, platforms",
    "I": "产业政策 Industry policy",
    "S": "行业与产业链 Sectors and chains",
    "F": "企业 Firms",
    "X": "交通与基础设施 Transport and infrastructure",
    "T": "新会镇街 Towns of Xinhui",
    "V": "村集体与农业 Villages, collectives, farming",
    "E": "人口与公共服务 People and services",
    "L": "文化、旅游与生态 Culture, tourism, ecology",
}
HEAD = """# Ledger of the programme · 方案台账

Written by `make docs` from [ledger.csv](../scenarios/data/jiangmen/ledger.csv): {rows} things that the public texts
of the programme name. {policies} are expressed by policies, {others} by targets or data of the opening alone, and
{labels} are labels: words without an effect of their own, with the reason. 示意: members drawn by a stated rule.

由 `make docs` 生成。公开文本提到的 {rows} 项内容中，{policies} 项由政策体现，{others} 项仅由目标或开局数据体现，
{labels} 项为标签（自身无作用，附原因）。“示意”指名单未公布、按所述规则选取。
"""


@dataclass
class Row:
    """One thing that the programme names, and what stands for it."""

    id: str
    zh: str
    en: str
    policies: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    why: str = ""
    """Reason in both languages why it has no effect of its own."""


@dataclass(frozen=True)
class Ledger:
    """All rows by id, and what does not fit: ids that no row has."""

    rows: dict[str, Row]
    unknown: tuple[str, ...]
    illustrative: frozenset[str]
    """Policies of which a part is drawn by a stated rule."""


def read_ledger(scenarios: Path = PACKAGED) -> Ledger:
    """The rows of the ledger with everything in the scenarios folder that names them."""
    data = scenarios / "data" / "jiangmen"
    rows = {row["id"]: Row(row["id"], row["name_zh"], row["name_en"]) for row in _table(data / "ledger.csv")}
    unknown, drawn = [], set()

    def row_of(name: str, where: str) -> Row:
        if name not in rows:
            unknown.append(f"{where}: {name}")
        return rows.get(name, Row(name, "", ""))

    for kind in ("policy", "target"):
        for path in sorted((scenarios / kind).glob("*.yaml")):
            sheet = read_sheet(path).data
            for name in sorted(set(_named(sheet))):
                row = row_of(name, f"{kind}/{path.name}")
                (row.policies if kind == "policy" else row.targets).append(path.stem)
            drawn |= {path.stem} if kind == "policy" and _is_illustrative(sheet) else set()
    for line in _table(data / "ledger_data.csv"):
        link = f"[{line['file']}](../scenarios/data/jiangmen/{line['file']})"
        row_of(line["id"], "ledger_data.csv").data.append(f"{link} {line['what_zh']} · {line['what_en']}")
    for path in sorted(data.glob("ledger_labels_*.csv")):
        for line in _table(path):
            row_of(line["id"], path.name).why = f"{line['why_zh']} · {line['why_en']}"
    return Ledger(rows, tuple(unknown), frozenset(drawn))


def faults(ledger: Ledger) -> list[str]:
    """Ids without a row, rows that nothing expresses, and labels beside a policy."""
    found = [f"{text} is no row of the ledger" for text in ledger.unknown]
    for row in ledger.rows.values():
        if not (row.policies or row.targets or row.data or row.why):
            found.append(f"{row.id} {row.zh} has neither a file nor a reason why it is a label")
        if row.policies and row.why:
            found.append(f"{row.id} {row.zh} is called a label, and {', '.join(row.policies)} express it")
    return found


def page(ledger: Ledger | None = None) -> str:
    """The whole page."""
    ledger = ledger or read_ledger()
    rows = list(ledger.rows.values())
    labels = sum(bool(row.why) for row in rows)
    policies = sum(bool(row.policies) for row in rows)
    parts = [
        HEAD.format(rows=len(rows), policies=policies, others=len(rows) - policies - labels, labels=labels)
    ]
    for letter, title in SECTIONS.items():
        parts += [
            f"\n## {letter} {title}\n",
            "| id | 中文 | English | 体现 expressed by |\n|---|---|---|---|",
        ]
        parts += [_line(row, ledger.illustrative) for row in rows if row.id[0] == letter]
    return "\n".join(parts) + "\n"


def _line(row: Row, illustrative: frozenset[str]) -> str:
    cells = []
    for name in row.policies:
        mark = " (示意)" if name in illustrative else ""
        cells.append(f"[{name}](../scenarios/policy/{name}.yaml){mark}")
    cells += [f"[{name}](../scenarios/target/{name}.yaml)" for name in row.targets]
    cells += row.data
    if row.why:
        cells.append(f"标签，自身无作用 · label: no effect of its own: {row.why}")
    words = (cell.replace("|", "/") for cell in (row.id, row.zh, row.en, "; ".join(cells)))
    return "| " + " | ".join(words) + " |"


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _named(sheet: Mapping[str, Any]) -> Iterator[str]:
    """Ids that a file names, at its top or at an entry."""
    for part in (sheet, *_entries(sheet)):
        yield from map(str, part.get("ledger") or ())


def _is_illustrative(sheet: Mapping[str, Any]) -> bool:
    return any(part.get("illustrative") for part in (sheet, *_entries(sheet)))


def _entries(sheet: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = [entry for kind in ENTRIES for entry in (sheet.get(kind) or {}).values()]
    return [entry for entry in found if isinstance(entry, dict)]
