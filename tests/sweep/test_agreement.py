"""A folder is taken for an answer only where it answers this question: else it is refused in a sentence."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from experiments import cli, running
from experiments.chinese import chinese
from experiments.running import run_plan
from experiments.store import SUCCESS, chunk_file, different_files, failed_runs, state
from experiments.sweep import asking as asking_module
from experiments.sweep import plan as plans
from experiments.sweep.asking import Answer, Asking
from experiments.sweep.engines.local import Local
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.locking import Share, hold, holder
from experiments.sweep.making import Job, make_chunk
from experiments.sweep.notes import OUT_OF_MEMORY, Note, after_death, append, lost_runs, under_way
from experiments.sweep.plan import Plan
from experiments.sweep.restoring import read_plan
from experiments.sweep.runner import make_all
from experiments.sweep.stopping import StopOutcome, StopRule
from sim.errors import InputError
from tests.made import made_plan
from tests.sweep import makers
from tests.sweep.driving import small_plan

NOISE = "parameters.growth.noise_sd_share"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs come from the quick maker, in this process; a lock that is held is waited for no longer."""
    true_job = running.job_of

    def job_of(*given: object) -> Job:
        return replace(true_job(*given), maker=makers.quick)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "job_of", job_of)
    monkeypatch.setattr(asking_module, "job_of", job_of)
    monkeypatch.setattr(running, "engine_of", lambda *given: Local())
    monkeypatch.setattr("experiments.sweep.locking.WAIT_SECONDS", 0.0)
    monkeypatch.setattr("os.fsync", lambda handle: None)


def searched(**changes: object) -> Plan:
    """A plan that is asked point by point."""
    plan = replace(made_plan(2, "headline", 4), varying=Varying({NOISE: Factor(low=0.0, high=1.0)}))
    return replace(plan, **changes)  # type: ignore[arg-type]


def asked(folder: Path, *rounds: list[float], plan: Plan | None = None) -> list[Answer]:
    """The answers to questions asked one after another, and the folder marked as finished."""
    asking = Asking(plan or searched(), folder, Local())
    answers = [asking.ask([{NOISE: value} for value in values]) for values in rounds]
    asking.finish()
    return answers


def test_other_points_are_refused_and_named(tmp_path: Path) -> None:
    asked(tmp_path / "made", [0.1, 0.4])
    with pytest.raises(InputError, match=rf"point 0 has {NOISE}=0\.1 there and 0\.3 now") as caught:
        asked(tmp_path / "made", [0.3, 0.2])
    assert f"设计点 0 的 {NOISE} 原为 0.1，现为 0.3" in chinese(caught.value.problems[0])


def test_other_rounds_are_refused_and_the_same_with_more_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    asked(folder, [0.1, 0.4])
    with pytest.raises(InputError, match="round 1 has points 0-1, replicates 0-1") as caught:
        asked(folder, [0.1])
    assert "第 1 轮原为设计点 0-1" in chinese(caught.value.problems[0])
    asked(folder, [0.1, 0.4], [0.2])
    asked(tmp_path / "fresh", [0.1, 0.4], [0.2])
    assert different_files(folder, tmp_path / "fresh") == []
    with pytest.raises(InputError, match="2 rounds were asked there and 1 now"):
        asked(folder, [0.1, 0.4])


def test_what_was_asked_is_known_though_an_early_chunk_is_lost(tmp_path: Path) -> None:
    """The first round is made again, and the manifest still tells of the second."""
    folder = tmp_path / "made"
    asked(folder, [0.1], [0.4])
    (folder / SUCCESS).unlink()
    chunk_file(folder, "parts", 0).unlink()
    asking = Asking(searched(), folder, Local())
    asking.ask([{NOISE: 0.1}])
    with pytest.raises(InputError, match="point 1 has"):
        asking.ask([{NOISE: 0.3}])


def _fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "CHUNKS_A_ROUND", 2)


def _nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pass


@pytest.mark.parametrize(
    ("question", "change", "refused"),
    [
        ({}, _nothing, ""),
        ({"most_seconds": 5}, _nothing, ""),
        ({"firm_facts": True}, _nothing, "it does not keep what validation wants"),
        ({}, _fewer, r"its files are cut otherwise \(chunk 0 has runs 0-0 there and 0-3 now\)"),
        (
            {},
            lambda patch: patch.setattr(plans, "experiments_hash", lambda: "e" * 64),
            "the code of the experiments changed",
        ),
        ({"proposal": 0.2}, _nothing, "point 0 has"),
        ({"replicates": 3}, _nothing, "replicates is 2 there and 3 now"),
        (
            {},
            lambda patch: patch.setattr(plans, "proposing_packages", lambda: {"optuna": "9"}),
            "optuna is .+ there and 9 now",
        ),
    ],
)
def test_a_folder_is_refused_or_has_the_bytes_of_a_fresh_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    question: Mapping[str, object],
    change: Callable[[pytest.MonkeyPatch], None],
    refused: str,
) -> None:
    def make(folder: Path, proposal: float = 0.1, most_seconds: int = 3600, **changes: object) -> None:
        asking = Asking(searched(**changes), folder, Local(), most_seconds=most_seconds)
        asking.ask([{NOISE: proposal}, {NOISE: 0.5}])
        asking.finish()

    make(tmp_path / "made")
    change(monkeypatch)
    make(tmp_path / "fresh", **question)  # type: ignore[arg-type]
    if refused:
        with pytest.raises(InputError, match=refused) as caught:
            make(tmp_path / "made", **question)  # type: ignore[arg-type]
        assert "there and" not in chinese(caught.value.problems[0])
    else:
        make(tmp_path / "made", **question)  # type: ignore[arg-type]
        assert different_files(tmp_path / "made", tmp_path / "fresh") == []


