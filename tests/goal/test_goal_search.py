"""The search finds the cheapest mix that is known by hand, confirms it with fresh chance, and resumes to the same."""

import json
from dataclasses import replace

import pytest

from analysis.goals import GoalAnswer
from analysis.pages.goal import sentences
from experiments.cli import FINE, INPUT, SOME_FAILED, main
from experiments.goal.asking_for import ANSWER, answer_goal, compose_goal
from experiments.goal.search import Question, cheapest, explore, finalists
from experiments.goal.trying import Tried
from experiments.running import job_of
from experiments.store import different_files
from experiments.sweep.engines.local import Local
from sim.errors import InputError
from tests.goal.made import STATED, STEP, failing, paying

WORDS = (
    "region=pocket", "horizon=4", "record=headline", "sizes=[balance_fund]", "low=0.8", "high=1.6", "trials=12",
    "batch=6", "replicates=10", "confirm=10", "seed=3",
)  # fmt: skip
GOAL = f"targets=[gdp_nominal@west@2023>={STATED}]"


@pytest.fixture
def made_runs(monkeypatch):
    """Take runs from a plain function instead of the model, in few files a round."""
    monkeypatch.setattr("experiments.sweep.plan.CHUNKS_A_ROUND", 3)

    monkeypatch.setattr("experiments.goal.asking_for.engine_of", lambda *given, **more: Local())

    def put(maker):
        monkeypatch.setattr(
            "experiments.sweep.asking.job_of",
            lambda *given: replace(job_of(*given), maker=maker),
        )

    put(paying)
    return put


def question(**changes):
    asked = Question((), 0.8, ("size.a", "size.b"), 0.0, 3.0, 60, 6, 10, 30, 3, 7)
    return replace(asked, **changes)


def plain(mixes, replicates):
    """Two policies: `b` brings twice as much a yuan as `a`, up to its end; eight in ten need 4."""
    found = []
    for mix in mixes:
        brought = mix["size.a"] + 2.0 * mix["size.b"]
        met = sum(brought >= 2.25 + 0.25 * (number % 10) for number in replicates)
        short = 0.0 if met else max(0.0, 2.25 - brought) / 2.25
        found.append(Tried(mix, len(replicates), met, mix["size.a"] + mix["size.b"], short=short))
    return found


def test_the_cheapest_mix_of_two_is_found():
    tried = explore(question(), plain)
    best = min((one for one in tried if one.probability >= 0.8), key=lambda one: one.cost)
    assert best.cost == pytest.approx(2.0, abs=0.25)  # b alone at 2.00: 4.0 is brought
    assert best.sizes["size.b"] > 4 * best.sizes["size.a"]
    assert [dict(one.sizes) for one in tried[:3]] == [
        {"size.a": 0.0, "size.b": 0.0}, {"size.a": 3.0, "size.b": 3.0}, {"size.a": 1.0, "size.b": 1.0},
    ]  # fmt: skip
    assert [one.sizes for one in explore(question(), plain)] == [one.sizes for one in tried]


def test_finalists_are_the_cheapest_that_did_it_then_surer_ones():
    def mix(size, met, cost):
        return Tried({"size.a": size}, 10, met, cost, short=1.0 - met / 10)

    tried = [mix(0.0, 0, 0), mix(1.0, 8, 10), mix(1.1, 9, 11), mix(1.2, 8, 12), mix(2.0, 10, 20)]
    asked = question(finalists=2)
    assert finalists(asked, tried, []) == [{"size.a": 1.0}, {"size.a": 1.1}]
    assert finalists(asked, tried, [mix(1.0, 5, 10), mix(1.1, 6, 11)]) == [{"size.a": 2.0}, {"size.a": 1.2}]
    assert finalists(asked, tried[:1], []) == [{"size.a": 0.0}]
    assert cheapest([mix(1.0, 7, 10), mix(2.0, 9, 20), mix(1.5, 8, 15)], 0.8) == 2
    assert cheapest([mix(1.0, 7, 10)], 0.8) is None


