"""Discovery finds a box that was put there, counts what failed, and refuses what is too little; conditions are read."""

from __future__ import annotations

import io
import re

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from analysis.discovery import Cases, cases_of, discover
from analysis.outcome import Condition, Outcome, chosen_arm
from analysis.pages import discovery as discovery_page
from analysis.pages import robustness as robustness_page
from experiments.chinese import chinese
from experiments.cli import FINE, INPUT, main
from sim.errors import InputError, Problem
from tests.swept import made_sweep


def cases(points=240, failed=6, least=0.5):
    """Cases of interest where f1 is above 0.6, f3 below 0.5 and the word is not b; a few points without a run."""
    random = np.random.default_rng(0)
    factors = pd.DataFrame({f"f{number}": random.random(points) for number in range(4)})
    factors["word"] = random.choice(["a", "b", "c"], points)
    factors["same"] = 1.0
    inside = (factors["f1"] > 0.6) & (factors["f3"] < 0.5) & (factors["word"] != "b")
    share = inside.to_numpy(float).copy()
    share[:failed] = np.nan
    return Cases(factors, share, np.zeros(points, int), least)


@pytest.fixture(scope="module")
def found():
    return discover(cases())


@pytest.mark.slow
def test_the_box_that_was_put_there_is_found(found):
    box = found.boxes[0]
    limits = {limit.factor: limit for limit in box.limits}
    assert set(limits) == {"f1", "f3", "word"}
    assert limits["f1"].low == pytest.approx(0.6, abs=0.06) and np.isnan(limits["f1"].p_high)
    assert limits["f3"].high == pytest.approx(0.5, abs=0.06) and np.isnan(limits["f3"].p_low)
    assert limits["word"].values == ("a", "c") and limits["word"].whole == ("a", "b", "c")
    assert box.coverage > 0.9 and box.density > 0.9
    assert max(limit.p for limit in box.limits) < 1e-3


@pytest.mark.slow
def test_the_figures_of_a_box_are_counts(found):
    box, kind = found.boxes[0], found.cases.of_interest
    known = found.cases.known
    assert box.cases == int((box.inside & known).sum())
    assert box.coverage == pytest.approx((box.inside & kind).sum() / kind.sum())
    assert box.density == pytest.approx((box.inside & kind).sum() / box.cases)
    assert box.mass == pytest.approx(box.cases / known.sum())
    assert box.failed == int((box.inside & ~known).sum())
    assert int((~known).sum()) == 6


@pytest.mark.slow
def test_the_tree_says_much_the_same(found):
    best = found.rules[0]
    assert best.density > 0.9 and any(part.startswith("f1 >") for part in best.conditions)
    assert sum(rule.cases for rule in found.rules) == int(found.cases.known.sum())


@pytest.mark.slow
def test_the_same_cases_give_the_same_boxes(found):
    again = discover(cases())
    assert repr([box.limits for box in again.boxes]) == repr([box.limits for box in found.boxes])
    assert again.rules == found.rules


@pytest.mark.slow
def test_a_wanted_density_is_reached_with_the_most_coverage():
    noisy = cases()
    share = noisy.share.copy()
    share[np.random.default_rng(1).random(len(share)) < 0.12] = 1.0
    wide, dense = (
        discover(Cases(noisy.factors, share, noisy.failed, 0.5), wanted).boxes[0] for wanted in (0.4, 0.95)
    )
    assert wide.density >= 0.4 and dense.density >= 0.95
    assert wide.coverage > dense.coverage


@pytest.mark.parametrize("points", [30, 60])
def test_too_few_cases_are_refused_with_counts(points):
    few = cases(points, failed=0)
    few.share[7:] = 0.0
    with pytest.raises(
        InputError, match=f"of {points} cases are of interest; discovery needs 40 cases at least"
    ):
        discover(few)


def test_a_case_counts_by_the_share_of_its_runs():
    factors = pd.DataFrame({"f": [0.0, 1.0, 2.0, 3.0]})
    share = np.array([0.25, 0.5, np.nan, 0.0])
    assert Cases(factors, share, np.zeros(4), 0.5).of_interest.tolist() == [False, True, False, False]
    assert Cases(factors, share, np.zeros(4), 0.0).of_interest.tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "key", "place", "year", "sign", "number"),
    [
        ("gdp_real@west@2033 < 0.5 %", "gdp_real", "west", 2033, "<", 0.005),
        ("gdp_real@台山市>=1.5亿元", "gdp_real", "台山市", None, ">=", 1.5e8),
        ("gdp_real <= -2 bn", "gdp_real", "city", None, "<=", -2e9),
        ("unemployment_rate@Pocket City@2024 > 5 %", "unemployment_rate", "Pocket City", 2024, ">", 0.05),
        ("firms > 1e3", "firms", "city", None, ">", 1000.0),
    ],
)
def test_conditions_are_read(text, key, place, year, sign, number):
    found = Condition.read(text)
    assert (found.outcome, found.sign) == (Outcome(key, place, year), sign)
    assert found.bound(effects=True) == pytest.approx(number)


