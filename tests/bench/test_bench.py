"""The bench runs end to end and says what it was asked; no test looks at a timing."""

import ast
import json
from dataclasses import asdict
from pathlib import Path

import pytest

import sim.step
from experiments.bench import main, warm
from experiments.bench.city import city
from experiments.bench.figures import Figure, at_least, at_most, ratio, timed
from experiments.bench.front import Asked, read
from experiments.bench.passes import measure_passes
from experiments.bench.timing import Timing, interleaved
from sim.errors import InputError

ALWAYS = {
    "later_start", "rules_ours", "rules_numpy", "rules_mesa", "against_mesa", "against_numpy",
    "bandwidth", "whole_quarter", "whole_quarter_beside_goal", "run_whole", "threads", "bytes_of_table",
    "run_thin", "workers", "workers_sparse", "workers_of_sweep",
}  # fmt: skip


def calls_of_the_step() -> set[str]:
    """Every call of the model that the step makes in the baseline, as its source names it."""
    tree = ast.parse(Path(sim.step.__file__).read_text(encoding="utf-8"))
    (step,) = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    for node in ast.walk(step):
        if isinstance(node, ast.If) and "target.due" in ast.unparse(node.test):
            node.body = []  # only where a target is adopted
    names = {ast.unparse(node.func) for node in ast.walk(step) if isinstance(node, ast.Call)}
    return {name for name in names if not name.startswith("world.")} - {"is_january"}


def check_passes(rows):
    assert {row["name"] for row in rows} >= {*calls_of_the_step(), "ledger.check", "record.take"}
    assert sum(row["share"] for row in rows) == pytest.approx(1.0)
    assert all(row["calls"] <= 4 or "." in row["name"] for row in rows)


def test_every_call_of_the_step_is_clocked():
    check_passes([asdict(row) for row in measure_passes(city("pocket", 4, 100))])


@pytest.mark.slow
def test_quick_bench_of_the_pocket_region(tmp_path, capsys):
    out = tmp_path / "bench.json"
    assert main(["--quick", "region=pocket", f"out={out}"]) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    figures = {figure["key"]: figure for figure in report["figures"]}
    assert figures.keys() >= ALWAYS
    assert all(figure["median"] > 0 and figure["zh"] and figure["en"] for figure in figures.values())
    check_passes(report["passes"])
    check_passes(report["passes_sparse"])
    shown = capsys.readouterr()
    assert "whole quarter" in shown.out and "整季" in shown.out
    assert "1:100" in shown.out and "占比" in shown.out
    assert "…" in shown.err


@pytest.mark.slow
def test_after_warming_a_run_compiles_nothing(run_python, tmp_path):
    cache = {"NUMBA_CACHE_DIR": str(tmp_path)}
    warming = "from experiments.bench.warming import *; warm(); print(len(compiled_here()))"
    assert int(run_python("-c", warming, **cache)) > 10
    running = (
        "from experiments.bench.warming import *\n"
        "arm = compose('balance_fund', region='jiangmen', horizon=12, firms_per_agent=10)\n"
        "run(arm.region, arm.scenario)\n"
        "print(compiled_here())"
    )
    assert run_python("-c", running, **cache) == "[]"


def test_words_are_read_and_faults_told_at_once():
    assert read(["quick", "region=pocket", "lang=zh"]) == Asked(True, "pocket", "zh")
    with pytest.raises(InputError) as fault:
        read(["quik=true", "lang=fr", "region=poket", "quick=maybe", "out=/no/such/folder/x.json"])
    text = str(fault.value)
    assert len(fault.value.problems) == 5
    assert "'quick'" in text and "'pocket'" in text


def test_goals_are_judged_by_the_median():
    timing = Timing((1.0, 3.0, 2.0))
    assert timed("a", "甲", "a", "s", timing, at_most(2.0, 1.0)).met
    assert at_most(2.0, 1.0).reached(timing.median) == 1
    assert not timed("a", "甲", "a", "s", timing, at_most(1.5)).met
    assert Figure("a", "甲", "a", "s", 1.0, 1.0).met is None
    twice = ratio("b", "乙", "b", timing.times(2.0), timing, at_least(2.0))
    assert twice.best == twice.median == 2.0 and twice.met


def test_tasks_are_measured_in_turn():
    order = []
    tasks = {name: (lambda name=name: order.append(name) or float(len(order))) for name in "ab"}
    found = interleaved(tasks, 3)
    assert order == list("ababab")
    assert found["b"].samples == (2.0, 4.0, 6.0) and found["a"].least == 1.0


def test_warm_gives_seconds():
    assert warm() > 0
