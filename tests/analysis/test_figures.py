"""Figures of a comparison: what they draw is the table, no word hides another, the same input gives the same bytes."""

import dataclasses
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.colors import to_rgb

from analysis import load
from analysis.figures.lettering import broken, spread, width_of
from analysis.figures.style import page
from analysis.sentences import headline, headline_of_places
from sim.errors import InputError
from sim.plain import plain_scenario
from tests.analysis.looks import assert_looks, outside, overlaps, vector
from tests.made import made_folder, made_plan

CASES = {
    "bullet": {},
    "bullet_of_one": {},
    "crossing": {},
    "difference": {"key": "gdp_real", "by": "county"},
    "dots": {"key": "gdp_real"},
    "fan": {"key": "gdp_real", "place": "west"},
    "headline_strip": {"place": "west"},
    "slope": {"key": "gdp_real"},
    "small_multiples": {"key": "gdp_real"},
}


def drawn(comparison, case, lang, target):
    """The figure of a case; every warning is an error."""
    name, asked = case.removesuffix("_of_one"), dict(CASES[case])
    if case == "crossing":
        asked["target"] = target
    if case == "bullet_of_one":
        asked["targets"] = target
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        axes = getattr(comparison.plot, name)(**asked, lang=lang)
        axes.figure.draw_without_rendering()
    pyplot.close("all")
    return axes


