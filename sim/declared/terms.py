"""Words and dates that every declaration shares."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from sim.calendar import first_quarter_from
from sim.checks import Status, Strict


def _date(value: Any) -> Any:
    if isinstance(value, str) and len(value) != len("2024-06-30"):
        raise ValueError("not an isoformat date")
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


Date = Annotated[datetime.date, BeforeValidator(_date)]
"""An ISO date; it acts from the first quarter that begins on or after it."""


def _year(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) == 4 else value


Year = Annotated[int, BeforeValidator(_year)]
"""A calendar year; the keys of a YAML file are text, so '2026' is one."""


class Title(Strict):
    """A name people read, in both languages."""

    zh: str = ""
    en: str = ""


class Described(Strict):
    """Words beside an entry of a policy file; none of them decides a number.

    An entry that leaves `title`, `ledger`, `source` or `status` out takes those at the top of its file.
    """

    title: Title = Title()
    ledger: tuple[str, ...] = ()
    """Rows of the programme ledger that the entry expresses."""
    source: str = ""
    status: Status = "judgement"
    illustrative: bool = False
    """Its members are drawn by a stated rule, as the sources give a number and no list (示意)."""
    note: Title = Title()


class Dated(Described):
    """An entry that acts from a date, and perhaps to one."""

    start_date: Date
    end_date: Date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        ends = self.end_date
        if ends is not None and ends <= self.start_date:
            raise ValueError("end_date: it must lie after start_date")
        if ends is not None and first_quarter_from(ends) == first_quarter_from(self.start_date):
            raise ValueError("end_date: no quarter begins between start_date and it; set it later")
        return self

    @property
    def first(self) -> int:
        """Number of the first quarter in which the entry acts."""
        return first_quarter_from(self.start_date)

    @property
    def last(self) -> int:
        """Number of the last quarter in which it acts."""
        return first_quarter_from(self.end_date) - 1 if self.end_date else 2**31
