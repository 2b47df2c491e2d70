"""The factors of a sweep as people read them: name, title, unit, the values they took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.folder import Folder

FEW = 4
"""Values of a factor that are listed one by one."""


@dataclass(frozen=True)
class Factor:
    """A factor; titles are its name where the design gives none."""

    name: str
    zh: str
    en: str
    unit: str
    values: pd.Series
    """Its value at each point."""

    def title(self, lang: str) -> str:
        """Its title in a language."""
        return {"zh": self.zh, "en": self.en}.get(
            lang, self.zh if self.zh == self.en else f"{self.zh} {self.en}"
        )

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, not words or yes and no."""
        return pd.api.types.is_numeric_dtype(self.values) and self.values.dtype != bool

    @property
    def taken(self) -> str:
        """The values it took: from least to most, or each of a few."""
        found = self.values.dropna().unique().tolist()
        if self.numeric and len(found) > FEW:
            return f"{min(found):.6g} … {max(found):.6g}"
        shown = sorted(found) if self.numeric else sorted(found, key=str)
        return ", ".join(f"{value:.6g}" if self.numeric else str(value) for value in shown)


def factors_of(folder: Folder) -> list[Factor]:
    """The factors of a folder in the order of its design; none of a run or a comparison."""
    stated = _stated(folder)
    found = []
    for name in folder.factors:
        said: dict[str, Any] = stated.get(name) or {}
        title = said.get("title") or {}
        zh, en = title.get("zh") or name, title.get("en") or name
        found.append(Factor(name, zh, en, str(said.get("unit") or ""), folder.points[name]))
    return found


def _stated(folder: Folder) -> dict[str, Any]:
    """What the design says of its factors, as far as the manifest has it."""
    question = folder.manifest["identity"].get("design")
    design = question.get("design", question) if isinstance(question, dict) else {}
    factors = design.get("factors") if isinstance(design, dict) else None
    return factors if isinstance(factors, dict) else {}
