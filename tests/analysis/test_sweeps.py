"""Sweeps read: pairs by point and replicate, folders under way, failed runs, and the page at the end."""

import io
import shutil

import numpy as np
import pytest
from rich.console import Console

from analysis import load
from analysis.folder import Folder
from analysis.pages.sweep import page
from analysis.runs import UnfinishedWarning
from analysis.signs import robust_table
from sim.errors import InputError
from tests.made_sweep import BUDGET, FACTORS, NOISE, made_effect, swept_folder, swept_plan

POINTS, REPLICATES = 10, 3


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    return swept_folder(tmp_path_factory.mktemp("swept") / "swept", swept_plan())


@pytest.fixture(scope="module")
def fixed(tmp_path_factory):
    """The baseline is touched by no factor."""
    plan = swept_plan(factors=(BUDGET,))
    return swept_folder(tmp_path_factory.mktemp("fixed") / "fixed", plan)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """Runs 3 and 8 fail: of points 0 and 1, the policy's and the baseline's."""
    return swept_folder(tmp_path_factory.mktemp("broken") / "broken", swept_plan(), failed=(3, 8))


def effects():
    """What the made effects are, [points, replicates]."""
    plan = swept_plan()
    found = {
        (run.point, run.replicate): made_effect(run, plan.values(run.point))
        for run in plan.runs
        if run.scenario == "balance_fund"
    }
    return np.array([[found[point, replicate] for replicate in range(REPLICATES)] for point in range(POINTS)])


def printed(shown, width=100):
    console = Console(width=width, record=True, file=io.StringIO())
    for part in shown:
        console.print(part)
    return console.export_text()


def test_a_sweep_says_its_points_and_factors(swept):
    runs = load(swept)
    assert list(runs.points.columns) == ["point_id", BUDGET, NOISE] and len(runs.points) == POINTS
    assert runs.points[BUDGET].min() == FACTORS[BUDGET].low
    assert len(runs.design) == POINTS * REPLICATES * 2 and {BUDGET, "point_id"} <= set(runs.design.columns)
    shown = runs._repr_html_()
    assert "1.00 亿元 100.0 m … 5.00 亿元 500.0 m" in shown
    assert '>points</th><td class="word" style="text-align:left">10</td>' in shown


def test_factors_stand_beside_the_data_and_only_what_is_asked_is_read(swept):
    data = load(swept).sel(indicator="gdp_real", place="city", year=2024, scenario="balance_fund").data
    assert list(data.columns) == [
        "scenario",
        "point_id",
        "replicate",
        BUDGET,
        NOISE,
        "quarter",
        "level",
        "place",
        "gdp_real",
    ]
    assert len(data) == POINTS * REPLICATES * 4
    with pytest.raises(InputError, match="did you mean 'gdp_real'"):
        load(swept).sel(indicator="gdp_reel")


@pytest.mark.parametrize("which", ["swept", "fixed"])
def test_pairs_meet_by_point_and_replicate(which, request):
    comparison = load(request.getfixturevalue(which)).compare("none")
    pairs = comparison.pairs["balance_fund"]
    assert len(pairs) == POINTS * REPLICATES and len(set(pairs.on)) == len(pairs)
    assert len(set(pairs.off)) == (REPLICATES if which == "fixed" else len(pairs))
    row = comparison.table("gdp_real", year=2024, by="city").iloc[0]
    means = effects().mean(1)
    assert row["mean"] == pytest.approx(means.mean()) and row["median"] == pytest.approx(np.median(means))
    assert (row["n"], row["points"]) == (POINTS * REPLICATES, POINTS)
    assert row["share_positive"] == (means > 0).mean() and row["correlation"] > 0.98
    whole = comparison.table("gdp_real", year=2024, by="city", over="pairs").iloc[0]
    assert whole["q05"] == pytest.approx(np.quantile(effects(), 0.05)) and whole["low"] == row["low"]


def test_one_point_is_left_with_chance(swept):
    comparison = load(swept).compare("none")
    row = comparison.table("gdp_real", year=2024, by="city", point=7).iloc[0]
    assert (row["n"], row["points"]) == (REPLICATES, 1)
    assert row["mean"] == pytest.approx(effects()[7].mean())
    assert row["se"] == pytest.approx(effects()[7].std(ddof=1) / np.sqrt(REPLICATES))
    with pytest.raises(InputError, match="point 70 has no pair"):
        comparison.table("gdp_real", point=70)
    with pytest.raises(InputError, match="over"):
        comparison.table("gdp_real", over="replicates")