@pytest.mark.parametrize(
    "text", ["gdp_real", "gdp_real < ", "gdp_real@west@33 < 1", "gdp_real =< 1", "gdp_real < 1 %%"]
)
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(InputError, match="is no condition"):
        Condition.read(text)


def test_units_must_fit():
    with pytest.raises(InputError, match="no share, but % is given; name a baseline="):
        Condition.read("gdp_real < 1 %").bound(effects=False)
    with pytest.raises(InputError, match="no money, but bn is given; its unit is firms"):
        Condition.read("firms < 1 bn").bound(effects=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Real GDP falls where f0 is above 0.6."""
    out = tmp_path_factory.mktemp("sweep")
    return made_sweep(
        out, points=44, failed_points=(2, 9), rule=lambda values: -0.02 if values["f0"] > 0.6 else 0.02
    )


def test_a_sweep_becomes_cases(folder):
    assert chosen_arm(folder, "") == "balance_fund"
    found = cases_of(folder, "balance_fund", Condition.read("gdp_real < 0 %"), "none")
    bad = found.factors["f0"].to_numpy() > 0.6
    assert np.flatnonzero(~found.known).tolist() == [2, 9] and found.failed[[2, 9]].tolist() == [2, 2]
    assert np.array_equal(found.of_interest[found.known], bad[found.known])


@pytest.mark.slow
def test_the_verbs_show_it(folder, capsys):
    words = ["where=gdp_real < 0.5 %", "baseline=none"]
    assert main(["discover", str(folder.path), *words, "lang=en"]) == FINE
    said = capsys.readouterr().out
    assert re.search(r"all runs failed, in neither +2 ", said) and re.search(r"f0 +≥ 0\.[56]", said)
    assert "a larger box has more of the first and less of the second" in " ".join(said.split())
    assert (folder.path / "discovery.png").stat().st_size > 10_000
    assert main(["robust", str(folder.path), "outcome=gdp_real@Shanqian", "goal=>= 1 bn", "lang=zh"]) == FINE
    said = capsys.readouterr().out
    assert "最坏一成的均值" in said and "选谁取决于标准" in said and "有 2 个点缺某个情景的结果" in said
    assert main(["discover", str(folder.path), "lang=zh"]) == INPUT
    assert "没有给出 where= 或 target=" in capsys.readouterr().err


def test_pages_read_in_both_languages(folder):
    def text(shown):
        console = Console(width=140, record=True, file=io.StringIO())
        for one in shown:
            console.print(one)
        return console.export_text()

    tables, _, _ = robustness_page.page(
        folder.path, "both", "gdp_real", baseline="none", arms=("none", "balance_fund")
    )
    said = text(tables)
    assert "最大后悔" in said and "Largest regret" in said
    zh = text([discovery_page.counts(cases(), "题", "zh"), discovery_page.warning("zh")])
    assert "运行全部失败，不计入" in zh and "interest" not in zh


@pytest.mark.parametrize(
    ("given", "allowed", "said"),
    [
        ("12 of 30 cases are of interest", "discovery needs 40 cases at least, 8 of interest and as many others",
         "30 个点中有 12 个符合条件；情景发现至少要 40 个点，其中符合与不符合的各至少 8 个"),
        ("ema_workbench is not installed", "pip install 'baiqianwan[discovery]'",
         "没有安装 ema_workbench；pip install 'baiqianwan[discovery]'"),
        ("'x' is no condition", 'write it like "gdp_real@west@2033 < 0.5 %" with one of < <= > >=',
         "'x' 不是条件的写法；写作 \"gdp_real@west@2033 < 0.5 %\"，符号为 < <= > >= 之一"),
        ("1 arm is there to compare", "sweep two arms at least", "只有 1 个情景，无从比较；批量实验请至少含两个情景"),
        ("2040 is not among the years", "2023 to 2033", "2040 不在各年之内；2023 至 2033"),
    ],
)  # fmt: skip
def test_faults_read_in_chinese(given, allowed, said):
    assert chinese(Problem("", given, allowed)) == f"：{said}"
