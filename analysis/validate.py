"""`bqw validate`: whether the baseline is sane, line by line with range, source and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table

from analysis.folder import Folder
from analysis.labels import choose, head, percent, say
from analysis.places import Place
from analysis.summary import real_growth, yearly_means
from sim.errors import InputError, Problem

ISSUE = "project range"


@dataclass(frozen=True)
class Check:
    """One line of the card: what is checked, the values found, the range they must all lie in."""

    zh: str
    en: str
    values: tuple[float, ...]
    low: float
    high: float
    shares: bool
    source: str
    known: bool = True

    @property
    def fine(self) -> bool:
        """Whether every value lies in the range; a line without values is not judged."""
        return not self.known or (
            bool(self.values) and all(self.low <= value <= self.high for value in self.values)
        )


def card(folder: str | Path, lang: str = "both") -> tuple[list[Table | str], bool]:
    """The card as something rich can print, and whether all lines are fine."""
    checks = checks_of(Folder(folder))
    table = Table(
        title="bqw validate", title_justify="left", header_style="bold", box=SIMPLE_HEAD, pad_edge=False
    )
    for key in ("finding", "value", "range", "fine", "source"):
        table.add_column(head(key, lang), no_wrap=key in ("value", "range", "fine"), overflow="fold")
    for check in checks:
        shown = _span(check.values, check.shares) if check.known else say("not_recorded", lang, "\n")
        fine = "–" if not check.known else say("yes" if check.fine else "no", lang)
        style = None if check.fine else "bold red"
        allowed = _span((check.low, check.high), check.shares)
        table.add_row(choose(check.zh, check.en, lang, "\n"), shown, allowed, fine, check.source, style=style)
    return [table], all(check.fine for check in checks)


def checks_of(folder: Folder, scenario: str | None = None) -> list[Check]:
    """Every line of the card for a scenario, the first one when none is named; means over its runs."""
    name = scenario or folder.scenarios[0]
    if not ((folder.runs["scenario"] == name) & (folder.runs["status"] == "finished")).any():
        raise InputError([Problem(str(folder.path), f"{name} has no finished run", "run it again")])
    city = folder.places.city
    return [*_growth(folder, name, city), *_firms(folder, name, city), *_money(folder, name, city)]


def _growth(folder: Folder, name: str, city: Place) -> Iterator[Check]:
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


def _firms(folder: Folder, name: str, city: Place) -> Iterator[Check]:
    above = yearly_means(folder, name, ["firms_above_scale"], [city])["firms_above_scale"].to_numpy()
    opening = folder.opening(name, "firms_above_scale").get(city.id, 0.0)
    if opening:
        zh, en = "规上工业企业，开局", "Above-scale industrial firms at the opening"
        yield Check(zh, en, (opening,), 3264 * 0.99, 3264 * 1.01, False, "statistics bureau, end 2022")
        above = np.concatenate([[opening], above])
    grown = (above[-1] / above[0]) ** (1.0 / max(1, len(above) - 1)) - 1.0
    zh, en = "规上工业企业数，年均增长", "Above-scale industrial firms, mean growth"
    yield Check(zh, en, (float(grown),), 0.02, 0.09, True, ISSUE)
    facts = _facts(folder, name)
    known = not facts.empty
    hill = (float(facts["hill_exponent"].mean()),) if known else ()
    zh, en = "企业规模尾部指数（Hill，2000万元以上）", "Tail exponent of firm size (Hill, above 20 m yuan)"
    yield Check(zh, en, hill, 0.8, 1.4, False, "Axtell 2001; Gabaix 2009", known)
    gain = (float(facts["laplace_minus_normal"].mean()),) if known else ()
    zh, en = (
        "增长率：Laplace优于正态（每企业对数似然差）",
        "Growth rates: Laplace beats normal (log-likelihood a firm)",
    )
    yield Check(zh, en, gain, 0.0, 2.0, False, "Bottazzi & Secchi 2006", known)
    kurtosis = (float(facts["log_growth_kurtosis"].mean()),) if known else ()
    zh, en = "增长率超额峰度（Laplace为3）", "Excess kurtosis of growth rates (Laplace: 3)"
    yield Check(zh, en, kurtosis, 0.5, 30.0, False, "Bottazzi & Secchi 2006", known)
    counties = folder.places.at("county")
    firms = yearly_means(folder, name, ["firms"], counties)["firms"].unstack()
    least = tuple((firms.min() / firms.iloc[0]).to_numpy())
    yield Check(
        "各县企业数最低点/首年", "Firms of a county: least over first year", least, 0.7, 1.0, False, ISSUE
    )


def _money(folder: Folder, name: str, city: Place) -> Iterator[Check]:
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


def _facts(folder: Folder, name: str) -> pd.DataFrame:
    rows = folder.chunks("firm_facts").to_pandas()
    runs = folder.runs.loc[folder.runs["scenario"] == name, "run_id"]
    return rows[rows["run_id"].isin(runs)]


def _span(values: tuple[float, ...], shares: bool) -> str:
    if not values:
        return "–"
    ends = dict.fromkeys((min(values), max(values)))
    return "…".join(
        percent(value, 2) if shares else f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
        for value in ends
    )
