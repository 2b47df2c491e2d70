"""How places differ and drift: inequality that adds up, ranks that last, signs of wages, births and moves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.facts.check import ISSUE, Check
from analysis.folder import Folder
from analysis.inequality import nested_theil
from analysis.summary import yearly_means

KEYS = (
    "gdp_real",
    "population",
    "wage_relative",
    "unemployment_rate",
    "firms_born",
    "labour_force",
    "employment",
)


def places(folder: Folder, scenario: str) -> Iterator[Check]:
    """Lines about counties and towns, from means over runs."""
    counties = folder.places.at("county")
    years = yearly_means(folder, scenario, KEYS, counties)
    if len(counties) > 1:
        yield from _theil(folder, scenario)
        yield from _signs(years)


def _theil(folder: Folder, scenario: str) -> Iterator[Check]:
    """Real GDP per head of towns, within and between counties, in the last year."""
    towns = folder.places.at("town")
    values = yearly_means(folder, scenario, ["gdp_real", "population"], towns)
    last = values.loc[int(values.index[-1][0])].reindex([place.id for place in towns])
    owners = {county.id: number for number, county in enumerate(folder.places.at("county"))}
    group = np.array([owners[place.parent] for place in towns])
    found = nested_theil(last["gdp_real"].to_numpy(), last["population"].to_numpy(), group)
    zh, en = "泰尔指数：镇际、县际（人均GDP）", "Theil index between towns, between counties (GDP a head)"
    yield Check(zh, en, (found.total, found.between), 0.0, 1.0, False, ISSUE)
    zh, en = "泰尔指数分解误差", "Theil: whole less its parts"
    yield Check(zh, en, (found.gap,), 0.0, 1e-12, False, "Theil 1967")


def _signs(years: pd.DataFrame) -> Iterator[Check]:
    per_head = (years["gdp_real"] / years["population"]).unstack()
    zh, en = "各县人均GDP位次相关（首末年）", "Rank correlation of counties' GDP a head, first and last year"
    ranks = _correlation(per_head.iloc[0].rank(), per_head.iloc[-1].rank())
    yield Check(zh, en, (ranks,), 0.7, 1.0, False, "county series 1996-2012: ranks last")
    wages, jobless = years["wage_relative"].unstack(), years["unemployment_rate"].unstack()
    change = np.log(wages).diff().iloc[1:]
    slack = jobless.sub(jobless.mean(axis=0), axis=1).iloc[1:]
    curve = _correlation(change.stack(), slack.stack())
    zh, en = "工资曲线：工资变化与失业率相关", "Wage curve: change of wages against unemployment"
    yield Check(zh, en, (curve,), -1.0, 0.0, False, "Blanchflower & Oswald 1994 (sign)")
    births = (years["firms_born"] / years["population"]).unstack().mean()
    zh, en = "创业率与发展水平相关", "Births of firms a head against GDP a head"
    yield Check(zh, en, (_correlation(births, per_head.mean()),), 0.0, 1.0, False, "register counts (sign)")
    grown = np.log(years["population"].unstack()).diff().iloc[1:]
    pull = np.log(wages).shift(1).iloc[1:]
    zh, en = "人口变动与上年相对工资相关", "Change of people against last year's relative wage"
    relative = grown.sub(grown.mean(axis=1), axis=0)
    yield Check(
        zh, en, (_correlation(relative.stack(), pull.stack()),), 0.0, 1.0, False, "Tombe & Zhu 2019 (sign)"
    )


def _correlation(one: pd.Series, other: pd.Series) -> float:
    """Pearson's correlation; zero where one side does not move."""
    x, y = one.to_numpy() - one.mean(), other.to_numpy() - other.mean()
    spread = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / spread if spread > 0 else 0.0
