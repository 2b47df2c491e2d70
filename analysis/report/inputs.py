"""What went in, told before any result: entries of policy that a scenario adds, drops or changes, other settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.folder import Folder
from analysis.inputs import Inputs
from analysis.labels import choose, money
from analysis.programmes import KINDS, titles_of, totals_of_policies

KIND_WORDS = {
    "programmes": ("项目", "Programme"),
    "pairings": ("结对", "Pairing"),
    "events": ("事件", "Event"),
    "adopts": ("考核目标", "Target adopted"),
}
OTHER = ("其他设定", "Other setting")
NOTHING = ("无", "none")
MOST_FIELDS = 3
"""Changed fields of an entry that a line names."""
Words = tuple[str, str]


@dataclass(frozen=True)
class Changed:
    """One line of the table: its kind, what it is, from, to; words in both languages; yuan planned over all years."""

    kind: str
    what: Words
    before: Words
    after: Words
    planned: float = 0.0


def changed_inputs(folder: Folder, baseline: str, scenario: str) -> list[Changed]:
    """Entries of policy, the dearest of each kind first, then every other setting that differs."""
    ours, theirs = (folder.scenario(name).get("policy") or {} for name in (scenario, baseline))
    titles = titles_of(folder, baseline) | titles_of(folder, scenario)
    yuan = planned(folder, scenario)
    found: list[Changed] = []
    for kind in KINDS:
        here, there = ours.get(kind) or {}, theirs.get(kind) or {}
        names = [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
        for name in sorted(names, key=lambda one: -yuan.get(str(one), 0.0)):
            title = titles.get(str(name), (str(name), str(name)))
            before, after = _both(there.get(name), here.get(name))
            found.append(Changed(kind, title, before, after, yuan.get(str(name), 0.0)))
    for key, before, after in Inputs(folder).diff(baseline, scenario).itertuples(index=False):
        if not str(key).startswith(tuple(f"policy.{kind}." for kind in KINDS)):
            found.append(Changed("other", (str(key), str(key)), (_plain(before),) * 2, (_plain(after),) * 2))
    return found


def planned(folder: Folder, scenario: str) -> dict[str, float]:
    """Yuan that each entry of a scenario's policy planned over all years, as the tables of money tell it."""
    totals = totals_of_policies(folder, scenario)
    return {str(name): float(value) for name, value in zip(totals["policy"], totals["planned"], strict=True)} \
        if len(totals) else {}  # fmt: skip


def _both(there: dict[str, Any] | None, here: dict[str, Any] | None) -> tuple[Words, Words]:
    """Before and after; where both are entries, the fields in which they differ are named."""
    if there is None or here is None:
        return _said(there), _said(here)
    fields = [key for key in dict.fromkeys((*there, *here)) if there.get(key) != here.get(key)]
    return _fields(there, fields), _fields(here, fields)


def _fields(entry: Mapping[str, Any], fields: list[str]) -> Words:
    shown = "; ".join(f"{key}={_plain(entry.get(key))[:40]}" for key in fields[:MOST_FIELDS])
    return (shown + (" …" if len(fields) > MOST_FIELDS else ""),) * 2


def _said(entry: dict[str, Any] | None) -> Words:
    """An entry of policy in a few words: when it acts and what it has to spend."""
    if entry is None:
        return NOTHING
    zh, en = [], []
    start, end = (str(entry.get(key) or "")[:7] for key in ("start_date", "end_date"))
    date = str(entry.get("date") or "")[:7]
    if start and end:
        zh.append(f"{start}至{end}")
        en.append(f"{start} to {end}")
    elif start or date:
        zh.append(f"{start or date}{'起' if start else ''}")
        en.append(f"{'from ' if start else ''}{start or date}")
    for yuan, words in _money_of(entry):
        zh.append(words[0].format(yuan=money(yuan, "zh")))
        en.append(words[1].format(yuan=f"{money(yuan, 'en')} yuan"))
    return ("，".join(zh) or "有", ", ".join(en) or "in force")


def _money_of(entry: Mapping[str, Any]) -> list[tuple[float, Words]]:
    """Amounts that an entry states, and how each is told."""
    path = entry.get("budget_path") or {}
    paid = ((entry.get("channels") or {}).get("money") or {}).get("yuan_per_year")
    stated = (
        (entry.get("budget_yuan_per_year"), ("每年{yuan}", "{yuan} a year")),
        (max(path.values(), default=0), ("分年安排，最多每年{yuan}", "by year, up to {yuan} a year")),
        (entry.get("unit_cost_yuan"), ("每个{yuan}", "{yuan} a piece")),
        (paid, ("每对每年{yuan}", "{yuan} a pair and year")),
        (entry.get("reward_yuan"), ("完成奖励{yuan}", "reward {yuan}")),
        (entry.get("sanction_yuan"), ("未完成扣减{yuan}", "sanction {yuan}")),
    )
    return [(float(yuan), words) for yuan, words in stated if yuan]


def _plain(value: Any) -> str:
    return "–" if value is None or value != value else str(value)


def line(words: Words, lang: str) -> str:
    """Words in a language, both where both are asked for."""
    return choose(*words, lang, "\n") if words[0] != words[1] else words[0]
