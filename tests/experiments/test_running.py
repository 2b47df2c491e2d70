"""Runs made, kept, shown again, refused, resumed and repeated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from experiments import cli, compare, run, running, verbs
from experiments.running import compose_arms, run_many
from experiments.store import different_files, failed_runs
from experiments.sweep import making
from experiments.sweep.making import Advance, Task, simulate
from sim.errors import InputError
from sim.result import Result

SMALL = ("region=pocket", "horizon=4", "replicates=2", "record=headline")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_results_are_shown_again_and_another_question_is_refused() -> None:
    folder = run("none", *SMALL)
    assert folder == Path("results/none")
    before = _bytes(folder)
    again = run_many(compose_arms(["none", *SMALL]))
    assert again.shown_again
    assert again.failed == ()
    with pytest.raises(InputError, match="scenario none has other settings"):
        run("none", *SMALL, "horizon=5", out="results/none")
    with pytest.raises(InputError, match="seed is 0 there and 5 now"):
        run("none", *SMALL, seed=5, out="results/none")
    assert _bytes(folder) == before


def test_another_question_gets_a_folder_of_its_own_unless_one_is_named() -> None:
    first, second = run("none", *SMALL), run("none", *SMALL, seed=5)
    assert first == Path("results/none")
    assert second.name.startswith("none-") and second != first
    assert run("none", *SMALL, seed=5) == second


def test_a_variant_goes_by_its_own_name() -> None:
    arms = compose_arms(["none", "big:policy=[balance_fund]", *SMALL])
    assert [arm.scenario.title.en for arm in arms] == ["Baseline (no policy)", "big"]


def test_compare_names_its_folder_after_the_arms() -> None:
    assert compare("none", "balance_fund", *SMALL) == Path("results/none-vs-balance_fund")


def test_processes_change_no_byte() -> None:
    here = run("none", *SMALL, out="here")
    elsewhere = run("none", *SMALL, out="elsewhere", workers=2)
    assert failed_runs(here) == []
    assert different_files(here, elsewhere) == []


def test_rerun_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    folder = compare("none", "balance_fund", *SMALL)
    assert cli.main(["rerun", str(folder)]) == cli.FINE
    assert "逐字节相同" in capsys.readouterr().out


def test_rerun_names_what_differs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from experiments.sweep import plan

    folder = run("none", *SMALL)
    monkeypatch.setattr(plan, "code_hash", lambda: "another")
    assert cli.main(["rerun", str(folder)]) == cli.CHECK_FAILED
    assert "the code of the model changed" in capsys.readouterr().err


def _failing_at(monkeypatch: pytest.MonkeyPatch, replicate: int, error: BaseException) -> None:
    def make(task: Task, advance: Advance | None = None) -> Result:
        if task.replicate == replicate:
            raise error
        return simulate(task, advance)

    true_job = running.job_of
    monkeypatch.setattr(running, "job_of", lambda *given: replace(true_job(*given), maker=make))


def test_a_failed_run_is_a_row_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    _failing_at(monkeypatch, 1, ValueError("broken"))
    report = run_many(compose_arms(["none", *SMALL]))
    [(run_id, error)] = report.failed
    assert run_id == 1 and error.startswith("ValueError: broken")
    assert run_many(compose_arms(["none", *SMALL])).failed == report.failed


def test_failed_runs_are_exit_code_three(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _failing_at(monkeypatch, 1, ValueError("broken"))
    monkeypatch.setattr(verbs, "read_run", lambda folder, lang: cli.Shown(["a table"], folder))
    assert cli.main(["run", "none", *SMALL]) == cli.SOME_FAILED
    assert "ValueError: broken" in capsys.readouterr().err


def test_an_interrupted_comparison_goes_on_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("none", *SMALL, out="whole")
    with monkeypatch.context() as interrupted:
        _failing_at(interrupted, 1, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            run("none", *SMALL, out="parts")
    made: list[int] = []
    true_write = making.write_chunk
    monkeypatch.setattr(
        making, "write_chunk", lambda *given: (made.append(given[3].number), true_write(*given))
    )
    parts = run("none", *SMALL, out="parts")
    assert made == [1]
    assert different_files(whole, parts) == []


def test_arms_of_other_scale_do_not_pair() -> None:
    with pytest.raises(InputError, match="firms_per_agent"):
        compare("none", "thin:firms_per_agent=10", *SMALL)
    assert list(Path().iterdir()) == []
