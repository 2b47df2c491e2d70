"""Ctrl-C with several processes: exit code 130 at once, no process left, the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments.cli import INTERRUPTED
from experiments.store import state

ARGUMENTS = (
    "none",
    "region=pocket",
    "horizon=400",
    "replicates=400",
    "record=headline",
    "workers=2",
    "out=out",
)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as on Unix")
def test_interruption_ends_every_process(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    driver = subprocess.Popen(
        [sys.executable, "-m", "experiments.cli", "run", *ARGUMENTS],
        env={**os.environ, "PYTHONPATH": str(root)},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while not (tmp_path / "out" / "design.parquet").exists():
        assert driver.poll() is None
        time.sleep(0.1)
    time.sleep(2)
    driver.send_signal(signal.SIGINT)
    _, said = driver.communicate(timeout=30)
    assert driver.returncode == INTERRUPTED
    assert "bqw run none" in said

    from experiments.running import compose_arms, plan_of

    assert state(tmp_path / "out", plan_of(compose_arms(ARGUMENTS))) == "partial"