def aimed(place, number, year, **more):
    named = {"title": {"zh": "县区生产总值", "en": "GDP of a county"}, "kind": "measured", "unit": "yuan"}
    return named | {
        "place": [place], "level": "county", "indicator": "gdp_nominal", "op": "ge", "number": number,
        "by_year": year,
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    """As the shared one, with targets that some of the runs meet."""
    plan = made_plan()
    aims = {
        "T1": aimed("990101", 8.27e9, 2024),
        "T2": aimed("990102", 8.85e9, 2025),
        "T3": aimed("990102", 9.6e9, 2025),
    }
    targets = plain_scenario(plan.region, {"targets": aims}).targets
    arms = tuple((name, one.model_copy(update={"targets": targets})) for name, one in plan.arms)
    folder = made_folder(tmp_path_factory.mktemp("figures") / "made", dataclasses.replace(plan, arms=arms))
    return load(folder).compare(baseline="none")


@pytest.fixture
def target():
    return "T2"


def looked_at(axes):
    assert axes.get_title(loc="left")
    assert overlaps(axes.figure) == []
    assert outside(axes.figure) == []


@pytest.mark.parametrize("case", CASES)
def test_words_of_a_chinese_figure_neither_meet_nor_leave_it(comparison, case, target):
    looked_at(drawn(comparison, case, "zh", target))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_same_comparison_gives_the_same_svg_and_the_kept_picture(comparison, case, target):
    with page(comparison.folder, "en"):
        once, twice = (drawn(comparison, case, "en", target) for _ in range(2))
        assert vector(once.figure) == vector(twice.figure)
        assert_looks(once.figure, case)
        # Last, for each drawing lets the layout settle a little more.
        looked_at(once)


def test_figures_draw_rows_of_the_table(comparison):
    table = comparison.table("gdp_real", year=2025, by="county")
    found = comparison.plot.dots_data("gdp_real")
    pd.testing.assert_frame_equal(found[table.columns], table)
    slopes = comparison.plot.slope_data("gdp_real")
    assert slopes["after"].tolist() == table["value"].tolist()
    strip = comparison.plot.headline_strip_data(place="west", keys=["gdp_real"])
    west = comparison.table("gdp_real", year=2025, by="west")
    assert strip["mean"].tolist() == west["mean"].tolist()
    paths = comparison.plot.fan_data("gdp_real", place="west")
    last = paths[paths["year"] == 2025].set_index("scenario")["mean"]
    assert last.tolist() == pytest.approx([west["value_baseline"].iloc[0], west["value"].iloc[0]])


def test_runs_that_first_meet_a_target_and_those_that_never_do_are_all_runs(comparison, target):
    found = comparison.plot.crossing_data(target)
    assert (found.groupby("scenario")["runs"].sum() == found.groupby("scenario")["n"].first()).all()
    assert found["year"].isna().sum() == 2
    levels = comparison.plot.bullet_data(target)
    assert (levels["q05"] <= levels["mean"]).all() and (levels["mean"] <= levels["q95"]).all()


def test_numbers_of_the_strip_stay_in_their_boxes(comparison):
    ax = comparison.plot.headline_strip(place="west")
    ax.figure.draw_without_rendering()
    ends = ax.transData.transform([(column + 0.97, 0.0) for column in range(4)])[:, 0]
    for text in ax.texts:
        assert text.get_window_extent().x1 <= ends[int(text.get_position()[0])] + 1.0, text.get_text()
    pyplot.close("all")


def test_names_that_do_not_exist_are_refused_with_the_nearest(comparison):
    with pytest.raises(AttributeError, match="fan"):
        comparison.plot.fann  # noqa: B018
    with pytest.raises(InputError, match="balance_fund"):
        comparison.plot.dots("gdp_real", scenarios="balance_found")
    with pytest.raises(InputError, match="T1, T2, T3"):
        comparison.plot.crossing("T999")
    assert "dots_data" in dir(comparison.plot)


def test_saved_figures_have_the_same_bytes_each_time(comparison, tmp_path):
    for ending in ("svg", "pdf", "png"):
        files = [
            comparison.plot.save(comparison.plot.fan("gdp_real"), tmp_path / f"{number}.{ending}", dpi=40)
            for number in range(2)
        ]
        assert files[0].read_bytes() == files[1].read_bytes()
    assert "policy starts" in (tmp_path / "0.svg").read_text(encoding="utf-8")
    pyplot.close("all")


def row(**given):
    usual = {
        "scenario": "fund",
        "how": "pct",
        "indicator": "gdp_real",
        "year": 2033,
        "n": 30,
        "name_zh": "西部",
    }
    numbers = {"name_en": "West", "mean": 0.2, "q05": 0.1, "q95": 0.3, "unit_of_level": "yuan of 2022"}
    found = usual | numbers | given
    return pd.Series({"low": found["mean"] - 0.01, "high": found["mean"] + 0.01} | found)


def test_headlines_say_a_direction_only_where_runs_agree():
    assert headline(row(), "zh", "基金") == "“基金”使西部地区生产总值（2022年价）在2033年比基准高20.0 %"
    said = headline(row(), "en", "Fund")
    assert said == "Fund: GDP at 2022 prices in West 20.0 % above the baseline in 2033"
    assert "低20.0 %" in headline(row(mean=-0.2, q05=-0.3, q95=-0.1), "zh")
    unsure = row(q05=-0.1)
    assert "不确定" in headline(unsure, "zh") and "uncertain" in headline(unsure, "en")
    assert "20" not in headline(unsure, "en").replace("2033", "").replace("2022", "")
    assert "uncertain" in headline(row(n=3, low=-0.05, high=0.45), "en")
    assert "unchanged" in headline(row(mean=0.0, q05=0.0, q95=0.0), "en")
    assert "1.200 times" in headline(row(how="ratio", mean=1.2, q05=1.1, q95=1.3), "en")
    down = row(mean=-0.2, q05=-0.3, q95=-0.1, name_zh="东部", name_en="East")
    rows = pd.DataFrame([row(), unsure, down, row(mean=0.0, q05=0.0, q95=0.0)])
    assert headline_of_places(rows, "zh", "基金").endswith(
        "4地中1地高于基准，1地低于基准，2地方向不确定或无变化"
    )
    assert headline_of_places(rows, "en").endswith(
        "raised in 1, lowered in 1, uncertain or unchanged in 2 of 4 places"
    )
    few = pd.DataFrame([row(), down])
    assert headline_of_places(few, "zh", "基金").endswith("（2022年价）西部高于基准，东部低于基准")
    assert headline_of_places(few, "en").endswith("above the baseline in West, below the baseline in East")


def test_a_crossing_tells_what_is_met_when_due_and_notes_what_comes_later(comparison):
    board = comparison.targets().set_index(["target", "scenario"])
    ax = comparison.plot.crossing("T1")
    said = ax.get_title(loc="left").replace("\n", " ")
    for scenario in ("none", "balance_fund"):
        assert f"{100 * board.loc[('T1', scenario), 'share']:.0f} %" in said
    assert "2024" in said and "2025" not in said
    found = comparison.plot.crossing_data("T1")
    late = found[found["year"] > 2024].groupby("scenario")["share"].sum()
    assert (late > 0.0).any() == ("only after 2024" in ax.get_xlabel().replace("\n", " "))


def test_a_bullet_shades_the_side_that_meets_and_says_how_targets_were_chosen(tmp_path, monkeypatch):
    from analysis.figures import bullet as module

    plan = made_plan()
    aims = {"T1": aimed("990101", 8.27e9, 2024), "T2": aimed("990102", 9.9e9, 2025, op="le")}
    aims["T3"] = aimed("990102", 1e12, 2025)
    targets = plain_scenario(plan.region, {"targets": aims}).targets
    arms = tuple((name, one.model_copy(update={"targets": targets})) for name, one in plan.arms)
    found = load(made_folder(tmp_path / "made", dataclasses.replace(plan, arms=arms))).compare("none")
    monkeypatch.setattr(module, "MOST", 2)
    ax = found.plot.bullet()
    tints = [patch for patch in ax.patches if patch.get_facecolor()[:3] == to_rgb(module.MEETS)]
    assert [patch.get_x() for patch in tints] == [100.0, pytest.approx(-100_000.0)]
    said = " ".join(text.get_text() for text in ax.texts)
    data = found.plot.bullet_data()
    assert said.count(module.MET) == int((data["share"] >= 0.5).sum()) and "T3" not in set(data["target"])
    assert "2 of 3 scored targets" in ax.get_xlabel().replace("\n", " ")
    pyplot.close("all")


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 8)), min_size=1, max_size=12))
def test_spread_things_keep_their_order_and_never_overlap(things):
    things = sorted(things)
    wanted, heights = ([one[side] for one in things] for side in (0, 1))
    found = spread(wanted, heights, 0.0, 100.0)
    apart = np.diff(found) - (np.array(heights[1:]) + np.array(heights[:-1])) / 2
    assert (apart > -1e-9).all()
    assert min(found) >= heights[0] / 2 - 1e-9
    assert found[-1] <= 100.0 - heights[-1] / 2 + 1e-9


def test_lines_break_between_words_and_letters_and_never_before_a_mark():
    said = broken("“方案全部”使西部地区生产总值（2022年价）在2033年比基准高1.74 %，方向确定。", 9.0)
    assert all(width_of(line) <= 10.5 for line in said.split("\n"))
    assert not any(line[0] in "，。”）%" for line in said.split("\n"))
    assert "（2022年价）" in said
    assert broken("The whole plan", 6.0) == "The whole\nplan"
    assert broken("one", 1.0) == "one"
