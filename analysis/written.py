"""How effects are written: the numbers of one row in one unit and to one number of decimals, wherever they stand.

Three significant digits of the largest of mean and 90 % band; more where a bound would lose its sign, up to `MOST`.
What is still too small to show is told as `<0.00005 %`; only what is exactly nothing is `0`. `explorer/said.js` has
the same rules.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.direction import direction
from analysis.labels import amount, money, say
from sim.indicators import FIRMS, PERSONS, REAL_YUAN, SHARE, YUAN
from sim.indicators.units import IN_CHINESE

BARE = ("ratio", "index", SHARE)
"""Units that are not written after a number."""
STEPS = (100.0, 10.0, 1.0, 0.1, 0.01, 0.001)
"""Sizes below which one more digit after the point is written."""
MOST = {"%": 4, "money": 4, "whole": 1, "plain": 6}
"""Digits after the point at most."""
MORE = 2
"""Digits that may be added so that the sign of a bound shows."""
IN_YUAN = {
    "zh": ((1e7, 1e8, " 亿元"), (1e4, 1e4, " 万元"), (0.0, 1.0, " 元")),
    "en": ((1e9, 1e9, " bn yuan"), (1e4, 1e6, " m yuan"), (0.0, 1.0, " yuan")),
}
"""From what size, yuan of the unit, and what stands after the number."""
DECIDING = ("mean", "q05", "q95")
"""What of a row decides how all of it is written."""
TINY = 2e-4
"""Share of the level below which the mean of an effect is told to be tiny, and has no colour."""
Row = Any


@dataclass(frozen=True)
class Form:
    """How the numbers of a row are written: times, per (of a unit), digits after the point, and what stands after."""

    times: float
    per: float
    digits: int
    after: str

    def text(self, value: float, sign: bool = True) -> str:
        """A value of the row: `+0.084 %`, `0 %`, `<0.00005 %`, `−1.28 亿元`."""
        if math.isnan(value):
            return "–"
        return f"{self.bare(value, sign)}{self.after}"

    def bare(self, value: float, sign: bool = True) -> str:
        """The number without its unit."""
        if value == 0.0:
            return "0"
        shown = self.digits_of(value)
        if not re.search("[1-9]", shown):
            half = f"0.{'0' * self.digits}5"
            return f"<{half}" if value > 0 or not sign else f">−{half}"
        return ("−" if value < 0 else "+" if sign else "") + shown

    def digits_of(self, value: float) -> str:
        """The size of a value in its unit, rounded."""
        return f"{abs(self.times * value / self.per):,.{self.digits}f}"


def form_of(row: Row, lang: str, unit: bool = False, size: float = 0.0) -> Form:
    """The form of a row of the comparison table; `size` is the largest amount of a column that has one unit of money.

    unit: whether heads, firms and the like name their unit too, as they must outside a column that names it.
    """
    known = [abs(row[name]) for name in DECIDING if name in row and not math.isnan(row[name])]
    largest = max(known, default=0.0)
    of = row["unit_of_level"]
    times, per, after, most = 1.0, 1.0, _unit(of, lang) if unit else "", MOST["plain"]
    if row["how"] == "pct":
        times, after, most = 100.0, " %", MOST["%"]
    elif of == SHARE:
        points = say("story_points", lang)
        times, after, most = 100.0, points if lang == "zh" else f" {points}", MOST["%"]
    elif of in (YUAN, REAL_YUAN):
        scales = IN_YUAN["zh" if lang == "zh" else "en"]
        per, after = next((per, after) for least, per, after in scales if max(size, largest) >= least)
        most = MOST["money"]
    elif of in (PERSONS, FIRMS):
        most = MOST["whole"]
    digits = min(most, sum(abs(times * largest / per) < step for step in STEPS))
    form = Form(times, per, digits, after)
    lost = [value for value in known if value != 0.0]
    for more in range(1, MORE + 1):
        if all(re.search("[1-9]", form.digits_of(value)) for value in lost) or digits + more > most:
            break
        form = Form(times, per, digits + more, after)
    return form


def effect(row: Row, lang: str, sign: bool = True, unit: bool = False) -> str:
    """The mean of an effect: `+2.83 %`, `−0.40 percentage points`, `+1.20 亿元`."""
    return in_how(row["mean"], row, lang, sign, unit)


def band(row: Row, lang: str, ends: tuple[str, str] = ("q05", "q95")) -> str:
    """The 90 % band of an effect, or what is between other ends: `+2.42 % … +3.35 %`."""
    low, high = (row[end] for end in ends)
    if math.isnan(low) or math.isnan(high):
        return "–"
    return f"{in_how(low, row, lang)} … {in_how(high, row, lang)}"


def interval_text(row: Row, lang: str) -> str:
    """The 95 % interval of the mean in as few letters as it can be, for narrow tables: `+0.046…+0.118`."""
    if math.isnan(row["low"]):
        return "–"
    form = form_of(row, lang)
    return f"{form.bare(row['low'])}…{form.bare(row['high'])}"


def by_mean_alone(row: Row) -> bool:
    """Whether the 90 % band excludes none while the 95 % interval of the mean holds it: why no direction is told."""
    none = 1.0 if row["how"] == "ratio" else 0.0
    band_told = (
        row["q05"] != row["q95"]
        and (row["q05"] > none) == (row["q95"] > none)
        and none not in (row["q05"], row["q95"])
    )
    return direction(row) == "uncertain" and bool(band_told)


def of_mean(row: Row, lang: str) -> str:
    """The reason of such a row with the interval of its mean; empty of others, and where no interval is known."""
    if not by_mean_alone(row) or math.isnan(row["low"]):
        return ""
    low, high = in_how(row["low"], row, lang), in_how(row["high"], row, lang)
    return say("story_mean_between", lang).format(low=low, high=high)


def in_how(value: float, row: Row, lang: str, sign: bool = True, unit: bool = False) -> str:
    """A value of a row of the comparison table as people read it, in the unit in which the row tells effects."""
    if math.isnan(value):
        return "–"
    if row["how"] == "ratio":
        return f"{value:.3f}"
    return form_of(row, lang, unit).text(value, sign)


def in_amounts(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """An effect told in per cent as an amount in the unit of its level; None where it is told in that unit already.

    The mean is exact, the band is that of the percentage times the mean of the baseline.
    """
    if row["how"] != "pct" or math.isnan(row["mean"]):
        return None
    base = row["value_baseline"]
    ends = {end: row[end] * base for end in ("q05", "q95")}
    return {"how": "abs", "unit_of_level": row["unit_of_level"], "mean": row["value"] - base} | ends


def about(row: Mapping[str, Any], lang: str, sign: bool = True) -> str:
    """The amount of an effect that is told in per cent, with its unit: `−0.10 亿元`; empty where there is none."""
    found = in_amounts(row)
    return "" if found is None else in_how(found["mean"], found, lang, sign, unit=True)


def tiny(row: Mapping[str, Any]) -> bool:
    """Whether an effect has a direction and its mean is less than `TINY` of the baseline."""
    apart = abs(row["value"] - row["value_baseline"])
    return direction(row) in ("up", "down") and bool(apart < TINY * abs(row["value_baseline"]))


def level_text(value: float, unit: str, lang: str) -> str:
    """A level in its unit, as people read it."""
    if math.isnan(value):
        return "–"
    if unit in (YUAN, REAL_YUAN):
        return typeset(money(value, lang)) + (" yuan" if lang == "en" else "")
    if unit == SHARE:
        return typeset(amount(value, unit, lang))
    return typeset(plain(value, unit)) + _unit(unit, lang)


def typeset(text: str) -> str:
    """A number as it is printed: with a true minus sign, and none before nothing."""
    return re.sub(r"^[+−](?=[0.,]+(?![\d.,]))", "", re.sub(r"(?<![\w.])-(?=\d)", "−", text))


def plain(value: float, unit: str) -> str:
    """A number without a scale: people and firms are whole, small numbers keep four digits, none an exponent."""
    size = abs(value)
    digits = 0 if unit in (PERSONS, FIRMS) or size >= 100 else 2 if size >= 1 else 4
    shown = f"{value:,.{digits}f}"
    return shown if shown.strip("-0.,") else shown.lstrip("-")


def _unit(unit: str, lang: str) -> str:
    if unit in BARE:
        return ""
    return " " + (IN_CHINESE.get(unit, unit) if lang == "zh" else unit)
