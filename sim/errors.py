"""What can go wrong, as sentences a user can act on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_LISTED = 20
"""Names that a message lists; where there are more, the most alike first and then by the alphabet."""
NEAREST = 5
HARDLY_APART, ALMOST, SOMEWHAT = 0.92, 0.8, 0.55
"""Likeness of names that are hardly apart (`service`, `services`), almost alike, and somewhat alike."""
LONG = 6
"""Letters from which a single word stands for a name that goes on after it."""


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


def nearest(word: str, valid: Iterable[str], least: float = SOMEWHAT) -> str:
    """The valid name closest to `word`, or an empty string when none is close.

    One that differs by hardly a letter comes first (`services`), then one that goes on where the word ends
    (`budget_yuan`), one made of the same words in another order
    (`rural_income` is `income_rural`), one spelled almost alike (`esat`), one that holds the word, one somewhat alike.
    Of several as close the first is taken. least: likeness, from 0 to 1, of one that is somewhat alike.
    """
    by_folded: dict[str, str] = {}
    for name in valid:
        by_folded.setdefault(name.casefold(), name)
    folded = word.casefold()
    spelled = _alike(folded, by_folded, HARDLY_APART)
    if spelled:
        return by_folded[spelled]
    longer = [name for name in by_folded if name.startswith(f"{folded}_")]
    if longer and ("_" in folded or len(folded) >= LONG):
        return by_folded[_shortest(longer)]
    holding = longer or [name for name in by_folded if len(folded) > 2 and folded in _words(name)]
    found = _same_words(folded, by_folded) or _alike(folded, by_folded, max(ALMOST, least))
    found = found or _shortest(holding) or _alike(folded, by_folded, least)
    return by_folded[found] if found else ""


def _shortest(names: Iterable[str]) -> str:
    """The name of fewest words."""
    return min(names, key=lambda name: name.count("_"), default="")


def _words(name: str) -> frozenset[str]:
    """The words of a name: letters and figures between all that is neither."""
    return frozenset(re.findall(r"[^\W_]+", name))


def _same_words(word: str, names: Iterable[str]) -> str:
    """The name that has all words of `word`, or all but one of three and more, and fewest others; an s is no matter."""
    mine = _words(word)
    found, best = "", 99
    for name in names if len(mine) > 1 else ():
        theirs = _words(name)
        shared = sum(one in theirs or f"{one}s" in theirs or one.removesuffix("s") in theirs for one in mine)
        others = len(mine) + len(theirs) - 2 * shared
        if shared >= max(2, len(mine) - (len(mine) > 2)) and others < best:
            found, best = name, others
    return found


def _alike(word: str, names: Iterable[str], cutoff: float) -> str:
    """The name most alike letter by letter; the one with the same letters, where there is one."""
    found = difflib.get_close_matches(word, list(names), n=3, cutoff=cutoff)
    swapped = [name for name in found if sorted(name) == sorted(word)]
    return (swapped or found or [""])[0]


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
    called: Mapping[str, str] | None = None,
) -> Problem:
    """The fault of a name that is not known, with the nearest valid one or the whole list.

    called: what people call a name -> the name, where they may write that in its place.
    """
    given = list(valid)
    names, others = sorted(given), called or {}
    meant = {other.casefold(): name for other, name in others.items()}.get(word.casefold(), "")
    close = meant or in_english(word, names) or nearest(word, given) or others.get(nearest(word, others), "")
    if len(names) > most:
        near = sorted(names, key=lambda name: -_likeness(word, name))[:NEAREST]
        names = [*near, *(name for name in names if name not in near)]
    listed = ", ".join(names[:most]) + (" …" if len(names) > most else "")
    allowed = f"did you mean {close!r}?" if close else f"known names: {listed or 'none'}"
    return Problem(where, f"{word!r} is not known", allowed, key, line)
