"""Quarters and years: `2023Q1` is the whole number 4*2023 + 0 (convention C1)."""

from __future__ import annotations

import datetime
import re

from sim.errors import InputError, Problem

EPOCH = 4 * 1990
"""First quarter that a firm id or a draw can name; addresses count quarters from here."""


def parse_quarter(text: str, where: str = "", key: str = "") -> int:
    """The number of a quarter written `2023Q1`; raises InputError when it is not one."""
    if not re.fullmatch(r"\d{4}Q[1-4]", str(text)):
        raise InputError([Problem(where, f"{text!r} is not a quarter", "write it like 2023Q1", key)])
    return 4 * int(text[:4]) + int(text[5]) - 1


def quarter_name(quarter: int) -> str:
    """`2023Q1` for the number 8092."""
    return f"{quarter // 4}Q{quarter % 4 + 1}"


def year_of(quarter: int) -> int:
    """The calendar year a quarter lies in."""
    return quarter // 4


def is_january(quarter: int) -> bool:
    """Whether the quarter is the first of its year."""
    return quarter % 4 == 0


def first_quarter_from(date: datetime.date) -> int:
    """The first quarter that begins on or after a date: 2024-06-30 acts from 2024Q3."""
    quarter = 4 * date.year + (date.month - 1) // 3
    begins_that_day = date.day == 1 and date.month % 3 == 1
    return quarter if begins_that_day else quarter + 1
