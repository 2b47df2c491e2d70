"""Many runs: the driver's memory does not grow with them, and chunks are taken no faster than they are made."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from experiments.running import job_of
from experiments.store_manifest import manifest_of
from experiments.store_tables import design_table
from experiments.sweep import plan as plans
from experiments.sweep.engines.local import Local
from experiments.sweep.plan import Chunk
from tests.made import made_plan
from tests.sweep import makers

MANY = 100_000
MEGABYTES = 500


def test_no_object_is_made_of_a_run_but_in_its_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = 0

    class Counted(plans.PlannedRun):
        def __init__(self, *given: object) -> None:
            nonlocal counted
            counted += 1
            super().__init__(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(plans, "PlannedRun", Counted)
    plan = made_plan(MANY // 2, "headline", 4)
    table = design_table(plan)
    assert manifest_of(plan)["runs"] == table.num_rows == MANY and counted == 0
    assert len(plan.chunk(3).runs) == counted == 500
    run = plan.run(777)
    assert [table[name][777].as_py() for name in ("run_id", "scenario", "replicate", "point_id")] == [
        777,
        run.scenario,
        run.replicate,
        run.point,
    ]


def test_chunks_are_taken_no_faster_than_they_are_made(tmp_path: Path) -> None:
    plan = made_plan(12, "headline", 4)
    job = replace(job_of(plan, tmp_path), maker=makers.quick)
    for name in ("logs", "parts", "series", "ledger", "events", "policies", "firm_facts", "opening"):
        (tmp_path / name).mkdir()
    taken = 0

    def chunks() -> Iterator[Chunk]:
        nonlocal taken
        for number in range(len(plan.chunks)):
            taken += 1
            yield plan.chunk(number)

    for made, _ in enumerate(Local().make(job, chunks(), lambda quarters: None), 1):
        assert taken - made <= 1


@pytest.mark.slow
def test_a_hundred_thousand_runs_that_do_nothing(tmp_path: Path) -> None:
    """In a driver of its own, so that the memory measured is the driver's; the time is told, and decides nothing."""
    began = time.monotonic()
    words = [sys.executable, "-m", "tests.sweep.test_runner_large", str(tmp_path / "made")]
    found = subprocess.run(words, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    megabytes = float(found.stdout.split()[-1])
    print(f"{time.monotonic() - began:.0f} s, {megabytes:.0f} MB")
    assert megabytes < MEGABYTES
    files = sorted((tmp_path / "made" / "parts").iterdir())
    assert sum(pq.read_metadata(file).num_rows for file in files) == MANY


if __name__ == "__main__":
    from experiments.sweep.runner import make_all

    folder, whole = Path(sys.argv[1]), made_plan(MANY // 2, "headline", 4)
    with Local(2) as engine:
        make_all(whole, replace(job_of(whole, folder), maker=makers.noop), engine)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
