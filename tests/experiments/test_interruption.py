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
from experiments.store import different_files, state

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


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as on Unix")
def test_an_interrupted_sweep_goes_on_to_the_same_bytes(root: Path, tmp_path: Path) -> None:
    words = ["sweep", "small.yaml", "none", "region=pocket", "horizon=8", "replicates=20", "workers=2"]
    (tmp_path / "small.yaml").write_text(DESIGN, encoding="utf-8")
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert _bqw(root, tmp_path, *words, f"out={whole}").wait(600) == 0
    driver = _bqw(root, tmp_path, *words, f"out={parts}")
    while len(list((parts / "parts").glob("chunk-*"))) < 3:
        assert driver.poll() is None
        time.sleep(0.02)
    driver.send_signal(signal.SIGINT)
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == INTERRUPTED and f"bqw resume {parts}" in said
    assert "Traceback" not in said
    done = len(list((parts / "parts").glob("chunk-*")))
    resumed = _bqw(root, tmp_path, "resume", str(parts), "workers=2")
    _, said = resumed.communicate(timeout=600)
    assert resumed.returncode == 0 and f"{done} chunks done, {30 - done} to do" in said
    assert different_files(whole, parts) == []


DESIGN = """\
title: {zh: 小, en: Small}
kind: latin_hypercube
points: 6
factors:
  parameters.growth.noise_sd_share: {low: 0.1, high: 0.4}
"""


def _bqw(root: Path, folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "experiments.cli", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
