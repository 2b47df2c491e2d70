"""What an answer to "why" shows, as rows of text in one language: pages, notebooks and the console read these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.direction import direction
from analysis.labels import WORDS, indicator_name, money, percent, say
from analysis.sentences import effect_sentence, in_how, typeset
from analysis.villagers import only_from_land
from analysis.why import BASES, DECOMPOSED, PARTS, RURAL, Why, members_of
from analysis.years import split_key, usual_how
from sim.indicators import BY_KEY

if TYPE_CHECKING:
    from analysis.compare import Comparison

MOST, MOST_POLICIES, MOST_THEMES, MOST_PAYERS, MOST_MECHANISMS = 7, 5, 3, 4, 8
"""Lines, policies, their themes, payers and mechanisms that are told one by one."""
NOTHING = 500.0
"""Yuan below which a movement is told among others: what rounds to none in 万元."""
A_HEAD = "_per_head"
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
    elif not found.decomposed or told != list(PARTS.get(split_key(key)[0].key, told)):
        between = "、" if lang == "zh" else ", "
        basis = between.join(f"“{indicator_name(BASES[part], lang)}”" for part in told)
        yield say("why_nearest", lang).format(name=name, basis=basis)
    if key in DECOMPOSED and key.startswith("gdp_real"):
        yield say("why_prices", lang)
    yield from connected(found, lang)
    if RURAL in told:
        yield say("why_rural", lang)


def connected(found: Why, lang: str) -> Iterator[str]:
    """How a figure a head goes with lines that tell totals, and where villagers' income must be read with care."""
    key = str(found.effect["indicator"])
    if not found.totals["part"].tolist():
        return
    whole = whole_of(found.comparison, key, found.place.id, found.scenario, found.year)
    if whole is not None and found.effect["mean"] == found.effect["mean"]:
        total, head = (in_how(row["mean"], row, lang, unit=True) for row in (whole, found.effect))
        yield say("why_heads", lang).format(total=total, head=head)
    grounds = found.comparison.story.grounds
    if RURAL in found.totals["part"].tolist() and only_from_land(grounds, found.scenario, found.place):
        yield say("why_only_land", lang)


def whole_of(comparison: Comparison, key: str, place: str, scenario: str, year: int) -> pd.Series | None:
    """The effect on the total of a figure a head, in per cent where that is; None for other indicators."""
    if not key.endswith(A_HEAD) or (whole := key.removesuffix(A_HEAD)) not in BY_KEY:
        return None
    alone = replace(comparison, scenarios=(scenario,), places=None, years=None)
    rows = alone.table(whole, year=year, by=[place], how=usual_how(whole))
    return rows.iloc[0] if len(rows) and rows.iloc[0]["mean"] == rows.iloc[0]["mean"] else None


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
    seen = [row for row in rest if abs(row.year) >= NOTHING or abs(row.cumulated) >= NOTHING]
    if seen:
        shown.append(seen[0] if len(seen) == 1 else _sum(rest, _counted("why_others", len(rest))))
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
    """What each policy paid in the place and who paid for it; others by theme; all; what its own budgets paid in."""
    received = found.received
    rows = [
        _together(found, received.iloc[[at]], (row["zh"], row["en"]))
        for at, row in enumerate(received.head(MOST_POLICIES).to_dict("records"))
    ]
    rows += [_together(found, mine, names) for names, mine in _by_theme(found)]
    rows += [_together(found, received, WORDS["why_total"])] if len(received) > 1 else []
    grounds, members = found.comparison.story.grounds, members_of(found.comparison, found.place)
    now, cumulated = grounds.paid_in(found.scenario, members, found.year)
    own = Amount(WORDS["why_paid_in"], now, cumulated)
    return [*rows, own] if abs(now) >= NOTHING or abs(cumulated) >= NOTHING else rows


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
        names = _counted("why_other_theme", len(mine), WORDS[f"ledger_{letter}"])
        yield _own_name(mine) if len(mine) == 1 else names, mine
    left = rest[~letters.isin(told)]
    if len(left):
        yield _own_name(left) if len(left) == 1 else _counted("why_others", len(left)), left


def _own_name(table: pd.DataFrame) -> Words:
    """The name of what is left alone; a fold of one line would hide it."""
    return str(table["zh"].iloc[0]), str(table["en"].iloc[0])


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
        told.append((_own_name(rest) if len(rest) == 1 else _counted("why_others", len(rest)), left))
    now, cumulated = float(mine["yuan"].sum()), float(mine["cumulated"].sum())
    return Amount(names, now, cumulated, payers=tuple(told))


def _moved(row: dict[Any, Any], lang: str) -> str:
    """A mechanism's difference in its unit: of logarithms per cent, links between two counties as pairs."""
    if row["unit_of_level"] == "log points":
        row = row | {"how": "pct"} | {name: float(np.expm1(row[name])) for name in ("mean", "q05", "q95")}
    said = in_how(row["mean"], row, lang, unit=True)
    return (
        re.sub(r" (通道|links)$", say("why_pairs_unit", lang), said)
        if row["unit_of_level"] == "links"
        else said
    )


def mechanisms(found: Why, lang: str) -> tuple[list[Row], int]:
    """The mechanisms that moved most, direction sure, in their units; and how many more are of uncertain direction."""
    if found.mechanisms.empty:
        return [], 0
    sure = found.mechanisms[found.mechanisms["direction"].isin(["up", "down"])]
    rows: list[Row] = []
    for row in sure.to_dict("records"):
        said = _moved(row, lang)
        if re.match(r"[+−]?[\d,.]*[1-9]", said) and len(rows) < MOST_MECHANISMS:
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
