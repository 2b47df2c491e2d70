"""What an answer to "why" shows, as rows of text in one language: pages, notebooks and the console read these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.direction import direction
from analysis.labels import indicator_name, money, percent, say
from analysis.sentences import effect_sentence, in_how, typeset
from analysis.why import BASES, DECOMPOSED, RURAL, Why

MOST, MOST_POLICIES, MOST_PAYERS, MOST_MECHANISMS = 7, 7, 4, 8
"""Lines, policies, payers and mechanisms that are told one by one."""
LEAST = 0.005
"""Share of a payer that is told."""


@dataclass(frozen=True)
class Row:
    """A line: its name, the difference in the year and cumulated, more beside it; whether its sign is unsure."""

    name: str
    year: str
    cumulated: str
    more: str = ""
    unsure: bool = False


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


def lines(found: Why, part: str, lang: str) -> tuple[Row, list[Row]]:
    """The sum of a part and its lines, the largest movement first; small ones stand together as others."""
    mine = found.parts[found.parts["part"] == part].to_dict("records")
    shown = [row for row in mine if re.search(r"[1-9]", yuan(row["mean"], lang))][:MOST]
    kinds = {row["kind"] for row in shown}
    rest = [row for row in mine if row["kind"] not in kinds]
    total = found.totals[found.totals["part"] == part].iloc[0]
    rows = [
        Row(
            row[lang], yuan(row["mean"], lang), yuan(row["cumulated"], lang), yuan(row["by_policies"], lang),
            direction(row) == "uncertain",
        )
        for row in shown
    ]  # fmt: skip
    if rest:
        sums = (sum(row[name] for row in rest) for name in ("mean", "cumulated", "by_policies"))
        now, cumulated, policies = sums
        name = say("why_others", lang).format(n=len(rest))
        rows.append(Row(name, yuan(now, lang), yuan(cumulated, lang), yuan(policies, lang)))
    whole = Row(
        say("why_total", lang),
        yuan(total["mean"], lang),
        yuan(total["cumulated"], lang),
        yuan(total["by_policies"], lang),
    )
    return whole, rows


def policies(found: Why, lang: str) -> list[Row]:
    """What each policy paid in the place and, as `more`, who paid for it; then all others, then all together."""
    rows, received = [], found.received
    for row in received.head(MOST_POLICIES).to_dict("records"):
        payers = found.paid_by[found.paid_by["policy"] == row["policy"]]
        rows.append(
            Row(row[lang], yuan(row["yuan"], lang), yuan(row["cumulated"], lang), _shares(payers, lang))
        )
    rest = received.iloc[MOST_POLICIES:]
    if len(rest):
        payers = found.paid_by[found.paid_by["policy"].isin(rest["policy"])]
        sums = payers.groupby(["node", "zh", "en"], sort=False)[["cumulated"]].sum().reset_index()
        sums["share"] = sums["cumulated"] / sums["cumulated"].sum()
        sums = sums.sort_values("cumulated", ascending=False, kind="stable")
        name = say("why_others", lang).format(n=len(rest))
        now, cumulated = float(rest["yuan"].sum()), float(rest["cumulated"].sum())
        rows.append(Row(name, yuan(now, lang), yuan(cumulated, lang), _shares(sums, lang)))
    if len(received) > 1:
        now, cumulated = float(received["yuan"].sum()), float(received["cumulated"].sum())
        together = say("why_total", lang)
        rows.append(Row(together, yuan(now, lang), yuan(cumulated, lang), _shares(found.payers, lang)))
    return rows


def _shares(payers: pd.DataFrame, lang: str) -> str:
    """Who paid, the first few with their shares, the others together."""
    few = (payers["share"].abs() >= LEAST).to_numpy() & (np.arange(len(payers)) < MOST_PAYERS)
    told = [(row[lang], row["share"]) for row in payers[few].to_dict("records")]
    rest = payers[~few]
    rest = rest if abs(rest["share"].sum()) >= LEAST else rest.iloc[:0]
    if len(rest):
        told.append((say("why_others", lang).format(n=len(rest)), float(rest["share"].sum())))
    between = "、" if lang == "zh" else ", "
    return between.join(f"{name} {typeset(percent(share, 0))}" for name, share in told)


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
