"""Public money beside the economy, and people counted twice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.facts.check import ISSUE, Check
from analysis.folder import Folder
from analysis.places import Place
from analysis.summary import yearly_means


def money(folder: Folder, name: str, city: Place) -> Iterator[Check]:
    """Lines about budgets and the count of people, means over runs."""
    shares = yearly_means(folder, name, ["revenue_share", "spending_share"], [city])
    for key, zh, en, low, high in (
        ("revenue_share", "本级收入占GDP", "Own revenue over GDP", 0.06, 0.08),
        ("spending_share", "财政支出占GDP", "Spending over GDP", 0.10, 0.12),
    ):
        yield Check(zh, en, (float(shares[key].mean()),), low, high, True, "city budget 2022; " + ISSUE)
    cube, levels = folder.cube("population"), ("city", "county", "town")
    totals = {
        level: cube.values["population"][:, :, [at == level for at in cube.levels]].sum(2)
        for level in levels
        if level in cube.levels
    }
    apart = [float(np.abs(total / totals["city"] - 1.0).max()) for total in totals.values()]
    zh, en = "人口守恒：县、镇合计与全市之差", "People conserved: counties and towns against the city"
    yield Check(zh, en, (max(apart),), 0.0, 1e-9, False, "accounting")
