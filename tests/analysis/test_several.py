"""Figures of several scenarios, small effects, few places and few pairs: nothing is hidden by a scale or a word."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis import load
from analysis.figures.pareto import pareto_data
from analysis.figures.several import scales, sentences
from analysis.labels import say
from analysis.places import Places
from analysis.report.money import flows
from analysis.report.pictures import HALF, WIDEST
from analysis.report.places import maps
from experiments.composing import compose
from experiments.store import Ended, begin, finish, write_chunk
from experiments.sweep.plan import Plan
from tests import made
from tests.analysis.looks import outside, overlaps

SMALL, LARGE = "balance_fund", "fund_x3"
LEAST = 6.5
"""Points of the least letters of a printed page."""


@pytest.fixture(autouse=True)
def closed():
    yield
    from matplotlib import pyplot

    pyplot.close("all")


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """A baseline and two scenarios, of which one moves fifty times as much as the other."""
    arms = [compose(name, "region=pocket", "horizon=8") for name in ("none", SMALL, LARGE)]
    scenarios = tuple((arm.name, arm.scenario) for arm in arms)
    plan = Plan("made", scenarios, arms[0].region, seed=0, replicates=4, record="standard")
    folder = tmp_path_factory.mktemp("three") / "three"
    known, sizes = dict(scenarios), {"none": 0.0, SMALL: 0.0004, LARGE: 0.02}
    begin(folder, plan)
    with pytest.MonkeyPatch.context() as patch:
        outcomes = []
        for run in plan.runs:
            patch.setattr(made, "EFFECT", sizes[run.scenario])
            policy = run.scenario != "none"
            outcomes.append(
                Ended(run.run_id, made.made_result(plan, known[run.scenario], run.replicate, policy))
            )
    for number, ids in enumerate(plan.chunks):
        write_chunk(folder, plan.record, plan.seed, plan.chunk(number), [outcomes[run_id] for run_id in ids])
    finish(folder, plan)
    return load(folder).compare("none")


def rows(**sizes):
    return pd.DataFrame([{"scenario": name, "mean": size, "how": "pct"} for name, size in sizes.items()])


def test_scenarios_share_a_scale_only_where_their_sizes_allow():
    assert scales(rows(a=0.01, b=-0.04, c=0.002)) == [["a", "b"], ["c"]]
    assert scales(rows(a=0.0005, b=0.03)) == [["a"], ["b"]]
    assert scales(rows(a=0.0, b=0.03)) == [["a", "b"]]
    assert scales(rows(a=1.001, b=1.03).assign(how="ratio")) == [["a"], ["b"]]


def test_each_scenario_has_its_sentence_and_of_many_only_the_one_that_leads():
    def told(mine, name):
        return f"{name} {len(mine)}"

    assert sentences(rows(a=1.0, b=2.0), told) == "a 1\nb 1"
    assert sentences(rows(a=1.0, b=2.0, c=-9.0, d=3.0), told) == "c 1"


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("dots", "zh"),
        pytest.param("dots", "en", marks=pytest.mark.slow),
        pytest.param("small_multiples", "zh", marks=pytest.mark.slow),
        ("small_multiples", "en"),
    ],
)
def test_a_small_effect_has_a_scale_of_its_own_and_a_sentence(three, name, lang):
    ax = getattr(three.plot, name)("gdp_real", lang=lang)
    titles = [three.folder.manifest["titles"][one][lang] for one in (SMALL, LARGE)]
    said = ax.get_title(loc="left").replace("\n", " ")
    assert all(title.replace("\n", " ") in said for title in titles) and say("figures_own_scale", lang) in (
        ax.get_xlabel().replace("\n", " ")
    )
    widths = [cell.get_xlim() if name == "dots" else cell.get_ylim() for cell in ax.child_axes if cell.lines]
    spans = sorted({round(high - low, 9) for low, high in widths})
    assert spans[-1] > 8 * spans[0]
    assert overlaps(ax.figure) == [] and outside(ax.figure) == []


def test_every_figure_of_one_scenario_takes_the_first_and_says_so(three):
    title = three.folder.manifest["titles"][SMALL]["en"]
    assert three.one() == SMALL and three.flows().scenario == SMALL
    for name in ("choropleth", "bump", "slope", "difference"):
        more = {"by": "county"} if name == "difference" else {}
        assert title in getattr(three.plot, name)("gdp_real", **more).get_title(loc="left").replace("\n", " ")
    assert title in three.plot.sankey().get_title(loc="left").replace("\n", " ")
    assert set(three.plot.slope_data("gdp_real")["scenario"]) == {SMALL}


def test_few_pairs_are_drawn_one_by_one(three):
    ax = three.plot.dots("gdp_real", scenarios=LARGE)
    found = three.differences("gdp_real", three.folder.places.at("county"), LARGE, "pct").values[:, -1]
    drawn = [line.get_xdata() for line in ax.lines if line.get_marker() == "."]
    np.testing.assert_allclose(np.sort(np.concatenate(drawn)), np.sort(100 * found.ravel()))
    assert say("figures_singles", "en") in ax.get_xlabel()
    many = replace(three, pairs={name: pairs_of_many(pairs) for name, pairs in three.pairs.items()})
    assert not [
        line for line in many.plot.dots("gdp_real").findobj() if getattr(line, "get_marker", str)() == "."
    ]


def pairs_of_many(pairs):
    """The same pairs over and over, more than are drawn one by one."""
    return replace(
        pairs, **{name: np.tile(getattr(pairs, name), 3) for name in ("points", "replicates", "on", "off")}
    )


def test_levels_before_and_after_have_digits_that_tell_them_apart(three):
    ax = three.plot.slope("gdp_real")
    said = [text.get_text() for text in ax.findobj(Text) if text is not ax.xaxis.label]
    ends = [re.findall(r"[\d,]+\.\d+", text)[0] for text in said if re.search(r"\d\.\d", text)]
    # Both counties have the same before; what the small effect makes of it differs in what is shown.
    assert len(ends) == 4 and len(set(ends)) == 3
    assert any("…" in text for text in said)


def test_a_change_of_inequality_is_told_with_its_size_and_band(three):
    rows = three.inequality("gdp_real", "county", 2024)
    theil = rows[(rows["measure"] == "theil") & (rows["part"] == "")].set_index("scenario")
    ax = three.plot.theil("gdp_real", lang="zh")
    said = "\n".join(text.get_text() for text in ax.findobj(Text)).replace("−", "-")
    for scenario in (SMALL, LARGE):
        row = theil.loc[scenario]
        assert f"{row['mean']:+.4f}"[:5] in said
    assert "差距" in said and "不平衡" not in said and "…" in said
    assert "绝对平等线" in "".join(
        text.get_text() for text in three.plot.lorenz("gdp_real", lang="zh").findobj(Text)
    )


def test_what_cannot_be_told_is_not_on_the_frontier(three):
    key = "population"
    data = pareto_data(three, key, cost="programme_paid").set_index("scenario")
    unsure = data[data["direction"] == "uncertain"]
    assert not unsure["frontier"].any()
    sure = pareto_data(three, "gdp_real", "990102", cost="programme_paid").set_index("scenario")
    assert sure.loc[LARGE, "direction"] == "up" and sure.loc[LARGE, "frontier"]
    ax = three.plot.pareto("gdp_real", "990102", cost="programme_paid", lang="zh")
    assert "超越" in ax.get_title(loc="left") and len(ax.child_axes) == 2


def test_an_uncertain_effect_is_hollow_and_counted_apart(three, monkeypatch):
    from analysis.figures import pareto as module

    monkeypatch.setattr(module, "direction", lambda row: "up" if row["scenario"] == LARGE else "uncertain")
    ax = three.plot.pareto("gdp_real", "990102", cost="programme_paid")
    assert "1 of 2 scenarios" in ax.get_title(loc="left") and "1 cannot be told" in ax.get_title(loc="left")
    marks = [
        line
        for cell in ax.child_axes
        for line in cell.lines
        if line.get_marker() == "o" and len(line.get_xdata())
    ]
    assert any(line.get_markerfacecolor() == "white" and line.get_zorder() == 3 for line in marks)


def test_a_group_of_one_county_is_told_as_the_county(folder):
    frame = load(folder).folder.places.frame
    group = frame.iloc[:1].assign(
        level="group", place="lone", name_zh="中部", name_en="Centre", slug="lone", members=[("990101",)]
    )
    other = group.assign(
        place="both", name_zh="两县", name_en="Both", slug="both", members=[("990101", "990102")]
    )
    alone = Places(pd.concat([frame[frame["level"] != "group"], group], ignore_index=True))
    assert alone.areas() == [] and [place.id for place in alone.alone()] == ["990101"]
    assert alone.called(alone.groups()[0]).id == "990101"
    shared = Places(pd.concat([alone.frame, other], ignore_index=True))
    assert [place.id for place in shared.areas()] == ["both"] and shared.alone() == []


@pytest.mark.parametrize("lang", [pytest.param("zh", marks=pytest.mark.slow), "en"])
def test_letters_of_maps_and_flows_are_large_enough_in_print(three, lang, monkeypatch):
    """A map is printed at the width of a column, all else at that of the page."""
    from analysis.report import pictures

    column = (WIDEST - 12 / 72) / 2
    seen = []

    def whole(figure, alternative):
        width = figure.get_size_inches()[0]
        scale = (column if width == HALF[0] else WIDEST) / width
        seen.extend(
            (scale * text.get_fontsize(), text.get_text()) for text in figure.findobj(Text) if text.get_text()
        )
        assert overlaps(figure) == []
        return pictures.Html("")

    monkeypatch.setattr(pictures, "whole", whole)
    maps(three.story, ("gdp_real", "employment"), LARGE, lang)
    flows(three.story, LARGE, lang)
    assert len(seen) > 20 and min(seen)[0] >= LEAST


def test_titles_in_chinese_have_one_weight(three):
    for name in ("dots", "choropleth", "small_multiples"):
        ax = getattr(three.plot, name)("gdp_real", lang="zh")
        heavy = [
            text.get_text() for text in ax.figure.findobj(Text) if text.get_weight() not in ("normal", 400)
        ]
        assert [text for text in heavy if re.search(r"[\u4e00-\u9fff]", text)] == []


def test_a_headline_of_few_places_names_them(three):
    said = three.plot.dots("gdp_real", scenarios=LARGE, lang="zh").get_title(loc="left").replace("\n", "")
    names = [place.zh for place in three.folder.places.at("county")]
    assert f"{names[1]}高于基准" in said and f"{names[0]}低于基准" in said
    assert "地中" not in said
