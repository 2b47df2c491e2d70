"""What a target asks for, written for people; the list of targets and the table of runs write it alike."""

from __future__ import annotations

from analysis.labels import money, percent
from sim.indicators import SHARE, YUAN
from sim.indicators.units import IN_CHINESE

SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


def goal(op: str, number: float | None, unit: str, lang: str) -> str:
    """The number with its sign and unit: `≥ 3300 亿元`, `≥ 330 bn yuan`, `≥ 8 %`, `≥ 620 户 firms`."""
    if number is None or number != number:
        return f"{SIGNS[op]} ?"
    if unit in (SHARE, "1/year"):
        return f"{SIGNS[op]} {_short(percent(number, 2))}"
    if unit.startswith(YUAN):
        written = _short(money(number, lang))
        rest = IN_CHINESE[unit].removeprefix("元") if lang == "zh" else f" {unit}"
        return f"{SIGNS[op]} {written.replace(',', '') if lang == 'zh' else written}{rest}"
    words = {"zh": IN_CHINESE.get(unit, unit), "en": unit, "both": f"{IN_CHINESE.get(unit, unit)} {unit}"}
    written = f"{number:,.12g}"
    return f"{SIGNS[op]} {written.replace(',', '') if lang == 'zh' else written} {words[lang]}"


def _short(amount: str) -> str:
    """A number without the zeros at its end: `8.00 %` is `8 %`."""
    number, unit = amount.split(" ", 1)
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number} {unit}"
