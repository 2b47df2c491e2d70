"""Places as a result folder knows them: found by id, Chinese name, English name, slug, or as a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from sim.errors import InputError, Problem, unknown_name

ENDINGS = ("街道", "区", "市", "县", "镇")
"""What people leave out of a Chinese name: 新会 for 新会区."""


@dataclass(frozen=True)
class Place:
    """One place or group; `members` are the ids of the places it is made of, itself when it is no group."""

    level: str
    id: str
    zh: str
    en: str
    parent: str
    members: tuple[str, ...]

    def name(self, lang: str) -> str:
        """Its name in a language: zh, en or both."""
        en = self.en or self.zh
        return {"zh": self.zh, "en": en, "both": self.zh if self.zh == en else f"{self.zh} {en}"}[lang]


class Places:
    """All places of a folder, in the order of levels and ids."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.all = tuple(
            Place(
                row.level, row.place, row.name_zh, row.name_en, row.parent, tuple(row.members) or (row.place,)
            )
            for row in frame.itertuples()
        )
        self._slugs = dict(zip(frame["place"], frame["slug"], strict=True))

    @property
    def city(self) -> Place:
        """The whole region."""
        return next(place for place in self.all if place.level == "city")

    def at(self, level: str) -> list[Place]:
        """All places of a level (city, county, town, village, group); raises InputError for an unknown
        one."""
        levels = list(dict.fromkeys(place.level for place in self.all))
        if level not in levels:
            raise InputError([unknown_name("places", level, levels, "by")])
        return [place for place in self.all if place.level == level]

    def find(self, text: str) -> Place:
        """The place meant; raises InputError with the nearest name, or the candidates of an ambiguous one.

        Of places that share a name the widest is meant: a county before a town, a town before a village.
        """
        if text == "city":
            return self.city
        for names in (self._full_names, self._short_names):
            found = [place for place in self.all if str(text).casefold() in names(place)]
            widest = [place for place in found if place.level == found[0].level]
            if len(widest) == 1:
                return widest[0]
            if widest:
                listed = "; ".join(f"{place.id} {self._path(place)}" for place in widest[:12])
                raise InputError(
                    [Problem("places", f"{text!r} fits {len(widest)} places", f"one of {listed}")]
                )
        names = {name for place in self.all for name in (place.zh, place.en, self._slugs[place.id]) if name}
        raise InputError([unknown_name("places", str(text), names)])

    def several(self, wanted: str | Iterable[str] | None, default: str = "county") -> list[Place]:
        """Places of a level (`county`), one place, or several; the default level when nothing is wanted."""
        if wanted is None:
            return self.at(default)
        if isinstance(wanted, str):
            levels = {place.level for place in self.all}
            return self.at(wanted) if wanted in levels else [self.find(wanted)]
        return [self.find(text) for text in wanted]

    def _full_names(self, place: Place) -> set[str]:
        names = (place.id, place.zh, place.en, self._slugs[place.id], self._path(place))
        return {name.casefold() for name in names if name}

    def _short_names(self, place: Place) -> set[str]:
        return {
            place.zh.removesuffix(end)
            for end in ENDINGS
            if place.zh.endswith(end) and len(place.zh) >= len(end) + 2
        }

    def _path(self, place: Place) -> str:
        rows = self.frame.loc[
            (self.frame["place"] == place.id) & (self.frame["level"] == place.level), "path_zh"
        ]
        return str(rows.iloc[0])
