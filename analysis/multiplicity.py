"""How many intervals a table holds, and how many of them chance alone would set apart from zero."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.labels import choose

LEVEL = 0.05


@dataclass(frozen=True)
class Multiplicity:
    """Counts over the rows of a comparison table that can be tested."""

    intervals: int
    excluding: int
    """Rows whose 95 % interval excludes no difference."""
    by_chance: float
    """Rows of which that is expected where nothing differs anywhere."""
    adjusted: int
    """Rows that differ at 5 % after Holm."""
    alone: int = 0
    """Rows of several points with one replicate only, of whose mean no error can be known."""

    @classmethod
    def of(cls, table: pd.DataFrame) -> Multiplicity:
        """Of a comparison table; rows with fewer than two pairs hold no interval."""
        known = table[table["p_value"].notna()]
        none = (known["how"] == "ratio").astype(float)
        excluding = (known["low"] > none) | (known["high"] < none)
        alone = int((table["p_value"].isna() & (table["points"] > 1)).sum()) if "points" in table else 0
        adjusted = int((known["p_adjusted"] < LEVEL).sum())
        return cls(len(known), int(excluding.sum()), LEVEL * len(known), adjusted, alone)

    def sentence(self, lang: str) -> str:
        """The counts in words, and why intervals are not there; empty where there is nothing to say."""
        return "\n".join(filter(None, (self._counts(lang), self._alone(lang))))

    def _alone(self, lang: str) -> str:
        if not self.alone:
            return ""
        zh = "各点只有 1 次重复：各点共有的偶然性无从得知，均值没有区间和 p 值；至少要 2 次重复，4 次以上为宜"
        en = (
            "one replicate a point: the chance that all points share cannot be known, so the mean has no interval and "
            "no p; make 2 replicates at least, better 4"
        )
        return choose(zh, en, lang, "\n")

    def _counts(self, lang: str) -> str:
        if not self.intervals:
            return ""
        zh = (
            f"表中 {self.intervals} 个95%区间，{self.excluding} 个不含零；"
            f"若处处无差异，仅凭偶然约 {self.by_chance:.1f} 个。经 Holm 校正（5%）后 {self.adjusted} 个有差异"
        )
        en = (
            f"{self.intervals} intervals of 95 %, {self.excluding} without zero; chance alone would make about "
            f"{self.by_chance:.1f}. After Holm (5 %) {self.adjusted} differ"
        )
        return choose(zh, en, lang, "\n")
