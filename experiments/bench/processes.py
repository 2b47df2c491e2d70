"""Processes of their own: the start of a fresh one, cold and warm, and two workers against one."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiments.bench.timing import Timing, interleaved

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Start:
    """The first result of a fresh process: wall-clock seconds from nothing, bytes, firms."""

    seconds: float
    firms: int
    interpreter_bytes: int
    resident_bytes: int
    peak_bytes: int


def measure_starts(region: str, rounds: int, cold: bool) -> tuple[Start | None, list[Start]]:
    """A start with an empty compile cache where `cold`, and later ones that find theirs filled."""
    if not cold:
        return None, [_start(region) for _ in range(rounds)]
    # Windows keeps compiled files open for a moment after a process has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        first = _start(region, NUMBA_CACHE_DIR=cache)
        return first, [_start(region, NUMBA_CACHE_DIR=cache) for _ in range(rounds)]


def measure_workers(
    region: str, quarters: int, firms_per_agent: int, runs: int, rounds: int
) -> tuple[Timing, Timing]:
    """Seconds a run of one process alone and of two at once, taken in turn."""
    words = (region, str(quarters), str(firms_per_agent), "stay")
    with _child(words) as first, _child(words) as second:
        for child in (first, second):
            _answer(child)
        first_and_second = (first, second)
        turns = iter(range(2 * rounds))

        def alone() -> float:
            child = first_and_second[next(turns) % 2]
            _ask(child, runs)
            return float(_answer(child)) / runs

        def together() -> float:
            for child in first_and_second:
                _ask(child, runs)
            return max(float(_answer(child)) for child in first_and_second) / (2 * runs)

        timings = interleaved({"alone": alone, "together": together}, rounds)
    return timings["alone"], timings["together"]


def _start(region: str, **environment: str) -> Start:
    began = time.perf_counter()
    with _child((region, "1", "1"), **environment) as child:
        told = json.loads(_answer(child))
        seconds = time.perf_counter() - began
    return Start(seconds, told["firms"], told["interpreter"], told["resident"], told["peak"])


@contextlib.contextmanager
def _child(words: tuple[str, ...], **environment: str) -> Iterator[subprocess.Popen[str]]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    variables = os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | environment
    command = [sys.executable, "-m", "experiments.bench.child", *words]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables)
    try:
        yield child
    finally:
        # A child whose input is closed ends by itself; communicate closes it and waits.
        child.communicate()


def _ask(child: subprocess.Popen[str], runs: int) -> None:
    assert child.stdin is not None
    child.stdin.write(f"{runs}\n")
    child.stdin.flush()


def _answer(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line:
        raise RuntimeError(f"a measuring process ended with code {child.wait()}")
    return line.strip()
