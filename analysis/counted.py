"""How many runs, pairs or points stand behind numbers, as a figure or a page says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.direction import FEW
from analysis.labels import say
from analysis.partners import Pairs

SINGULAR = {"runs": "run", "pairs": "pair", "points": "point"}


@dataclass(frozen=True)
class Counted:
    """Counts of several scenarios, and of what: runs, pairs, or points where there are several."""

    counts: tuple[int, ...]
    of: str = "pairs"

    @classmethod
    def of_rows(cls, rows: pd.DataFrame, of: str = "pairs") -> Counted:
        """What stands behind rows of the comparison table or of levels, scenario by scenario."""
        found = rows.drop_duplicates("scenario")
        if of == "pairs" and len(found) and (found["points"] > 1).all():
            return cls(tuple(int(count) for count in found["points"]), "points")
        return cls(tuple(int(count) for count in found["n"]), of)

    @classmethod
    def of_pairs(cls, several: Iterable[Pairs], of: str = "pairs") -> Counted:
        """What stands behind the pairs of some scenarios."""
        found = list(several)
        if all(pairs.point_count > 1 for pairs in found):
            return cls(tuple(pairs.point_count for pairs in found), "points")
        return cls(tuple(len(pairs) for pairs in found), of)

    @property
    def few(self) -> bool:
        """Whether a page must say that they are few."""
        return min(self.counts, default=0) < FEW

    def text(self, lang: str) -> str:
        """`6 pairs`, `1 pair`, `1–6 pairs` where scenarios differ, `11 points`."""
        counts = sorted(set(self.counts)) or [0]
        ends = dict.fromkeys((counts[0], counts[-1]))
        word = SINGULAR[self.of] if list(ends) == [1] and lang == "en" else say(self.of, lang)
        return f"{'–'.join(str(count) for count in ends)} {word}"

    def within(self, lang: str) -> str:
        """The same inside a sentence, where Chinese has no blanks."""
        return self.text(lang).replace(" ", "") if lang == "zh" else self.text(lang)

    def few_said(self, lang: str) -> str:
        """What a sentence adds where they are few; empty where they are not."""
        return say("story_few", lang).format(n=self.within(lang)) if self.few else ""

    def rests(self, lang: str) -> str:
        """The sentence of a memo on what effects rest on."""
        key = "story_rests_few" if self.few else "story_rests"
        return say_of(key, self.of, lang).format(n=self.within(lang))

    def band(self, word: str, lang: str) -> str:
        """A word about bands, as it is said of points where they are the unit."""
        return say_of(word, self.of, lang)


def say_of(word: str, of: str, lang: str) -> str:
    """A word of pages that says what bands are over: `word_points` where points are the unit and it has its own."""
    from analysis.labels import WORDS

    return say(f"{word}_points" if of == "points" and f"{word}_points" in WORDS else word, lang)