def test_a_goal_is_answered_and_its_bill_is_right(made_runs, tmp_path, capsys):
    folder = tmp_path / "goal"
    assert main(["goal", GOAL, *WORDS, f"out={folder}", "lang=en"]) == FINE
    said = capsys.readouterr().out
    assert "The cheapest mix: Regional balance development fund" in said and "Not attained" not in said
    assert (folder / "frontier.png").stat().st_size > 10_000 and (folder / "_SUCCESS").exists()
    best = GoalAnswer(folder).best
    budget = best.sizes["size.balance_fund"] * STATED
    # Eight replicates in ten are met from a budget of STATED + 7 STEP on.
    assert budget >= STATED + 7 * STEP and budget == pytest.approx(STATED + 7 * STEP, rel=0.1)
    assert best.cost == pytest.approx(budget) and best.planned == pytest.approx(budget)
    assert best.by_payer == {
        "paid_local": pytest.approx(0.75 * budget),
        "paid_above": pytest.approx(0.25 * budget),
    }
    assert (best.runs, best.first) == (10, 10) and best.low < best.probability <= best.high
    answer = GoalAnswer(folder)
    costs = [one.cost for one in answer.frontier()]
    assert costs == sorted(costs) and answer.stated is not None and answer.stated.probability == 0.1


def test_what_cannot_be_reached_is_a_result(made_runs, tmp_path, capsys):
    words = [*WORDS, "trials=6", "high=1.2", f"out={tmp_path / 'goal'}", "lang=both"]
    assert main(["goal", GOAL, *words]) == FINE
    said = capsys.readouterr().out
    assert "Not attained with sizes from 0.8× to 1.2×" in said and "达不到" in said
    assert "upper end of its range" in said and "规模上限" in said
    assert GoalAnswer(tmp_path / "goal").best is None


def test_an_interrupted_goal_ends_with_the_same_bytes(made_runs, tmp_path):
    whole = compose_goal(["none", GOAL, *WORDS, f"out={tmp_path / 'whole'}"])
    answer_goal(whole)
    made = 0

    def interrupted(task, advance=None):
        nonlocal made
        made += 1
        if made > 75:
            raise KeyboardInterrupt
        return paying(task, advance)

    made_runs(interrupted)
    parts = compose_goal(["none", GOAL, *WORDS, f"out={tmp_path / 'parts'}"])
    with pytest.raises(KeyboardInterrupt):
        answer_goal(parts)
    made_runs(paying)
    answer_goal(compose_goal(["none", GOAL, *WORDS, f"out={tmp_path / 'parts'}"]))
    assert different_files(tmp_path / "whole", tmp_path / "parts") == []
    told = [(tmp_path / name / ANSWER).read_text() for name in ("whole", "parts")]
    assert told[0] == told[1]


def test_failed_runs_are_counted_as_neither_met_nor_missed(made_runs, tmp_path, capsys):
    made_runs(failing)
    words = [*WORDS, "trials=6", f"out={tmp_path / 'goal'}"]
    assert main(["goal", GOAL, *words]) == SOME_FAILED
    told = json.loads((tmp_path / "goal" / ANSWER).read_text())
    assert {one["runs"] for one in told["tried"]} == {9, 10}


@pytest.mark.parametrize(
    ("words", "said", "in_chinese"),
    [
        (["plan", "none"], "goal takes one scenario, not 2", "goal 只处理一个情景"),
        (["sizes=[balance_fnud]", GOAL], "did you mean 'balance_fund'?", "是否想写"),
        (["sizes=[tournament_off]", GOAL], "is not known", "不认识"),
        ([GOAL], "no policy is named whose size may change", "没有写明哪些政策"),
        (["sizes=[balance_fund]"], "no goal is given", "没有写明目标"),
        (["sizes=[balance_fund]", GOAL, "low=2", "high=1"], "low is 2 and high 1", "low 为 2，high 为 1"),
        (["sizes=[balance_fund]", GOAL, "probability=80"], "a number from 0 to 1", "应为数，0 到 1"),
        (["region=jiangmen", "sizes=[colleges]", GOAL], "moves no money", "不动用资金"),
    ],
)
def test_questions_that_cannot_be_asked(capsys, tmp_path, monkeypatch, words, said, in_chinese):
    monkeypatch.chdir(tmp_path)
    assert main(["goal", "region=pocket", "horizon=4", *words]) == INPUT
    told = capsys.readouterr().err
    assert said in told and in_chinese in told
    assert not list(tmp_path.iterdir())


def test_a_page_without_an_answer_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no answer"):
        GoalAnswer(tmp_path)


def test_sentences_are_told_in_both_languages(made_runs, tmp_path):
    answer_goal(compose_goal(["none", GOAL, *WORDS, f"out={tmp_path / 'goal'}"]))
    found = GoalAnswer(tmp_path / "goal")
    for lang in ("zh", "en", "both"):
        told = "\n".join(sentences(found, lang))
        assert ("最省的组合" in told) == (lang != "en") and ("What binds" in told) == (lang != "zh")
