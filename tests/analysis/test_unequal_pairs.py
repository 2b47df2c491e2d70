"""Scenarios with different pairs, and sweeps that lost some: levels, counts and captions are those of each."""

from __future__ import annotations

import matplotlib
import numpy as np
import pytest

from analysis import load
from analysis.counted import Counted
from analysis.explorer.data import explorer_data
from analysis.figures.asking import NoValueError
from analysis.figures.pages import comparison_page
from analysis.figures.plotter import FIGURES
from analysis.report.certainty import facts, narrower
from analysis.report.page import footer_text
from analysis.sentences import effect_sentence, memo, told
from sim.errors import InputError
from tests.made_sweep import swept_folder, swept_plan

matplotlib.use("agg")


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    plan = swept_plan(points=4, replicates=3, record="standard")
    folder = swept_folder(tmp_path_factory.mktemp("swept") / "made", plan, failed=(2,))
    return load(folder).compare("none", complete_pairs=True)


@pytest.fixture(scope="module", params=["equal", "lossy", "swept"])
def any_comparison(request, comparison):
    return comparison if request.param == "equal" else request.getfixturevalue(request.param)


def test_levels_are_the_values_of_the_table_arm_by_arm(any_comparison):
    story = any_comparison.story
    levels = story.levels.set_index(["scenario", "beside", "indicator", "place", "year"])["mean"]
    baseline = any_comparison.baseline
    beside = set(story.levels.loc[story.levels["scenario"] == baseline, "beside"])
    counts = set(story.pairs.values())
    assert beside == ({""} if len(counts) == 1 else set(any_comparison.scenarios))
    for row in story.table.to_dict("records"):
        at = (row["indicator"], row["place"], row["year"])
        side = "" if beside == {""} else row["scenario"]
        assert levels[row["scenario"], "", *at] == pytest.approx(row["value"], rel=1e-12, nan_ok=True)
        assert levels[baseline, side, *at] == pytest.approx(row["value_baseline"], rel=1e-12, nan_ok=True)


def test_counts_are_told_scenario_by_scenario(lossy):
    story = lossy.story
    assert story.pairs == {"balance_fund": 1, "fund_x3": 6}
    assert story.counts("en") == "n = 1 pair (balance_fund), 6 pairs (fund_x3)"
    data = explorer_data(story)
    assert data["pairs"] == story.pairs and data["counts"]["en"] == story.counts("en")
    assert data["runs"]["fund_x3"]["en"] == "6 runs" and data["runs"]["balance_fund"]["zh"] == "1次"
    assert (
        data["few"]["fund_x3"]["en"] == ""
        and data["few"]["balance_fund"]["en"] == "; only 1 pair, wide bands"
    )
    assert {"none|balance_fund", "none|fund_x3", "fund_x3"} <= set(data["levels"]["gdp_real"])
    assert story.counts("en") in footer_text(story, "en")
    assert any(story.counts("en") in said for _, said in facts(story, "en"))
    assert "rests on 1 pair of runs: few" in memo(story, "balance_fund", "en")[-1]
    assert "rests on 6 pairs of runs." in memo(story, "fund_x3", "en")[-1]
    row = story.row("gdp_real", "balance_fund", story.places[0].id, story.last_year)
    assert "; only 1 pair, wide bands." in effect_sentence(story, row, "en")
    assert "（仅1对，区间很宽）。" in effect_sentence(story, row, "zh")
    page = comparison_page(lossy, "en")
    assert "n = 1–6 pairs" in page._supxlabel.get_text()
    ax = lossy.plot.fan("gdp_real")
    assert "n = 1–6 pairs" in ax.get_xlabel() and len(ax.get_lines()) >= 4
    assert "n = 6 pairs" in lossy.plot.fan("gdp_real", scenarios="fund_x3").get_xlabel()


def test_winners_count_the_people_of_their_own_pairs(lossy):
    found = lossy.winners("gdp_real").set_index(["scenario", "place"])
    table = lossy.table("population", year=int(found["year"].iloc[0]), by="county")
    for row in table.to_dict("records"):
        assert found.loc[(row["scenario"], row["place"]), "people"] == pytest.approx(row["value_baseline"])


