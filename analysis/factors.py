"""The factors of a sweep as people read them: name, title, unit, the values they took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.folder import Folder
from analysis.labels import choose, money
from sim.indicators.units import IN_CHINESE

FEW = 4
"""Values of a factor that are listed one by one."""
LEAST_MONEY = 1e4
"""Yuan from which an amount is told in 万元 or m."""
IN_OR_OUT = {True: ("有", "in"), False: ("无", "out")}
YES_OR_NO = {True: ("是", "yes"), False: ("否", "no")}


@dataclass(frozen=True)
class Factor:
    """A factor; titles are its name where nothing gives one."""

    name: str
    zh: str
    en: str
    unit: str
    values: pd.Series
    """Its value at each point."""
    policy: bool = False
    """Whether it takes a policy in or leaves it out."""

    def title(self, lang: str) -> str:
        """Its title in a language."""
        return self.zh if self.zh == self.en else choose(self.zh, self.en, lang)

    def unit_in(self, lang: str) -> str:
        """Its unit in a language."""
        zh = IN_CHINESE.get(self.unit, self.unit)
        return self.unit if zh == self.unit else choose(zh, self.unit, lang)

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, not words or yes and no."""
        return pd.api.types.is_numeric_dtype(self.values) and self.values.dtype != bool

    def shown(self, value: Any, lang: str) -> str:
        """A value for people: amounts in 亿元 or bn, policies in or out."""
        if isinstance(value, bool) or (not self.numeric and str(value) in ("True", "False")):
            words = IN_OR_OUT if self.policy else YES_OR_NO
            return choose(*words[str(value) == "True"], lang, "/")
        if not self.numeric:
            return str(value)
        if self.unit.startswith("yuan") and abs(value) >= LEAST_MONEY:
            return money(float(value), lang) if lang != "both" else choose(*self._both(value), lang)
        return f"{value:.6g}"

    def _both(self, value: Any) -> tuple[str, str]:
        return money(float(value), "zh"), money(float(value), "en")

    def taken(self, lang: str) -> str:
        """The values it took: from least to most, or each of a few."""
        found = self.values.dropna().unique().tolist()
        if self.numeric and len(found) > FEW:
            return f"{self.shown(min(found), lang)} … {self.shown(max(found), lang)}"
        ordered = sorted(found) if self.numeric else sorted(found, key=str)
        return ", ".join(self.shown(value, lang) for value in ordered)


def factors_of(folder: Folder) -> list[Factor]:
    """The factors of a folder in the order of its design; none of a run or a comparison."""
    stated, keys = _stated(folder), keys_of_factors(folder)
    words: dict[str, Any] = (folder.manifest.get("sweep") or {}).get("words") or {}
    found = []
    for name in folder.factors:
        said: dict[str, Any] = words.get(name) or stated.get(name) or {}
        title = said.get("title") or {}
        zh, en = title.get("zh") or name, title.get("en") or name
        policy = any(key.startswith("policies.") for key in keys.get(name, ((name,), False))[0])
        found.append(Factor(name, zh, en, str(said.get("unit") or ""), folder.points[name], policy))
    return found


def keys_of_factors(folder: Folder) -> dict[str, tuple[tuple[str, ...], bool]]:
    """The keys that each factor sets, and whether it multiplies what stands there."""
    made = (folder.manifest.get("sweep") or {}).get("factors") or _stated(folder)
    found = {}
    for name in folder.factors:
        said: dict[str, Any] = made.get(name) or {}
        found[name] = (tuple(said.get("keys") or (name,)), said.get("how") == "times")
    return found


def _stated(folder: Folder) -> dict[str, Any]:
    """What the design says of its factors, as far as the manifest has it."""
    question = folder.manifest["identity"].get("design")
    design = question.get("design", question) if isinstance(question, dict) else {}
    factors = design.get("factors") if isinstance(design, dict) else None
    return factors if isinstance(factors, dict) else {}
