"""What can go wrong, as sentences a user can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MOST_LISTED = 20
"""Names that a message lists; where there are more, the most alike first and then by the alphabet."""
NEAREST = 5


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of what was given: where it stands, what was found, what is allowed."""

    where: str
    given: str
    allowed: str
    key: str = ""
    line: int | None = None

    def sentence(self) -> str:
        """The fault in one line, e.g. `towns.csv line 7, area_km2: 'abc' given; a number above 0 is allowed`."""
        place = self.where if self.line is None else f"{self.where} line {self.line}"
        if self.key:
            place = f"{place}, {self.key}" if place else self.key
        return f"{place}: {self.given}; {self.allowed}"


class InputError(Exception):
    """Something the user gave cannot be used; carries every fault found, and nothing was written.

    `again`: what could not be read may hide more faults, which show once these are mended.
    """

    def __init__(self, problems: Iterable[Problem], again: bool = False) -> None:
        self.again = again
        self.problems = sorted(set(problems), key=lambda p: (p.where, p.line or 0, p.key, p.given))
        super().__init__("\n".join(problem.sentence() for problem in self.problems))


class LedgerError(Exception):
    """The books do not balance; names quarter, account, place and kind of flow."""


class NumberError(Exception):
    """A value of the model is not finite or too large to be counted in whole yuan; names when and where."""

    def __init__(self, cell: int, values: int, where: str = "") -> None:
        self.cell, self.values = cell, values
        place = where or f"cell {cell}"
        super().__init__(
            f"{place}: {values} amounts are not finite or beyond 2^53 yuan and cannot be counted"
        )


def nearest(word: str, valid: Iterable[str]) -> str:
    """The valid name closest to `word`, or an empty string when none is close.

    One that goes on where the word ends comes first (`budget_yuan`), then one with its letters swapped (`esat`).
    """
    names = list(valid)
    by_folded = {name.casefold(): name for name in names}
    folded = word.casefold()
    longer = [name for name in by_folded if "_" in folded and name.startswith(f"{folded}_")]
    if longer:
        return by_folded[min(longer, key=len)]
    found = difflib.get_close_matches(folded, list(by_folded), n=3, cutoff=0.55)
    swapped = [name for name in found if sorted(name) == sorted(folded)]
    return by_folded[(swapped or found)[0]] if found else ""


def in_english(word: str, valid: Iterable[str]) -> str:
    """The valid name that a Chinese word stands for (公共服务: services); empty where there is none."""
    from sim.chinese_names import meant

    return meant(word, valid)


def _likeness(word: str, name: str) -> float:
    return difflib.SequenceMatcher(None, word.casefold(), name.casefold()).ratio()


def unknown_name(
    where: str,
    word: str,
    valid: Iterable[str],
    key: str = "",
    line: int | None = None,
    most: int = MOST_LISTED,
) -> Problem:
    """The fault of a name that is not known, with the nearest valid one or the whole list."""
    names = sorted(valid)
    close = in_english(word, names) or nearest(word, names)
    if len(names) > most:
        near = sorted(names, key=lambda name: -_likeness(word, name))[:NEAREST]
        names = [*near, *(name for name in names if name not in near)]
    listed = ", ".join(names[:most]) + (" …" if len(names) > most else "")
    allowed = f"did you mean {close!r}?" if close else f"known names: {listed or 'none'}"
    return Problem(where, f"{word!r} is not known", allowed, key, line)