def test_a_sweep_speaks_of_points(swept):
    story = swept.story
    assert story.counts("en") == "n = 4 points" and swept.pairs["balance_fund"].left_out
    for lang, words in (("en", ("points", "replicates")), ("zh", ("点", "重复"))):
        said = narrower(story, lang)
        assert "replicates=" not in said and all(word in said for word in words)
    assert "replicates=" in narrower(load_equal(swept).story, "en")
    words = explorer_data(story)["words"]
    assert words["explorer_band"][1].endswith("90 % of points; dotted: the year chosen")
    assert "points between" in words["story_between"][1]
    row = story.row("gdp_real", "balance_fund", story.places[0].id, story.last_year)
    assert "90 % of points between" in effect_sentence(story, row, "en")
    assert "rests on 4 points of a sweep" in memo(story, "balance_fund", "en")[-1]
    assert "n = 4 points" in swept.plot.dots("gdp_real").get_xlabel()


def load_equal(swept):
    """The pairs of one point: their unit is the pair."""
    return swept.at(0)


def test_one_of_something_is_one():
    assert Counted((1,)).text("en") == "1 pair" and Counted((1, 6)).text("en") == "1–6 pairs"
    assert Counted((1,), "runs").within("en") == "1 run" and Counted((1,)).within("zh") == "1对"
    assert Counted((3, 3), "points").text("zh") == "3 点"


def test_a_ratio_has_a_direction_too(comparison):
    county = comparison.folder.places.at("county")[1].id
    row = comparison.table("gdp_real", year=2024, by=county, how="ratio").iloc[0].to_dict()
    assert told(row, "en").startswith("up, 1.020 times the baseline (90 % of paired runs between")
    assert "不确定" not in told(row, "zh") and "1.020倍" in told(row, "zh")


RURAL = "income_rural_per_head"
APART = {"crossing", "pairing_map", "waterfall", "heatmap", "pareto", "sankey", "run_health", "bullet"}
"""Figures of something else than effects or levels: targets, money, packages, sweeps."""
MEASURES = ("mean", "q05", "q95", "n")


@pytest.mark.parametrize("name", sorted(set(FIGURES) - APART))
def test_the_numbers_of_figures_are_those_of_the_tables(name, lossy):
    asked = {"headline_strip": (), "theil": ("gdp_real",), "lorenz": ("gdp_real",)}.get(name, ("gdp_real",))
    shown = getattr(lossy.plot, f"{name}_data")(*asked)
    kept = [column for column in MEASURES if column in shown]
    if name == "bump":
        assert (shown["n"] == lossy.story.pairs["balance_fund"]).all()
        return
    if name in ("lorenz", "theil"):  # the baseline stands once: that of the scenario with most pairs
        table = lossy.inequality("gdp_real", "county")
        measure, value = {"lorenz": ("gini", "gini"), "theil": ("theil", "value")}[name]
        table = table[(table["measure"] == measure) & (table["part"] == "") & (table["year"] == 2024)]
        rows = table.set_index("scenario")
        last = (
            shown[(shown["year"] == 2024) & (shown.get("part", "") == "")].groupby("scenario")[value].first()
        )
        assert last["none"] == rows.loc["fund_x3", "value_baseline"]
        assert last["balance_fund"] == rows.loc["balance_fund", "value"]
        return
    assert set(kept) >= {"mean", "n"}, name
    for row in shown.to_dict("records"):
        if name == "fan":
            levels = lossy.story.levels
            mine = levels[
                (levels["indicator"] == "gdp_real") & (levels["place"] == row["place"])
                & (levels["year"] == row["year"]) & (levels["scenario"] == row["scenario"])
                & (levels["beside"] == row["beside"])
            ].iloc[0]  # fmt: skip
        else:
            key = row["indicator"]
            table = lossy.table(key, year=int(row["year"]), by=[row["place"]], how=row["how"])
            mine = table[table["scenario"] == row["scenario"]].iloc[0]
        for column in kept:
            assert row[column] == pytest.approx(mine[column], rel=1e-12), (name, column)


