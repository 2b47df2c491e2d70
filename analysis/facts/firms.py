"""How firms are spread, grow and close."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.facts.check import ISSUE, Check
from analysis.folder import Folder
from analysis.places import Place
from analysis.summary import yearly_means


def firms(folder: Folder, name: str, city: Place) -> Iterator[Check]:
    """Lines about counts, sizes, growth and closing of firms, means over runs."""
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

    def mean(column: str) -> tuple[float, ...]:
        return (float(facts[column].mean()),) if known else ()

    zh, en = "企业规模尾部指数（Hill，2000万元以上）", "Tail exponent of firm size (Hill, above 20 m yuan)"
    yield Check(zh, en, mean("hill_exponent"), 0.8, 1.4, False, "Axtell 2001; Gabaix 2009", known)
    zh, en = (
        "增长率：Laplace优于正态（每企业对数似然差）",
        "Growth rates: Laplace beats normal (log-likelihood a firm)",
    )
    yield Check(zh, en, mean("laplace_minus_normal"), 0.0, 2.0, False, "Bottazzi & Secchi 2006", known)
    zh, en = "增长率超额峰度（Laplace为3）", "Excess kurtosis of growth rates (Laplace: 3)"
    yield Check(zh, en, mean("log_growth_kurtosis"), 0.5, 30.0, False, "Bottazzi & Secchi 2006", known)
    zh, en = "增长波动随规模下降的斜率", "Slope of ln sd of growth on ln size"
    yield Check(zh, en, mean("sd_size_slope"), -0.40, 0.0, False, "Riccaboni et al. 2008; Zou 2019", known)
    zh, en = "退出率：第1年、第2—6年、第7年后", "Exit rate: first year, years 2 to 6, older"
    new, young, old = mean("exit_rate_new"), mean("exit_rate_young"), mean("exit_rate_old")
    yield Check(zh, en, (*new, *young, *old), 0.005, 0.12, True, "SAIC 2013", known)
    zh, en = "退出率先升后降（差额）", "Exit rate rises, then falls (differences)"
    rise = (young[0] - new[0], young[0] - old[0]) if known else ()
    yield Check(zh, en, rise, 0.0, 0.10, True, "SAIC 2013", known)
    counties = folder.places.at("county")
    firms = yearly_means(folder, name, ["firms"], counties)["firms"].unstack()
    least = tuple((firms.min() / firms.iloc[0]).to_numpy())
    yield Check(
        "各县企业数最低点/首年", "Firms of a county: least over first year", least, 0.7, 1.0, False, ISSUE
    )


def _facts(folder: Folder, name: str) -> pd.DataFrame:
    rows = folder.chunks("firm_facts").to_pandas()
    runs = folder.runs.loc[folder.runs["scenario"] == name, "run_id"]
    return rows[rows["run_id"].isin(runs)]
