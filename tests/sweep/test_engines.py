"""Who makes the runs changes no byte: this process, others, shares of the chunks, a Dask cluster that loses workers."""

from __future__ import annotations

import os
import pickle
import signal
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from experiments import compose
from experiments.running import compose_arms, job_of, plan_of, run_many
from experiments.store import different_files, failed_runs
from experiments.sweep.engines import dask_task
from experiments.sweep.engines.dask import Dask, connected
from experiments.sweep.engines.declared import EngineSettings
from experiments.sweep.engines.local import Local
from experiments.sweep.locking import Share
from experiments.sweep.making import simulate
from experiments.sweep.runner import engine_of, make_all
from sim.errors import InputError

WORDS = ("none", "balance_fund", "region=pocket", "horizon=4", "firms_per_agent=1000", "replicates=4")


@pytest.fixture(scope="module")
def arms():
    return compose_arms(WORDS)


@pytest.fixture(scope="module")
def usual(arms, tmp_path_factory):
    """The folder as this process makes it."""
    return run_many(arms, tmp_path_factory.mktemp("engines") / "usual").folder


@pytest.fixture(scope="module")
def threads():
    """A cluster inside this process."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=":0", protocol="tcp"
    ) as cluster:
        yield EngineSettings(kind="dask", address=cluster.scheduler_address, wait_seconds=20)


def made(arms, folder, engine, **changed):
    """The folder of a plan, made by an engine; `changed` are fields of the job."""
    plan = plan_of(arms)
    with engine:
        make_all(plan, replace(job_of(plan, folder), **changed), engine)
    return folder


def test_shares_give_the_bytes_of_one(arms, usual, tmp_path):
    plan = plan_of(arms)
    job = job_of(plan, tmp_path / "shares")
    left = [make_all(plan, job, Local(), Share(number, 2)) for number in (2, 1)]
    assert left == [4, 0] and different_files(usual, tmp_path / "shares") == []


def test_a_cluster_gives_the_bytes_of_one(arms, usual, tmp_path, threads):
    assert different_files(usual, made(arms, tmp_path / "dask", Dask(threads))) == []


def fails(task, advance=None):
    if task.replicate == 3:
        raise ValueError("made to fail")
    return simulate(task, advance)


def test_a_run_that_fails_at_a_cluster_is_a_row(arms, tmp_path, threads):
    folder = made(arms, tmp_path / "fails", Dask(threads), maker=fails)
    assert [run_id for run_id, _ in failed_runs(folder)] == [6, 7]
    assert all("made to fail" in error for _, error in failed_runs(folder))


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("experiments.sweep.engines.dask_task.code_here", "has other code of the model"),
        ("experiments.judging.cached_region", "has other data of the region"),
    ],
)
def test_a_worker_with_other_code_or_data_is_refused(arms, tmp_path, threads, monkeypatch, function, words):
    other, asked = type("Other", (), {"hash": "other"})(), count()
    monkeypatch.setattr(function, lambda *of: other if of else f"code {next(asked)}")
    with pytest.raises(InputError, match=words):
        made(arms, tmp_path / "other", Dask(threads))
    assert not list((tmp_path / "other" / "parts").iterdir())


def test_a_worker_that_does_not_see_the_folder_is_refused(arms, tmp_path):
    job = job_of(plan_of(arms), tmp_path / "elsewhere")
    with pytest.raises(InputError, match=r"does not see .*elsewhere; give a folder that all machines share"):
        dask_task.make(pickle.dumps(job), b"", dask_task.code_here(), "", "", "")


def test_a_cluster_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        connected(EngineSettings(kind="dask", address="tcp://127.0.0.1:9", wait_seconds=1))
    file = tmp_path / "scheduler.json"
    with pytest.raises(InputError, match="no scheduler has written"):
        connected(EngineSettings(kind="dask", scheduler_file=str(file), wait_seconds=1))
    file.write_text("{}")
    with pytest.raises(InputError, match="is not the file of a scheduler"):
        connected(EngineSettings(kind="dask", scheduler_file=str(file), wait_seconds=1))


def test_engines_are_chosen_by_name_and_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "scenarios" / "engine" / "mine.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("kind: dask\nscheduler_file: /shared/scheduler.json\n")
    chosen = compose("none", "region=pocket", "engine=mine", "engine.wait_seconds=5").settings
    assert chosen.engine == EngineSettings(
        kind="dask", scheduler_file="/shared/scheduler.json", wait_seconds=5
    )
    assert isinstance(engine_of(chosen), Dask)
    assert isinstance(engine_of(compose("none", "region=pocket").settings), Local)
    file.write_text("kind: dask\nworkers: 3\n")
    with pytest.raises(InputError, match=r"mine\.yaml.*line 2, engine\.workers: 'workers' is not known"):
        compose("none", "region=pocket", "engine=mine")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["engine=dask"], "no cluster is named; give engine.address="),
        (["engine.address=tcp://h:1"], "a cluster is named, but the engine is local; add engine=dask"),
        (["engine=dask", "engine.address=tcp://h:1", "engine.scheduler_file=a"], "both address and"),
        (["engine=dsk"], "did you mean 'dask'"),
    ],
)
def test_an_engine_that_does_not_fit_is_said(words, said):
    with pytest.raises(InputError, match=said):
        compose("none", "region=pocket", *words)


def kills(task, advance=None):
    """Ends its process: replicate 3 always, replicate 1 once; replicate 2 never comes to an end."""
    marks = Path(os.environ["MARKS"])
    if task.replicate == 1 and not (marks / "once").exists():
        (marks / "once").write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    if task.replicate == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if task.replicate == 2:
        time.sleep(3600)
    return simulate(task, advance)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as on Unix")
def test_a_cluster_that_loses_workers_loses_no_sweep(arms, usual, tmp_path, monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setenv("MARKS", str(tmp_path))
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        settings = EngineSettings(kind="dask", address=cluster.scheduler_address)
        whole = made(arms, tmp_path / "whole", Dask(settings))
        assert different_files(usual, whole) == []
        killed = made(arms[:1], tmp_path / "killed", Dask(settings), maker=kills, most_seconds=20)
    failed = dict(failed_runs(killed))
    assert sorted(failed) == [2, 3]
    assert "ProcessKilled: its process ended 2 times" in failed[3]
    assert failed[2] == "TooLong: it ran longer than 20 s"