@pytest.mark.parametrize(
    ("name", "by"),
    [("fan", "place"), ("dots", "by"), ("difference", "by"), ("small_multiples", "by"), ("slope", "by")],
)
def test_a_place_without_a_value_is_refused_in_a_sentence(name, by, comparison):
    county = comparison.folder.places.at("county")[0]
    with pytest.raises(NoValueError, match=rf"{county.en} has no .*{RURAL}.*choose another place"):
        getattr(comparison.plot, name)(RURAL, **{by: county.id})
    assert set(getattr(comparison.plot, f"{name}_data")(RURAL)["place"]) == {
        comparison.folder.places.city.id if name == "fan" else comparison.folder.places.at("county")[1].id
    }


def test_a_strip_shows_what_there_is(comparison):
    county = comparison.folder.places.at("county")[0].id
    shown = comparison.plot.headline_strip_data(place=county)
    assert RURAL not in set(shown["indicator"]) and len(shown) > 1
    comparison.plot.headline_strip(place=county)
    with pytest.raises(InputError, match="has no"):
        comparison.plot.headline_strip(place=county, keys=[RURAL])


def test_shares_of_what_has_no_value_are_unknown(comparison):
    county = comparison.folder.places.at("county")[0].id
    table = comparison.table(RURAL, year=2024, by=county).iloc[0]
    assert np.isnan(table["share_positive"]) and np.isnan(table["mean"])
    ranks = comparison.ranks(RURAL, 2024).set_index("place")
    assert np.isnan(ranks.loc[county, "share_climbs"]) and np.isnan(ranks.loc[county, "share_falls"])
    against = comparison.ranks(RURAL, 2024, against=True)
    assert against["share_above"].isna().all() and against["share_above_baseline"].isna().all()


def test_a_selection_means_the_same_in_every_call(runs):
    chosen = runs.sel(place="west", year=[2024]).compare("none")
    members = set(runs.folder.places.find("west").members)
    for name in ("winners", "ranks"):
        found = getattr(chosen, name)("gdp_real")
        assert set(found["year"]) == {2024} and set(found["place"]) == members, name
    every = runs.compare("none").ranks("gdp_real", 2024).set_index("place")
    mine = chosen.ranks("gdp_real").set_index("place")
    assert mine["rank"].to_dict() == every.loc[list(members), "rank"].to_dict()
    assert chosen.winners("gdp_real")["people_share"].sum() == pytest.approx(1.0)
    assert chosen.table("gdp_real_growth")["year"].tolist() == [2024]
    years = runs.sel(year=slice(2024, None)).compare("none")
    assert set(years.inequality("gdp_real", "county")["year"]) == {2024, 2025}
    assert set(years.story.levels["year"]) == {2024, 2025} == set(years.story.table["year"])
    assert set(years.table("gdp_real", year=2023)["year"]) == {2023}  # what a call names goes first
    assert set(runs.sel(year=slice(2023, 2024)).compare("none").table("gdp_real_growth")["year"]) == {2024}
    board = runs.targets()
    due = years.targets()
    assert set(due["date"]) <= {2024.0, 2025.0} and len(due) == 2 * int(
        board.loc[board["scenario"] == "none", "date"].isin([2024, 2025]).sum()
    )
    until = runs.sel(year=slice(None, 2024)).compare("none")
    assert until.flows().table.equals(runs.compare("none").flows(until=2024).table)
    for ask, words in (
        (lambda: chosen.inequality("gdp_real"), "inequality is told of all places"),
        (lambda: chosen.report("a.html"), "a page is told of all"),
        (lambda: chosen.explore("a.html"), "a page is told of all"),
        (lambda: chosen.targets(), "targets are told of all places"),
        (lambda: runs.sel(year=2025).compare("none").flows(), "flows\\(until=2025\\)"),
        (
            lambda: runs.sel(place="990101").compare("none").winners("gdp_real", level="group"),
            "is or holds a group",
        ),
    ):
        with pytest.raises(InputError, match=words):
            ask()


def test_a_part_of_a_year_that_falls_out_is_named(runs):
    part = runs.sel(quarter=slice("2023Q2", "2025Q4"))
    with pytest.warns(UserWarning, match="only a part of 2023 is selected"):
        found = part.compare("none")
    assert found.years == (2024, 2025)
    assert runs.sel(year=[2023, 2025]).compare("none").years == (2023, 2025)
    assert len(runs.sel(year=[2023, 2025], indicator="gdp_real", place="city").data["quarter"].unique()) == 8
