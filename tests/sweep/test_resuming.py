"""resume, status and rerun, from the folder alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from experiments import cli, running
from experiments.store import SUCCESS, chunk_file, different_files
from experiments.sweep import plan as plans
from experiments.sweep.asking import Asking
from experiments.sweep.engines.local import Local
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.notes import append
from experiments.sweep.plan import Plan
from experiments.sweep.runner import make_all
from tests.made import made_plan
from tests.sweep import makers

NOISE = "parameters.growth.noise_sd_share"


@pytest.fixture(autouse=True)
def _without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are made by the quick maker, in this process."""
    true_job = running.job_of
    monkeypatch.setattr(running, "job_of", lambda *given: replace(true_job(*given), maker=makers.quick))
    monkeypatch.setattr(running, "engine_of", lambda *given: Local())


def swept(points: int = 3) -> Plan:
    """A factor over two arms, of which the noise touches both."""
    columns = {NOISE: [0.1 * (number + 1) for number in range(points)]}
    varying = Varying({NOISE: Factor(low=0.0, high=1.0)})
    return replace(made_plan(2, "headline", 4), varying=varying, points=pa.table(columns))


def made(plan: Plan, folder: Path) -> Path:
    make_all(plan, running.job_of(plan, folder), Local())  # type: ignore[call-arg]
    return folder


def cut_short(folder: Path) -> Path:
    (folder / SUCCESS).unlink()
    for number in (1, 5):
        chunk_file(folder, "parts", number).unlink()
    return folder


def test_resume_needs_the_folder_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole, parts = made(swept(), tmp_path / "whole"), cut_short(made(swept(), tmp_path / "parts"))
    assert cli.main(["resume", str(parts), "workers=1"]) == cli.FINE
    assert "10 chunks done, 2 to do" in capsys.readouterr().err
    assert different_files(whole, parts) == []
    assert cli.main(["resume", str(parts)]) == cli.FINE
    assert "nothing was run again" in capsys.readouterr().out


def test_rerun_of_a_sweep_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rerun", str(made(swept(), tmp_path / "made"))]) == cli.FINE
    assert "every byte is the same" in capsys.readouterr().out


def test_shares_are_resumed_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = cut_short(made(swept(), tmp_path / "parts"))
    chunk_file(parts, "parts", 2).unlink()
    assert cli.main(["resume", str(parts), "--shard", "2/2"]) == cli.FINE
    assert "1 chunks are left to the others" in capsys.readouterr().out
    assert cli.main(["resume", str(parts), "--shard=1/2"]) == cli.FINE and (parts / SUCCESS).exists()
    assert cli.main(["resume", str(parts), "--shard", "3/2"]) == cli.INPUT


def test_what_a_folder_is_may_not_be_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = cut_short(made(swept(), tmp_path / "parts"))
    assert cli.main(["resume", str(parts), "seed=3", "workers=0"]) == cli.INPUT
    said = capsys.readouterr().err
    assert (
        "'seed' cannot be changed" in said and "已开始的文件夹不能改动 'seed'" in said and "workers" in said
    )
    assert cli.main(["resume", str(tmp_path / "nothing")]) == cli.INPUT
    assert "there is no such folder" in capsys.readouterr().err
    assert cli.main(["resume"]) == cli.INPUT


def test_other_code_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = cut_short(made(swept(), tmp_path / "parts"))
    monkeypatch.setattr(plans, "code_hash", lambda: "another")
    assert cli.main(["resume", str(parts)]) == cli.INPUT
    assert "the code of the model changed" in capsys.readouterr().err


def test_a_search_is_gone_on_with_by_its_own_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = replace(swept(0), points=pa.table({}))
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    for folder, asks in ((whole, 3), (parts, 2)):
        asking = Asking(plan, folder, Local())
        asking.engine = Local()
        for number in range(asks):
            job = running.job_of(asking.plan, folder)  # type: ignore[call-arg]
            assert job.maker is makers.quick
            _ask(asking, 0.1 + number / 10)
        if asks == 3:
            asking.finish()
    command = ["bqw", "goal", "x y"]
    (parts / "logs" / "command.json").write_text(json.dumps(command))
    del asking
    assert cli.main(["resume", str(parts)]) == cli.INPUT
    assert "bqw goal 'x y'" in capsys.readouterr().err
    assert cli.main(["status", str(parts), "lang=en"]) == cli.FINE
    assert "go on with: bqw goal 'x y'" in capsys.readouterr().out
    again = Asking(plan, parts, Local())
    answers = [_ask(again, 0.1 + number / 10) for number in range(3)]
    again.finish()
    assert different_files(whole, parts) == []
    assert len(answers[2].runs) == 4 and answers[2].table("ledger").num_rows == 0


def _ask(asking: Asking, value: float):  # type: ignore[no-untyped-def]
    from experiments.sweep import asking as module

    true_job = module.job_of
    module.job_of = running.job_of
    try:
        return asking.ask([{NOISE: value}])
    finally:
        module.job_of = true_job


def test_status_tells_from_files_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made"
    plan = swept()
    make_all(plan, replace(running.job_of(plan, folder), maker=makers.raising), Local())  # type: ignore[call-arg]
    cut_short(folder)
    append(folder, "blames", {"run": 5, "reason": "signal 9 SIGKILL; memory may be short", "error": ""})
    assert cli.main(["status", str(folder)]) == cli.FINE
    said = capsys.readouterr().out
    assert "10 chunks done, 2 to do; 10/12 runs" in said and "已完成 10 块，尚余 2 块" in said
    assert "1 x ValueError: made to fail" in said
    assert "the process of run 5 ended once (signal 9 SIGKILL; memory may be short)" in said
    assert "信号 9 SIGKILL，可能内存不足" in said
    assert f"go on with: bqw resume {folder}" in said and "runs a minute" in said
