"""`bqw sensitivity` from end to end with the model at a small size; the guide; what is refused before it runs."""

from __future__ import annotations

import re
import shlex

import pandas as pd
import pytest

from experiments.cli import FINE, INPUT, main
from experiments.composing import compose
from experiments.sensitivity import Question, design_of, record_of, strongest
from experiments.sensitivity_words import read_question
from experiments.sweep.designs import LatinHypercube, Morris, Sobol
from experiments.sweep.priors import judged
from sim.errors import InputError

PAGES = {"en": "sensitivity.md", "zh": "sensitivity.zh-CN.md"}
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)


def blocks(root, name):
    return BLOCK.findall((root / "docs" / "guide" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def arm():
    return compose("balance_fund", "region=pocket", "horizon=8", "firms_per_agent=1000")


@pytest.mark.slow
def test_the_guide_runs(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert blocks(root, PAGES["en"]) == blocks(root, PAGES["zh"])
    (_, command), (_, program) = blocks(root, PAGES["en"])
    assert main(shlex.split(command)[1:]) == FINE
    first = capsys.readouterr().out
    assert "11 judged parameters (2 blocks): 6 points × 2 replicates × 2 scenarios = 24 runs" in first
    assert "orders (growth)" in first and "chance:" in first and "2 trajectories" in first
    folder = tmp_path / "results" / "assumptions"
    table = pd.read_csv(folder / "sensitivity.csv")
    assert set(table["name"]) == {"growth", "entry"} and (table["mu_star"] > 0).all()
    assert (folder / "sensitivity.png").is_file()
    exec(compile(program, "guide", "exec"), {})
    assert "mu_star" in capsys.readouterr().out
    assert main([*shlex.split(command)[1:-1], "lang=zh"]) == FINE
    again = capsys.readouterr().out
    assert "未重算" in again and "订单 (growth)" in again and "下一步" in again
    assert strongest(folder, 1)[0] in ("growth", "entry")


def test_the_guide_to_sweeps_shows_the_same_command(root):
    command = blocks(root, PAGES["en"])[0][1].strip()
    for page in (root / "docs" / "guide").glob("sweeps*.md"):
        assert command in page.read_text(encoding="utf-8"), page.name


def test_designs_of_questions(arm, tmp_path):
    usual = design_of(Question(), arm.scenario)
    assert isinstance(usual, Morris) and len(usual.groups) == 31
    assert {key for keys in usual.groups.values() for key in keys} == {one.key for one in judged()}
    alone = design_of(Question(of=("entry",)), arm.scenario)
    assert isinstance(alone, Morris) and alone.groups == {}
    both = design_of(Question(of=("entry", "growth.following_share"), blocks=True), arm.scenario)
    assert isinstance(both, Morris) and both.groups["growth"] == ("parameters.growth.following_share",)
    assert isinstance(design_of(Question(method="prior"), arm.scenario), LatinHypercube)
    rows = (
        "indicator,place,year,name,mu_star\na,city,2024,growth,2\na,city,2024,entry,3\na,city,2024,exit,1\n"
    )
    (tmp_path / "sensitivity.csv").write_text(rows)
    after = design_of(Question(method="sobol", after=str(tmp_path), top=2), arm.scenario)
    assert isinstance(after, Sobol) and set(after.groups) == {"growth", "entry"}
    with pytest.raises(InputError, match=r"there is no sensitivity\.csv in it"):
        strongest(tmp_path / "nowhere", 3)


def test_the_least_record_that_holds_the_outcomes(arm):
    def record(*indicators, place="city"):
        return record_of(Question(indicators=indicators, places=(place,)), arm.region, arm.scenario)

    assert record("gdp_real", "gdp_real_growth") == "headline"
    assert record("gdp_real", "firms_farming_above_100m") == "standard"
    with pytest.raises(InputError) as caught:
        record_of(Question(indicators=("gdp_reel",), places=("wst",), year=2050), arm.region, arm.scenario)
    assert len(caught.value.problems) == 3


def test_words_are_read_strictly():
    question, baseline, rest = read_question(
        [
            "plan",
            "of=growth,entry",
            "baseline=none",
            "trajectories=4",
            "seed=3",
            "place=west,city",
            "year=2030",
        ]
    )
    assert (question.of, question.trajectories, baseline) == (("growth", "entry"), 4, "none")
    assert question.places == ("west", "city") and question.year == 2030 and rest == ["plan", "seed=3"]
    faulty = ["method=morrris", "top=3", "trajectories=x", "spread=-1", "blocks=maybe", "of=,", "points=50"]
    with pytest.raises(InputError) as caught:
        read_question(faulty)
    assert {problem.key for problem in caught.value.problems} >= {
        "method",
        "top",
        "trajectories",
        "spread",
        "blocks",
        "of",
        "points",
    }
    for words, said in (
        (["method=sobol", "levels=4"], "levels is a setting of morris"),
        (["after=x", "of=growth"], "both of= and after="),
    ):
        with pytest.raises(InputError, match=said):
            read_question(words)


def test_nothing_is_written_where_something_is_wrong(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["sensitivity", "balance_fund", "region=pocket", "of=growht", "lang=en"]) == INPUT
    assert "did you mean 'growth'" in capsys.readouterr().err
    assert main(["sensitivity", "lang=zh"]) == INPUT
    assert "sensitivity 没有给出情景" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
