"""What went in, told before any result: entries of policy that a scenario adds, drops or changes, other settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.folder import Folder
from analysis.labels import choose
from analysis.programmes import KINDS, titles_of
from analysis.runs import Inputs

KIND_WORDS = {
    "programmes": ("项目", "programme"),
    "pairings": ("结对", "pairing"),
    "events": ("事件", "event"),
    "adopts": ("考核目标", "target adopted"),
}


@dataclass(frozen=True)
class Changed:
    """One line of the table: what it is, from, to; words in both languages."""

    what: tuple[str, str]
    before: tuple[str, str]
    after: tuple[str, str]


NOTHING = ("无", "none")


def changed_inputs(folder: Folder, baseline: str, scenario: str) -> list[Changed]:
    """Entries of policy first, a line each, then every other setting that differs."""
    ours, theirs = (folder.scenario(name).get("policy") or {} for name in (scenario, baseline))
    titles = titles_of(folder, baseline) | titles_of(folder, scenario)
    found: list[Changed] = []
    for kind in KINDS:
        here, there = ours.get(kind) or {}, theirs.get(kind) or {}
        for name in sorted({*here, *there}):
            if here.get(name) == there.get(name):
                continue
            zh, en = KIND_WORDS[kind]
            title = titles.get(str(name), (str(name), str(name)))
            what = (f"{zh}：{title[0]}", f"{en}: {title[1]}")
            found.append(Changed(what, _said(there.get(name)), _said(here.get(name))))
    rest = Inputs(folder).diff(baseline, scenario)
    for key, before, after in rest.itertuples(index=False):
        if not str(key).startswith(tuple(f"policy.{kind}." for kind in KINDS)):
            found.append(Changed((str(key), str(key)), (_plain(before),) * 2, (_plain(after),) * 2))
    return found


def _said(entry: dict[str, Any] | None) -> tuple[str, str]:
    """An entry of policy in a few words: when it acts and what it has to spend a year."""
    if entry is None:
        return NOTHING
    zh, en = [], []
    start = entry.get("start_date") or entry.get("date")
    if start:
        zh.append(f"{start}起")
        en.append(f"from {start}")
    yuan = entry.get("budget_yuan_per_year")
    if yuan:
        zh.append(f"每年{yuan / 1e8:,.2f}亿元" if yuan >= 1e7 else f"每年{yuan / 1e4:,.1f}万元")
        en.append(f"{yuan / 1e6:,.1f} m yuan a year")
    return ("，".join(zh) or "有", ", ".join(en) or "in force")


def _plain(value: Any) -> str:
    return "–" if value is None or value != value else str(value)


def line(words: tuple[str, str], lang: str) -> str:
    """Words in a language, both where both are asked for."""
    return choose(*words, lang, "\n") if words[0] != words[1] else words[0]
