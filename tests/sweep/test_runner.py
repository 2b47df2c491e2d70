"""The runner: runs that end badly are rows, nothing is lost whatever is killed, and the bytes are always the same."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.chinese import chinese
from experiments.running import job_of
from experiments.store import SUCCESS, chunk_file, different_files, failed_runs, missing
from experiments.sweep.cash import cut_share
from experiments.sweep.engines.local import Local
from experiments.sweep.locking import Share, hold, holder
from experiments.sweep.making import make_chunk
from experiments.sweep.notes import blames, lost_runs, without_lost
from experiments.sweep.plan import Plan
from experiments.sweep.runner import make_all
from experiments.sweep.status import status_of
from sim.errors import InputError
from tests.sweep import makers
from tests.sweep.driving import drive, small_plan


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.sweep.locking.WAIT_SECONDS", 0.0)


pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and locks as on Unix")


def made_here(folder: Path, plan: Plan, maker: makers.Maker = makers.quick, **of_job: object) -> Path:
    """A plan made in this process."""
    job = replace(job_of(plan, folder), maker=maker, **of_job)
    make_all(plan, job, Local())
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_here(tmp_path_factory.mktemp("whole") / "made", small_plan())


def test_runs_that_raise_hang_or_are_killed_are_rows_and_no_other_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: Path
) -> None:
    """One run raises, one hangs where no signal of Python reaches it, one is killed always, one once."""
    monkeypatch.setenv(makers.FLAGS, str(tmp_path))
    folder = tmp_path / "made"
    drive(folder, "troubled", workers=2, most_seconds=1)
    failed = dict(failed_runs(folder))
    assert failed[makers.RAISES].startswith("ValueError: made to fail")
    assert failed[makers.HANGS] == "TooLong: it ran longer than 1 s"
    assert failed[makers.KILLED] == (
        "ProcessKilled: its process ended 2 times (signal 9 SIGKILL; memory may be short)"
    )
    assert sorted(failed) == [makers.RAISES, makers.HANGS, makers.KILLED]
    assert sorted(blames(folder)) == [makers.HANGS, makers.KILLED, makers.KILLED_ONCE]
    others = [f"{name}/chunk-{number:06d}.parquet" for number in failed for name in ("parts", "series")]
    differing = {name for name in different_files(whole, folder) if not name.startswith("opening")}
    assert differing == set(others)
    parts = pq.read_table(folder / "parts").to_pandas().set_index("run_id")
    assert parts.loc[list(failed), "gdp_real"].isna().all() and len(parts) == 24
    found = status_of(folder)
    assert found.finished and sum(found.failed.values()) == 3 and list(found.blamed) == [makers.KILLED_ONCE]


def test_a_killed_driver_ends_its_processes_and_the_next_goes_on(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    driver = _driver(folder)
    _wait_for_chunks(folder, 4)
    assert status_of(folder).at_work == f"process {driver.pid} on {os.uname().nodename}"
    with pytest.raises(InputError, match=f"is being worked on by process {driver.pid}"):
        hold(folder)
    workers = _children(driver.pid)
    driver.kill()
    driver.wait()
    _wait_for_end(workers)
    left = len(missing(folder, small_plan()))
    assert 0 < left <= 20 and not (folder / SUCCESS).exists()
    assert not lost_runs(folder) and not status_of(folder).at_work
    with hold(folder):
        made_here(folder, small_plan())
    assert different_files(whole, folder) == []


def test_a_driver_says_how_much_was_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = small_plan()
    folder = made_here(tmp_path / "made", plan)
    (folder / SUCCESS).unlink()
    for number in range(8):
        chunk_file(folder, "parts", number).unlink()
    made_here(folder, plan)
    assert "16 chunks done, 8 to do" in capsys.readouterr().err


def test_a_full_disk_is_one_sentence_and_the_same_bytes_once_there_is_room(
    whole: Path, tmp_path: Path
) -> None:
    with _small_disk(tmp_path / "disk", kilobytes=500) as disk:
        folder = disk / "made"
        with pytest.raises(InputError, match=r"No space left on device.*chunks are kept") as caught:
            made_here(folder, small_plan())
        [problem] = caught.value.problems
        assert "磁盘已满" in chinese(problem) and "请腾出空间" in chinese(problem)
        assert 0 < len(missing(folder, small_plan())) < 24
        assert not list(folder.rglob("*.tmp"))
        _resize(disk, kilobytes=20_000)
        made_here(folder, small_plan())
        assert different_files(whole, folder) == []


def test_a_torn_temporary_file_is_removed(whole: Path, tmp_path: Path) -> None:
    plan = small_plan()
    folder = made_here(tmp_path / "made", plan)
    (folder / SUCCESS).unlink()
    gone = f".chunk-000003.parquet.{socket.gethostname()}-{2**22 + 1}.tmp"  # no process has such a number
    chunk_file(folder, "parts", 3).rename(folder / "parts" / gone)
    (folder / "series" / ".chunk-000003.parquet.there-17.tmp").write_bytes(b"half")
    os.utime(folder / "series" / ".chunk-000003.parquet.there-17.tmp", (0, 0))
    written = folder / "series" / ".chunk-000004.parquet.there-17.tmp"
    written.write_bytes(b"a worker elsewhere has not ended yet")
    made_here(folder, plan)
    assert list(folder.rglob("*.tmp")) == [written]
    assert different_files(whole, folder) == []


def test_a_folder_left_before_its_manifest_stood_is_new(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    (folder / "logs").mkdir(parents=True)
    (folder / ".manifest.json.there-17.tmp").write_text("{")
    made_here(folder, small_plan())
    assert different_files(whole, folder) == []


def test_shares_make_the_same_bytes_and_whoever_is_last_finishes(whole: Path, tmp_path: Path) -> None:
    plan, folder = small_plan(), tmp_path / "made"
    job = replace(job_of(plan, folder), maker=makers.quick)
    for number, left in ((1, 16), (3, 8), (2, 0)):
        assert not (folder / SUCCESS).exists()
        with hold(folder, Share(number, 3)), hold(folder, Share(9, 9)):
            assert make_all(plan, job, Local(), Share(number, 3)) == left
    assert (folder / SUCCESS).exists()
    assert different_files(whole, folder) == []


def test_a_share_leaves_the_files_that_others_are_writing(tmp_path: Path) -> None:
    plan, folder = small_plan(), tmp_path / "made"
    job = replace(job_of(plan, folder), maker=makers.quick)
    make_all(plan, job, Local(), Share(24, 24))
    ours, theirs = (folder / "parts" / f".chunk-00000{one}.parquet.there-17.tmp" for one in (0, 1))
    for file in (ours, theirs):
        file.write_bytes(b"half")
        os.utime(file, (0, 0))
    make_all(plan, job, Local(), Share(1, 2))
    assert theirs.exists() and not ours.exists()


def test_the_same_share_and_a_whole_driver_beside_a_share_are_refused(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    held = []
    for name, how in (("lock", fcntl.LOCK_SH), ("shard-1-of-2.lock", fcntl.LOCK_EX)):
        file = open(tmp_path / "logs" / name, "a+")  # noqa: SIM115
        fcntl.flock(file, how)
        held.append(file)
        with pytest.raises(InputError, match="is being worked on by another process"):
            hold(tmp_path, Share(1, 2) if how == fcntl.LOCK_EX else None)
    assert holder(tmp_path)
    assert hold(tmp_path, Share(2, 2)).locks is not None


@pytest.mark.parametrize("text", ["0/2", "3/2", "2", "a/b", "1/2/3"])
def test_a_share_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="names no share"):
        Share.read(text)


def test_a_file_system_without_locks_is_worked_in_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(file: object, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("experiments.sweep.locking.fcntl.flock", none)
    with hold(tmp_path):
        assert holder(tmp_path) == ""


def test_a_quarantined_run_leaves_no_row_of_an_earlier_attempt(tmp_path: Path) -> None:
    plan = small_plan()
    folder = made_here(tmp_path / "made", plan)
    job = replace(job_of(plan, folder), maker=makers.quick, record="standard")
    make_chunk(job, plan.chunk(9))
    assert chunk_file(folder, "ledger", 9).exists()
    make_chunk(job, without_lost(plan.chunk(9), {9: "gone"}))
    assert not chunk_file(folder, "ledger", 9).exists()
    assert dict(failed_runs(folder)) == {9: "gone"}


def test_a_run_that_hangs_in_this_process_is_a_row_too(tmp_path: Path) -> None:
    def hanging(task: makers.Task, advance: object = None) -> makers.Result:
        while task.run_id == 2:
            time.sleep(0.01)
        return makers.quick(task)

    folder = made_here(tmp_path / "made", small_plan(), hanging, most_seconds=1)
    assert failed_runs(folder) == [(2, "TooLong: it ran longer than 1 s")]


def _driver(folder: Path, workers: int = 2) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "tests.sweep.driving", str(folder), "slow", str(workers)]
    return subprocess.Popen(words, cwd=Path(__file__).parents[2])


def _wait_for_chunks(folder: Path, count: int) -> None:
    until = time.monotonic() + 60
    while len(list((folder / "parts").glob("chunk-*"))) < count:
        assert time.monotonic() < until
        time.sleep(0.02)


def _children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


def _wait_for_end(processes: list[int]) -> None:
    until = time.monotonic() + 10
    assert processes
    while any(_runs(one) for one in processes):
        assert time.monotonic() < until
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


class _small_disk:
    """A disk of so many kilobytes; only root may make one."""

    def __init__(self, place: Path, kilobytes: int) -> None:
        self.place, self.kilobytes = place, kilobytes

    def __enter__(self) -> Path:
        self.place.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={self.kilobytes}k", "tmpfs", str(self.place)]
        try:
            made = subprocess.run(words, capture_output=True)
        except OSError:
            pytest.skip("there is no mount")
        if made.returncode:
            pytest.skip("a small disk cannot be mounted")
        return self.place

    def __exit__(self, *of_error: object) -> None:
        subprocess.run(["umount", str(self.place)], check=True)


def _resize(disk: Path, kilobytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(disk)], check=True)


def test_cuts_are_summed_over_parts_whose_words_differ(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    parts = ([("planned", 60.0), ("cut", 6.0)], [("paid", 9.0), ("cut", 4.0), ("planned", 40.0)])
    for number, rows in enumerate(parts):
        items, values = zip(*rows, strict=True)
        table = pa.table({"item": pa.array(items).dictionary_encode(), "value": values})
        pq.write_table(table, tmp_path / "policies" / f"{number}.parquet")
    assert cut_share(tmp_path) == 0.1
