"""What a live view is told of a run: names that stay, and the values of the quarters so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.geo import Atlas, atlas_of
from analysis.labels import WORDS, axis_scale
from analysis.story import THEMES
from analysis.words.live import EVENTS, NOTES
from sim.indicators import BY_KEY, INDICATORS, REAL_YUAN, SHARE, YUAN, Indicator
from sim.indicators.units import IN_CHINESE

Array = NDArray[Any]
CITY = "city"
CHARTS = (
    "gdp_real",
    "employment",
    "income_rural_per_head",
    "fiscal_balance",
    "unemployment_rate",
    "firms",
)
"""Indicators whose paths are drawn, in reading order."""
MAPPED: tuple[str, ...] = tuple(key for keys in THEMES.values() for key in keys)
"""Indicators that the map offers."""


@dataclass(frozen=True, eq=False)
class Scene:
    """What does not change while a run goes on: region, scenario, counties [id, zh, en], outlines, quarters."""

    region: tuple[str, str]
    scenario: tuple[str, str]
    counties: tuple[tuple[str, str, str], ...]
    outlines: Path
    first_quarter: int
    horizon: int
    names: Mapping[str, tuple[str, str]]
    """Names in Chinese and English of what events are about, by id and by Chinese name."""

    @cached_property
    def atlas(self) -> Atlas:
        """The outlines of the counties."""
        return atlas_of(self.outlines, [code for code, _, _ in self.counties])

    @cached_property
    def texts(self) -> frozenset[str]:
        """All in Chinese that may have to be shown."""
        said = {zh for zh, _ in (*WORDS.values(), *EVENTS.values())} | {zh for _, zh in NOTES}
        named = {zh for zh, _ in self.names.values()} | {zh for _, zh, _ in self.counties}
        return frozenset(
            said | named | {item.zh for item in INDICATORS} | {self.region[0], self.scenario[0]} | set(UNITS)
        )

    def place(self, code: str, lang: str) -> str:
        """What a place is called: a county by its id, the region for `city`."""
        found = next((one for one in self.counties if one[0] == code), None)
        zh, en = (found[1], found[2] or found[1]) if found else self.region
        return zh if lang == "zh" else en


UNITS = ("亿元万元，2022年价每人元户岁月季度年公里平方米亩吨次对",)
"""Letters of units, which no table of words holds."""


@dataclass(frozen=True)
class Happened:
    """An event of the run: quarter, what, where or to whom (an id or a name), yuan, a note in English."""

    quarter: int
    event: str
    subject: str
    yuan: int
    note: str


@dataclass(frozen=True, eq=False)
class Seen:
    """The quarters simulated so far: level -> key -> values [quarters, places], and what happened."""

    scene: Scene
    values: Mapping[str, Mapping[str, Array]]
    events: Sequence[Happened]

    @property
    def done(self) -> int:
        """Quarters simulated."""
        return len(next(iter(self.values[CITY].values())))

    @property
    def quarters(self) -> list[int]:
        """Their numbers, 4 * year + q - 1."""
        return list(range(self.scene.first_quarter, self.scene.first_quarter + self.done))

    def recorded(self, keys: Sequence[str], level: str = CITY) -> list[Indicator]:
        """Those of some indicators that are measured at a level."""
        return [BY_KEY[key] for key in keys if key in self.values.get(level, {})]

    def path(self, key: str, place: str = CITY) -> Array:
        """An indicator by quarter at a county, by its id, or in the whole region."""
        if place == CITY:
            return np.asarray(self.values[CITY][key][:, 0], np.float64)
        codes = [code for code, _, _ in self.scene.counties]
        return np.asarray(self.values["county"][key][:, codes.index(place)], np.float64)

    def by_county(self, key: str) -> dict[str, float]:
        """An indicator in the quarter simulated last, by county."""
        codes = [code for code, _, _ in self.scene.counties]
        if not self.done:
            return dict.fromkeys(codes, float("nan"))
        return dict(zip(codes, self.values["county"][key][-1].astype(np.float64).tolist(), strict=True))


def unit_beside(unit: str, lang: str) -> str:
    """The unit that `analysis.labels.amount` leaves to its surroundings; empty where it tells it itself."""
    if unit in (YUAN, REAL_YUAN, SHARE):
        return ""
    return IN_CHINESE.get(unit, unit) if lang == "zh" else unit


def scale_of(item: Indicator, largest: float, lang: str) -> tuple[float, str]:
    """What to divide an axis or a column by, and its unit; yuan a head stay yuan, as incomes grow past 10,000."""
    if item.unit.startswith("yuan") and (beside := unit_beside(item.unit, lang)):
        return 1.0, beside
    return axis_scale(item.unit, largest, lang)


def quarter_text(quarter: int, lang: str) -> str:
    """`2023年第1季度` or `2023 Q1` for the number 8092."""
    year, part = quarter // 4, quarter % 4 + 1
    return f"{year}年第{part}季度" if lang == "zh" else f"{year} Q{part}"
