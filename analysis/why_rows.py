"""What an answer to "why" shows, as rows of text in one language: pages, notebooks and the console read these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.direction import direction
from analysis.labels import WORDS, indicator_name, money, percent, say
from analysis.sentences import effect_sentence, in_how, typeset
from analysis.why import BASES, DECOMPOSED, RURAL, Why

MOST, MOST_POLICIES, MOST_THEMES, MOST_PAYERS, MOST_MECHANISMS = 7, 5, 3, 4, 8
"""Lines, policies, their themes, payers and mechanisms that are told one by one."""
NOTHING = 500.0
"""Yuan below which a movement is told among others: what rounds to none in 万元."""
LEAST = 0.005
"""Share of a payer that is told."""


Words = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """A line: its name, the difference in the year and cumulated, more beside it; whether its sign is unsure."""

    name: str
    year: str
    cumulated: str
    more: str = ""
    unsure: bool = False


@dataclass(frozen=True)
class Amount:
    """The same before it is written: names in both languages, yuan, and who paid with their shares."""

    names: Words
    year: float
    cumulated: float
    by_policies: float = 0.0
    unsure: bool = False
    payers: tuple[tuple[Words, float], ...] = ()

    def row(self, lang: str, more: str) -> Row:
        """The line in a language."""
        name = self.names[0 if lang == "zh" else 1]
        return Row(name, yuan(self.year, lang), yuan(self.cumulated, lang), more, self.unsure)


def yuan(value: float, lang: str) -> str:
    """A difference in yuan with its sign; a dash for none."""
    said = typeset(money(value, lang, sign=True)) + (" yuan" if lang == "en" else "")
    return said if re.search(r"[1-9]", said) else "–"


def heads(found: Why, lang: str) -> tuple[str, str]:
    """What the two columns of amounts hold: the year, and the years up to it."""
    first = found.comparison.story.grounds.books.years[0]
    year = say("why_year", lang).format(year=found.year)
    return year, say("why_cumulated", lang).format(first=first, year=found.year)


def lead(found: Why, lang: str) -> Iterator[str]:
    """The effect, and what the books can tell of it."""
    key = str(found.effect["indicator"])
    yield effect_sentence(found.comparison.story, found.effect, lang)
    name, told = indicator_name(key, lang), found.totals["part"].tolist()
    if not told:
        yield say("why_not_in_books", lang).format(name=name)
    elif not found.decomposed:
        between = "、" if lang == "zh" else ", "
        basis = between.join(f"“{indicator_name(BASES[part], lang)}”" for part in told)
        yield say("why_nearest", lang).format(name=name, basis=basis)
    if key in DECOMPOSED and key.startswith("gdp_real"):
        yield say("why_prices", lang)
    if key.endswith("_per_head") and told:
        people = found.mechanisms[found.mechanisms["indicator"] == "population"].to_dict("records")
        change = in_how(people[0]["mean"], people[0], lang, unit=True) if people else say("why_nothing", lang)
        yield say("why_heads", lang).format(people=change)
    if RURAL in told:
        yield say("why_rural", lang)


def amounts(found: Why, part: str) -> list[Amount]:
    """The lines of a part, the largest movement first, then small ones together as others; their sum at the end."""
    mine = found.parts[found.parts["part"] == part].to_dict("records")
    rows = [
        Amount(
            (row["zh"], row["en"]),
            row["mean"],
            row["cumulated"],
            row["by_policies"],
            direction(row) == "uncertain",
        )
        for row in mine
    ]
    shown = [row for row in rows if abs(row.year) >= NOTHING][:MOST]
    rest = [row for row in rows if row not in shown]
    if any(abs(row.year) >= NOTHING or abs(row.cumulated) >= NOTHING for row in rest):
        shown.append(_sum(rest, _counted("why_others", len(rest))))
    return [*shown, _sum(rows, WORDS["why_total"])]


def _counted(key: str, n: int, names: Words = ("", "")) -> Words:
    zh, en = (words.format(n=n, name=name) for words, name in zip(WORDS[key], names, strict=True))
    return zh, en


def _sum(rows: list[Amount], names: Words) -> Amount:
    year, cumulated, policies = (
        sum(getattr(row, name) for row in rows) for name in ("year", "cumulated", "by_policies")
    )
    return Amount(names, year, cumulated, policies)


def lines(found: Why, part: str, lang: str) -> tuple[Row, list[Row]]:
    """The sum of a part, and its lines."""
    *rows, whole = (row.row(lang, yuan(row.by_policies, lang)) for row in amounts(found, part))
    return whole, rows


def paid(found: Why) -> list[Amount]:
    """What each policy paid in the place and who paid for it; then others by theme, then all together."""
    received = found.received
    rows = [
        _together(found, received.iloc[[at]], (row["zh"], row["en"]))
        for at, row in enumerate(received.head(MOST_POLICIES).to_dict("records"))
    ]
    rows += [_together(found, mine, names) for names, mine in _by_theme(found)]
    return [*rows, _together(found, received, WORDS["why_total"])] if len(received) > 1 else rows


def policies(found: Why, lang: str) -> list[Row]:
    """The same in a language, with who paid as `more`."""
    between = "、" if lang == "zh" else ", "
    at = 0 if lang == "zh" else 1
    return [
        row.row(
            lang,
            between.join(f"{names[at]} {typeset(percent(share, 0))}" for names, share in row.payers),
        )
        for row in paid(found)
    ]


def _by_theme(found: Why) -> Iterator[tuple[Words, pd.DataFrame]]:
    """The policies that are not told one by one, by theme of the ledger of measures, the largest themes first."""
    rest = found.received.iloc[MOST_POLICIES:]
    themes = found.comparison.story.grounds.themes
    letters = pd.Series([themes.get(policy, "") for policy in rest["policy"]], rest.index, dtype=object)
    sizes = rest["cumulated"].abs().groupby(letters).sum().sort_values(ascending=False, kind="stable")
    told = [letter for letter in sizes.index if f"ledger_{letter}" in WORDS][:MOST_THEMES]
    for letter in told:
        mine = rest[letters == letter]
        yield _counted("why_other_theme", len(mine), WORDS[f"ledger_{letter}"]), mine
    left = rest[~letters.isin(told)]
    if len(left):
        yield _counted("why_others", len(left)), left


def _together(found: Why, mine: pd.DataFrame, names: Words) -> Amount:
    """One or several policies as one line, with the largest payers and their shares."""
    payers = found.paid_by[found.paid_by["policy"].isin(mine["policy"])]
    sums = payers.groupby(["node", "zh", "en"], sort=False)[["cumulated"]].sum().reset_index()
    sums["share"] = sums["cumulated"] / (sums["cumulated"].sum() or np.nan)
    sums = sums.loc[sums["cumulated"].abs().sort_values(ascending=False, kind="stable").index]
    few = (sums["share"].abs() >= LEAST).to_numpy() & (np.arange(len(sums)) < MOST_PAYERS)
    told = [((row["zh"], row["en"]), float(row["share"])) for row in sums[few].to_dict("records")]
    rest = sums[~few]
    left = float(rest["share"].sum())
    if abs(left) >= LEAST:
        told.append((_counted("why_others", len(rest)), left))
    now, cumulated = float(mine["yuan"].sum()), float(mine["cumulated"].sum())
    return Amount(names, now, cumulated, payers=tuple(told))


def mechanisms(found: Why, lang: str) -> tuple[list[Row], int]:
    """The mechanisms that moved most, direction sure, in their units; and how many more are of uncertain direction."""
    if found.mechanisms.empty:
        return [], 0
    sure = found.mechanisms[found.mechanisms["direction"].isin(["up", "down"])]
    rows: list[Row] = []
    for row in sure.to_dict("records"):
        said = in_how(row["mean"], row, lang, unit=True)
        if re.search(r"[1-9]", said) and len(rows) < MOST_MECHANISMS:
            rows.append(Row(indicator_name(row["indicator"], lang), said, ""))
    for row in found.partners.head(MOST_PAYERS).to_dict("records"):
        rows.append(
            Row(
                f"{say('why_pairs', lang)} · {row[lang]}",
                typeset(f"{row['pairs']:+.3g}") + say("why_pairs_unit", lang),
                "",
            )
        )
    return rows, int((found.mechanisms["direction"] == "uncertain").sum())
