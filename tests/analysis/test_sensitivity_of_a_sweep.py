"""Which assumptions matter, read from a sweep's folder: the same indices as of the plain arrays, failures included."""

from __future__ import annotations

import io
import json

import numpy as np
import pandas as pd
import pytest
from rich.console import Console
from SALib.sample import latin, morris, sobol

from analysis import fonts
from analysis.folder import Folder
from analysis.pages.sensitivity import TABLE, page
from analysis.sensitivity import sensitivity
from analysis.sensitivity.asked import asked
from analysis.sensitivity.sobol import decompose
from analysis.sensitivity.words import BLOCKS, HEADS, KEYS, NOTES, WORDS
from sim.errors import InputError
from sim.parameters import Parameters
from tests.analysis.test_sensitivity_indices import ishigami, problem, sample
from tests.made_sensitivity import made_sweep


def linear(x):
    return 3.0 * x[0] - 2.0 * x[1] + 4.0


@pytest.fixture(scope="module")
def screened(tmp_path_factory):
    """Six trajectories of three factors and a group of two replicates; one run failed."""
    groups = {
        "output": ("parameters.production.reallocation_share", "parameters.labour.wage_return_per_quarter")
    }
    names = ["a", "b", "output", "output"]
    points = morris.sample(problem(4, groups=names), 6, num_levels=4, seed=1)
    design = {"kind": "morris", "levels": 4, "groups": groups}
    folder = tmp_path_factory.mktemp("morris") / "made"
    return made_sweep(folder, points, linear, design, replicates=2, noise=1e-4, failing=[(6, 1)])


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    points = latin.sample(problem(3), 40, seed=1)
    folder = tmp_path_factory.mktemp("prior") / "made"
    return made_sweep(
        folder, points, lambda x: linear(x) - 4.5, {"kind": "latin_hypercube"}, failing=[(7, 0)]
    )


def test_effects_of_a_sweep_screened(screened):
    found = sensitivity(Folder(screened), "gdp_real")
    table = found.table.set_index("name")
    assert list(table.index) == [
        "parameters.growth.following_share",
        "parameters.growth.productivity_weight",
        "output",
    ]
    assert table["mu_star"].to_numpy() == pytest.approx([0.03, 0.02, 0.0], abs=4e-4)
    assert table["mu"].to_numpy()[:2] == pytest.approx([0.03, -0.02], abs=4e-4)
    assert table["above"].tolist() == [True, True, False] and table["members"].tolist() == [1, 1, 2]
    assert (found.indices.whole.kept, found.indices.whole.dropped) == (5, 1)
    assert 0.0 < found.noise.seen < 0.01 and found.robust.positive == 1.0
    assert table["zh"].iloc[0] == "订单·假设0" and table["en"].iloc[1] == "orders: productivity weight"


def test_a_level_and_a_county_and_what_is_not_there(screened):
    level = sensitivity(Folder(screened), "gdp_real", place="city", year=2023, what="level", scenario="none")
    assert level.outcome.baseline == "" and level.indices.table["mu_star"].max() == 0.0
    for options, said in (
        ({"year": 2031}, "2031 is not among the years"),
        ({"scenario": "nowhere"}, "'nowhere' is not known"),
        ({"what": "chance"}, "'chance' is not known"),
        ({"how": "log"}, "'log' is not known"),
        ({"scenario": "none", "baseline": "none"}, "only none is there"),
    ):
        with pytest.raises(InputError, match=said):
            sensitivity(Folder(screened), "gdp_real", **options)
    with pytest.raises(InputError, match="write how=abs"):
        sensitivity(Folder(screened), "employment", how="pct")
    assert sensitivity(Folder(screened), "employment").outcome.how == "abs"


def test_sobol_of_a_folder_is_that_of_the_arrays(tmp_path):
    points = sobol.sample(problem(3), 16, calc_second_order=False, seed=1)
    values = ishigami((2.0 * points - 1.0) * np.pi)
    made_sweep(
        tmp_path / "made",
        points,
        lambda x: float(ishigami((2.0 * x[None] - 1.0) * np.pi)[0]),
        {"kind": "sobol", "second_order": False},
        failing=[(11, 0)],
        names=("none",),
    )
    values[11] = np.nan
    found = sensitivity(Folder(tmp_path / "made"), "gdp_real", what="level")
    expected = decompose(sample(points, values)).table
    assert found.indices.whole.dropped == 1
    for column in ("first", "total", "total_high"):
        assert found.indices.table[column].to_numpy() == pytest.approx(expected[column].to_numpy(), rel=1e-6)


def test_draws_of_the_priors_say_whether_a_sign_holds(drawn):
    found = sensitivity(Folder(drawn), "gdp_real")
    assert found.robust.points == 39 and found.robust.verdict == "not robust"
    assert found.table["related"].tolist()[:2] == [True, True] and found.indices.explained > 0.9


@pytest.mark.parametrize(("which", "lang"), [("screened", "both"), ("drawn", "zh"), ("drawn", "en")])
def test_the_page_in_both_languages(which, lang, request):
    folder = request.getfixturevalue(which)
    shown, picture, _ = page(folder, lang, indicators=("gdp_real",), places=("city",), year=2023)
    console = Console(width=110, record=True, file=io.StringIO())
    for part in shown:
        console.print(part)
    text = console.export_text()
    assert picture is not None and picture.is_file()
    assert ("稳健" in text or "不足以判断" in text) == (lang != "en")
    assert ("robust" in text) == (lang != "zh")
    assert ("因有运行失败" in text) == (lang != "en") and ("left out" in text) == (lang != "zh")
    frame = pd.read_csv(folder / TABLE)
    assert {"indicator", "place", "year", "name", "zh", "en"} <= set(frame.columns)


def test_several_outcomes_stand_side_by_side(screened):
    shown, _, _ = page(screened, "en", places=("city", "city"))
    assert len(shown) == 6 and (screened / TABLE).is_file()


@pytest.mark.parametrize("covered", ["", "DejaVu Serif"])
def test_the_figure_draws_on_axes_given(screened, drawn, covered, monkeypatch):
    from matplotlib import pyplot

    monkeypatch.setattr(fonts, "_covering", lambda wanted: covered)
    monkeypatch.setattr(fonts, "_shipped", lambda wanted: "")
    for folder in (screened, drawn):
        _, ax = pyplot.subplots()
        found = sensitivity(Folder(folder), "gdp_real")
        assert found.plot(ax=ax, lang="zh") is ax
        names = [text.get_text() for text in ax.get_yticklabels()]
        assert any("订单" in name for name in names) == bool(covered)
        pyplot.close("all")


def test_a_folder_that_is_no_such_sweep(tmp_path):
    for design, said in (
        ({}, "it is no sweep"),
        ({"design": {"kind": "factorial"}}, "its design is factorial"),
    ):
        manifest = {"schema_version": 1, "identity": {"design": design}}
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))
        with pytest.raises(InputError, match=said):
            asked(Folder(tmp_path))


def test_every_block_of_parameters_has_its_words():
    assert set(BLOCKS) == set(Parameters.model_fields)
    tables = (BLOCKS, WORDS, HEADS, KEYS, NOTES)
    assert all(zh and en for words in tables for zh, en in words.values())


def test_words_have_no_order_to_rank_by(drawn):
    folder = Folder(drawn)
    words = {folder.factors[0]: ["flat", "high", "crash", "flat"] * 10}
    folder.__dict__["points"] = folder.points.assign(**words)
    with pytest.raises(InputError, match="takes words, which have no order"):
        asked(folder)