def test_failed_runs_are_refused_with_counts_or_left_out_and_told(broken):
    runs = load(broken)
    with pytest.raises(InputError) as refused:
        runs.compare("none")
    text = str(refused.value)
    assert "balance_fund has 29 finished runs and none has 29" in text
    assert "1 of none have no partner (point/replicate 0/1)" in text
    assert "1 of balance_fund have no partner (point/replicate 1/1)" in text
    comparison = runs.compare("none", complete_pairs=True)
    assert comparison.pairs["balance_fund"].left_out == 2 and "2 left out" in comparison._repr_html_()
    wanted = effects()
    wanted[0, 1] = wanted[1, 1] = np.nan
    row = comparison.table("gdp_real", year=2024, by="city").iloc[0]
    assert row["mean"] == pytest.approx(np.nanmean(wanted, axis=1).mean()) and row["n"] == 28
    assert len(runs.failures) == 2 and runs.scenarios["failed"].tolist() == [1, 1]


def test_a_sweep_under_way_is_read_and_said_to_be_so(swept, tmp_path):
    folder = swept_folder(tmp_path / "half", swept_plan(), chunks=2)
    # A worker that is writing a chunk has its series there and its parts not yet.
    shutil.copy(swept / "series" / "chunk-000004.parquet", folder / "series" / "chunk-000002.parquet")
    with pytest.warns(UnfinishedWarning, match="20 of 60 runs are there; go on with bqw resume"):
        runs = load(folder)
    assert runs.scenarios["missing"].sum() == 40 and len(runs.data["point_id"].unique()) == 4
    with pytest.raises(InputError, match="20 of 30 pairs of balance_fund and none finished on neither"):
        runs.compare("none")
    found = runs.compare("none", complete_pairs=True).pairs["balance_fund"]
    assert (len(found), found.missing, found.failed) == (10, 20, 0)
    shown, picture, _ = page(folder, "en")
    assert "unfinished: 20 of 60" in printed(shown) and "20 not made yet" in printed(shown)
    assert picture is not None and picture.is_file()


def test_where_nothing_finished_the_reader_is_told(tmp_path):
    plan = swept_plan(points=2, replicates=1)
    folder = swept_folder(tmp_path / "none", plan, failed=(0, 1, 2, 3))
    with pytest.raises(InputError, match="none of the 2 pairs"):
        load(folder).compare("none", complete_pairs=True).table("gdp_real")
    with pytest.raises(InputError, match="none of its runs finished"):
        load(folder).folder.layout  # noqa: B018
    assert "4, 4 failed" in load(folder)._repr_html_()
    text = printed(page(folder, "en")[0])
    assert "4 failed" in text and "made to fail" in text


def test_a_robust_table_counts_points(swept):
    [row] = robust_table(load(swept).compare("none"), "gdp_real", 2024, "city").to_dict("records")
    share = (effects().mean(1) > 0).mean()
    assert (row["share"], row["points"], row["verdict"]) == (share, POINTS, "too few")


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_page_of_a_sweep_tells_the_table(swept, broken, lang):
    shown, picture, _ = page(swept, lang)
    text = printed(shown, 200)
    row = load(swept).compare("none").table("gdp_real", year=2024, by="city").iloc[0]
    assert f"{100 * row['median']:+.3f} %" in text and f"{BUDGET} +" in text
    assert picture.read_bytes()[:4] == b"\x89PNG"
    assert ("每点 3 次" in text) == (lang != "en") and ("3 replicates" in text) == (lang != "zh")
    text = printed(page(broken, lang)[0], 140)
    assert "LedgerError: made to fail" in text and ("left out" in text) == (lang != "zh")


def test_the_page_of_one_arm_tells_its_levels(tmp_path):
    plan = swept_plan(points=4, replicates=2)
    alone = type(plan)(**{**vars_of(plan), "arms": plan.arms[1:]})
    shown, _, _ = page(swept_folder(tmp_path / "alone", alone), "en")
    assert "1 arm," in printed(shown) and "Strongest factor" in printed(shown)


def vars_of(plan):
    names = ("name", "arms", "region", "seed", "replicates", "record", "varying", "points")
    return {name: getattr(plan, name) for name in names}


def test_a_place_is_read_without_the_others(swept):
    folder = Folder(swept)
    cube = folder.cube("gdp_real", "city")
    assert set(cube.levels) == {"city", "county"} and cube.bytes < 100_000
    assert folder.part(["chunk-000000.parquet"]).layout.runs.tolist() == list(range(10))
