"""What the explorer tells of why a place gained and who paid: amounts of the last year, names spelled once."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.labels import WORDS
from analysis.places import Place
from analysis.story import Story
from analysis.villagers import only_from_land
from analysis.why import BASES, DECOMPOSED, PARTS, RURAL, Why, acted, members_of, paid_for, partners, parts_of
from analysis.why_rows import Amount, amounts, mechanisms, paid, whole_of
from analysis.written import in_how
from analysis.years import split_key


def why_data(story: Story) -> dict[str, Any] | None:
    """Lines of the books, money of policies with its payers, and mechanisms by scenario and place; None without books.

    A line is [name, yuan of the year, yuan cumulated, 1 where its sign is unsure, payers as [name, per cent]]; names
    are numbers into `names`. Amounts are whole yuan.
    """
    if not story.folder.has_ledger or not story.comparison.folder.files("ledger"):
        return None
    names: dict[tuple[str, str], int] = {}
    rows = {
        scenario: {place.id: _place(story, scenario, place, names) for place in story.places}
        for scenario in story.comparison.scenarios
    }
    keys = {key: [part for part in PARTS.get(split_key(key)[0].key, ())] for key in story.keys}
    return {
        "year": story.last_year,
        "first": story.years[0],
        "parts": {key: parts for key, parts in keys.items() if parts},
        "exact": [key for key in story.keys if key in DECOMPOSED],
        "bases": {part: _named(BASES[part]) for part in BASES},
        "names": [list(words) for words in names],
        "rows": rows,
    }


def _named(key: str) -> list[str]:
    item = split_key(key)[0]
    return [item.zh, item.en]


def _place(story: Story, scenario: str, place: Place, names: dict[tuple[str, str], int]) -> dict[str, Any]:
    """Everything told of a place."""
    found = _answer(story, scenario, place)
    told = {
        part: [_line(one, names) for one in amounts(found, part)]
        for part in dict.fromkeys(found.parts["part"].tolist())
    }
    acts = {lang: mechanisms(found, lang) for lang in ("zh", "en")}
    return {
        "parts": told,
        "paid": [_line(one, names) for one in paid(found)],
        "acted": [
            [_number((zh.name, en.name), names), zh.year, en.year]
            for zh, en in zip(acts["zh"][0], acts["en"][0], strict=True)
        ],
        "unsure": acts["zh"][1],
        "land": int(bool(told.get(RURAL)) and only_from_land(story.grounds, scenario, place)),
        "heads": _heads(story, scenario, place),
    }


def _heads(story: Story, scenario: str, place: Place) -> dict[str, list[str]]:
    """How a figure a head goes with its total, in both languages, by indicator."""
    found: dict[str, list[str]] = {}
    for key in story.keys:
        row = story.row(key, scenario, place.id, story.last_year) if key in DECOMPOSED else None
        whole = whole_of(story.comparison, key, place.id, scenario, story.last_year) if row else None
        if row and whole is not None and row["mean"] == row["mean"]:
            texts = [
                (in_how(whole["mean"], whole, lang, unit=True), in_how(row["mean"], row, lang, unit=True))
                for lang in ("zh", "en")
            ]
            words = zip(WORDS["why_heads"], texts, strict=True)
            found[key] = [said.format(total=total, head=head) for said, (total, head) in words]
    return found


def _answer(story: Story, scenario: str, place: Place) -> Why:
    """An answer that holds every part of the books."""
    grounds, year = story.grounds, story.last_year
    keys = [key for key in ("income_rural", "gdp_nominal", "fiscal_balance") if key in story.folder.keys]
    parts = pd.concat([parts_of(grounds, scenario, place, key) for key in keys])
    parts = parts[parts["year"] == year].reset_index(drop=True)
    received, payers, paid_by = paid_for(grounds, scenario, place, year)
    effect = pd.Series({"indicator": "", "scenario": scenario, "year": year})
    return Why(
        story.comparison,
        place,
        effect,
        parts,
        parts.iloc[:0],
        received,
        payers,
        paid_by,
        acted(grounds, scenario, place, year),
        partners(grounds, scenario, members_of(story.comparison, place), year),
    )


def _line(one: Amount, names: dict[tuple[str, str], int]) -> list[Any]:
    line: list[Any] = [_number(one.names, names), round(one.year), round(one.cumulated), int(one.unsure)]
    payers = [[_number(who, names), f"{100 * share:.0f}"] for who, share in one.payers]
    return [*line, payers] if payers else line


def _number(words: tuple[str, str], names: dict[tuple[str, str], int]) -> int:
    return names.setdefault(words, len(names))
