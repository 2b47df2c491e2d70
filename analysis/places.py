"""Places as a result folder knows them: found by id, Chinese name, English name, slug, or as a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from sim.errors import MOST_LISTED, SOMEWHAT, InputError, Problem, nearest, unknown_name

WIDE = ("city", "group", "county")
"""Levels whose names are offered first."""
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
        self.all: list[Place] = []
        self._paths: dict[Place, str] = {}
        self._full: dict[str, list[Place]] = {}
        self._short: dict[str, list[Place]] = {}
        for r in frame.itertuples():
            members = tuple(r.members) or (r.place,)
            place = Place(r.level, r.place, r.name_zh, r.name_en, r.parent, members)
            self.all.append(place)
            self._paths[place] = r.path_zh
            names = (r.place, r.name_zh, r.name_en, r.slug, r.path_zh)
            for name in {name.casefold() for name in names if name}:
                self._full.setdefault(name, []).append(place)
            for end in ENDINGS:
                if r.name_zh.endswith(end) and len(r.name_zh) >= len(end) + 2:
                    self._short.setdefault(r.name_zh.removesuffix(end), []).append(place)

    @property
    def city(self) -> Place:
        """The whole region."""
        return self.at("city")[0]

    def at(self, level: str) -> list[Place]:
        """All places of a level, or all groups; raises InputError for an unknown level."""
        levels = dict.fromkeys(place.level for place in self.all)
        if level not in levels:
            raise InputError([unknown_name("places", level, levels, "by")])
        return [place for place in self.all if place.level == level]

    def areas(self) -> list[Place]:
        """Groups of several counties: a group of one county is told as that county, everywhere."""
        return [place for place in self.groups() if len(place.members) > 1]

    def called(self, group: Place) -> Place:
        """What a group is called by: its county where it has but one, else itself."""
        return self.find(group.members[0]) if len(group.members) == 1 else group

    def alone(self) -> list[Place]:
        """Counties that are a group of their own; with one, the areas do not add up to the city."""
        shared = {member for area in self.areas() for member in area.members}
        single = {group.members[0] for group in self.groups() if len(group.members) == 1} - shared
        return [county for county in self.at("county") if county.id in single]

    def groups(self) -> list[Place]:
        """All groups; none where the region has none."""
        return [place for place in self.all if place.level == "group"]

    def find(self, text: str, others: Iterable[str] = ()) -> Place:
        """The place meant; raises InputError with the nearest name, or the candidates of an ambiguous one.

        Of places that share a name the widest is meant: a county before a town, a town before a village. `others`:
        names that would also have been understood.
        """
        if text == "city":
            return self.city
        folded = str(text).casefold()
        found = self._full.get(folded) or self._short.get(folded) or []
        widest = [place for place in found if place.level == found[0].level]
        if len(widest) == 1:
            return widest[0]
        if widest:
            listed = "; ".join(f"{place.id} {self._paths[place]}" for place in widest[:12])
            raise InputError([Problem("places", f"{text!r} fits {len(widest)} places", f"one of {listed}")])
        raise InputError([self._unknown(str(text), others)])

    def _unknown(self, text: str, others: Iterable[str]) -> Problem:
        """The fault of a place that is not there: the nearest name, the widest places first; or these listed."""
        wide = [place for place in self.all if place.level in WIDE]
        short = [zh for zh, places in self._short.items() if any(place.level in WIDE for place in places)]
        names = [
            *others,
            *short,
            *(name for place in wide for name in (place.id, place.zh, place.en) if name),
        ]
        narrow = [name for place in self.all for name in (place.zh, place.en) if name]
        close = nearest(text, names, SOMEWHAT if text.isascii() else 0.5) or nearest(text, narrow, 0.75)
        listed = ", ".join([*others, *(place.name("both") for place in wide[:MOST_LISTED])])
        allowed = f"did you mean {close!r}?" if close else f"known names: {listed}"
        return Problem("places", f"{text!r} is not known", allowed)

    def several(self, wanted: str | Iterable[str] | None, default: str = "county") -> list[Place]:
        """Places of a level (`county`), a place, or several of both; the default level when nothing is wanted."""
        if wanted is None:
            return self.at(default)
        levels = {place.level for place in self.all}
        found: list[Place] = []
        for text in [wanted] if isinstance(wanted, str) else wanted:
            found += self.at(text) if text in levels else [self.find(text, levels)]
        return list(dict.fromkeys(found))
