"""How fast the city and its counties grow."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.facts.check import ISSUE, Check
from analysis.folder import Folder
from analysis.places import Place
from analysis.summary import real_growth


def growth(folder: Folder, name: str, city: Place) -> Iterator[Check]:
    """Lines about real growth of the city and its counties, means over runs."""
    by_year = real_growth(folder, name, [city])[city.id].to_numpy()
    third = max(1, len(by_year) // 3)
    slowing = float(by_year[-third:].mean() - by_year[:third].mean())
    of_counties = real_growth(folder, name, folder.places.at("county")).mean()
    yield Check(
        "全市实际增长，年均", "City real growth, mean", (float(by_year.mean()),), 0.03, 0.06, True, ISSUE
    )
    yield Check("全市实际增长，各年", "City real growth, each year", tuple(by_year), 0.0, 0.08, True, ISSUE)
    zh, en = "增速逐步放缓（末三分之一减首三分之一）", "Growth slows (last third less first)"
    yield Check(zh, en, (slowing,), -0.05, 0.0, True, ISSUE)
    zh, en = "各县实际增长，年均", "Counties' real growth, mean"
    yield Check(zh, en, tuple(of_counties), 0.01, 0.08, True, ISSUE)