def test_a_resumed_validation_keeps_its_firms(tmp_path: Path) -> None:
    plan = replace(small_plan(), firm_facts=True)
    folder = tmp_path / "made"
    make_all(plan, running.job_of(plan, folder), Local())
    again = read_plan(folder)
    assert (
        again.firm_facts and running.job_of(again, folder).firm_facts and state(folder, again) == "finished"
    )
    with pytest.raises(InputError, match="it keeps what validation wants"):
        state(folder, small_plan())


def test_a_folder_begun_meanwhile_by_another_question_is_refused(tmp_path: Path) -> None:
    """The look before the lock saw nothing; what counts is what stands under it, for shares too."""
    plan, other = small_plan(), replace(small_plan(), seed=7)
    make_all(other, running.job_of(other, tmp_path), Local(), Share(1, 2))
    for share in (None, Share(2, 2)):
        with pytest.raises(InputError, match="seed is 7 there and 0 now"):
            make_all(plan, running.job_of(plan, tmp_path), Local(), share)


def test_shares_do_not_go_with_a_stop_rule(tmp_path: Path) -> None:
    from experiments.composing import compose

    rule = StopRule(first=2, more=1, most=3, outcomes=(StopOutcome(indicator="gdp_real", year=2023),))
    with pytest.raises(InputError, match="--shard does not go with") as caught:
        run_plan(
            replace(small_plan(), rule=rule), compose("none").settings, tmp_path / "x", share=Share(1, 2)
        )
    assert "按规则停止" in chinese(caught.value.problems[0]) and not (tmp_path / "x").exists()


def test_a_worker_that_is_found_dead_late_is_blamed_and_no_more(tmp_path: Path) -> None:
    """However long ago it died; only its own mark says that the run took too long."""
    (tmp_path / "logs").mkdir()
    chunk = small_plan().chunk(3)
    for late, found in ((False, {}), (True, {3: "TooLong: it ran longer than 1 s"})):
        note = Note(tmp_path, 3, "1-17")
        note.__enter__()
        note.say(3)
        if late:
            note.late()
        os.close(note.handle)
        os.utime(note.path, (0, 0))
        assert under_way(tmp_path, 3, "1-18") is None
        after_death(tmp_path, chunk, 1, giving="1-17")
        assert lost_runs(tmp_path) == found


def test_status_stops_no_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    (tmp_path / "logs").mkdir()
    monkeypatch.setattr("experiments.sweep.locking.WAIT_SECONDS", 2.0)
    with open(tmp_path / "logs" / "lock", "a+") as looking:
        fcntl.flock(looking, fcntl.LOCK_EX)
        threading.Timer(0.2, lambda: fcntl.flock(looking, fcntl.LOCK_UN)).start()
        assert hold(tmp_path).locks is not None
    (tmp_path / "logs" / "lock").chmod(0o444)
    assert holder(tmp_path) == ""


def test_two_threads_of_a_process_do_not_share_a_folder(tmp_path: Path) -> None:
    said: list[str] = []

    def other() -> None:
        try:
            hold(tmp_path)
        except InputError as error:
            said.append(chinese(error.problems[0]))

    with hold(tmp_path), hold(tmp_path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(said) == 1 and "另一个线程" in said[0]


def test_whatever_a_point_does_to_a_scenario_is_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def applied(self: Varying, scenario: object, values: Mapping[str, float]) -> object:
        if values[NOISE] == 0.2:
            raise KeyError("lost")
        return scenario

    monkeypatch.setattr(Varying, "applied", applied)
    plan = searched(points=pa.table({NOISE: [0.1, 0.2]}))
    make_all(plan, running.job_of(plan, tmp_path / "made"), Local())
    failed = failed_runs(tmp_path / "made")
    assert len(failed) == 4 and all("KeyError: 'lost'" in error for _, error in failed)


def test_short_memory_ends_the_process_and_the_run_is_blamed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(BaseException):
        pass

    def end(code: int) -> None:
        noted = under_way(tmp_path / "made", 2)
        assert noted is not None and noted.run_id == 2 and code == OUT_OF_MEMORY
        raise Ended

    def short(task: makers.Task, advance: object = None) -> makers.Result:
        if task.run_id == 2:
            raise MemoryError
        return makers.quick(task)

    plan = small_plan()
    job = replace(running.job_of(plan, tmp_path / "made"), maker=short)
    make_all(plan, job, Local())
    assert [run for run, _ in failed_runs(tmp_path / "made")] == [2]
    monkeypatch.setattr(os, "_exit", end)
    with pytest.raises(Ended):
        make_chunk(job, plan.chunk(2), expendable=True)


def test_failed_runs_are_tried_again_where_that_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, folder, whole = small_plan(), tmp_path / "made", tmp_path / "whole"
    make_all(plan, running.job_of(plan, whole), Local())
    make_all(plan, replace(running.job_of(plan, folder), maker=makers.raising), Local())
    append(folder, "blames", {"run": makers.RAISES, "reason": "", "error": "TooLong: it ran longer than 1 s"})
    assert cli.main(["resume", str(folder), "again=failed", "lang=en"]) == cli.FINE
    assert "1 runs that failed are tried again: 1 chunks are made anew" in capsys.readouterr().out
    assert different_files(whole, folder) == [] and not lost_runs(folder)
    assert cli.main(["resume", str(folder), "again=all"]) == cli.INPUT
    assert "write again=failed" in capsys.readouterr().err
    manifest = json.loads((folder / "manifest.json").read_text())
    assert len(manifest["identity"]["experiments_hash"]) == 64
