"""How budgets that pay close the gap, as one table that console and report share: columns, amounts, unit and note."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.compare import Comparison
from analysis.labels import choose, head, in_unit, money_unit, say
from analysis.money import Donor, donors
from analysis.rest_of_budgets import PARTS, rest_by_part
from analysis.written import typeset

CLOSED_BY = ("paid", "cut", "bonds", "cash", "revenue", "above", "rest")
LEAST = 0.005
"""Of the unit of the table: what is below it everywhere has no column."""
FINE = {"zh": 2, "en": 1}
"""Digits after the point, so that the parts of a line are seen to add up."""


@dataclass(frozen=True)
class Closing:
    """What each budget paid and by which parts it closed the gap, yuan over all years; `paid` = all others."""

    payers: tuple[Donor, ...]
    sums: tuple[dict[str, float], ...]
    keys: tuple[str, ...]
    """Columns in which there is anything, `paid` first."""
    lang: str
    """Of its numbers: zh or en."""

    def unit(self) -> tuple[float, str]:
        """Yuan of the unit of all amounts, and its name; English millions, for billions are too coarse to add up."""
        return _unit(self.payers, self.lang)

    def heads(self, lang: str) -> list[str]:
        """Headings of the columns."""
        return [head(key if key in CLOSED_BY else f"rest_{key}", lang) for key in self.keys]

    def names(self, lang: str, between: str = " ") -> list[str]:
        """Names of the budgets."""
        return [
            say("city_budget", lang, between) if one.is_city_budget else one.place.name(lang)
            for one in self.payers
        ]

    def cells(self) -> list[list[str]]:
        """Amounts by budget and column."""
        scale = self.unit()[0]
        digits = FINE[self.lang]
        return [[typeset(in_unit(one[key], scale, digits)) for key in self.keys] for one in self.sums]

    def note(self, lang: str) -> str:
        """What adds up to what, and what parts are that their heading does not tell."""
        zh, en = (
            sign.join(say(f"rest_said_{key}", one) for key in self.keys[1:])
            for one, sign in (("zh", "＋"), ("en", " + "))
        )
        said = choose(
            f"已出资＝{zh}；已扣除退回，负数为减少或另有支出。",
            f"Paid = {en}; less what came back, negative: a decrease, or more spent.",
            lang,
            "\n",
        )
        more = (say(f"rest_note_{key}", lang, "\n") for key in ("grants", "other") if key in self.keys)
        return "\n".join([said, *more])


def closing(comparison: Comparison, scenario: str, lang: str) -> Closing | None:
    """The table of a scenario, the rest told by its parts where books were kept; None where no budget paid."""
    paid = donors(comparison, scenario)
    if not paid:
        return None
    parts = rest_by_part(comparison, scenario, paid)
    sums = tuple(
        dict(zip(CLOSED_BY, one.parts, strict=True)) | parts.get(one.place.id, {"rest": one.rest})
        for one in paid
    )
    keys = (*CLOSED_BY[:-1], *(PARTS if parts else CLOSED_BY[-1:]))
    scale = _unit(paid, lang)[0]
    told = tuple(key for key in keys if key == "paid" or any(abs(one[key]) >= LEAST * scale for one in sums))
    return Closing(tuple(paid), sums, told, lang)


def _unit(paid: list[Donor] | tuple[Donor, ...], lang: str) -> tuple[float, str]:
    return (1e6, "m") if lang == "en" else money_unit(max(one.paid for one in paid), lang)
